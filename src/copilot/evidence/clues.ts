import { fold } from "../../kernel/fold.ts";
import type { Hit, SearchResult } from "../../knowledge/types.ts";
import { codesIn } from "../codes.ts";
import { codePlace } from "../draft/extractive/code-place.ts";
import { consideredOf } from "../draft/extractive/considered.ts";
import type { Extract } from "../draft/extractive/extract.ts";
import { readHeading } from "../draft/extractive/passage-units.ts";
import type { ScoredSection, Scoring } from "../draft/scoring/score-units.ts";
import { coverage, terms } from "../terms.ts";
import { isYesOrNo, lacksValue, predicateOf, valuesAsked } from "./asked.ts";
import { unsaidOf } from "./constraints.ts";
import type { ReadFirst } from "./first-passages.ts";
import {
  bestMet,
  bestPlace,
  headingOf,
  inPieces,
  metUnderHeading,
  partMet,
  toldFirst,
  underHeading,
  type WordsOfHit,
} from "./met.ts";
import { strangersIn } from "./strangers.ts";
import { type Clause, questionOf, wantsOf, wholeAndClauses } from "./wants.ts";

/** What speaks for or against an answer, as numbers of about the same size. */
export interface Clues {
  /** What the search makes of it, as log odds, which differ with the size of a knowledge base and so are bounded. */
  readonly search: number;
  /** The share of the best met clause that the one piece says that says most of it, under its headings. */
  readonly piece: number;
  /** The same of any two neighbouring sentences or lines that were found. */
  readonly together: number;
  /** Whether the telling begins with the passage that the search puts first. */
  readonly first: number;
  /** How much speaks for telling the best section, as log odds. */
  readonly worth: number;
  /** How well that section fits the kind of question. */
  readonly kind: number;
  /** How close the best section comes of which nothing would be told, 0..1. */
  readonly second: number;
  /** The share of the question that the best passage's headings meet: a page of the topic has these, answer or not. */
  readonly title: number;
  /** Names that nothing found has, at most two. */
  readonly strangers: number;
  /** Whether the best met clause can be answered by yes or no: what a page does not mention, it does not deny either. */
  readonly whether: number;
  /** Such names in a clause of that kind: whether something works with what no page has heard of. */
  readonly foreign: number;
  /** The share of what such a clause asks about its subject that one piece says; 1 for other clauses. */
  readonly predicate: number;
  /** Whether one piece says all of that; 1 for other clauses. */
  readonly settled: number;
  /** Whether it asks for a time, a size, an amount of money or a person, and no piece has one. */
  readonly lacking: number;
  /** How many things that the best met clause insists on, such as a format, a channel or a time, are not told. */
  readonly unsaid: number;
  /** Whether it names an error code and asks no more of it than what it is about, and what is told is about that code. */
  readonly coded: number;
  /** Whether it names one that what was found names in passing only, and not to say what to do. */
  readonly passing: number;
}

/** What is known beside the passages. `known`: the folded text of all that was found. */
interface Beside extends Pick<SearchResult, "answerability"> {
  readonly known: string;
  readonly readFirst: ReadFirst;
}

const MOST_ODDS = 2;
const MOST_STRANGERS = 2;

/** Reads the clues from what was found for the clauses of a question; `hits` are those in the question's language, best first, at least one. */
export function cluesOf(
  asked: readonly Clause[],
  hits: readonly Hit[],
  { answerability, known, readFirst }: Beside,
): Clues {
  const question = questionOf(asked);
  const clauses = wholeAndClauses(asked);
  const { near, scoring, pieces } = readFirst(question, hits);
  const { words } = scoring;
  const odds = Math.log(answerability / (1 - answerability));
  const inTold = underHeading(words, toldFirst(pieces));
  const clause = bestMet(clauses, inTold)?.text ?? "";
  const texts = pieces.map(({ unit }) => unit.text);
  return {
    search: Math.max(-MOST_ODDS, Math.min(MOST_ODDS, odds)),
    piece: bestPiece(clauses, words, pieces),
    together: Math.max(0, ...words.map((hit) => bestPlace(clauses, hit))),
    first: pieces[0]?.passage === 0 ? 1 : 0,
    ...sectionClues(scoring.sections, pieces),
    title: coverage(terms(question), readHeading(headingOf(hits[0]!)).held, scoring.rarity),
    strangers: Math.min(MOST_STRANGERS, strangersIn(question, known)),
    ...whetherClues(clause, known, words, pieces),
    lacking: lacksValue(valuesAsked(clause), texts) ? 1 : 0,
    unsaid: unsaidOf(clause, [...texts, ...pieces.map(({ passage }) => headingOf(near[passage]!))]),
    ...codeClues(question, near, scoring),
  };
}

const DIGITS = /\d{3}/;
/** What is asked of a code beside why it comes and what to do. */
const MORE = /谁|哪|多少|几(?:个|次|天|条)|\bwho\b|\bhow (?:many|much|often|long)\b|\bwhen (?:did|was|were)\b/;

function codeClues(question: string, near: readonly Hit[], { units }: Scoring): Pick<Clues, "coded" | "passing"> {
  if (!DIGITS.test(question)) return { coded: 0, passing: 0 };
  const considered = consideredOf(near);
  const place = codePlace(question, units.slice(0, considered.length), considered);
  const plainly = !isYesOrNo(question) && !MORE.test(fold(question));
  if (place?.about === true) return { coded: plainly ? 1 : 0, passing: 0 };
  const isCode = place !== undefined || codesIn(fold(question)).length > 0;
  return { coded: 0, passing: isCode && place?.helps !== true ? 1 : 0 };
}

function bestPiece(clauses: readonly Clause[], hits: readonly WordsOfHit[], pieces: readonly Extract[]): number {
  const met = new Map(pieces.map(({ passage }) => [passage, metUnderHeading(clauses, hits[passage]!)]));
  return Math.max(0, ...pieces.map(({ passage, place }) => met.get(passage)![place]!));
}

function sectionClues(
  sections: readonly ScoredSection[],
  pieces: readonly Extract[],
): Pick<Clues, "worth" | "kind" | "second"> {
  const [best, ...rest] = sections.toSorted((a, b) => b.score - a.score);
  if (best === undefined) return { worth: 0, kind: 0, second: 0 };
  const told = new Set(pieces.map(({ unit }) => unit));
  const next = rest.find(({ units }) => !units.some(({ unit }) => told.has(unit)));
  return { worth: best.odds, kind: best.merits.kind, second: (next?.score ?? 0) / best.score };
}

function whetherClues(
  clause: string,
  known: string,
  hits: readonly WordsOfHit[],
  pieces: readonly Extract[],
): Pick<Clues, "whether" | "foreign" | "predicate" | "settled"> {
  if (!isYesOrNo(clause)) return { whether: 0, foreign: 0, predicate: 1, settled: 1 };
  const asked = wantsOf(predicateOf(clause));
  const predicate =
    asked.length === 0 ? 1 : Math.max(0, ...pieces.map((piece) => partMet(asked, inPieces(hits, [piece]))));
  const foreign = Math.min(MOST_STRANGERS, strangersIn(clause, known));
  return { whether: 1, foreign, predicate, settled: predicate === 1 ? 1 : 0 };
}
