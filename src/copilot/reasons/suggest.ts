import { fold } from "../../kernel/fold.ts";
import type { Embedder } from "../../models/ports.ts";
import { phrasesOf } from "../../models/words/phrases.ts";

/** Requests that belong together and that no contact reason fits. */
export interface SuggestedReason {
  /** Phrases that set the group apart, the most telling first. */
  readonly terms: readonly string[];
  readonly count: number;
  readonly examples: readonly string[];
}

const ALIKE = 0.62;
const FEWEST = 3;
const MOST_TERMS = 5;
const MOST_EXAMPLES = 5;

/**
 * Groups texts by their vectors: each joins the group whose centre is nearest, when that is near enough. Groups of fewer
 * than three are left out; the largest come first. Bounded by the caller to some hundreds of texts.
 */
export async function suggestReasons(texts: readonly string[], embedder: Embedder): Promise<SuggestedReason[]> {
  const distinct = [...new Set(texts)];
  const vectors = await embedder.embed(distinct);
  const groups: { centre: Float32Array; rows: number[] }[] = [];
  vectors.forEach((vector, row) => {
    if (!vector.some((value) => value !== 0)) return;
    let best: (typeof groups)[number] | undefined;
    let nearest = ALIKE;
    for (const group of groups) {
      const likeness = cosine(vector, group.centre);
      if (likeness >= nearest) [best, nearest] = [group, likeness];
    }
    if (best === undefined) groups.push({ centre: Float32Array.from(vector), rows: [row] });
    else {
      best.rows.push(row);
      const { centre } = best;
      vector.forEach((value, d) => {
        centre[d]! += value;
      });
    }
  });
  const spread = counts(distinct);
  return groups
    .filter(({ rows }) => rows.length >= FEWEST)
    .sort((a, b) => b.rows.length - a.rows.length)
    .map(({ rows }) => {
      const own = rows.map((row) => distinct[row]!);
      return {
        terms: tellingTerms(own, spread, distinct.length),
        count: own.length,
        examples: own.slice(0, MOST_EXAMPLES),
      };
    });
}

function cosine(a: Float32Array, b: Float32Array): number {
  let [dot, x, y] = [0, 0, 0];
  for (let d = 0; d < a.length; d++) {
    dot += a[d]! * b[d]!;
    x += a[d]! * a[d]!;
    y += b[d]! * b[d]!;
  }
  return dot / (Math.sqrt(x * y) || 1);
}

function counts(texts: readonly string[]): Map<string, number> {
  const spread = new Map<string, number>();
  for (const text of texts)
    for (const phrase of phrasesOf(fold(text))) spread.set(phrase, (spread.get(phrase) ?? 0) + 1);
  return spread;
}

/** What a longer phrase gains over its parts: it says more, and is said less often. */
const LONGER = 0.5;
const parts = (phrase: string): number =>
  /^\p{Script=Han}/u.test(phrase) ? phrase.length / 2 : phrase.split(" ").length;

/**
 * Phrases that name the group: their share inside it times their rarity outside; what only one of its texts says is not of
 * the group, and none repeats a part of another.
 */
function tellingTerms(own: readonly string[], spread: ReadonlyMap<string, number>, total: number): string[] {
  const found: string[] = [];
  const weighed = [...counts(own)]
    .filter(([, count]) => count > 1)
    .map(([phrase, count]) => {
      const rarity = Math.log((1 + total) / (spread.get(phrase) ?? 1));
      return { phrase, weight: (count / own.length) * rarity * (1 + LONGER * (parts(phrase) - 1)) };
    })
    .sort((a, b) => b.weight - a.weight || (a.phrase < b.phrase ? -1 : 1));
  for (const { phrase } of weighed)
    if (found.length < MOST_TERMS && !found.some((other) => other.includes(phrase) || phrase.includes(other)))
      found.push(phrase);
  return found;
}
