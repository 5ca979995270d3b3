import type { Tx } from "../../db/pool.ts";
import { DomainError, invalid } from "../../kernel/errors.ts";
import { daysIn, type Range, requireRange } from "../periods.ts";
import type { SliceName } from "../slices.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import { counted } from "./counted.ts";
import { filtersOf } from "./filters.ts";
import { type Levels, levelsOf } from "./levels.ts";
import { type AnalyticsQuery, isTime, TIMES } from "./query.ts";
import { summed } from "./summed.ts";

/** Longest range for what the rollups hold, and for what is counted from the tags themselves; in days. */
const MOST_ROLLED_UP = 400;
const MOST_COUNTED = 92;

export interface AnalyticsAnswer {
  readonly range: Range;
  /** Dimensions as asked, then measures as asked. A measure is null where there is nothing to divide by: no data. */
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
  /** Where the next page goes on; null on the last one. */
  readonly next: number | null;
  /** Whether the rollups answered, or the tags were counted. */
  readonly from: "rollups" | "tags";
}

/**
 * Measures of tags by up to four dimensions. One dimension beside tag and time (or product and module together) is
 * answered from rollups, over up to 400 days; everything else is counted from tags, over up to 92 days. A family stands for
 * its products, a product for its modules, and a unit of the organisation for all units below it; a tree is counted by the
 * level below the one node that is filtered for, or by its top.
 */
export async function analyse(tx: Tx, taxonomy: Taxonomy, query: AnalyticsQuery): Promise<AnalyticsAnswer> {
  const { from, to, limit, offset } = query;
  for (const name of ["dimensions", "measures"] as const)
    if (new Set<string>(query[name]).size < query[name].length) throw invalid(name, "each may be asked for once");
  if (query.dimensions.filter((name) => isTime(name)).length > 1)
    throw invalid("dimensions", "one of day, week and month at most");
  const filters = filtersOf(taxonomy, query);
  const levels = levelsOf(taxonomy, query);
  const rolled = rolledUpSlice(query, levels);
  const most = rolled === null ? MOST_COUNTED : MOST_ROLLED_UP;
  if (daysIn(query) > most && rolled === null && daysIn(query) <= MOST_ROLLED_UP)
    throw new DomainError(
      "invalid",
      `This combination is counted tag by tag, over at most ${MOST_COUNTED} days. Ask for less, or for the measure tags by tag, time and one other dimension, which may span ${MOST_ROLLED_UP} days.`,
      [{ field: "to", reason: `at most ${MOST_COUNTED} days from \`from\`` }],
    );
  requireRange(query, most, "Ask for less.");
  const all =
    rolled === null
      ? await counted(tx, taxonomy, { query, filters, levels })
      : await summed(tx, taxonomy, { query, filters, levels }, rolled);
  const rows = rolled === null ? all.slice(0, limit) : all.slice(offset, offset + limit);
  const more = rolled === null ? all.length > limit : all.length > offset + limit;
  return { range: { from, to }, rows, next: more ? offset + limit : null, from: rolled === null ? "tags" : "rollups" };
}

/** The one slice dimension that rollups can answer this query by; null when they cannot. */
function rolledUpSlice({ measures, dimensions, filters }: AnalyticsQuery, levels: Levels): SliceName | null {
  const named = [...dimensions, ...filters.map(({ dimension }) => dimension)];
  const used = new Set<string>(named.map((name) => levels.get(name)?.dimension ?? name));
  const slices = [...used].filter((name) => !["tag", "group", ...TIMES].includes(name));
  // A ticket carries a tag once, so by tag its tickets are its tags.
  const countable = measures.every((name) => name === "tags" || (name === "tickets" && dimensions.includes("tag")));
  if (!countable || slices.includes("member")) return null;
  // A stored module names its product.
  if (slices.length === 2 && slices.includes("product") && slices.includes("module")) return "module";
  return slices.length > 1 ? null : ((slices[0] as SliceName | undefined) ?? "all");
}
