import { extract } from "../../src/copilot/draft/extractive/extract.ts";
import { asPassage } from "../../src/copilot/draft/scoring/score-units.ts";
import type { Clues } from "../../src/copilot/evidence/clues.ts";
import { firstPassagesReader } from "../../src/copilot/evidence/first-passages.ts";
import { readEvidence } from "../../src/copilot/evidence.ts";
import { AUDIENCES } from "../../src/kernel/labels.ts";
import type { Hit, SearchFilter, SearchResult } from "../../src/knowledge/types.ts";
import { inPoliteWords } from "../cases/wrappers.ts";
import { answerPlaces, type HowToCase } from "../howto-cases.ts";
import type { EvalKnowledgeBase } from "../knowledge-base.ts";
import { contains } from "../scorers/containment.ts";
import type { ManualCase } from "./cases.ts";

/** A question as it was asked of one knowledge base. */
export interface Row {
  readonly set: string;
  /** The knowledge base has all its sections; else those that answer were taken out. */
  readonly whole: boolean;
  /** In its own words; else in polite ones around them. */
  readonly plain: boolean;
  readonly answerable: boolean;
  /** For colleagues alone something answers it. */
  readonly internal: boolean;
  /** What would be told is the answer. */
  readonly right: boolean;
  readonly clues: Clues;
}

/** As many as the copilot asks for. */
const PASSAGES = 8;

/** What a customer may look for, and what stands of a how-to question in the standing book. */
export const filterOf = ({ facts, lang }: HowToCase): Omit<SearchFilter, "at"> => ({
  ...facts,
  audiences: ["public", "customer"],
  language: lang,
});
/** Of a manual everybody may see everything. */
export const EVERYTHING: Omit<SearchFilter, "at"> = { audiences: AUDIENCES };

/** What is found for a question, and the hits in its language; null where there are none. */
export async function foundFor(
  base: EvalKnowledgeBase,
  text: string,
  lang: string,
  filter: Omit<SearchFilter, "at">,
): Promise<{ found: SearchResult; hits: readonly Hit[] } | null> {
  const found = await base.search({ text, filter: { ...filter, at: new Date() }, limit: PASSAGES });
  const hits = found.hits.filter(({ scope }) => scope.language === lang);
  return hits.length === 0 ? null : { found, hits };
}

/** Asks each how-to question, plainly and in polite words. */
export async function howToRows(
  set: string,
  base: EvalKnowledgeBase,
  questions: readonly HowToCase[],
  whole: boolean,
): Promise<Row[]> {
  const made: Row[] = [];
  for (const { question, text, plain } of questions.flatMap(inBothWords)) {
    const { lang, article, internal } = question;
    const told = await tellingOf(base, text, lang, filterOf(question));
    if (told === null) continue;
    const right = answerPlaces(question).some(
      (place) => contains(told.pieces, place.sentence) && told.paths.includes(place.article),
    );
    const answerable = article !== undefined;
    made.push({ set, whole, plain, answerable, internal, right: whole && right, clues: told.clues });
  }
  return made;
}

/** Asks each question of a manual; what is told of a page that answers counts as right. */
export async function manualRows(
  set: string,
  base: EvalKnowledgeBase,
  questions: readonly ManualCase[],
): Promise<Row[]> {
  const made: Row[] = [];
  for (const { question, text, plain } of questions.flatMap(inBothWords)) {
    const told = await tellingOf(base, text, question.lang, EVERYTHING);
    if (told === null) continue;
    const right = told.paths.some((path) => question.relevant.includes(path));
    const answerable = question.answerable === 1;
    made.push({ set, whole: true, plain, answerable, internal: false, right, clues: told.clues });
  }
  return made;
}

/** Style must not decide, so that each question is also asked in polite or chatty words. */
export function inBothWords<Question extends { readonly text: string; readonly lang: "zh" | "en" }>(
  question: Question,
  index: number,
) {
  const { text, lang } = question;
  return [
    { question, text, plain: true },
    { question, text: inPoliteWords(text, lang, index), plain: false },
  ];
}

/** The clues and what would be told; null where nothing is found or a code is asked for that nothing knows. */
async function tellingOf(
  base: EvalKnowledgeBase,
  text: string,
  lang: string,
  filter: Omit<SearchFilter, "at">,
): Promise<{ clues: Clues; pieces: string[]; paths: string[] } | null> {
  const looked = await foundFor(base, text, lang, filter);
  if (looked === null) return null;
  const { found, hits } = looked;
  const version = filter.version ?? null;
  const { clues, unknownCode } = readEvidence(text, found, hits, firstPassagesReader(version));
  if (unknownCode) return null;
  const told = extract(text, hits.map(asPassage), version);
  const pieces = told.map(({ unit }) => unit.text);
  return { clues, pieces, paths: told.map(({ passage }) => base.nameOf(hits[passage]!.path)) };
}
