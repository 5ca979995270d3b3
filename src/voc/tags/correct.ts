import { z } from "zod";
import { recordAudit } from "../../access/audit.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError, invalid, notFound } from "../../kernel/errors.ts";
import type { TagDeps } from "../deps.ts";
import { readTags, replaceTags, type TagRow } from "../store/tags.ts";
import { lockTaggedTicket, textsOf } from "../store/tickets.ts";
import { type Taxonomy, taxonomyOf, UNKNOWN, unknownTag } from "../taxonomy/taxonomy.ts";
import { quoteOf } from "./read-tags.ts";
import { factsOf } from "./tag-ticket.ts";

const Name = z.string().min(1).max(130);

/** What a person says about a ticket's tags. */
export const Correction = z.strictObject({
  /** Tags that hold, whoever gave them; `product` and `module` as codes, e.g. `panheng-erp` and `finance`. */
  set: z
    .array(
      z.strictObject({
        tag: Name,
        product: Name.optional(),
        module: Name.optional(),
        quote: z.string().max(300).optional(),
      }),
    )
    .max(20)
    .default([]),
  /** Tags that do not hold; no machine gives them to this ticket again. */
  remove: z.array(Name).max(20).default([]),
});
export type Correction = z.infer<typeof Correction>;

/** A tag that a ticket carries, as callers see it; the quote may hold personal data. */
export interface TicketTag {
  readonly tag: string;
  readonly product: string | null;
  readonly module: string | null;
  readonly source: TagRow["source"];
  readonly confidence: number | null;
  readonly quote: string;
  readonly at: Date;
}

/** The tags that a ticket carries now. Throws `not_found` for a ticket that is not the tenant's. */
export const ticketTags = (deps: TagDeps, ctx: Ctx, ticketId: string): Promise<TicketTag[]> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    if ((await lockTaggedTicket(tx, ticketId)) === undefined) throw notFound("Ticket", ticketId);
    const { taxonomy } = await deps.policies(tx);
    return shown(taxonomyOf(taxonomy), await readTags(tx, ticketId));
  });

/**
 * Lets a person's word on a ticket's tags stand above any machine's. The counts of the day that the words were said on
 * follow, and the ticket becomes an example to train on. Throws `invalid` for tags, products or modules that the
 * taxonomy does not have.
 */
export const correctTags = (deps: TagDeps, ctx: Ctx, ticketId: string, correction: Correction): Promise<TicketTag[]> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const ticket = await lockTaggedTicket(tx, ticketId);
    if (ticket === undefined) throw notFound("Ticket", ticketId);
    const taxonomy = taxonomyOf((await deps.policies(tx)).taxonomy);
    const both = correction.set.find(({ tag }) => correction.remove.includes(tag));
    if (both !== undefined) throw invalid("remove", `${both.tag} is both set and removed`);
    const before = await readTags(tx, ticketId);
    const rows = new Map(before.map((row) => [row.kind, row]));
    const text = (await textsOf(tx, [ticketId])).get(ticketId) ?? "";
    const facts = await factsOf(tx, taxonomy, { ...ticket, at: ticket.lastCustomerAt, module: null });
    const rowOf = (kind: number): TagRow =>
      rows.get(kind) ?? {
        ...facts,
        kind,
        day: ticket.lastCustomerAt.toISOString().slice(0, 10),
        at: ticket.lastCustomerAt,
        source: "person",
        confidence: 1,
        quote: quoteOf(text, null),
        turn: ticket.turn,
        spanStart: null,
        spanEnd: null,
        removed: false,
      };
    for (const { tag, product, module, quote } of correction.set) {
      const { ordinal } = livingKind(taxonomy, tag);
      const base = rowOf(ordinal);
      rows.set(ordinal, {
        ...base,
        ...placeOf(taxonomy, base, product, module),
        source: "person",
        confidence: 1,
        quote: quote ?? base.quote,
        removed: false,
      });
    }
    for (const tag of correction.remove) {
      const kind = taxonomy.kind(tag);
      if (kind === undefined) throw unknownTag(taxonomy, tag);
      rows.set(kind.ordinal, { ...rowOf(kind.ordinal), source: "person", confidence: 1, removed: true });
    }
    const after = [...rows.values()];
    if (replaceTags(tx, ticketId, before, after, deps.clock.now()))
      await recordAudit(tx, deps.clock, ctx, {
        action: "voc.tags_corrected",
        object: "ticket",
        objectId: ticketId,
        before: { tags: shown(taxonomy, before).map(({ tag }) => tag) },
        after: { tags: shown(taxonomy, after).map(({ tag }) => tag) },
      });
    return shown(taxonomy, after);
  });

function livingKind(taxonomy: Taxonomy, tag: string) {
  const kind = taxonomy.kind(tag);
  if (kind === undefined) throw unknownTag(taxonomy, tag);
  if (kind.deprecated)
    throw new DomainError("conflict", `The tag ${tag} is deprecated and given to no ticket any more.`);
  return kind;
}

/** The product and module that a person named; what was known where they named none. */
function placeOf(taxonomy: Taxonomy, known: TagRow, product: string | undefined, module: string | undefined) {
  const owner = product === undefined ? known.product : taxonomy.product(product);
  if (product !== undefined && owner === UNKNOWN) throw invalid("product", `there is no product ${product}`);
  const part =
    module === undefined ? (owner === known.product ? known.module : UNKNOWN) : taxonomy.module(owner, module);
  if (module !== undefined && part === UNKNOWN) throw invalid("module", `the product has no module ${module}`);
  return { product: owner, module: part };
}

const shown = (taxonomy: Taxonomy, rows: readonly TagRow[]): TicketTag[] =>
  rows.flatMap((row) => {
    const kind = taxonomy.kindAt(row.kind);
    if (row.removed || kind === undefined) return [];
    const { source, confidence, quote, at } = row;
    const product = taxonomy.codes.product.get(row.product) ?? null;
    const module = taxonomy.codes.module.get(row.module)?.split("/")[1] ?? null;
    return [{ tag: kind.code, product, module, source, confidence, quote, at }];
  });
