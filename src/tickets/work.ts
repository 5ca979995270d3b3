import { z } from "zod";
import type { Tx } from "../db/pool.ts";
import { inTenant, inTenantAlone } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { DomainError, invalid, notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { addMessage, applyEvent, applyPatch, roleOf, STAFF_ROLES, ticketForChange } from "./change.ts";
import type { TicketDeps } from "./deps.ts";
import { currentDue } from "./due.ts";
import { supersedeDrafts } from "./store/drafts.ts";
import { insertEscalation, returnEscalation } from "./store/events.ts";
import { lockOpenTicket } from "./store/tickets.ts";
import type { Cause, Message, Ticket } from "./ticket.ts";
import { escalationNote, returnNote } from "./tier-note.ts";

const Words = z.string().trim().min(1).max(10_000);

export const Note = z.strictObject({ text: Words, mentions: z.array(z.uuid()).max(20).default([]) });
/** What the next tier needs to begin at once. */
export const EscalationForm = z.strictObject({
  toTier: z.union([z.literal(2), z.literal(3)]),
  symptom: Words,
  version: z.string().max(100).default(""),
  evidence: Words,
  triedSteps: Words,
  summary: Words,
  taskKind: z.enum(["service_task", "product_task"]).optional(),
});
export const Return = z.strictObject({ toTier: z.union([z.literal(1), z.literal(2)]), solution: Words });
export const CauseInput = z.strictObject({
  category: z.enum(["product", "usage", "service", "contract", "environment"]),
  text: Words,
  remedy: Words,
});

/** Runs one change of a locked ticket in its own transaction. */
const change = <Result>(
  deps: TicketDeps,
  ctx: Ctx,
  id: string,
  run: (tx: Tx, ticket: Ticket) => Promise<Result>,
): Promise<Result> => inTenant(deps.db, ctx.tenantId, async (tx) => run(tx, await ticketForChange(tx, id)));

export const claimTicket = (deps: TicketDeps, ctx: Ctx, id: string): Promise<Ticket> =>
  change(deps, ctx, id, (tx, ticket) => applyEvent(deps, tx, ctx, ticket, { type: "claimed", memberId: ctx.actor.id }));

export const releaseTicket = (deps: TicketDeps, ctx: Ctx, id: string): Promise<Ticket> =>
  change(deps, ctx, id, (tx, ticket) => applyEvent(deps, tx, ctx, ticket, { type: "released" }));

/** Makes a member accountable, or whoever stands in for them while they are away; that one is told. */
export const assignTicket = (deps: TicketDeps, ctx: Ctx, id: string, memberId: string): Promise<Ticket> =>
  change(deps, ctx, id, async (tx, ticket) => {
    const person = await deps.people.find(tx, memberId);
    if (!person?.active) throw notFound("Member", memberId);
    if (!STAFF_ROLES.includes(person.role)) throw invalid("memberId", `a ${person.role} does not work on tickets`);
    const acting = await deps.people.actingFor(tx, memberId);
    const to = acting?.active && STAFF_ROLES.includes(acting.role) ? acting.id : memberId;
    const content = to === memberId ? {} : { standsInFor: memberId };
    const assigned = await applyEvent(deps, tx, ctx, ticket, { type: "assigned", memberId: to }, { content });
    await deps.people.notify(tx, [to], { kind: "assignment", ticketId: id, text: ticket.subject });
    return assigned;
  });

const noteOf = (ctx: Ctx, text: string) => ({
  direction: "note" as const,
  author: { type: "member" as const, id: ctx.actor.id },
  text,
});

/** Adds words that no customer ever sees; mentioned members are told. */
export const addNote = (deps: TicketDeps, ctx: Ctx, id: string, note: z.infer<typeof Note>): Promise<Message> =>
  change(deps, ctx, id, async (tx, ticket) => {
    roleOf(ctx);
    const { ticket: counted, message } = addMessage(deps, tx, ticket, noteOf(ctx, note.text));
    await applyPatch(deps, tx, ctx, counted, { kind: "noted", content: { messageId: message.id } });
    await deps.people.notify(tx, note.mentions, { kind: "mention", ticketId: id, text: ticket.subject });
    return message;
  });

/** Hands the ticket up with the form that the next tier works from. The owner stays accountable. */
export const escalateTicket = (
  deps: TicketDeps,
  ctx: Ctx,
  id: string,
  form: z.infer<typeof EscalationForm>,
): Promise<Ticket> =>
  change(deps, ctx, id, async (tx, ticket) => {
    if (form.toTier === 3 && form.taskKind === undefined) {
      throw new DomainError("invalid", "Say whether the third tier gets a service task or a product task.", [
        { field: "taskKind", reason: "required for tier 3" },
      ]);
    }
    const policies = await deps.policies(tx);
    const team = policies.dispatch.escalationTeams[form.toTier === 2 ? "2" : "3"];
    // Another tier may owe the customer an answer by another time.
    const dueAt = await currentDue(tx, policies, { ...ticket, tier: form.toTier });
    const event = { type: "escalated" as const, tier: form.toTier, team };
    const { ticket: noted } = addMessage(deps, tx, ticket, noteOf(ctx, escalationNote(form, ticket.language)));
    const after = await applyEvent(deps, tx, ctx, noted, event, { patch: { dueAt } });
    const now = deps.clock.now();
    await insertEscalation(tx, id, {
      id: newId(now),
      fromTier: ticket.tier,
      toTier: form.toTier,
      form,
      memberId: ctx.actor.id,
      now,
    });
    return after;
  });

/** Gives the ticket back to the tier below with the solution found. */
export const returnTicket = (deps: TicketDeps, ctx: Ctx, id: string, back: z.infer<typeof Return>): Promise<Ticket> =>
  change(deps, ctx, id, async (tx, ticket) => {
    const policies = await deps.policies(tx);
    const team = back.toTier === 2 ? policies.dispatch.escalationTeams["2"] : "first_line";
    const dueAt = await currentDue(tx, policies, { ...ticket, tier: back.toTier });
    const { ticket: noted } = addMessage(deps, tx, ticket, noteOf(ctx, returnNote(back, ticket.language)));
    const after = await applyEvent(
      deps,
      tx,
      ctx,
      noted,
      { type: "returned", tier: back.toTier, team },
      { patch: { dueAt }, content: { solution: back.solution } },
    );
    await returnEscalation(tx, id, back.solution, deps.clock.now());
    if (after.assigneeId !== null && after.assigneeId !== ctx.actor.id)
      await deps.people.notify(tx, [after.assigneeId], { kind: "assignment", ticketId: id, text: ticket.subject });
    return after;
  });

export const resolveTicket = (deps: TicketDeps, ctx: Ctx, id: string): Promise<Ticket> =>
  change(deps, ctx, id, async (tx, ticket) => {
    supersedeDrafts(tx, id, deps.clock.now());
    return applyEvent(deps, tx, ctx, ticket, { type: "resolved" });
  });

export const closeTicket = (deps: TicketDeps, ctx: Ctx, id: string): Promise<Ticket> =>
  change(deps, ctx, id, (tx, ticket) => applyEvent(deps, tx, ctx, ticket, { type: "closed" }));

/** Closes a ticket that was resolved before `before`, unless something has happened to it since. */
export const closeResolved = (deps: TicketDeps, ctx: Ctx, id: string, before: Date): Promise<void> =>
  change(deps, ctx, id, async (tx, ticket) => {
    if (ticket.status !== "resolved" || ticket.resolvedAt === null || ticket.resolvedAt >= before) return;
    await applyEvent(deps, tx, ctx, ticket, { type: "closed" });
  });

export const reopenTicket = (deps: TicketDeps, ctx: Ctx, id: string): Promise<Ticket> =>
  // A message of the customer may open another ticket at this very instant, which is found when it all runs again.
  inTenantAlone(deps.db, ctx.tenantId, async (tx) => {
    const ticket = await ticketForChange(tx, id);
    const open = ticket.status === "closed" ? await lockOpenTicket(tx, ticket.contactId, ticket.thread) : undefined;
    if (open !== undefined)
      throw new DomainError("conflict", `The customer has written again since, in the open ticket ${open.id}.`, [
        { field: "status", reason: "another ticket of this conversation is open" },
      ]);
    return applyEvent(deps, tx, ctx, ticket, { type: "reopened" });
  });

/** Lets the bot speak again in this ticket, or silences it. */
export const silenceBot = (deps: TicketDeps, ctx: Ctx, id: string, silent: boolean): Promise<Ticket> =>
  change(deps, ctx, id, (tx, ticket) =>
    applyEvent(deps, tx, ctx, ticket, { type: silent ? "silenced" : "unsilenced" }),
  );

/** Records why a customer complained and what was done; another member verifies it. */
export const recordCause = (
  deps: TicketDeps,
  ctx: Ctx,
  id: string,
  input: z.infer<typeof CauseInput>,
): Promise<Ticket> =>
  change(deps, ctx, id, (tx, ticket) => {
    roleOf(ctx);
    // It was closed on the strength of the cause that was verified.
    if (ticket.status === "closed")
      throw new DomainError("conflict", "This ticket is closed. Reopen it to record another cause.", [
        { field: "status", reason: "closed" },
      ]);
    const cause: Cause = { ...input, foundBy: ctx.actor.id, verifiedBy: null };
    return applyPatch(deps, tx, ctx, ticket, {
      kind: "cause_recorded",
      patch: { cause },
      content: { category: cause.category },
    });
  });

export const verifyCause = (deps: TicketDeps, ctx: Ctx, id: string): Promise<Ticket> =>
  change(deps, ctx, id, (tx, ticket) => {
    const role = roleOf(ctx);
    if (role !== "manager" && role !== "admin")
      throw new DomainError("forbidden", "A manager verifies the cause of a complaint.");
    if (ticket.cause === null) throw new DomainError("conflict", "Nobody has recorded a root cause yet.");
    if (ticket.cause.foundBy === ctx.actor.id)
      throw new DomainError("forbidden", "Somebody else than its author verifies a root cause.");
    const cause: Cause = { ...ticket.cause, verifiedBy: ctx.actor.id };
    return applyPatch(deps, tx, ctx, ticket, { kind: "cause_verified", patch: { cause } });
  });
