import { fold } from "../../kernel/fold.ts";
import type { Hit, SearchResult } from "../../knowledge/types.ts";
import { type Extract, extract } from "../draft/extract.ts";
import { headingWords, passageUnits, readHeading } from "../draft/passage-units.ts";
import { questionKinds } from "../draft/question-kind.ts";
import { scoreUnits } from "../draft/score-units.ts";
import { coverage, terms, termWeights } from "../terms.ts";
import { isMet, type Want, wantsOf } from "./wants.ts";

/** What speaks for or against an answer, as numbers of about the same size. */
export interface Clues {
  /** What the search makes of it, as log odds, which differ with the size of a knowledge base and so are bounded. */
  readonly search: number;
  /** The share of the best met clause that the passage told first says, by all of it that would be told, under its headings. */
  readonly told: number;
  /** The same of the one piece that says most, of whatever passage. */
  readonly piece: number;
  /** The same of any two neighbouring sentences or lines that were found. */
  readonly together: number;
  /** Whether the telling begins with the passage that the search puts first. */
  readonly first: number;
  /** How well one section meets the question. */
  readonly section: number;
  /** How far the best article leads. */
  readonly lead: number;
  /** The share of the question that the best passage's headings meet: a page of the topic has these, answer or not. */
  readonly title: number;
  /** Whether it can be answered by yes or no: what a page does not mention, it does not deny either. */
  readonly whether: number;
  /** Names that nobody knows, at most two. */
  readonly strangers: number;
}

/** What is known beside the passages. `version`: what the customer runs, when that is known. */
interface Beside extends Pick<SearchResult, "answerability"> {
  readonly strangers: number;
  readonly version: string | null;
}

const MOST_PASSAGES = 4;
const CLAUSE = /[，,。！!？?；;\n]/;
/** Added to the number of words of a clause, so that one common word cannot be well covered. */
const SMOOTHING = 2;
const HAN = /\p{Script=Han}/u;
const MOST_ODDS = 6;
const MOST_STRANGERS = 2;

/** Reads the clues from what was found; `hits` are those in the question's language, best first, at least one. */
export function cluesOf(question: string, hits: readonly Hit[], { answerability, strangers, version }: Beside): Clues {
  const best = hits[0]!;
  const near = hits.slice(0, MOST_PASSAGES).map((hit) => ({ ...hit, found: hit.explain.terms }));
  const kinds = questionKinds(question);
  const clauses = [question, ...question.split(CLAUSE)].map(wantsOf).filter(({ length }) => length > 0);
  const scoring = scoreUnits(question, near, kinds, null);
  const pieces = extract(question, near, version, scoring);
  const second = near.find(({ articleId }) => articleId !== best.articleId)?.score ?? 0;
  const odds = Math.log(answerability / (1 - answerability));
  return {
    search: Math.max(-MOST_ODDS, Math.min(MOST_ODDS, odds)),
    ...toldShares(clauses, near, pieces),
    together: Math.max(0, ...placesOf(near).map((place) => metShare(clauses, place))),
    first: pieces[0]?.passage === 0 ? 1 : 0,
    section: Math.max(0, ...scoring.sections.map(({ score }) => score)),
    lead: best.score > 0 ? 1 - second / best.score : 0,
    title: titleShare(question, near),
    whether: kinds.includes("whether") ? 1 : 0,
    strangers: Math.min(MOST_STRANGERS, strangers),
  };
}

/** Texts that are read together. */
interface Place {
  readonly has: (word: string) => boolean;
}

/** Of the clauses the best met one counts, so that polite words around a question do not count against it. */
function metShare(clauses: readonly (readonly Want[])[], { has }: Place): number {
  return Math.max(
    0,
    ...clauses.map((wants) => wants.filter((want) => isMet(want, has)).length / (wants.length + SMOOTHING)),
  );
}

function toldShares(
  clauses: readonly (readonly Want[])[],
  hits: readonly Hit[],
  pieces: readonly Extract[],
): Pick<Clues, "told" | "piece"> {
  const share = (texts: readonly string[]) => {
    const [words, whole] = [texts.map(headingWords), fold(texts.join("\n"))];
    // A dictionary cuts one word out of another or not, as its neighbours will have it.
    const has = (word: string) => words.some((some) => some.has(word)) || (HAN.test(word) && whole.includes(word));
    return metShare(clauses, { has });
  };
  const first = pieces[0];
  if (first === undefined) return { told: 0, piece: 0 };
  const together = pieces.filter(({ passage }) => passage === first.passage).map(({ unit }) => unit.text);
  return {
    told: share([headingOf(hits[first.passage]!), ...together]),
    piece: Math.max(...pieces.map(({ passage, unit }) => share([headingOf(hits[passage]!), unit.text]))),
  };
}

const headingOf = ({ title, headingPath }: Hit): string => [title, ...headingPath].join(" ");

/** Every two neighbouring sentences or lines under their headings. */
const placesOf = (hits: readonly Hit[]): Place[] =>
  hits.flatMap((hit) => {
    const heading = headingWords(headingOf(hit));
    const units = passageUnits(hit.text);
    return units.map(({ words }, i) => ({
      has: (word: string) => heading.has(word) || words.has(word) || units[i + 1]?.words.has(word) === true,
    }));
  });

function titleShare(question: string, hits: readonly Hit[]): number {
  const rarity = termWeights(hits.flatMap(({ text }) => passageUnits(text).map(({ held }) => held)));
  return coverage(terms(question), readHeading(headingOf(hits[0]!)).held, rarity);
}
