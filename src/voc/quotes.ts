import { can } from "../access/roles.ts";
import type { Tx } from "../db/pool.ts";
import type { Actor } from "../kernel/ctx.ts";
import { maskPii } from "../kernel/pii.ts";
import { MOST_DAYS, type Range, requireRange } from "./periods.ts";
import { type Slice, shownValue, storedValues } from "./slices.ts";
import { type QuotePlace, quotePage } from "./store/quotes.ts";
import type { Taxonomy } from "./taxonomy/taxonomy.ts";
import { kindsOf } from "./trends/trend.ts";

export interface QuoteQuery extends Range {
  readonly tags: readonly string[];
  readonly slices: readonly Slice[];
  readonly limit: number;
  readonly after?: QuotePlace | undefined;
}

/** What a customer said, behind a number. */
export interface Quote {
  readonly ticketId: string;
  readonly tag: string;
  readonly at: Date;
  readonly quote: string;
  readonly source: string;
  readonly confidence: number | null;
  readonly customerId: string | null;
  readonly facts: Readonly<Record<string, string>>;
  /** Where a page goes on that ends with this quote. */
  readonly place: QuotePlace;
}

/** Personal data in a quote stands as its kind in brackets unless the actor may see it. */
export const shownQuote = (actor: Actor, text: string): string => (can(actor, "quote.unmasked") ? text : maskPii(text));

const SHOWN = ["product", "module", "class", "lifecycle", "version", "channel", "organisation"] as const;

/** The quotes that a count is made of, newest first, a page at a time: as many as the count says over the same query. */
export async function quotes(
  tx: Tx,
  taxonomy: Taxonomy,
  actor: Actor,
  query: QuoteQuery,
): Promise<{ quotes: Quote[]; next: QuotePlace | null }> {
  requireRange(query, MOST_DAYS.month, "Ask for less.");
  const rows = await quotePage(tx, {
    kinds: kindsOf(taxonomy, query.tags).map(({ ordinal }) => ordinal),
    from: query.from,
    to: query.to,
    where: query.slices.map((slice) => ({ dimension: slice.dimension, values: storedValues(taxonomy, slice) })),
    limit: query.limit + 1,
    after: query.after,
  });
  const shown = rows.slice(0, query.limit).map(({ kind, instant, values, quote, ...row }) => ({
    ...row,
    tag: taxonomy.kindAt(kind)?.code ?? `retired:${kind}`,
    quote: shownQuote(actor, quote),
    facts: Object.fromEntries(SHOWN.map((name) => [name, shownValue(taxonomy, name, values[name]!)])),
    place: { at: instant, ticketId: row.ticketId, kind },
  }));
  return {
    quotes: shown,
    next: rows.length > query.limit ? (shown.at(-1)?.place ?? null) : null,
  };
}
