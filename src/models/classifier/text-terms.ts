import { words } from "../words/words.ts";

/** What to count in a text. */
export interface TermOptions {
  /** Shortest and longest run of Chinese characters. */
  readonly han: readonly [number, number];
  /** Shortest and longest run of letters inside a Latin word with its boundaries. */
  readonly latin: readonly [number, number];
  /** Longest run of words. */
  readonly wordRun: number;
}

const RUN = /\p{Script=Han}+|[\p{L}\p{N}']+/gu;
const HAN = /^\p{Script=Han}/u;

/** Character runs and word runs of folded text, counted. */
export function textTerms(
  folded: string,
  options: TermOptions,
): { char: Map<string, number>; word: Map<string, number> } {
  const char = new Map<string, number>();
  for (const run of folded.match(RUN) ?? []) {
    if (HAN.test(run)) countRuns(run, options.han, char);
    else countRuns(`_${run.slice(0, 40)}_`, options.latin, char);
  }
  const word = new Map<string, number>();
  const list = words(folded);
  for (let n = 1; n <= options.wordRun; n++)
    for (let i = 0; i + n <= list.length; i++) add(word, n === 1 ? list[i]! : list.slice(i, i + n).join(" "));
  return { char, word };
}

function countRuns(run: string, [shortest, longest]: readonly [number, number], into: Map<string, number>): void {
  const units = [...run];
  for (let i = 0; i < units.length; i++) {
    let term = "";
    for (let n = 1; n <= longest && i + n <= units.length; n++) {
      term += units[i + n - 1];
      if (n >= shortest && term !== "_") add(into, term);
    }
  }
}

const add = (into: Map<string, number>, term: string): void => {
  into.set(term, (into.get(term) ?? 0) + 1);
};
