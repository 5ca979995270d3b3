import type { Tx } from "../../db/pool.ts";
import { type Range, requireRange } from "../periods.ts";
import { countOutcomes, type Outcome, sumCosts } from "../store/effects.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import { ratio } from "./trend.ts";

/** Both are counted from the tags themselves. */
const MOST = 92;
/** Tickets with and without the tag; below, chance says more than the tag. */
const LEAST_SAMPLE = 20;
const Z95 = 1.959964;

export interface Driver {
  readonly tag: string;
  /** Tickets whose outcome is known, those that had it, and their share: with the tag, and without it. */
  readonly with: { readonly known: number; readonly had: number; readonly share: number | null };
  readonly without: { readonly known: number; readonly had: number; readonly share: number | null };
  /** Difference of the shares with its 95 % interval; null with fewer than 20 tickets on either side: no data. */
  readonly effect: {
    readonly difference: number;
    readonly low: number;
    readonly high: number;
    readonly sure: boolean;
  } | null;
}

/**
 * Which tags go with an outcome: the share of tickets that had it with the tag, less the share without, and Newcombe's
 * 95 % interval from two Wilson intervals (Newcombe 1998, method 10). `sure` when the interval does not hold zero. This
 * shows what goes together, not what causes what. Tickets are those with any tag; at most 92 days.
 */
export async function drivers(tx: Tx, taxonomy: Taxonomy, range: Range, outcome: Outcome): Promise<Driver[]> {
  requireRange(range, MOST, "Ask for less.");
  const churnRisk = taxonomy.heir("churn_risk")?.ordinal ?? -1;
  const rows = await countOutcomes(tx, range, outcome, churnRisk);
  const all = rows.find(({ kind }) => kind === null) ?? { known: 0, had: 0 };
  return rows
    .flatMap(({ kind, known, had }) => {
      const tag = kind === null ? undefined : taxonomy.kindAt(kind)?.code;
      if (tag === undefined) return [];
      const [a, b] = [
        { known, had, share: ratio(had, known) },
        { known: all.known - known, had: all.had - had, share: ratio(all.had - had, all.known - known) },
      ];
      const enough = a.known >= LEAST_SAMPLE && b.known >= LEAST_SAMPLE;
      return [{ tag, with: a, without: b, effect: enough ? difference(a, b) : null }];
    })
    .sort(
      (a, b) => Math.abs(b.effect?.difference ?? 0) - Math.abs(a.effect?.difference ?? 0) || (a.tag < b.tag ? -1 : 1),
    );
}

interface Sample {
  readonly known: number;
  readonly had: number;
}

function difference(a: Sample, b: Sample) {
  const [p, q] = [a.had / a.known, b.had / b.known];
  const [{ low: l1, high: u1 }, { low: l2, high: u2 }] = [wilson(a), wilson(b)];
  const low = p - q - Math.sqrt((p - l1) ** 2 + (u2 - q) ** 2);
  const high = p - q + Math.sqrt((u1 - p) ** 2 + (q - l2) ** 2);
  return { difference: p - q, low, high, sure: low > 0 || high < 0 };
}

/** Wilson's score interval of a share. */
export function wilson({ known, had }: Sample): { low: number; high: number } {
  const p = had / known;
  const middle = (p + Z95 ** 2 / (2 * known)) / (1 + Z95 ** 2 / known);
  const half = (Z95 * Math.sqrt((p * (1 - p)) / known + Z95 ** 2 / (4 * known ** 2))) / (1 + Z95 ** 2 / known);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

export interface TagCost {
  readonly tag: string;
  readonly tickets: number;
  /** Tickets whose facts are measured by now; the sums are theirs. */
  readonly measured: number;
  /** Minutes that members recorded; null when nobody recorded any. */
  readonly agentMinutes: number | null;
  readonly tokens: number | null;
  /** Millionths of the currency unit that prices are configured in. */
  readonly modelCostMicros: number | null;
  /** First responses later than their target, of those that have both; null when none has. */
  readonly firstResponseBreaches: { readonly of: number; readonly breached: number; readonly share: number } | null;
}

/** What the tickets of each tag took, the most minutes first. A ticket with several tags is in each. At most 92 days. */
export async function tagCosts(tx: Tx, taxonomy: Taxonomy, range: Range): Promise<TagCost[]> {
  requireRange(range, MOST, "Ask for less.");
  return (await sumCosts(tx, range))
    .flatMap((row) => {
      const tag = taxonomy.kindAt(row.kind)?.code;
      if (tag === undefined) return [];
      const share = ratio(row.firstBreached, row.firstMeasured);
      return [
        {
          tag,
          tickets: row.tickets,
          measured: row.measured,
          agentMinutes: row.minutes === 0 ? null : row.minutes,
          tokens: row.measured === 0 ? null : row.tokens,
          modelCostMicros: row.measured === 0 ? null : row.costMicros,
          firstResponseBreaches: share === null ? null : { of: row.firstMeasured, breached: row.firstBreached, share },
        },
      ];
    })
    .sort((a, b) => (b.agentMinutes ?? 0) - (a.agentMinutes ?? 0) || b.tickets - a.tickets);
}
