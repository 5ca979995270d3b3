import { fold } from "../../../kernel/fold.ts";
import { type Segment, share } from "../segments.ts";
import type { ComparedWords } from "./compared-words.ts";
import { WEIGHTY } from "./said-words.ts";

/** Whether the words of a sentence stand together in its sources as they do in the sentence. */
export interface PieceClues {
  /** Share of pairs of known words of one clause that no clause of the sources says together. */
  readonly apart: number;
  /** The weight of what a clause takes from each of two clauses of the sources that are alike but for it. */
  readonly crossed: number;
}

const BACK_COUNTS = 0.2;

/** The clause of the sources that a sentence is most like; null when it is like none. */
export function nearestSegment({ said, whole, beside }: ComparedWords): Segment | null {
  let best: Segment | null = null;
  let most = 0;
  for (const { passage } of beside.standings)
    for (const segment of passage.segments) {
      let [met, count] = [0, 0];
      for (const { word, weight } of said) {
        if (!segment.words.has(word)) continue;
        met += weight;
        count += 1;
      }
      const rank = met / whole + BACK_COUNTS * (count / segment.words.size);
      if (count === 0 || rank <= most) continue;
      most = rank;
      best = segment;
    }
  return best;
}

export function pieceClues(compared: ComparedWords): PieceClues {
  const segments = compared.beside.standings.flatMap(({ passage }) => passage.segments);
  const crossed = compared.clauses.map((clause) => crossedIn(weighedIn(clause, compared), segments));
  return { apart: apartIn(compared, segments), crossed: Math.max(0, ...crossed) };
}

function apartIn({ said, clauses, anywhere }: ComparedWords, segments: readonly Segment[]): number {
  let [pairs, apart] = [0, 0];
  for (const clause of clauses) {
    const known = clause
      .filter((number) => anywhere[number] === 1 && said[number]!.weight >= WEIGHTY)
      .map((number) => said[number]!.word);
    for (const [i, one] of known.entries())
      for (const other of known.slice(i + 1)) {
        pairs += 1;
        if (!segments.some(({ words }) => words.has(one) && words.has(other))) apart += 1;
      }
  }
  return apart / Math.max(1, pairs);
}

/** A word or number of a clause with its weight. */
type Weighed = readonly [word: string, weight: number];

/** As many as an integer has bits to mark them with. */
const MOST_WEIGHED = 30;
const NUMBER = /\d+(?:[.,:]\d+)*/g;
const NUMBER_WEIGHS = 1;

/** The words of a clause, and the numbers of a sentence of one clause: of more than one it is not known whose they are. */
function weighedIn(clause: readonly number[], { said, clauses, folded }: ComparedWords): readonly Weighed[] {
  const words = clause.map((number): Weighed => [said[number]!.word, said[number]!.weight]);
  const numbers = clauses.length === 1 ? new Set(folded.match(NUMBER)) : [];
  return [...words, ...[...numbers].map((number): Weighed => [number, NUMBER_WEIGHS])].slice(0, MOST_WEIGHED);
}

const ALIKE = 0.3;
const MOST_CROSSED = 2;

function crossedIn(clause: readonly Weighed[], segments: readonly Segment[]): number {
  const held = new Map<number, Segment[]>();
  for (const segment of segments) {
    const mark = markOf(clause, segment);
    // One word in common is no statement in common.
    if ((mark & (mark - 1)) === 0) continue;
    held.set(mark, [...(held.get(mark) ?? []), segment]);
  }
  const marks = [...held.keys()];
  let most = 0;
  for (const [i, one] of marks.entries())
    for (const other of marks.slice(i + 1)) {
      const both = Math.min(weightOf(one & ~other, clause), weightOf(other & ~one, clause), MOST_CROSSED);
      const taken = one ^ other;
      // Where a third clause has both, nothing is crossed.
      if (both <= most || marks.some((mark) => (mark & taken) === taken)) continue;
      if (held.get(one)!.some((a) => held.get(other)!.some((b) => areAlike(a, b)))) most = both;
    }
  return most;
}

const areAlike = ({ words: a }: Segment, { words: b }: Segment): boolean =>
  share(a, b) >= ALIKE || share(b, a) >= ALIKE;

function markOf(clause: readonly Weighed[], { text, words }: Segment): number {
  let mark = 0;
  for (const [bit, [word]] of clause.entries())
    if (words.has(word) || (isDigit(word) && holdsNumber(fold(text), word))) mark |= 1 << bit;
  return mark;
}

const isDigit = (word: string): boolean => word.charCodeAt(0) >= 48 && word.charCodeAt(0) <= 57;
const holdsNumber = (text: string, number: string): boolean =>
  text.includes(number) && [...text.matchAll(NUMBER)].some(([found]) => found === number);

function weightOf(mark: number, clause: readonly Weighed[]): number {
  let sum = 0;
  for (const [bit, [, weight]] of clause.entries()) if ((mark & (1 << bit)) !== 0) sum += weight;
  return sum;
}
