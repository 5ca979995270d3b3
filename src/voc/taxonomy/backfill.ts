import { recordAudit } from "../../access/audit.ts";
import type { Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { notFound } from "../../kernel/errors.ts";
import { fold } from "../../kernel/fold.ts";
import { newId } from "../../kernel/ids.ts";
import type { VocDeps } from "../deps.ts";
import * as store from "../store/backfills.ts";
import { readTagsOf, replaceTags, type TagRow } from "../store/tags.ts";
import { lockTaggedTickets, lockTicketsWith, type TaggedTicket, type Written, writtenIn } from "../store/tickets.ts";
import { quoteOf, type ReadTag, wordsIn } from "../tags/read-tags.ts";
import { factsOf, newRow } from "../tags/tag-ticket.ts";
import { type Taxonomy, taxonomyOf } from "./taxonomy.ts";

export type { BackfillRow } from "../store/backfills.ts";

/** Tickets in one transaction. */
const PAGE = { embedded: 20, native: 200 } as const;

/** Queues a backfill in the transaction of what makes it necessary; gives its id. */
export async function startBackfill(
  deps: VocDeps,
  tx: Tx,
  ctx: Ctx,
  { version, reason }: { readonly version: number; readonly reason: string },
): Promise<string> {
  const now = deps.clock.now();
  const id = newId(now);
  await store.insertBackfill(tx, { id, version, reason, now });
  await recordAudit(tx, deps.clock, ctx, {
    action: "voc.backfill_started",
    object: "voc_backfill",
    objectId: id,
    after: { version, reason },
  });
  await deps.enqueueBackfill(tx, id);
  return id;
}

export const backfills = (deps: VocDeps, ctx: Ctx): Promise<store.BackfillRow[]> =>
  inTenant(deps.db, ctx.tenantId, store.listBackfills);

export const backfillOf = (deps: VocDeps, ctx: Ctx, id: string): Promise<store.BackfillRow> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const found = await store.readBackfill(tx, id);
    if (found === undefined) throw notFound("Backfill", id);
    return found;
  });

/**
 * Brings all tickets of the tenant under the taxonomy of the moment, page by page; each page and the place reached are
 * one transaction, so a run that died goes on where it was. Tickets that come meanwhile are tagged under it anyway.
 */
export async function runBackfill(deps: VocDeps, ctx: Ctx, id: string, signal: AbortSignal): Promise<void> {
  for (let more = true; more; ) {
    signal.throwIfAborted();
    more = await inTenant(deps.db, ctx.tenantId, async (tx) => {
      const run = await store.lockBackfill(tx, id);
      if (run === undefined || run.status === "done" || run.status === "failed") return false;
      const taxonomy = taxonomyOf((await deps.policies(tx)).taxonomy);
      const most = PAGE[deps.db.kind];
      const next = await lockTaggedTickets(tx, run.place, most);
      // Whoever tagged under the old taxonomy while it was replaced may have come behind the run.
      const tickets = next.length > 0 ? next : await lockTicketsWith(tx, [...taxonomy.moved.keys()], most);
      const changed = await page(deps, tx, taxonomy, tickets);
      await store.moveBackfill(tx, id, {
        place: next.at(-1)?.id ?? run.place,
        finished: tickets.length === 0,
        done: next.length,
        changed,
        now: deps.clock.now(),
      });
      return tickets.length > 0;
    });
  }
}

async function page(deps: VocDeps, tx: Tx, taxonomy: Taxonomy, tickets: readonly TaggedTicket[]): Promise<number> {
  const ids = tickets.map(({ id }) => id);
  const spoken = taxonomy.kinds.some(({ words, deprecated }) => words !== undefined && !deprecated);
  const rows = await readTagsOf(tx, ids);
  const written = spoken ? await writtenIn(tx, ids) : new Map<string, Written[]>();
  let changed = 0;
  for (const ticket of tickets) {
    const before = rows.get(ticket.id) ?? [];
    const said = written.get(ticket.id) ?? [];
    const text = said.map((message) => message.text).join("\n");
    const { kept, found } = underTaxonomy(taxonomy, before, text);
    const facts =
      found.length === 0 ? null : await factsOf(tx, taxonomy, { ...ticket, at: ticket.lastCustomerAt, module: null });
    const fresh = found.map((tag) => newRow(tag, { text, at: saidAt(said, tag) }, before[0] ?? facts!));
    if (replaceTags(tx, ticket.id, before, [...kept, ...fresh], deps.clock.now())) changed += 1;
  }
  return changed;
}

/** When the message was written that a tag's words stand in. */
function saidAt(said: readonly Written[], { evidence }: ReadTag): Date {
  let end = -1;
  return said.find(({ text }) => {
    end += text.length + 1;
    return (evidence?.start ?? 0) < end;
  })!.at;
}

/** A ticket's tags under a taxonomy: moved ones follow, split ones part by their words, new words find new tags. */
export function underTaxonomy(taxonomy: Taxonomy, before: readonly TagRow[], text: string) {
  const kept = new Map<number, TagRow>();
  // A person who took one tag away has not spoken of the tag that it is merged into.
  const rank = ({ source, removed, kind }: TagRow) =>
    removed ? (taxonomy.kindAt(kind) === undefined ? 3 : 1) : source === "person" ? 0 : 2;
  const ordered = [...before].sort((a, b) => rank(a) - rank(b) || (b.confidence ?? 0) - (a.confidence ?? 0));
  for (const row of ordered) {
    const kind = taxonomy.kindAt(row.kind) ?? taxonomy.moved.get(row.kind);
    if (kind != null && !kept.has(kind.ordinal)) kept.set(kind.ordinal, { ...row, kind: kind.ordinal });
  }
  const found: ReadTag[] = [];
  const folded = fold(text);
  for (const kind of taxonomy.kinds) {
    const evidence = kind.words === undefined || kind.deprecated ? null : wordsIn(kind, folded);
    if (evidence === null || kept.has(kind.ordinal)) continue;
    const parent = kind.splitFrom === undefined ? undefined : taxonomy.kind(kind.splitFrom);
    if (parent === undefined) found.push({ kind, source: "rule", confidence: 1, evidence });
    const row = parent && kept.get(parent.ordinal);
    if (parent === undefined || row === undefined || row.removed) continue;
    kept.delete(parent.ordinal);
    kept.set(kind.ordinal, { ...row, kind: kind.ordinal, quote: quoteOf(text, evidence) });
  }
  return { kept: [...kept.values()], found };
}
