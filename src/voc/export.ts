import { inTenant } from "../db/tenant.ts";
import { CSV_BOM, type CsvCell, csvLine } from "../kernel/csv.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { invalid } from "../kernel/errors.ts";
import { isUuid } from "../kernel/ids.ts";
import type { VocDeps } from "./deps.ts";
import { type QuoteQuery, quotes } from "./quotes.ts";
import type { QuotePlace } from "./store/quotes.ts";
import { taxonomyOf } from "./taxonomy/taxonomy.ts";

/** Columns of an export: stable; new ones are added at the end. One row for each ticket and tag. */
export const EXPORT_COLUMNS = [
  "ticket_id",
  "at",
  "tag",
  "group",
  "product",
  "module",
  "class",
  "lifecycle",
  "version",
  "channel",
  "organisation",
  "source",
  "confidence",
  "customer_id",
  "quote",
  "cursor",
] as const;
export const EXPORT_FORMATS = ["csv", "jsonl"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const PAGE = 1_000;

/**
 * Tags with their quotes as CSV (UTF-8 with BOM, formulas neutralised) or JSON lines, newest first, read page by page as
 * the reader takes them. An export that broke off goes on after the `cursor` of the last row received. Whatever is wrong
 * with the query is thrown before the first piece.
 */
export async function* exportTags(
  deps: VocDeps,
  ctx: Ctx,
  format: ExportFormat,
  query: Omit<QuoteQuery, "limit">,
): AsyncGenerator<string> {
  let after = query.after;
  for (let first = true; ; first = false) {
    const { lines, next } = await inTenant(deps.db, ctx.tenantId, async (tx) => {
      const taxonomy = taxonomyOf((await deps.policies(tx)).taxonomy);
      const page = await quotes(tx, taxonomy, ctx.actor, { ...query, after, limit: PAGE });
      const groupOf = (tag: string) => taxonomy.kind(tag)?.group ?? null;
      return {
        next: page.next,
        lines: page.quotes.map(
          ({ facts, place, ...quote }): Record<(typeof EXPORT_COLUMNS)[number], CsvCell> => ({
            ticket_id: quote.ticketId,
            at: quote.at.toISOString(),
            tag: quote.tag,
            group: groupOf(quote.tag),
            product: facts.product!,
            module: facts.module!,
            class: facts.class!,
            lifecycle: facts.lifecycle!,
            version: facts.version!,
            channel: facts.channel!,
            organisation: facts.organisation!,
            source: quote.source,
            confidence: quote.confidence,
            customer_id: quote.customerId,
            quote: quote.quote,
            cursor: cursorOf(place),
          }),
        ),
      };
    });
    const head = first && format === "csv" ? CSV_BOM + csvLine([...EXPORT_COLUMNS]) : "";
    const body = lines.map((line) =>
      format === "csv" ? csvLine(EXPORT_COLUMNS.map((name) => line[name])) : `${JSON.stringify(line)}\n`,
    );
    yield head + body.join("");
    if (next === null) return;
    after = next;
  }
}

export const cursorOf = ({ at, ticketId, kind }: QuotePlace): string =>
  Buffer.from(JSON.stringify([at, ticketId, kind])).toString("base64url");

/** The place of a cursor. Throws `invalid` for one that was made up. */
export function placeOf(cursor: string): QuotePlace {
  try {
    const [at, ticketId, kind] = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as unknown[];
    if (
      typeof at === "string" &&
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/.test(at) &&
      !Number.isNaN(Date.parse(`${at.replace(" ", "T")}Z`)) &&
      typeof ticketId === "string" &&
      isUuid(ticketId) &&
      Number.isInteger(kind) &&
      (kind as number) >= 0 &&
      (kind as number) < 32_768
    )
      return { at, ticketId, kind: kind as number };
  } catch {
    // Refused below.
  }
  throw invalid("cursor", "must be the `next` of an earlier page or the `cursor` of a row");
}
