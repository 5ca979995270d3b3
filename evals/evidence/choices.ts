import { codePlace } from "../../src/copilot/draft/extractive/code-place.ts";
import { consideredOf } from "../../src/copilot/draft/extractive/considered.ts";
import { proceduresFor } from "../../src/copilot/draft/extractive/procedures.ts";
import { questionKinds } from "../../src/copilot/draft/extractive/question-kind.ts";
import type { Merits } from "../../src/copilot/draft/scoring/merits.ts";
import { asPassage, type ScoredSection, scoreUnits } from "../../src/copilot/draft/scoring/score-units.ts";
import type { SearchFilter } from "../../src/knowledge/types.ts";
import { answerPlaces, type HowToCase } from "../howto-cases.ts";
import type { EvalKnowledgeBase } from "../knowledge-base.ts";
import { contains } from "../scorers/containment.ts";
import type { ManualCase } from "./cases.ts";
import { EVERYTHING, filterOf, foundFor, inBothWords } from "./rows.ts";

/** The sections that may be told to a question, of which at least one answers. */
export interface Choice {
  readonly set: string;
  readonly plain: boolean;
  readonly sections: readonly { readonly merits: Merits; readonly right: boolean }[];
}

/** Asks each how-to question, plainly and in polite words; a section with an answering sentence is right. */
export async function howToChoices(
  set: string,
  base: EvalKnowledgeBase,
  questions: readonly HowToCase[],
): Promise<Choice[]> {
  const made: Choice[] = [];
  for (const { question, text, plain } of questions.flatMap(inBothWords)) {
    const places = answerPlaces(question);
    const isRight = (path: string, pieces: string[]) =>
      places.some(({ article, sentence }) => article === path && contains(pieces, sentence));
    const sections = await sectionsFor(base, text, question.lang, filterOf(question), isRight);
    if (sections.some(({ right }) => right)) made.push({ set, plain, sections });
  }
  return made;
}

/** Asks each question of a manual; every section of a page that answers is right. */
export async function manualChoices(
  set: string,
  base: EvalKnowledgeBase,
  questions: readonly ManualCase[],
): Promise<Choice[]> {
  const made: Choice[] = [];
  for (const { question, text, plain } of questions.flatMap(inBothWords)) {
    const isRight = (path: string) => question.relevant.includes(path);
    const sections = await sectionsFor(base, text, question.lang, EVERYTHING, isRight);
    if (sections.some(({ right }) => right)) made.push({ set, plain, sections });
  }
  return made;
}

async function sectionsFor(
  base: EvalKnowledgeBase,
  text: string,
  lang: string,
  filter: Omit<SearchFilter, "at">,
  isRight: (path: string, pieces: string[]) => boolean,
): Promise<Choice["sections"]> {
  const looked = await foundFor(base, text, lang, filter);
  if (looked === null) return [];
  const passages = consideredOf(looked.hits).map(asPassage);
  const { units, sections } = scoreUnits(text, passages, questionKinds(text), filter.version ?? null);
  // The place of a code is told, whatever speaks for others.
  if (codePlace(text, units, passages) !== undefined) return [];
  const { leadsAstray } = proceduresFor(text);
  return sections
    .filter((section) => bodyOf(section).length > 0 && !leadsAstray(section))
    .map((section) => ({
      merits: section.merits,
      right: isRight(base.nameOf(passages[section.passage]!.path), bodyOf(section)),
    }));
}

const bodyOf = ({ units }: ScoredSection): string[] =>
  units.filter(({ headline }) => !headline).map(({ unit }) => unit.text);
