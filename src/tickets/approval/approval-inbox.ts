import { z } from "zod";
import { inTenant } from "../../db/tenant.ts";
import type { Actor, Ctx } from "../../kernel/ctx.ts";
import { DomainError, invalid } from "../../kernel/errors.ts";
import type { ApproverRole } from "../../policy/approval.ts";
import type { TicketDeps } from "../deps.ts";
import { listWaiting, type WaitingPlace } from "../store/drafts.ts";
import { readTickets } from "../store/tickets.ts";
import type { Draft, Ticket } from "../ticket.ts";
import { type Consent, mayFill } from "./approvals.ts";
import { lentBy } from "./stand-ins.ts";

type MemberActor = Extract<Actor, { type: "member" }>;

export interface InboxRow {
  readonly draft: Draft;
  readonly ticket: Ticket;
  readonly consents: readonly Consent[];
  /** One's own consent would count. */
  readonly mine: boolean;
}

/**
 * One page of the drafts that wait for an approval, longest first, and the cursor of the next. Three statements, however
 * many there are. Throws `invalid` for what is no cursor.
 */
export function listApprovalInbox(
  deps: Pick<TicketDeps, "db" | "people">,
  ctx: Ctx,
  { cursor, limit = 100 }: { readonly cursor?: string | undefined; readonly limit?: number } = {},
): Promise<{ rows: InboxRow[]; next: string | null }> {
  const { actor } = ctx;
  if (actor.type !== "member") throw new DomainError("forbidden", "Only a member has an approvals inbox.");
  const after = cursor === undefined ? null : readCursor(cursor);
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const [found, absent] = await Promise.all([listWaiting(tx, after, limit + 1), deps.people.absentFor(tx, actor.id)]);
    const page = found.slice(0, limit);
    const tickets = await readTickets(tx, [...new Set(page.map(({ ticketId }) => ticketId))]);
    const rows = page.map(({ consents, place: _, ...draft }) => ({
      ...{ draft, ticket: tickets.get(draft.ticketId)!, consents },
      mine: countsFor(actor, absent, draft, consents),
    }));
    const last = page.at(-1);
    return { rows, next: found.length > limit && last !== undefined ? writeCursor(last.place) : null };
  });
}

/** How many drafts wait for one's own consent, of the 100 that wait longest: a badge that every workbench asks for. */
export function countApprovals(deps: Pick<TicketDeps, "db" | "people">, ctx: Ctx): Promise<number> {
  const { actor } = ctx;
  if (actor.type !== "member") throw new DomainError("forbidden", "Only a member has an approvals inbox.");
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const [waiting, absent] = await Promise.all([listWaiting(tx, null, 100), deps.people.absentFor(tx, actor.id)]);
    return waiting.filter(({ consents, ...draft }) => countsFor(actor, absent, draft, consents)).length;
  });
}

function countsFor(
  actor: MemberActor,
  absent: Parameters<typeof lentBy>[0],
  draft: Draft,
  consents: readonly Consent[],
): boolean {
  const took = draft.authorId === actor.id || consents.some(({ memberId }) => memberId === actor.id);
  const roles = [actor.role, ...lentBy(absent, draft, consents)];
  const fits = draft.needed.some((place) => roles.some((role) => mayFill(place as ApproverRole, role)));
  return actor.maySend && fits && !took;
}

const Place = z.object({
  askedAt: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/),
  id: z.uuid(),
});

const writeCursor = (place: WaitingPlace): string => Buffer.from(JSON.stringify(place)).toString("base64url");

function readCursor(text: string): WaitingPlace {
  try {
    return Place.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    throw invalid("cursor", "must be the `next` of an earlier page");
  }
}
