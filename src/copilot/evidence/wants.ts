import { fold } from "../../kernel/fold.ts";
import { remembered, rememberedHere, rememberedInTask } from "../../kernel/remembered.ts";
import { everydayIn } from "../../models/everyday/everyday.ts";
import { trueWords, type WordKind, wordKind } from "../../models/words/word-kinds.ts";
import { topicWords } from "../content-words.ts";

/** One thing that a clause speaks of: a word, or an everyday expression with what it may mean. */
export interface Want {
  readonly words: readonly string[];
  /** Each by its words, which all have to be met. */
  readonly meanings: readonly (readonly string[])[];
  /** How much of the clause it is. */
  readonly weight: number;
  readonly everyday: boolean;
}

/** A part of a question that is asked by itself, and what it speaks of. */
export interface Clause {
  readonly text: string;
  readonly wants: readonly Want[];
}

const MOST_MEANINGS = 2_500;
const MOST_WORDS = 2_500;
const meaningWords = remembered(MOST_MEANINGS, (text: string): readonly string[] => [...topicWords(text)]);

const WEIGHTS: Readonly<Record<WordKind, number>> = { sign: 0.5, light: 0.2, common: 0.6, telling: 1 };
const EVERYDAY = 1.2;

const plainWants = remembered(MOST_WORDS, (cut: string): readonly Want[] => {
  const words = trueWords(cut);
  const told = words.length === 1 && words[0] === cut ? words : words.filter((word) => topicWords(word).size > 0);
  return told.map((word) => ({ words: [word], meanings: [], weight: WEIGHTS[wordKind(word)], everyday: false }));
});

/**
 * What a clause speaks of, each once; everyday expressions count as one thing, whatever words they are made of. A
 * question is read for its evidence and for its draft.
 */
export const wantsOf = rememberedInTask((clause: string): readonly Want[] => {
  const folded = fold(clause);
  const expressions = everydayIn(folded);
  let rest = "";
  let at = 0;
  const places = expressions.flatMap((one) => one.places).sort((a, b) => a.start - b.start);
  for (const { start, end } of places) {
    rest += `${folded.slice(at, start)}\n`;
    at = end;
  }
  const plain = [...topicWords(rest + folded.slice(at))].flatMap(plainWants);
  const said = expressions.map(({ said, meant }) => ({
    words: [...topicWords(said)],
    meanings: meant.map(meaningWords).filter((words) => words.length > 0),
    weight: EVERYDAY,
    everyday: true,
  }));
  return [...onceEach(plain), ...said];
});

const onceEach = (plain: readonly Want[]): Iterable<Want> =>
  new Map(plain.map((want) => [want.words[0], want])).values();

const AFTER_CLAUSE = /(?<=[，,。！!？?；;\n])/;
const SIGN_AT_END = /[，,。！!？?；;\n]$/;

/** The clauses of a question, each with the sign that ends it. */
export const clausesOf = (question: string): Clause[] =>
  question.split(AFTER_CLAUSE).map((text) => ({ text, wants: wantsOf(text) }));

export const questionOf = (clauses: readonly Clause[]): string => clauses.map(({ text }) => text).join("");

/**
 * The whole of a question and, where there is more than one, its clauses without their signs; only what speaks of
 * something. No word and no expression goes beyond a sign, so the whole speaks of what its clauses speak of.
 */
export function wholeAndClauses(clauses: readonly Clause[]): Clause[] {
  const wants = clauses.flatMap((clause) => clause.wants);
  const plain = wants.filter(({ everyday }) => !everyday);
  const said = wants.filter(({ everyday }) => everyday);
  const whole = { text: questionOf(clauses), wants: [...onceEach(plain), ...said] };
  const parts = clauses
    .map((clause) => ({ ...clause, text: clause.text.replace(SIGN_AT_END, "") }))
    .filter(({ text }) => text !== "");
  return (parts.length === 1 ? [whole] : [whole, ...parts]).filter((clause) => clause.wants.length > 0);
}

/** How far a text meets it, 0 or 1. */
export const isMet = ({ words, meanings }: Want, has: (word: string) => boolean): boolean =>
  (words.length > 0 && words.every(has)) || meanings.some((meaning) => meaning.every(has));

const HAN = /\p{Script=Han}/u;

/** Whether a question, or what an everyday expression of it means, says a word; Chinese ones wherever their signs stand. */
export function saidIn(question: string, clauses: readonly Clause[]): (word: string) => boolean {
  const folded = fold(question);
  const meant = clauses.flatMap(({ wants }) => wants.flatMap(({ meanings }) => meanings.flat()));
  const said = new Set([...topicWords(folded), ...meant]);
  const text = `${folded}\n${meant.join("\n")}`;
  return rememberedHere((word) => (HAN.test(word) ? text.includes(word) : said.has(word)));
}

const MOST_HEADINGS = 5_000;

/** The words of a heading with what each tells; a lone sign hardly names anything. */
export const weighedWords = remembered(MOST_HEADINGS, (heading: string) =>
  [...topicWords(heading)].map((word) => {
    const kind = wordKind(word);
    return { word, weight: WEIGHTS[kind === "sign" ? "light" : kind] };
  }),
);
