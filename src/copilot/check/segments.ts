import { contentWords } from "../content-words.ts";
import type { Unit } from "../draft/units.ts";

/** The smallest stretch of a text that states something, with its words. */
export interface Segment {
  readonly text: string;
  readonly words: ReadonlySet<string>;
  /** The sentence, item or row that it is part of. */
  readonly around: string;
}

const CLAUSE = /[，；;。！!？?\n]|,(?!\d)|[：:](?=\s|\p{Script=Han})|\.(?=\s|$)|\s[-–—]\s/u;
const CELL = /[;；|｜]\s*/;

const segment = (text: string, around: string): Segment => ({ text: text.trim(), words: contentWords(text), around });

/** Clauses of a text with at least one word; a table row gives each cell together with the row's first one. */
export function segmentsOf({ kind, text }: Pick<Unit, "kind" | "text">): Segment[] {
  if (kind !== "row")
    return text
      .split(CLAUSE)
      .map((clause) => segment(clause, text))
      .filter(({ words }) => words.size > 0);
  const [first = "", ...cells] = text.split(CELL);
  return cells.map((cell) => segment(`${first}; ${cell}`, text));
}

/** The share of `wanted` that `held` holds; a Chinese word whose characters all stand there, but apart, counts half. */
export function share(wanted: ReadonlySet<string>, held: ReadonlySet<string>): number {
  if (wanted.size === 0) return 1;
  let met = 0;
  for (const word of wanted) met += metIn(word, held);
  return met / wanted.size;
}

/** How far a set of words has a word: 1, or one half where its characters stand apart, or 0. */
export function metIn(word: string, held: ReadonlySet<string>): number {
  if (held.has(word)) return 1;
  if (!isHan(word)) return 0;
  const signs = signsOf(held);
  for (const sign of word) if (!signs.has(sign)) return 0;
  return 0.5;
}

export const isHan = (word: string): boolean => HAN.test(word);
const HAN = /^\p{Script=Han}/u;

const known = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();

/** The single Chinese characters of some words, read once for each set of them, which may not grow. */
function signsOf(words: ReadonlySet<string>): ReadonlySet<string> {
  let signs = known.get(words);
  if (signs === undefined) {
    signs = new Set([...words].flatMap((word) => (isHan(word) ? [...word] : [])));
    known.set(words, signs);
  }
  return signs;
}

/** A clause of a sentence beside the segment of the sources that says most of it. */
export interface Aligned {
  readonly clause: Segment;
  readonly source: Segment;
  /** Share of the clause's words in the source, and of the source's in the clause. */
  readonly there: number;
  readonly back: number;
}

const SHORTEST = 2;

/** Each clause of at least two words with its best segment; clauses that resemble nothing are left out. */
export function align(sentence: string, sources: readonly Segment[]): Aligned[] {
  const clauses = segmentsOf({ kind: "sentence", text: sentence }).filter(({ words }) => words.size >= SHORTEST);
  return clauses.flatMap((clause) => {
    let best: Aligned | null = null;
    for (const source of sources) {
      const there = share(clause.words, source.words);
      const back = share(source.words, clause.words);
      if (there > 0 && (best === null || there + back / 2 > best.there + best.back / 2))
        best = { clause, source, there, back };
    }
    return best === null ? [] : [best];
  });
}
