import { z } from "zod";
import { recordAudit } from "../../access/audit.ts";
import type { Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError, notFound } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { masked } from "../../policy/safety.ts";
import { applyPatch, roleOf, ticketForChange } from "../change.ts";
import type { Person, TicketDeps } from "../deps.ts";
import { type DraftOutcome, requireCurrent, sendWhenComplete } from "../sending/send.ts";
import { insertApproval, insertDraft, listApprovals, readDraft, saveDraft } from "../store/drafts.ts";
import { type Draft, REJECT_REASONS, type Ticket } from "../ticket.ts";
import { askApprovers } from "./approval-requests.ts";
import { type Consent, hashText, mayFill } from "./approvals.ts";
import { lentRoles } from "./stand-ins.ts";

const ReplyText = z
  .string()
  .min(1)
  .max(20_000)
  .refine((text) => text.trim() !== "", "must not be empty");
export const Rejection = z.strictObject({ reason: z.enum(REJECT_REASONS), comment: z.string().max(2_000).default("") });

/** Which version of the draft the member looked at, and the text that they saw; both must still be so. */
export interface Seen {
  readonly version: number;
  readonly textHash?: string | undefined;
}

/** Accepts a draft as it stands: the first approval. It leaves at once when no further one is needed. */
export const acceptDraft = (deps: TicketDeps, ctx: Ctx, draftId: string, seen: Seen): Promise<DraftOutcome> =>
  withDraft(deps, ctx, draftId, async (tx, ticket, draft) => {
    requireSeen(draft, seen);
    requireCurrent(ticket, draft);
    return handIn(deps, tx, ctx, ticket, draft);
  });

/** Replaces the text; what was consented to before counts no longer. The member becomes the author. */
export const editDraft = (deps: TicketDeps, ctx: Ctx, draftId: string, text: string, seen: Seen): Promise<Draft> =>
  withDraft(deps, ctx, draftId, async (tx, ticket, draft) => {
    requireSeen(draft, seen);
    requireCurrent(ticket, draft);
    const safe = masked((await deps.policies(tx)).safety, "out", ReplyText.parse(text));
    const edited: Draft = {
      ...draft,
      state: "proposed",
      text: safe,
      textHash: hashText(safe),
      authorId: memberOf(ctx),
      needed: [],
      askedAt: null,
      version: draft.version + 1,
      updatedAt: deps.clock.now(),
    };
    await saveDraft(tx, edited);
    await recordAudit(tx, deps.clock, ctx, {
      action: "draft.edited",
      object: "draft",
      objectId: draft.id,
      before: { textHash: draft.textHash },
      after: { textHash: edited.textHash },
    });
    await applyPatch(deps, tx, ctx, ticket, { kind: "draft_edited", content: { draftId: draft.id } });
    return edited;
  });

/** Puts a draft aside with a reason that the copilot can learn from. Its author and whoever approved its text are told. */
export const rejectDraft = (
  deps: TicketDeps,
  ctx: Ctx,
  draftId: string,
  rejection: z.infer<typeof Rejection>,
  seen: Seen,
): Promise<Draft> =>
  withDraft(deps, ctx, draftId, async (tx, ticket, draft) => {
    requireSeen(draft, seen);
    requireCurrent(ticket, draft);
    const rejected: Draft = {
      ...draft,
      state: "rejected",
      rejectReason: rejection.reason,
      rejectComment: rejection.comment,
      version: draft.version + 1,
      updatedAt: deps.clock.now(),
    };
    await saveDraft(tx, rejected);
    await recordAudit(tx, deps.clock, ctx, {
      action: "draft.rejected",
      object: "draft",
      objectId: draft.id,
      after: { reason: rejection.reason },
    });
    // Counts the ticket on, so that its facts are measured anew and whoever looks at it sees the refusal.
    const content = { draftId: draft.id, reason: rejection.reason };
    await applyPatch(deps, tx, ctx, ticket, { kind: "draft_rejected", content });
    const consents = await listApprovals(tx, draft.id);
    const approvers = consents.filter(({ textHash }) => textHash === draft.textHash).map(({ memberId }) => memberId);
    const concerned = new Set(draft.authorId === null ? approvers : [draft.authorId, ...approvers]);
    const told = [...concerned].filter((id) => id !== ctx.actor.id);
    await deps.people.notify(tx, told, { kind: "refusal", ticketId: ticket.id, text: ticket.subject });
    return rejected;
  });

/** Consents to a draft that waits, in one's own place or in that of an absent colleague who named one as delegate. */
export const approveDraft = (
  deps: TicketDeps,
  ctx: Ctx,
  draftId: string,
  seen: Required<Seen>,
): Promise<DraftOutcome> =>
  withDraft(deps, ctx, draftId, async (tx, ticket, draft) => {
    requireSeen(draft, seen);
    requireCurrent(ticket, draft);
    if (draft.state !== "waiting")
      throw new DomainError("conflict", "This draft does not wait for an approval. Accept it first.", [
        { field: "state", reason: draft.state },
      ]);
    const person = await activePerson(deps, tx, ctx);
    if (!person.maySend) throw new DomainError("forbidden", "You may draft replies, not approve them.");
    const role = await fillingRole(deps, tx, person, draft);
    await consent(deps, tx, ctx, draft, role);
    return sendWhenComplete(deps, tx, ctx, ticket, draft, person);
  });

/** A member's own text: it obeys the same matrix as the copilot's. */
export function writeReply(
  deps: TicketDeps,
  ctx: Ctx,
  ticketId: string,
  text: string,
  seenTurn: number,
): Promise<DraftOutcome> {
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const ticket = await ticketForChange(tx, ticketId);
    if (ticket.turn !== seenTurn)
      throw new DomainError("conflict", "A new message has come in since you wrote. Read it, then send again.", [
        { field: "turn", reason: "superseded" },
      ]);
    const safe = masked((await deps.policies(tx)).safety, "out", ReplyText.parse(text));
    const draft = newDraft(ticket, safe, memberOf(ctx), deps.clock.now());
    requireCurrent(ticket, draft);
    await insertDraft(tx, draft);
    await recordAudit(tx, deps.clock, ctx, {
      action: "draft.written",
      object: "draft",
      objectId: draft.id,
      after: { ticketId, textHash: draft.textHash },
    });
    return handIn(deps, tx, ctx, ticket, draft);
  });
}

export const newDraft = (ticket: Ticket, text: string, authorId: string | null, now: Date): Draft => ({
  id: newId(now),
  ticketId: ticket.id,
  proposalId: null,
  authorId,
  state: "proposed",
  text,
  originalText: text,
  textHash: hashText(text),
  citations: [],
  recipientId: ticket.contactId,
  turn: ticket.turn,
  version: 1,
  needed: [],
  rejectReason: null,
  rejectComment: null,
  askedAt: null,
  createdAt: now,
  updatedAt: now,
});

async function handIn(deps: TicketDeps, tx: Tx, ctx: Ctx, ticket: Ticket, draft: Draft): Promise<DraftOutcome> {
  const person = await activePerson(deps, tx, ctx);
  // Whoever may only draft hands in without consenting, so another person always sends.
  if (person.maySend) await consent(deps, tx, ctx, draft, person.role);
  const outcome = await sendWhenComplete(deps, tx, ctx, ticket, draft, person);
  if (outcome.message === null) await askApprovers(deps, tx, ctx, outcome);
  return outcome;
}

async function consent(deps: TicketDeps, tx: Tx, ctx: Ctx, draft: Draft, role: string): Promise<void> {
  const now = deps.clock.now();
  const given: Consent = {
    memberId: memberOf(ctx),
    role,
    textHash: draft.textHash,
    recipientId: draft.recipientId,
    turn: draft.turn,
  };
  if (!(await insertApproval(tx, draft.id, newId(now), given, now))) return;
  await recordAudit(tx, deps.clock, ctx, {
    action: "draft.approved",
    object: "draft",
    objectId: draft.id,
    after: { textHash: draft.textHash, role },
  });
}

async function fillingRole(deps: TicketDeps, tx: Tx, person: Person, draft: Draft): Promise<string> {
  const lent = await lentRoles(deps, tx, person.id, draft, await listApprovals(tx, draft.id));
  const roles = [person.role, ...lent];
  const role = roles.find((candidate) => draft.needed.some((place) => mayFill(place as never, candidate)));
  if (role === undefined)
    throw new DomainError(
      "forbidden",
      `This draft waits for: ${draft.needed.join(", ")}. A ${person.role} cannot approve it.`,
    );
  return role;
}

function withDraft<Result>(
  deps: TicketDeps,
  ctx: Ctx,
  draftId: string,
  run: (tx: Tx, ticket: Ticket, draft: Draft) => Promise<Result>,
): Promise<Result> {
  roleOf(ctx);
  memberOf(ctx);
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const found = await readDraft(tx, draftId);
    if (found === undefined) throw notFound("Draft", draftId);
    const ticket = await ticketForChange(tx, found.ticketId);
    // Read again under the ticket's lock: somebody may have changed it in between.
    return run(tx, ticket, (await readDraft(tx, draftId))!);
  });
}

async function activePerson(deps: TicketDeps, tx: Tx, ctx: Ctx): Promise<Person> {
  const person = await deps.people.find(tx, memberOf(ctx));
  if (!person?.active) throw new DomainError("forbidden", "This account is not active.");
  return person;
}

function memberOf(ctx: Ctx): string {
  if (ctx.actor.type !== "member") throw new DomainError("forbidden", "Only a member can do this.");
  return ctx.actor.id;
}

function requireSeen(draft: Draft, seen: Seen): void {
  if (draft.version !== seen.version || (seen.textHash !== undefined && seen.textHash !== draft.textHash)) {
    throw new DomainError("precondition_failed", "The draft has changed since you opened it. Look at it again.", [
      { field: "version", reason: `now ${draft.version}` },
    ]);
  }
}
