import { fold } from "../../kernel/fold.ts";
import type { Hit } from "../../knowledge/types.ts";
import type { Extract } from "../draft/extract.ts";
import { headingWords, placesOf, readPassage } from "../draft/passage-units.ts";
import { type Clause, isMet, type Want } from "./wants.ts";

type Has = (word: string) => boolean;

/** Weight added to that of a clause, so that one common word cannot be well covered. */
const SMOOTHING = 1;
const HAN = /\p{Script=Han}/u;

const weightOf = ({ wants }: Clause): number => wants.reduce((sum, { weight }) => sum + weight, SMOOTHING);

const metOf = (wants: readonly Want[], has: Has): number => {
  let met = 0;
  for (const want of wants) if (isMet(want, has)) met += want.weight;
  return met;
};

const shareOf = (clause: Clause, has: Has): number => metOf(clause.wants, has) / weightOf(clause);

/** The share of some wants, at least one, that a text meets. */
export const partMet = (wants: readonly Want[], has: Has): number =>
  metOf(wants, has) / wants.reduce((sum, { weight }) => sum + weight, 0);

/** Of the clauses the best met one counts, so that polite words around a question do not count against it. */
export const metShare = (clauses: readonly Clause[], has: Has): number =>
  Math.max(0, ...clauses.map((clause) => shareOf(clause, has)));

/** The clause that some texts meet best; the first where there is none better. */
export const bestMet = (clauses: readonly Clause[], has: Has): Clause | undefined => {
  const shares = clauses.map((clause) => shareOf(clause, has));
  return clauses[shares.indexOf(Math.max(...shares))];
};

/** Where words stand in a passage and over it. Asked for one question, since it keeps what it has looked for. */
export interface WordsOfHit {
  readonly inHeading: Has;
  /** Marks of the pieces that have a word; null where none has it. */
  readonly inPieces: (word: string) => Uint8Array | null;
  readonly pieces: number;
}

/**
 * A Chinese word stands wherever its signs do: a dictionary cuts one word out of another or not, as its neighbours will
 * have it.
 */
export function wordsOfHit(hit: Pick<Hit, "text" | "title" | "headingPath">): WordsOfHit {
  const heading = headingOf(hit);
  const over = headingWords(heading);
  const folded = fold(heading);
  const passage = readPassage(hit.text);
  const pieces = passage.pieces.length;
  const marksOf = (word: string): Uint8Array | null => {
    const places = HAN.test(word) ? placesOf(passage, word) : passage.latin.get(word);
    if (places === undefined || places.length === 0) return null;
    const marks = new Uint8Array(pieces);
    for (const place of places) if (place < pieces) marks[place] = 1;
    return marks;
  };
  return {
    inHeading: known((word) => over.has(word) || (HAN.test(word) && folded.includes(word))),
    inPieces: known(marksOf),
    pieces,
  };
}

function known<Value>(find: (word: string) => Value): (word: string) => Value {
  const found = new Map<string, Value>();
  return (word) => {
    const before = found.get(word);
    if (before !== undefined) return before;
    const value = find(word);
    found.set(word, value);
    return value;
  };
}

export const headingOf = ({ title, headingPath }: Pick<Hit, "title" | "headingPath">): string =>
  [title, ...headingPath].join(" ");

/** Whether one of some told pieces has a word. */
export const inPieces =
  (hits: readonly WordsOfHit[], pieces: readonly Extract[]): Has =>
  (word) =>
    pieces.some(({ passage, place }) => hits[passage]!.inPieces(word)?.[place] === 1);

/** The same, or a heading over the first of them. */
export const underHeading = (hits: readonly WordsOfHit[], pieces: readonly Extract[]): Has => {
  const [first] = pieces;
  if (first === undefined) return () => false;
  const { inHeading } = hits[first.passage]!;
  const said = inPieces(hits, pieces);
  return (word) => inHeading(word) || said(word);
};

/** What the passage told first says of all that would be told. */
export const toldFirst = (pieces: readonly Extract[]): Extract[] =>
  pieces.filter(({ passage }) => passage === pieces[0]!.passage);

/**
 * Clauses as a passage can meet them: what stands nowhere in it none of its places meets. `anywhere`: whether the
 * passage has a word.
 */
const reachableOf = (clauses: readonly Clause[], anywhere: Has) =>
  clauses.map((clause) => ({
    wants: clause.wants.filter((want) => isMet(want, anywhere)),
    weight: weightOf(clause),
  }));

/** Gives the share of the best met clause that one piece of a passage says by itself. */
export function reachableMet(clauses: readonly Clause[], { inPieces: marks }: WordsOfHit): (piece: number) => number {
  const reachable = reachableOf(clauses, (word) => marks(word) !== null);
  return (piece) => {
    const has: Has = (word) => marks(word)?.[piece] === 1;
    let best = 0;
    for (const { wants, weight } of reachable) best = Math.max(best, metOf(wants, has) / weight);
    return best;
  };
}

/** The most that any two neighbouring sentences or lines of a passage meet of a clause, under their headings. */
export function bestPlace(clauses: readonly Clause[], { inHeading, inPieces: marks, pieces }: WordsOfHit): number {
  const reachable = reachableOf(clauses, (word) => inHeading(word) || marks(word) !== null);
  let at = 0;
  const has: Has = (word) => {
    if (inHeading(word)) return true;
    const marked = marks(word);
    return marked !== null && (marked[at] === 1 || marked[at + 1] === 1);
  };
  let best = 0;
  for (; at < pieces; at += 1)
    for (const { wants, weight } of reachable) best = Math.max(best, metOf(wants, has) / weight);
  return best;
}
