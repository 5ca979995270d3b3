import { stemmer } from "stemmer";
import type { Language } from "../../../kernel/labels.ts";
import { type Translation, translate } from "../../../models/gloss/translate.ts";
import type { QueryTerm, Segmenter } from "../../../models/segmenter.ts";
import type { QueryIndex } from "../score.ts";

/** A word of the question: any of these may stand for it in the other language. */
interface WordChoice {
  readonly word: string;
  /** As it was asked; what was not asked by this very word counts whole. */
  readonly weight: number;
  readonly choices: readonly { readonly terms: readonly string[]; readonly trust: number }[];
}

/** A question for passages in another language: its words in their possible translations, and what needs none. */
export interface TranslatedQuery {
  readonly words: readonly WordChoice[];
  /** Codes, identifiers and words without a translation, as they were asked. */
  readonly kept: readonly QueryTerm[];
}

/** Translations of one word that are looked for. */
const CHOICES = 8;
/** Kinds of terms that a translation is found by, and that stand in both languages. */
const KINDS: Readonly<Record<Language, RegExp>> = { zh: /^[wb]/, en: /^s/ };
const SHARED = /^[sip]/;

type Into = Translation["into"];
type Choices = WordChoice["choices"];

/** By segmenter, what the translations of a word become; these are remembered, so that the same are met again. */
const found = new WeakMap<Segmenter, WeakMap<Into, Choices>>();

function choicesOf(segmenter: Segmenter, into: Into, to: Language): Choices {
  const known = found.get(segmenter) ?? new WeakMap<Into, Choices>();
  found.set(segmenter, known);
  const choices =
    known.get(into) ??
    into.slice(0, CHOICES).map(({ text, trust }) => ({
      terms: [...new Set(segmenter.terms(text))].filter((term) => KINDS[to].test(term)),
      trust,
    }));
  known.set(into, choices);
  return choices;
}

/** Looks every word of a question up in the dictionary. `terms` are the question's own. */
export function translateQuery(
  text: string,
  terms: readonly QueryTerm[],
  to: Language,
  segmenter: Segmenter,
): TranslatedQuery {
  const own = new Map(terms.map(({ term, synonym, weight }) => [term, synonym === undefined ? weight : 1]));
  const covered = new Set<string>();
  const words = translate(text, to).map(({ word, into }): WordChoice => {
    const choices = choicesOf(segmenter, into, to);
    // An English word may stand untranslated in a Chinese text.
    const same = `s${stemmer(word)}`;
    const weight = Math.min(1, own.get(same) ?? own.get(`w${word}`) ?? 1);
    if (!own.has(same)) return { word, weight, choices };
    covered.add(same);
    return { word, weight, choices: [...choices, { terms: [same], trust: 1 }] };
  });
  return { words, kept: terms.filter(({ term }) => SHARED.test(term) && !covered.has(term)) };
}

/** All terms whose postings are needed. */
export const termsToRead = ({ words, kept }: TranslatedQuery): string[] => [
  ...words.flatMap(({ choices }) => choices.flatMap(({ terms }) => terms)),
  ...kept.map(({ term }) => term),
];

/**
 * The terms to score with. Translations that the index holds share the weight of their word, so that a word with many
 * does not drown the others; a word none of whose translations is there counts as one unknown term.
 */
export function weighTranslations({ words, kept }: TranslatedQuery, { postings }: QueryIndex): QueryTerm[] {
  const weights = new Map(kept.map(({ term, weight }) => [term, weight]));
  for (const { choices, weight } of words) {
    const present = choices
      .map(({ terms, trust }) => ({ terms: terms.filter((term) => postings.has(term)), trust }))
      .filter(({ terms }) => terms.length > 0);
    const length = Math.hypot(...present.map(({ trust }) => trust));
    for (const { terms, trust } of present)
      for (const term of terms) weights.set(term, (weights.get(term) ?? 0) + (weight * trust) / length);
    const unknown = choices[0]?.terms[0];
    if (present.length === 0 && unknown !== undefined) weights.set(unknown, weight);
  }
  return [...weights].map(([term, weight]) => ({ term, weight }));
}
