import { type ChineseText, chineseText } from "./chinese.ts";
import { type KnownWord, knownWords } from "./known-words.ts";
import { type GlossTable, loadGlosses } from "./table.ts";
import { glossTrust } from "./trust.ts";

/** An English word, in lower case and not stemmed, and how much to trust it as a translation, 0..1. */
export interface GlossTerm {
  readonly term: string;
  readonly weight: number;
}

/** Glosses looked at; later ones are far-fetched. */
const GLOSSES = 3;

/**
 * English words for the Chinese words of a text, so that words alone find a passage in the other language. A word's
 * weight adds up over its occurrences. Text without Chinese gives none.
 */
export function glossTerms(text: string, chinese: ChineseText = chineseText): GlossTerm[] {
  const table = loadGlosses();
  return termsOf(knownWords(text, chinese, table), table);
}

/** The same of words that are already found. */
export function termsOf(words: readonly KnownWord[], table: GlossTable): GlossTerm[] {
  const weights = new Map<string, number>();
  for (const known of words) {
    if (known.language !== "zh") continue;
    const own = new Map<string, number>();
    for (const [place, gloss] of known.glosses.slice(0, GLOSSES).entries())
      for (const id of gloss) {
        const word = table.spelling(id);
        if (!own.has(word)) own.set(word, glossTrust(place, gloss.length));
      }
    for (const [word, weight] of own) weights.set(word, (weights.get(word) ?? 0) + weight);
  }
  return [...weights].map(([term, weight]) => ({ term, weight }));
}
