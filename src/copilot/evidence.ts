import type { SearchResult } from "../knowledge/types.ts";
import { languageOf } from "./check/sentence-language.ts";
import { contentWords } from "./content-words.ts";
import { splitUnits } from "./draft/units.ts";

const MOST_PASSAGES = 4;
const CLAUSE = /[，,。！!？?；;\n]/;
/** Added to the number of words of a clause, so that one common word cannot be well covered. */
const SMOOTHING = 2;
/** Logistic through the share of a clause found in one place; set on the answerability rows, see evals/suites/answerability.ts. */
const MIDDLE = 0.33;
const STEEPNESS = 15;
/** What the search's word is worth when its passages are in another language and their words cannot be compared. */
const ACROSS = 0.6;

/**
 * How sure it is that the passages answer, 0..1: the search's answerability, which sees whole passages, and the words
 * of a clause found together in two neighbouring sentences, as their geometric mean. Polite words around a question do
 * not count against it. Passages in another language count less, since only the search can judge them.
 */
export function evidenceFor(question: string, found: SearchResult): number {
  const language = languageOf(question);
  const hits = found.hits
    .slice(0, MOST_PASSAGES)
    .filter(({ scope }) => language === null || scope.language === language);
  if (hits.length === 0) return ACROSS * found.answerability;
  const places = hits.flatMap(({ text, title, headingPath }) => {
    const heading = contentWords([title, ...headingPath].join(" "));
    const units = splitUnits(text).map((unit) => contentWords(unit.text));
    return units.map((words, i) => new Set([...heading, ...words, ...(units[i + 1] ?? [])]));
  });
  const clauses = [question, ...question.split(CLAUSE)].map(contentWords).filter(({ size }) => size > 0);
  const together = Math.max(
    0,
    ...clauses.map((clause) => Math.max(0, ...places.map((place) => shareIn(clause, place)))),
  );
  return Math.sqrt(found.answerability / (1 + Math.exp(-STEEPNESS * (together - MIDDLE))));
}

function shareIn(clause: ReadonlySet<string>, place: ReadonlySet<string>): number {
  let met = 0;
  for (const word of clause) if (place.has(word)) met += 1;
  return met / (clause.size + SMOOTHING);
}
