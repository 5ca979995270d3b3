import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Database, Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { isUuid, newId } from "../kernel/ids.ts";
import { MEMBER_ROLES } from "../kernel/labels.ts";
import { Email, ensureUser, Password, PersonName } from "./accounts.ts";
import { recordAudit } from "./audit.ts";
import { addMember, Team } from "./members.ts";
import { requireAction } from "./roles.ts";
import * as store from "./store/invitations.ts";
import { readMemberByEmail } from "./store/members.ts";

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
}

export const InvitationInput = z.strictObject({
  email: Email,
  role: z.enum(MEMBER_ROLES),
  team: Team.nullable().default(null),
  maySend: z.boolean().default(true),
  /** Days until the invitation expires. */
  days: z.int().min(1).max(30).default(7),
});
export const Acceptance = z.strictObject({ token: z.string().max(200), name: PersonName, password: Password });

export type Invitation = store.InvitationRow;

/** `tli_<tenant>_<invitation>_<secret>`: it carries its tenant, as API keys do. */
const TOKEN = /^tli_([0-9a-f-]{36})_([0-9a-f-]{36})_([A-Za-z0-9_-]{43})$/;
const hashOf = (secret: string) => createHash("sha256").update(secret).digest();
const DAY_MS = 86_400_000;

/** Invites a person. The token is shown this once; an older open invitation of the same e-mail ends. */
export async function inviteMember(
  deps: Deps,
  ctx: Ctx,
  input: z.input<typeof InvitationInput>,
): Promise<{ id: string; token: string; expiresAt: Date }> {
  requireAction(ctx, "member.write");
  const { days, ...invitation } = InvitationInput.parse(input);
  const createdAt = deps.clock.now();
  const expiresAt = new Date(createdAt.getTime() + days * DAY_MS);
  const id = newId(createdAt);
  const secret = randomBytes(32).toString("base64url");
  await inTenant(deps.db, ctx.tenantId, async (tx) => {
    await refuseMember(tx, invitation.email);
    await store.expireInvitations(tx, { email: invitation.email }, createdAt);
    await store.insertInvitation(tx, { ...invitation, id, createdAt, expiresAt, tokenHash: hashOf(secret) });
    const after = { ...invitation, expiresAt };
    await recordAudit(tx, deps.clock, ctx, { action: "member.invite", object: "invitation", objectId: id, after });
  });
  return { id, token: `tli_${ctx.tenantId}_${id}_${secret}`, expiresAt };
}

/** Invitations that can still be accepted. */
export async function listInvitations({ db, clock }: Deps, ctx: Ctx): Promise<Invitation[]> {
  requireAction(ctx, "member.write");
  return inTenant(db, ctx.tenantId, (tx) => store.listOpenInvitations(tx, clock.now()));
}

export async function revokeInvitation(deps: Deps, ctx: Ctx, id: string): Promise<void> {
  requireAction(ctx, "member.write");
  await inTenant(deps.db, ctx.tenantId, async (tx) => {
    if ((await store.expireInvitations(tx, { id }, deps.clock.now())) === 0) throw notFound("Invitation", id);
    await recordAudit(tx, deps.clock, ctx, { action: "invitation.revoke", object: "invitation", objectId: id });
  });
}

/** Runs what may be a guess at the password of an e-mail. Throws `rate_limited` when too many were made lately. */
export type Guard = <Result>(email: string, attempt: () => Promise<Result>) => Promise<Result>;

/**
 * Makes the holder of the token a member. Whoever has an account already gives its password; others choose one. Anybody
 * who runs a tenant may invite any e-mail, so what is given for an account goes through `guard`.
 * Throws `invalid`, with one message, for a token that is wrong, used, revoked or expired.
 */
export async function acceptInvitation(
  deps: Deps,
  input: z.input<typeof Acceptance>,
  guard: Guard = (_, attempt) => attempt(),
): Promise<{ tenantId: string; memberId: string; email: string }> {
  const { token, name, password } = Acceptance.parse(input);
  const [, tenantId = "", id = "", secret = ""] = TOKEN.exec(token) ?? [];
  if (!isUuid(tenantId) || !isUuid(id)) throw gone();
  const open = (tx: Tx) => openInvitation(tx, id, secret, deps.clock.now());
  const { email } = await inTenant(deps.db, tenantId, open);
  const userId = await guard(email, () => ensureUser(deps, { email, name, password }));
  return inTenant(deps.db, tenantId, async (tx) => {
    const { role, team, maySend } = await open(tx);
    await refuseMember(tx, email);
    await store.markAccepted(tx, id, deps.clock.now());
    const ctx: Ctx = { tenantId, actor: { type: "system", id: `invitation:${id}` } };
    const memberId = await addMember(tx, deps.clock, ctx, { userId, email, name, role, team, maySend });
    return { tenantId, memberId, email };
  });
}

async function openInvitation(tx: Tx, id: string, secret: string, now: Date): Promise<Invitation> {
  const row = await store.lockInvitation(tx, id);
  if (row === undefined || !timingSafeEqual(row.tokenHash, hashOf(secret))) throw gone();
  if (row.acceptedAt !== null || row.expiresAt <= now) throw gone();
  return row;
}

async function refuseMember(tx: Tx, email: string): Promise<void> {
  const member = await readMemberByEmail(tx, email);
  if (member !== undefined && member.status !== "disabled")
    throw new DomainError("conflict", `${email} is a member already.`, [{ field: "email", reason: "is a member" }]);
}

const gone = () =>
  new DomainError("invalid", "The invitation is not valid any more. Ask an administrator for a new one.", [
    { field: "token", reason: "wrong, used or expired" },
  ]);
