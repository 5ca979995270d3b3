import type { Hit } from "../../knowledge/types.ts";
import type { Extract } from "../draft/extract.ts";
import { foldedText, headingWords, passageUnits, wholePassage } from "../draft/passage-units.ts";
import { isMet, type Want } from "./wants.ts";

/** A part of a question that is asked by itself, and what it speaks of. */
export interface Clause {
  readonly text: string;
  readonly wants: readonly Want[];
}

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

/**
 * Whether a word stands in one of some texts. A dictionary cuts one word out of another or not, as its neighbours will
 * have it.
 */
export function wordsOf(texts: readonly string[]): Has {
  const words = texts.map(headingWords);
  const whole = texts.map(foldedText);
  return (word) => words.some((some) => some.has(word)) || (HAN.test(word) && whole.some((one) => one.includes(word)));
}

export const headingOf = ({ title, headingPath }: Pick<Hit, "title" | "headingPath">): string =>
  [title, ...headingPath].join(" ");

/** What the passage told first says of all that would be told, under its headings. */
export function toldFirst(hits: readonly Hit[], pieces: readonly Extract[]): string[] {
  const first = pieces[0];
  if (first === undefined) return [];
  const together = pieces.filter(({ passage }) => passage === first.passage).map(({ unit }) => unit.text);
  return [headingOf(hits[first.passage]!), ...together];
}

/** The most that any two neighbouring sentences or lines of a passage meet of a clause, under their headings. */
export function bestPlace(clauses: readonly Clause[], hit: Hit): number {
  const inHeading = wordsOf([headingOf(hit)]);
  const whole = wholePassage(hit.text);
  const anywhere: Has = (word) =>
    whole.words.has(word) || inHeading(word) || (HAN.test(word) && whole.folded.includes(word));
  // What stands nowhere in the passage none of its places meets.
  const reachable = clauses.map((clause) => ({
    wants: clause.wants.filter((want) => isMet(want, anywhere)),
    weight: weightOf(clause),
  }));
  const units = passageUnits(hit.text);
  let at = 0;
  const has: Has = (word) => {
    const [unit, next] = [units[at]!, units[at + 1]];
    if (unit.words.has(word) || next?.words.has(word) === true || inHeading(word)) return true;
    return HAN.test(word) && (unit.folded.includes(word) || next?.folded.includes(word) === true);
  };
  let best = 0;
  for (; at < units.length; at += 1)
    for (const { wants, weight } of reachable) best = Math.max(best, metOf(wants, has) / weight);
  return best;
}
