import { z } from "zod";
import { recordAudit } from "../access/audit.ts";
import { notify } from "../access/notifications.ts";
import { can } from "../access/roles.ts";
import type { Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { DomainError, invalid, notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { Code } from "../policy/table.ts";
import type { VocDeps } from "./deps.ts";
import { addDays, FIRST_DAY } from "./periods.ts";
import { shownQuote } from "./quotes.ts";
import { type Slice, shownValue, storedValues } from "./slices.ts";
import * as store from "./store/requests.ts";
import { dayOf } from "./tags/tag-ticket.ts";
import { type Taxonomy, taxonomyOf } from "./taxonomy/taxonomy.ts";
import { kindsOf } from "./trends/trend.ts";

/** Something that customers ask for, and how its votes are found: tickets of the tag whose words these are. */
export const NewRequest = z.strictObject({
  title: z.string().trim().min(1).max(200),
  tag: Code.default("feature_gap"),
  product: z.string().max(100).optional(),
  module: z.string().max(130).optional(),
  words: z.array(z.string().trim().min(2).max(60)).max(50).default([]),
});
export const RequestChange = z.strictObject({
  state: z.enum(["open", "planned", "declined"]).optional(),
  version: z.string().max(50).optional(),
});
export const Shipping = z.strictObject({
  version: z.string().trim().min(1).max(50),
  releaseNotes: z.string().trim().min(1).max(500),
});

export interface Request extends Omit<store.RequestRow, "product" | "module" | "words"> {
  readonly product: string;
  readonly module: string;
  readonly words: readonly string[];
}

/** Adds a request with the votes that its words find among the tickets of its tag. */
export const addRequest = (deps: VocDeps, ctx: Ctx, input: z.infer<typeof NewRequest>): Promise<string> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const taxonomy = taxonomyOf((await deps.policies(tx)).taxonomy);
    const [kind] = kindsOf(taxonomy, [input.tag]);
    const { product, module } = placeOf(taxonomy, input);
    const now = deps.clock.now();
    const id = newId(now);
    await store.insertRequest(tx, { ...input, id, product, module, now });
    await store.findVotes(tx, { id, kind: kind!.ordinal, product, module, words: input.words, since: FIRST_DAY, now });
    const after = { title: input.title, tag: input.tag };
    await recordAudit(tx, deps.clock, ctx, { action: "voc.request_added", object: "voc_request", objectId: id, after });
    return id;
  });

/** Votes are looked for again over what was said of late; words that come late count on the day of their ticket. */
const LATE_DAYS = 8;

/** Counts the tickets that came since as votes of the requests that are open or planned. */
export const findLateVotes = (deps: VocDeps, tenantId: string): Promise<void> =>
  inTenant(deps.db, tenantId, async (tx) => {
    const taxonomy = taxonomyOf((await deps.policies(tx)).taxonomy);
    const now = deps.clock.now();
    for (const { tag, ...request } of await store.openRequests(tx)) {
      const kind = taxonomy.heir(tag)?.ordinal;
      if (kind !== undefined)
        await store.findVotes(tx, { ...request, kind, since: addDays(dayOf(now), -LATE_DAYS), now });
    }
  });

function placeOf(
  taxonomy: Taxonomy,
  { product, module }: { product?: string | undefined; module?: string | undefined },
) {
  if (product === undefined) {
    if (module !== undefined) throw invalid("module", "name the product as well");
    return { product: -1, module: -1 };
  }
  const slice: Slice =
    module === undefined
      ? { dimension: "product", value: product }
      : { dimension: "module", value: `${product}/${module}` };
  const [owner, part = -1] = storedValues(taxonomy, slice)[0]!.split("/").map(Number);
  return { product: owner!, module: part };
}

/** Requests by the value of the customers who voted for them, the most valuable first. */
export const requests = (deps: VocDeps, ctx: Ctx): Promise<Request[]> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const taxonomy = taxonomyOf((await deps.policies(tx)).taxonomy);
    return (await store.listRequests(tx)).map((row) => ({
      ...row,
      product: shownValue(taxonomy, "product", String(row.product)),
      module: shownValue(taxonomy, "module", `${row.product}/${row.module}`),
    }));
  });

const MOST_VOTES = 200;

/** A ticket that asks for a request, in the customer's words. */
export interface Vote {
  readonly ticketId: string;
  readonly at: Date;
  readonly customer: string | null;
  readonly quote: string;
}

/**
 * The newest votes of a request, at most 200; personal data is masked for whoever does not work on tickets, and customers
 * are named to those alone who may read them.
 */
export const votes = (deps: VocDeps, ctx: Ctx, id: string): Promise<Vote[]> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const tag = await store.tagOfRequest(tx, id);
    if (tag === undefined) throw notFound("Request", id);
    const kind = taxonomyOf((await deps.policies(tx)).taxonomy).heir(tag)?.ordinal ?? -1;
    const found = await store.votesOf(tx, id, kind, MOST_VOTES);
    const named = can(ctx.actor, "customer.read");
    return found.map(({ customer, quote, ...one }) => ({
      ...one,
      customer: named ? customer : null,
      quote: shownQuote(ctx.actor, quote),
    }));
  });

/** Counts a ticket as a vote. Voting twice changes nothing. */
export const vote = (deps: VocDeps, ctx: Ctx, id: string, ticketId: string): Promise<void> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const found = await locked(tx, id);
    if (found.state === "shipped") throw new DomainError("conflict", "This request was shipped already.");
    if (!(await store.insertVote(tx, id, ticketId, deps.clock.now()))) throw notFound("Ticket", ticketId);
    const after = { ticketId };
    await recordAudit(tx, deps.clock, ctx, { action: "voc.voted", object: "voc_request", objectId: id, after });
  });

/** Says where a request stands. What was shipped stays shipped. */
export const changeRequest = (
  deps: VocDeps,
  ctx: Ctx,
  id: string,
  change: z.infer<typeof RequestChange>,
): Promise<void> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const found = await locked(tx, id);
    if (found.state === "shipped") throw new DomainError("conflict", "This request was shipped already.");
    const after = { state: change.state ?? found.state, version: change.version ?? found.version };
    await store.moveRequest(tx, id, { ...after, releaseNotes: null, shippedAt: null });
    await recordAudit(tx, deps.clock, ctx, {
      action: "voc.request_changed",
      object: "voc_request",
      objectId: id,
      before: { state: found.state, version: found.version },
      after,
    });
  });

/**
 * Says that a request is there, once: for each ticket that voted, whoever is responsible for the customer is notified to
 * tell them (the ticket's owner or assignee, else the customer's success manager), and it is recorded who was. Returns how
 * many customers are to be told, and the tickets that nobody is responsible for.
 */
export const ship = (
  deps: VocDeps,
  ctx: Ctx,
  id: string,
  shipping: z.infer<typeof Shipping>,
): Promise<{ told: number; nobody: string[] }> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const found = await locked(tx, id);
    if (found.state === "shipped") throw new DomainError("conflict", "This request was shipped already.");
    const now = deps.clock.now();
    await store.moveRequest(tx, id, { state: "shipped", ...shipping, shippedAt: now });
    const voters = await store.votersOf(tx, id);
    const nobody: string[] = [];
    for (const { ticketId, memberId } of voters) {
      if (!(await store.insertTold(tx, id, ticketId, memberId, now))) continue;
      if (memberId === null) nobody.push(ticketId);
      else {
        const text = `${found.title} · ${shipping.version} · ${shipping.releaseNotes}`;
        await notify(tx, deps.clock, { memberId, kind: "insight", ticketId, text });
      }
    }
    const after = { ...shipping, voters: voters.length };
    await recordAudit(tx, deps.clock, ctx, {
      action: "voc.request_shipped",
      object: "voc_request",
      objectId: id,
      after,
    });
    return { told: voters.length - nobody.length, nobody };
  });

async function locked(tx: Tx, id: string): Promise<store.RequestRow> {
  const found = await store.lockRequest(tx, id);
  if (found === undefined) throw notFound("Request", id);
  return found;
}
