import { z } from "zod";
import type { Database, Tx } from "../db/pool.ts";
import { inTenant, readInTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import { type Actor, type Ctx, systemCtx } from "../kernel/ctx.ts";
import { DomainError, invalid, notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { MEMBER_ROLES } from "../kernel/labels.ts";
import { Email, endSessions, ensureUser, Password, PersonName } from "./accounts.ts";
import { endKeysOf } from "./api-keys.ts";
import { recordAudit } from "./audit.ts";
import { can, requireAction, scopesWithin } from "./roles.ts";
import * as store from "./store/members.ts";
import { deleteMembership, insertMembership } from "./store/users.ts";
import { isKeyOf } from "./store.ts";

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
}

/** A person who works for the tenant. `absent` begins by itself at `absentFrom` and ends so at `absentUntil`. */
export type Member = Omit<store.MemberRow, "userId">;

export const Team = z.string().trim().min(1).max(100);

export const FirstAdmin = z.object({ email: Email, name: PersonName, password: Password });

/** Creates the tenant's first administrator. Throws `conflict` as soon as the tenant has any member. */
export async function createFirstAdmin(
  deps: Deps,
  tenantId: string,
  input: z.input<typeof FirstAdmin>,
): Promise<{ memberId: string }> {
  const person = FirstAdmin.parse(input);
  const refuseSecond = async (tx: Tx) => {
    if ((await store.countMembers(tx)) > 0)
      throw new DomainError("conflict", "This tenant has members already: an administrator can invite more.");
  };
  await inTenant(deps.db, tenantId, refuseSecond);
  const userId = await ensureUser(deps, person);
  return inTenant(deps.db, tenantId, async (tx) => {
    await store.lockTenant(tx);
    await refuseSecond(tx);
    const ctx = systemCtx(tenantId, "first-admin");
    const row = { userId, email: person.email, name: person.name, role: "admin" as const, team: null, maySend: true };
    return { memberId: await addMember(tx, deps.clock, ctx, row) };
  });
}

/** Adds a member, or brings back the disabled one of this user, in the caller's transaction. The member's id. */
export async function addMember(
  tx: Tx,
  clock: Clock,
  ctx: Ctx,
  member: Pick<store.MemberRow, "userId" | "email" | "name" | "role" | "team" | "maySend">,
): Promise<string> {
  const now = clock.now();
  const { userId, ...after } = member;
  const id = await store.upsertMember(tx, { ...member, id: newId(now), now });
  await insertMembership(tx, userId, id, now);
  await recordAudit(tx, clock, ctx, { action: "member.add", object: "member", objectId: id, after });
  return id;
}

export async function listMembers({ db, clock }: Deps, ctx: Ctx): Promise<Member[]> {
  requireAction(ctx, "member.read");
  const rows = await inTenant(db, ctx.tenantId, (tx) => store.listMembers(tx));
  return rows.map((row) => memberView(row, clock.now()));
}

/** The member as a tenant's transaction sees them, or undefined. */
export async function readMember(tx: Tx, clock: Clock, id: string): Promise<Member | undefined> {
  const row = await store.readMember(tx, id);
  return row && memberView(row, clock.now());
}

/** Who a member's session stands for; undefined once the member is disabled or gone. */
export async function memberActor(db: Database, tenantId: string, memberId: string): Promise<Actor | undefined> {
  const row = await readInTenant(db, tenantId, (tx) => store.readMember(tx, memberId));
  if (row === undefined || row.status === "disabled") return undefined;
  return actorOf(row);
}

const actorOf = ({ id, role, maySend }: store.MemberRow): Actor => ({ type: "member", id, role, maySend });

/** Throws `not_found` unless each of these ids is a member of the tenant: nobody else is told anything. */
export async function requireMembers(tx: Tx, ids: readonly string[]): Promise<void> {
  const known = new Set((await store.listMembers(tx)).map(({ id }) => id));
  const stranger = ids.find((id) => !known.has(id));
  if (stranger !== undefined) throw notFound("Member", stranger);
}

export const MemberChanges = z
  .strictObject({
    role: z.enum(MEMBER_ROLES),
    team: Team.nullable(),
    maySend: z.boolean(),
    mentorId: z.uuid().nullable(),
  })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, "name at least one field to change");

/**
 * Changes what a member does: role and team are for administrators; whether they may send, and who reads their drafts
 * while they may not, is for managers too. The last administrator stays one. A member who may not send writes drafts that
 * others approve and send. With a role go the API keys that do what the new one may not.
 */
export async function changeMember(
  deps: Deps,
  ctx: Ctx,
  memberId: string,
  input: z.input<typeof MemberChanges>,
): Promise<Member> {
  const changes = Object.fromEntries(
    Object.entries(MemberChanges.parse(input)).filter(([, value]) => value !== undefined),
  ) as Changes;
  if ("maySend" in changes || "mentorId" in changes) requireAction(ctx, "member.supervise");
  if ("role" in changes || "team" in changes) requireAction(ctx, "member.write");
  return change(deps, ctx, memberId, "member.change", async (row, tx) => {
    if (changes.maySend === true && (await isOneself(tx, ctx.actor, memberId)))
      throw new DomainError("forbidden", "Nobody gives themselves the right to send: ask another manager.");
    if (changes.mentorId != null) await requireMentor(tx, memberId, changes.mentorId);
    if (changes.role !== undefined && changes.role !== row.role) {
      const allowed = scopesWithin(actorOf({ ...row, role: changes.role }));
      await endKeysOf(tx, deps.clock, ctx, { memberId, because: "member.change", allowed });
    }
    return changes;
  });
}

/** A key acts for whoever made it. */
const isOneself = async (tx: Tx, { type, id }: Actor, memberId: string): Promise<boolean> =>
  type === "member" ? id === memberId : type === "api_key" && (await isKeyOf(tx, id, memberId));

async function requireMentor(tx: Tx, memberId: string, mentorId: string): Promise<void> {
  if (mentorId === memberId) throw invalid("mentorId", "nobody reads their own drafts");
  const mentor = await store.readMember(tx, mentorId);
  if (mentor === undefined || mentor.status === "disabled" || !can(actorOf(mentor), "approval.give"))
    throw invalid("mentorId", "is not an active member who may approve");
}

/**
 * Takes away all access at once: the next request of any session or API key of theirs is refused. History keeps the
 * member.
 */
export async function disableMember(deps: Deps, ctx: Ctx, memberId: string): Promise<Member> {
  requireAction(ctx, "member.write");
  let userId: string | undefined;
  const member = await change(deps, ctx, memberId, "member.disable", async (row, tx) => {
    userId = row.userId;
    await deleteMembership(tx, row.userId);
    await endKeysOf(tx, deps.clock, ctx, { memberId, because: "member.disable" });
    return { status: "disabled", absentFrom: null, absentUntil: null, delegateId: null };
  });
  if (userId !== undefined) await endSessions(deps.db, userId);
  return member;
}

export const Absence = z.strictObject({
  /** When it begins; now where it is left out. */
  from: z.iso.datetime().nullable().default(null),
  until: z.iso.datetime().nullable(),
  /** Who gets the assignments and gives the approvals meanwhile. */
  delegateId: z.uuid().nullable(),
});

/**
 * Says that a member is away, from when and until when, and who stands in; `null` says that they are back. Everyone for
 * themselves.
 */
export async function setAbsence(
  deps: Deps,
  ctx: Ctx,
  memberId: string,
  absence: z.input<typeof Absence> | null,
): Promise<Member> {
  if (!(ctx.actor.type === "member" && ctx.actor.id === memberId)) requireAction(ctx, "member.supervise");
  return change(deps, ctx, memberId, "member.absence", async (_row, tx) => {
    if (absence === null) return { status: "active", absentFrom: null, absentUntil: null, delegateId: null };
    const { from, until, delegateId } = Absence.parse(absence);
    const absentUntil = until === null ? null : new Date(until);
    const now = deps.clock.now();
    const absentFrom = from === null || new Date(from) <= now ? null : new Date(from);
    if (absentUntil !== null && absentUntil <= now) throw invalid("until", "must be in the future");
    if (absentUntil !== null && absentFrom !== null && absentUntil <= absentFrom)
      throw invalid("until", "must come after the beginning");
    if (absentFrom !== null && absentFrom.getTime() > now.getTime() + MOST_AHEAD_MS)
      throw invalid("from", "is more than a year away");
    if (delegateId === memberId) throw invalid("delegateId", "nobody stands in for themselves");
    const delegate = delegateId === null ? undefined : await store.readMember(tx, delegateId);
    if (delegateId !== null && (delegate === undefined || delegate.status === "disabled"))
      throw invalid("delegateId", "is not an active member");
    return { status: "absent", absentFrom, absentUntil, delegateId };
  });
}

const MOST_AHEAD_MS = 366 * 86_400_000;
const MAX_STAND_INS = 8;

/** Who acts for each of these members now: themselves, or, while they are away, whoever stands in (and so on). */
export async function standInsFor(
  tx: Tx,
  clock: Clock,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const acting = new Map(memberIds.map((id) => [id, id]));
  for (let step = 0; step < MAX_STAND_INS; step += 1) {
    const delegates = await store.delegatesOf(tx, [...new Set(acting.values())], clock.now());
    const moves = [...acting].flatMap(([id, now]) => {
      const next = delegates.get(now);
      return next === undefined || next === id ? [] : [[id, next] as const];
    });
    if (moves.length === 0) break;
    for (const [id, next] of moves) acting.set(id, next);
  }
  return acting;
}

type Changes = Partial<Parameters<typeof store.updateMember>[2]>;

async function change(
  deps: Deps,
  ctx: Ctx,
  memberId: string,
  action: string,
  decide: (row: store.MemberRow, tx: Tx) => Changes | Promise<Changes>,
): Promise<Member> {
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    await store.lockTenant(tx);
    const row = await store.lockMember(tx, memberId);
    if (row === undefined || row.status === "disabled") throw notFound("Member", memberId);
    const changes = await decide(row, tx);
    const after = { ...row, ...changes };
    await store.updateMember(tx, memberId, after);
    if (row.role === "admin" && (await store.countAdmins(tx)) === 0)
      throw new DomainError("conflict", "The tenant needs an administrator: make somebody else one first.");
    const before = Object.fromEntries(Object.keys(changes).map((key) => [key, row[key as keyof Changes]]));
    await recordAudit(tx, deps.clock, ctx, { action, object: "member", objectId: memberId, before, after: changes });
    return memberView(after, deps.clock.now());
  });
}

function memberView({ userId: _userId, ...row }: store.MemberRow, now: Date): Member {
  const back = row.status === "absent" && row.absentUntil !== null && row.absentUntil <= now;
  if (back) return { ...row, status: "active", absentFrom: null, absentUntil: null, delegateId: null };
  // Told ahead: they are still here, and who looks sees when they go.
  const ahead = row.status === "absent" && row.absentFrom !== null && row.absentFrom > now;
  return ahead ? { ...row, status: "active" } : row;
}
