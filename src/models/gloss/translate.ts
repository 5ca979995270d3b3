import type { Language } from "../../kernel/labels.ts";
import { rememberedBy } from "../../kernel/remembered.ts";
import { type ChineseText, chineseText } from "./chinese.ts";
import { type KnownChinese, knownWords } from "./known-words.ts";
import { loadGlosses } from "./table.ts";
import { glossTrust } from "./trust.ts";

/** What a word may be called in the other language. */
export interface Translation {
  readonly word: string;
  /** Best first; `trust` 0..1.5, comparable within one word. */
  readonly into: readonly { readonly text: string; readonly trust: number }[];
}

/**
 * The words of a text that are in the other language, each once, with their translations into `to`. General words,
 * identifiers and unknown words have none. English words come out in lower case, not stemmed.
 */
export function translate(text: string, to: Language, chinese: ChineseText = chineseText): Translation[] {
  const table = loadGlosses();
  const seen = new Map<string, Translation>();
  for (const known of knownWords(text, chinese, table)) {
    if (known.language === to || seen.has(known.word)) continue;
    const into = known.language === "zh" ? englishOf(known) : table.chineseOf(known.id);
    if (into.length > 0) seen.set(known.word, { word: known.word, into });
  }
  return [...seen.values()];
}

/** Words that questions are made of come again and again. */
const MOST_WORDS = 2_000;

const englishOf = rememberedBy(
  MOST_WORDS,
  ({ word }: KnownChinese) => word,
  ({ glosses }): Translation["into"] => {
    const best = new Map<number, number>();
    for (const [place, gloss] of glosses.entries())
      for (const id of gloss) best.set(id, Math.max(best.get(id) ?? 0, glossTrust(place, gloss.length)));
    const table = loadGlosses();
    return [...best].map(([id, trust]) => ({ text: table.spelling(id), trust })).sort((a, b) => b.trust - a.trust);
  },
);
