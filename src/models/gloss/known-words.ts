import type { ChineseText } from "./chinese.ts";
import { GENERAL_WORDS, isGeneralHan, isGeneralWord } from "./stop-words.ts";
import type { GlossTable } from "./table.ts";

/** Its glosses are those of the table, so a word has always the same. */
export interface KnownChinese {
  readonly language: "zh";
  readonly word: string;
  readonly glosses: readonly (readonly number[])[];
}

/** A word of a text that the table knows. */
export type KnownWord = KnownChinese | { readonly language: "en"; readonly word: string; readonly id: number };

const RUN = /\p{Script=Han}+|[\p{L}\p{N}\p{M}_]+(?:[.\-_+'’/\\]+[\p{L}\p{N}\p{M}_]+)*/gu;
const HAN = /^\p{Script=Han}/u;
/** Length of the longest words of the table. */
const LONGEST = 6;
/** Digits, underscores, inner capitals, paths: names of things, not words. Hyphens join words. */
const IDENTIFIER = /[\d_./\\+]|\p{Ll}\p{Lu}/u;

/** The last question of each cutter: a search embeds it and translates it. */
const last = new WeakMap<
  ChineseText,
  { readonly text: string; readonly table: GlossTable; readonly words: KnownWord[] }
>();

/** Words of a text in order, with repetitions; general words, identifiers and unknown words are left out. */
export function knownWords(text: string, chinese: ChineseText, table: GlossTable): readonly KnownWord[] {
  const known = last.get(chinese);
  if (known !== undefined && known.text === text && known.table === table) return known.words;
  const words = readWords(text, chinese, table);
  last.set(chinese, { text, table, words });
  return words;
}

function readWords(text: string, chinese: ChineseText, table: GlossTable): KnownWord[] {
  const words: KnownWord[] = [];
  for (const run of chinese.normalise(text).match(RUN) ?? []) {
    if (HAN.test(run)) for (const word of joined(chinese.cut(run), table)) addHan(word, table, words);
    else if (!IDENTIFIER.test(run)) addLatin(run, table, words);
  }
  return words;
}

function addLatin(run: string, table: GlossTable, words: KnownWord[]): void {
  for (const word of run
    .toLowerCase()
    .replace(/['’]s?$/, "")
    .split("-")) {
    if (word.length < 2 || isGeneralWord(word)) continue;
    const id = table.wordId(word);
    if (id >= 0) words.push({ language: "en", word, id });
  }
}

function addHan(word: string, table: GlossTable, words: KnownWord[]): void {
  if (isGeneralHan(word)) return;
  const glosses = table.glosses(word);
  const telling = glosses
    .map((gloss) => gloss.filter((id) => !generalIds(table).has(id)))
    .filter((ids) => ids.length > 0);
  if (telling.length > 0) words.push({ language: "zh", word, glosses: telling });
  if (glosses.length > 0) return;
  if (word.length > 2) for (const part of partsOf(word, table)) addHan(part, table, words);
}

const general = new WeakMap<GlossTable, ReadonlySet<number>>();

/** Ids of the words that are too general; worked out once for a table, which never changes. */
function generalIds(table: GlossTable): ReadonlySet<number> {
  let ids = general.get(table);
  if (ids === undefined) {
    const known = GENERAL_WORDS.map((word) => ({ word, id: table.wordId(word) })).filter(({ id }) => id >= 0);
    ids = new Set(known.filter(({ word, id }) => table.spelling(id) === word).map(({ id }) => id));
    general.set(table, ids);
  }
  return ids;
}

/** Puts neighbours together that the dictionary knows as one word: 反 + 结账 → 反结账. */
function joined(parts: readonly string[], table: GlossTable): string[] {
  const words: string[] = [];
  for (let at = 0; at < parts.length; ) {
    let taken = 1;
    for (let count = 3; count > 1 && taken === 1; count--) {
      const whole = parts.slice(at, at + count).join("");
      if (at + count <= parts.length && whole.length <= LONGEST && table.glosses(whole).length > 0) taken = count;
    }
    words.push(parts.slice(at, at + taken).join(""));
    at += taken;
  }
  return words;
}

/** The longest known words of two or more characters that a compound is made of, from its start. */
function partsOf(compound: string, table: GlossTable): string[] {
  const parts: string[] = [];
  for (let at = 0; at + 1 < compound.length; ) {
    let length = Math.min(compound.length - at, 4);
    if (length === compound.length) length--;
    while (length > 1 && table.glosses(compound.slice(at, at + length)).length === 0) length--;
    if (length > 1) parts.push(compound.slice(at, at + length));
    at += length;
  }
  return parts;
}
