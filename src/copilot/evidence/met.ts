import { fold } from "../../kernel/fold.ts";
import type { Hit } from "../../knowledge/types.ts";
import type { Extract } from "../draft/extract.ts";
import { headingWords, passageUnits } from "../draft/passage-units.ts";
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

const shareOf = ({ wants }: Clause, has: Has): number => {
  let [all, met] = [SMOOTHING, 0];
  for (const want of wants) {
    all += want.weight;
    if (isMet(want, has)) met += want.weight;
  }
  return met / all;
};

/** Of the clauses the best met one counts, so that polite words around a question do not count against it. */
export const metShare = (clauses: readonly Clause[], has: Has): number =>
  Math.max(0, ...clauses.map((clause) => shareOf(clause, has)));

/** The clause that some texts meet best; the first where there is none better. */
export const bestMet = (clauses: readonly Clause[], has: Has): Clause | undefined => {
  const shares = clauses.map((clause) => shareOf(clause, has));
  return clauses[shares.indexOf(Math.max(...shares))];
};

/** Whether a word stands in one of some texts. A dictionary cuts one word out of another or not, as its neighbours will have it. */
export function wordsOf(texts: readonly string[]): Has {
  const words = texts.map(headingWords);
  const whole = fold(texts.join("\n"));
  return (word) => words.some((some) => some.has(word)) || (HAN.test(word) && whole.includes(word));
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

/** Every two neighbouring sentences or lines under their headings. */
export const placesOf = (hits: readonly Hit[]): Has[] =>
  hits.flatMap((hit) => {
    const heading = headingOf(hit);
    const inHeading = wordsOf([heading]);
    const units = passageUnits(hit.text);
    return units.map(({ words, folded }, i) => {
      const next = units[i + 1];
      return (word: string) =>
        words.has(word) ||
        next?.words.has(word) === true ||
        inHeading(word) ||
        (HAN.test(word) && (folded.includes(word) || next?.folded.includes(word) === true));
    });
  });
