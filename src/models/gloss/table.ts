import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stemmer } from "stemmer";
import { once } from "../../kernel/once.ts";
import { remembered } from "../../kernel/remembered.ts";
import { unpack } from "./layout.ts";
import { findString, type SortedStrings, stringAt } from "./sorted-strings.ts";
import { DIMENSIONS, normalise } from "./vector-space.ts";

/** English words with vectors, and Chinese words with their English glosses as ids of those words. */
export interface GlossTable {
  /** Changes with the data file; vectors of two versions do not compare. */
  readonly version: string;
  /** Id of an English word in lower case, by spelling or else by stem; -1 when unknown. */
  wordId(word: string): number;
  spelling(id: number): string;
  /** 0 for the most frequent word of English text. */
  rank(id: number): number;
  /** Adds the word's unit vector times `weight`. */
  addVector(into: Float32Array, id: number, weight: number): void;
  /** Glosses of a simplified Chinese word, the most useful first, each as word ids; empty when unknown. */
  glosses(word: string): readonly (readonly number[])[];
  /** Chinese words for an English word or another one of its stem, best first, with the trust in each. */
  chineseOf(id: number): readonly { readonly text: string; readonly trust: number }[];
  /** Share of the word in English text, 0..1. */
  englishShare(id: number): number;
  /** Share of the word in Chinese text, 0..1; for unknown words a small one. */
  share(word: string): number;
}

/** The table shipped with the program, read once, at first use: typed arrays over one buffer. */
export const loadGlosses: () => GlossTable = once(() => read(readFileSync(join(import.meta.dirname, "glosses.bin"))));

/** The words of a knowledge base and its questions are met again and again. */
const MOST_REMEMBERED = 10_000;
const LAST_OF_GLOSS = 0x8000;
const RAREST = 2 ** -25;
/** Share of the word of rank r under Zipf's law for English: about 0.1 / r. */
const ZIPF = 0.1;

function read(file: Uint8Array): GlossTable {
  const { version, array } = unpack(file);
  const english: SortedStrings = { units: array("englishUnits", "u16"), starts: array("englishStarts", "u32") };
  const chinese: SortedStrings = { units: array("chineseUnits", "u16"), starts: array("chineseStarts", "u32") };
  const wordOf = array("englishWord", "u16");
  const spellingOf = array("spelling", "u16");
  const rank = array("rank", "u32");
  const vectors = array("vectors", "i8");
  const lengths = array("lengths", "f32");
  const rarity = array("rarity", "u8");
  const starts = array("glossStarts", "u32");
  const flat = array("glosses", "u16");
  const group = array("reverseGroup", "u16");
  const groupStarts = array("reverseStarts", "u32");
  const reverseWords = array("reverseWords", "u32");
  const reverseTrust = array("reverseTrust", "u8");
  return {
    version,
    wordId: remembered(MOST_REMEMBERED, (word: string) => {
      const found = findString(english, word);
      const at = found >= 0 ? found : findString(english, stemmer(word));
      return at < 0 ? -1 : wordOf[at]!;
    }),
    spelling: (id) => stringAt(english, spellingOf[id]!),
    rank: (id) => rank[id]!,
    englishShare: (id) => ZIPF / (rank[id]! + 1),
    addVector(into, id, weight) {
      const factor = weight / lengths[id]!;
      for (let d = 0, at = id * DIMENSIONS; d < DIMENSIONS; d++, at++) into[d]! += factor * vectors[at]!;
    },
    glosses: remembered(MOST_REMEMBERED, (word: string): readonly (readonly number[])[] => {
      const at = findString(chinese, word);
      return at < 0 ? [] : splitGlosses(flat.subarray(starts[at]!, starts[at + 1]!));
    }),
    chineseOf: remembered(MOST_REMEMBERED, (id: number) => {
      const [from, to] = [groupStarts[group[id]!]!, groupStarts[group[id]! + 1]!];
      return Array.from(reverseWords.subarray(from, to), (at, i) => ({
        text: stringAt(chinese, at),
        trust: reverseTrust[from + i]! / 100,
      }));
    }),
    share(word) {
      const at = findString(chinese, word);
      return at < 0 ? RAREST : 2 ** (-rarity[at]! / 8);
    },
  };
}

function splitGlosses(flat: Uint16Array): number[][] {
  const glosses: number[][] = [];
  let open: number[] = [];
  for (const id of flat) {
    open.push(id & (LAST_OF_GLOSS - 1));
    if (id < LAST_OF_GLOSS) continue;
    glosses.push(open);
    open = [];
  }
  return glosses;
}

/** English words of a Chinese word's glosses, the most useful first, each once. */
export function glossWords(word: string, table: GlossTable = loadGlosses()): string[] {
  return [...new Set(table.glosses(word).flat())].map((id) => table.spelling(id));
}

/** The unit vector of an English word, or nothing when it is unknown. */
export function vectorOfWord(word: string, table: GlossTable = loadGlosses()): Float32Array | undefined {
  const id = table.wordId(word.toLowerCase());
  if (id < 0) return undefined;
  const vector = new Float32Array(DIMENSIONS);
  table.addVector(vector, id, 1);
  return normalise(vector);
}
