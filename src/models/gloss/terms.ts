import { type ChineseText, chineseText } from "./chinese.ts";
import { knownWords } from "./known-words.ts";
import { loadGlosses } from "./table.ts";

/** An English word, in lower case and not stemmed, and how much to trust it as a translation, 0..1. */
export interface GlossTerm {
  readonly term: string;
  readonly weight: number;
}

/** Trust in the words of the first, second and third gloss; later ones are left out. */
const GLOSS_TRUST = [1, 0.7, 0.4];

/**
 * English words for the Chinese words of a text, so that words alone find a passage in the other language. A word's
 * weight adds up over its occurrences. Text without Chinese gives none.
 */
export function glossTerms(text: string, chinese: ChineseText = chineseText): GlossTerm[] {
  const table = loadGlosses();
  const weights = new Map<string, number>();
  for (const known of knownWords(text, chinese, table)) {
    if (known.language !== "zh") continue;
    const own = new Map<string, number>();
    for (const [i, trust] of GLOSS_TRUST.entries())
      for (const id of known.glosses[i] ?? []) {
        const word = table.spelling(id);
        if (!own.has(word)) own.set(word, trust / Math.sqrt(known.glosses[i]!.length));
      }
    for (const [word, weight] of own) weights.set(word, (weights.get(word) ?? 0) + weight);
  }
  return [...weights].map(([term, weight]) => ({ term, weight }));
}
