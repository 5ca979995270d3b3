import { fold } from "../kernel/fold.ts";
import type { SearchResult } from "../knowledge/types.ts";
import { languageOf } from "./check/sentence-language.ts";
import { contentWords } from "./content-words.ts";
import { headingWords, passageUnits, readHeading } from "./draft/passage-units.ts";
import { questionKinds } from "./draft/question-kind.ts";
import { type ScoredSection, scoreUnits } from "./draft/score-units.ts";
import { coverage, terms, termWeights } from "./terms.ts";

const MOST_PASSAGES = 4;
const CLAUSE = /[，,。！!？?；;\n]/;
/** Added to the number of words of a clause, so that one common word cannot be well covered. */
const SMOOTHING = 2;
/**
 * A logistic over what speaks for an answer: what the search makes of it (as log odds, which differ with the size of a
 * knowledge base and so are bounded), the words of a clause found together in two neighbouring sentences, how well one
 * section meets the question, how much of a clause the sentences of that section say themselves, whether it stands in
 * the passage that the search puts first, how far the best article leads, what its title alone would explain, and
 * whether something is named that nobody knows. Fitted on how-to questions, asked once more of a knowledge base without
 * the sections that answer; see evals/suites.
 */
const WEIGHTS = {
  constant: -2.72,
  search: 0.118,
  together: 3.25,
  section: 0.865,
  lead: 0.835,
  title: -0.709,
  stranger: -0.769,
  told: 1.361,
  agreed: 0.745,
};
const MOST_ODDS = 6;
/** Passages below this share of the best score are about something else. */
const NEAR = 0.6;
/** A passage that the asker may not read and that fits this well beside the best is what is asked for; then little is left. */
const HIDDEN_FROM = 0.9;
const HIDDEN = 0.3;
/** What the search's word is worth when its passages are in another language and their words cannot be compared. */
const ACROSS = 0.6;

/**
 * How sure it is that the passages answer, 0..1. Polite words around a question do not count against it. Passages in
 * another language count less, since only the search can judge them.
 */
export function evidenceFor(question: string, found: SearchResult): number {
  const language = languageOf(question);
  const hits = found.hits
    .slice(0, MOST_PASSAGES)
    .filter(({ scope }) => language === null || scope.language === language);
  const [best] = hits;
  if (best === undefined) return ACROSS * found.answerability;
  const places = hits.flatMap(({ text, title, headingPath }) => {
    const heading = headingWords([title, ...headingPath].join(" "));
    const units = passageUnits(text);
    return units.map(({ words }, i) => {
      const next = units[i + 1]?.words;
      return { has: (word: string) => heading.has(word) || words.has(word) || next?.has(word) === true };
    });
  });
  const clauses = [question, ...question.split(CLAUSE)].map(contentWords).filter(({ size }) => size > 0);
  const met = (place: Place) => Math.max(0, ...clauses.map((clause) => shareIn(clause, place)));
  const second = hits.find(({ articleId }) => articleId !== best.articleId)?.score ?? 0;
  const section = bestSection(question, hits);
  const own = new Set(section?.units.flatMap(({ headline, unit }) => (headline ? [] : [...contentWords(unit.text)])));
  const odds = Math.log(found.answerability / (1 - found.answerability));
  const sum =
    WEIGHTS.constant +
    WEIGHTS.search * Math.max(-MOST_ODDS, Math.min(MOST_ODDS, odds)) +
    WEIGHTS.together * Math.max(0, ...places.map(met)) +
    WEIGHTS.section * (section?.score ?? 0) +
    WEIGHTS.told * met(own) +
    (section?.passage === 0 ? WEIGHTS.agreed : 0) +
    WEIGHTS.lead * (best.score > 0 ? 1 - second / best.score : 0) +
    WEIGHTS.title * titleShare(question, hits) +
    (asksForStranger(question, hits) ? WEIGHTS.stranger : 0);
  const sure = 1 / (1 + Math.exp(-sum));
  return (found.beside ?? 0) >= HIDDEN_FROM * best.score ? HIDDEN * sure : sure;
}

/** The section that meets most of the question; the draft begins with it or close by. */
function bestSection(question: string, hits: SearchResult["hits"]): ScoredSection | undefined {
  const passages = hits.map((hit) => ({ ...hit, found: hit.explain.terms }));
  const { sections } = scoreUnits(question, passages, questionKinds(question), null);
  return sections.reduce<ScoredSection | undefined>(
    (best, one) => (best === undefined || one.score > best.score ? one : best),
    undefined,
  );
}

/** The share of the question that the best passage's headings meet: a page of the topic has these, answer or not. */
function titleShare(question: string, hits: SearchResult["hits"]): number {
  const { title, headingPath } = hits[0]!;
  const rarity = termWeights(hits.flatMap(({ text }) => passageUnits(text).map(({ held }) => held)));
  return coverage(terms(question), readHeading([title, ...headingPath].join(" ")).held, rarity);
}

/** Large numbers; Latin words of a Chinese question, such as a command, a parameter or another vendor's product. */
const LARGE = /(?<![\w.,])\d{3,}(?![\w.,]*\d)/g;
const LATIN = /(?<![a-z0-9])[a-z][a-z_.-]{2,}/g;

/** Whether the question names a number or a Latin word that none of the passages knows. */
function asksForStranger(question: string, hits: SearchResult["hits"]): boolean {
  const folded = fold(question);
  const asked = [...folded.matchAll(LARGE), ...(/\p{Script=Han}/u.test(folded) ? folded.matchAll(LATIN) : [])];
  if (asked.length === 0) return false;
  const near = hits.filter(({ score }) => score >= NEAR * hits[0]!.score);
  const known = fold(
    near.map(({ text, title, headingPath, path }) => [text, title, path, ...headingPath].join("\n")).join("\n"),
  );
  const numbers = new Set(known.replaceAll(",", "").match(/\d+/g));
  return asked.some(([name]) => (/^\d/.test(name) ? !numbers.has(name) : !known.includes(name)));
}

/** Two neighbouring sentences under their headings. */
interface Place {
  readonly has: (word: string) => boolean;
}

function shareIn(clause: ReadonlySet<string>, place: Place): number {
  let met = 0;
  for (const word of clause) if (place.has(word)) met += 1;
  return met / (clause.size + SMOOTHING);
}
