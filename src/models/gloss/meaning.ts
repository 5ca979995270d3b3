import { stemmer } from "stemmer";
import { chineseText } from "./chinese.ts";
import { embedOne } from "./embedder.ts";
import { knownWords } from "./known-words.ts";
import { loadGlosses } from "./table.ts";
import { termsOf } from "./terms.ts";

/** What a text is about, whichever of the two languages it is in. */
export interface Meaning {
  /** Stems of the English glosses of its Chinese words. */
  readonly glosses: ReadonlySet<string>;
  /** Its place in the space of word vectors; all 0 when no word is known. */
  readonly vector: Float32Array;
}

/** Reads the known words of a text once, for both. */
export function meaningOf(text: string): Meaning {
  const table = loadGlosses();
  const words = knownWords(text, chineseText, table);
  return {
    glosses: new Set(termsOf(words, table).map(({ term }) => stemmer(term))),
    vector: embedOne(words, table),
  };
}

/** Changes with the data that meanings come from. */
export const meaningVersion = (): string => loadGlosses().version;
