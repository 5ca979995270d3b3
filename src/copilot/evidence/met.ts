import { fold } from "../../kernel/fold.ts";
import { rememberedHere } from "../../kernel/remembered.ts";
import type { Hit } from "../../knowledge/types.ts";
import type { Extract } from "../draft/extractive/extract.ts";
import { headingWords, placesOf, readPassage } from "../draft/extractive/passage-units.ts";
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
    inHeading: rememberedHere((word) => over.has(word) || (HAN.test(word) && folded.includes(word))),
    inPieces: rememberedHere(marksOf),
    pieces,
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

/** Which texts beside a piece of a passage count as its own. */
interface Beside {
  readonly heading: boolean;
  /** The piece after it. */
  readonly next: boolean;
}

/**
 * By piece of a passage the share of the best met clause that it says. Each want is looked for once for all pieces: of
 * most of them a passage says nothing.
 */
function sharesByPiece(clauses: readonly Clause[], hit: WordsOfHit, beside: Beside): Float64Array {
  const best = new Float64Array(hit.pieces);
  const met = new Float64Array(hit.pieces);
  for (const clause of clauses) {
    met.fill(0);
    for (const want of clause.wants) addWhereMet(met, want, hit, beside);
    const weight = weightOf(clause);
    for (let at = 0; at < best.length; at += 1) best[at] = Math.max(best[at]!, met[at]! / weight);
  }
  return best;
}

function addWhereMet(met: Float64Array, want: Want, { inHeading, inPieces: marks }: WordsOfHit, beside: Beside): void {
  const { words, meanings, weight } = want;
  const [word] = words;
  const over = (one: string) => beside.heading && inHeading(one);
  if (words.length !== 1 || meanings.length > 0) {
    if (!isMet(want, (one) => over(one) || marks(one) !== null)) return;
    for (let at = 0; at < met.length; at += 1)
      if (isMet(want, (one) => over(one) || isMarked(marks(one), at, beside.next))) met[at]! += weight;
    return;
  }
  if (over(word!)) {
    for (let at = 0; at < met.length; at += 1) met[at]! += weight;
    return;
  }
  const marked = marks(word!);
  if (marked === null) return;
  for (let at = 0; at < met.length; at += 1) if (isMarked(marked, at, beside.next)) met[at]! += weight;
}

const isMarked = (marked: Uint8Array | null, at: number, next: boolean): boolean =>
  marked !== null && (marked[at] === 1 || (next && marked[at + 1] === 1));

/** Gives the share of the best met clause that one piece of a passage says by itself. */
export const metByPiece = (clauses: readonly Clause[], hit: WordsOfHit): Float64Array =>
  sharesByPiece(clauses, hit, { heading: false, next: false });

/** The same under its headings. */
export const metUnderHeading = (clauses: readonly Clause[], hit: WordsOfHit): Float64Array =>
  sharesByPiece(clauses, hit, { heading: true, next: false });

/** The most that any two neighbouring sentences or lines of a passage meet of a clause, under their headings. */
export const bestPlace = (clauses: readonly Clause[], hit: WordsOfHit): number =>
  Math.max(0, ...sharesByPiece(clauses, hit, { heading: true, next: true }));
