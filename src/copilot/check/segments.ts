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
  const signs = new Set([...held].flatMap((word) => (HAN.test(word) ? [...word] : [])));
  let met = 0;
  for (const word of wanted) {
    if (held.has(word)) met += 1;
    else if (HAN.test(word) && [...word].every((sign) => signs.has(sign))) met += 0.5;
  }
  return met / wanted.size;
}

const HAN = /^\p{Script=Han}/u;

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
