import { stemmer } from "stemmer";
import { remembered, rememberedInTask } from "../kernel/remembered.ts";
import { everydayIn } from "./everyday/everyday.ts";
import { loneSignsIn } from "./everyday/lone-signs.ts";
import { createDictionary, type SegmenterDictionary } from "./segment/dictionary.ts";
import { telling } from "./segment/generality.ts";
import { jieba } from "./segment/jieba.ts";
import { latinTerms } from "./segment/latin.ts";
import { isLight } from "./segment/light-words.ts";
import { normalise, normaliseBy } from "./segment/normalise.ts";
import { createNumbering, type Numbering } from "./segment/numbering.ts";
import { isEastAsian, piecesOf } from "./segment/pieces.ts";
import { isEnglishStopWord, withoutAskingWords } from "./segment/stop-words.ts";
import { baseForm } from "./words/irregular-forms.ts";

export type { SegmenterDictionary };

/**
 * Kinds of terms, by the letter that a term begins with, so that a word and a bigram of the same characters differ:
 * w Chinese word of two or more characters, b pair of Chinese characters, u single Chinese character, s stemmed Latin
 * word, i whole identifier, p part of one, n a title or heading as a whole.
 */
export const TERM_KINDS = ["w", "b", "u", "s", "i", "p", "n"] as const;
export type TermKind = (typeof TERM_KINDS)[number];

export const kindOf = (term: string): TermKind => term[0] as TermKind;

/**
 * A term of a query. `weight` is at most 1 for what was asked, the less the more general a word it is; less for a
 * synonym.
 */
export interface QueryTerm {
  readonly term: string;
  readonly weight: number;
  /** Not asked itself but meaning the same: in the script of the question, or in the other one. */
  readonly synonym?: "same" | "foreign";
  /** What was asked instead of a synonym: its words' terms. */
  readonly of?: readonly string[];
}

export interface Segmenter {
  /** All terms of a text with repetitions, for the index. */
  terms(text: string): string[];
  /** The same for many texts; one caller after the other shares what was numbered before, while it lasts. */
  numbering(): Numbering;
  /**
   * The one term of a title or heading, or of a question that may be one: what does not only ask, in its order, whatever
   * stands between. Undefined where that is next to nothing, or too long to be a name.
   */
  nameTerm(text: string): string | undefined;
  /** Terms of a question: asking words off, synonyms of the tenant's dictionary added; repetitions add up. */
  queryTerms(text: string): QueryTerm[];
}

const EAST_ASIAN_ANYWHERE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
/** How much a synonym counts beside the word that was used. */
const SYNONYM_WEIGHT = 0.5;
/** How much an expression's meanings count beside the words that were used: each by this and the root of their number. */
const EVERYDAY_WEIGHT = 0.6;
/** Share of that where a question is one expression and nothing else: who asks by a name looks for what bears it. */
const BARE_SHARE = 0.25;
/** How much a word counts that says how, when or how many beside one that says what. */
const LIGHT_WEIGHT = 0.5;
const LONGEST_TERM = 64;
const SHORTEST_NAME = 2;

/** A segmenter for Chinese, English and code, with a tenant's own words. Pure: same text, same terms. */
export function createSegmenter(dictionary: SegmenterDictionary = { words: [], synonyms: [] }): Segmenter {
  const own = createDictionary(dictionary, normalise);
  const segment = (normal: string, asking: boolean): string[] => {
    const out: string[] = [];
    for (const piece of piecesOf(normal)) addRun(piece, asking, out);
    own.addWords(normal, out);
    return out;
  };
  /** Terms that tell what an expression is about; the same ones are met in many questions. */
  const partsOf = remembered(MOST_EXPRESSIONS, (expression: string): readonly string[] => [
    ...new Set(segment(expression, true).filter((term) => /^[wsi]/.test(term))),
  ]);
  let numbering: Numbering | undefined;
  return {
    terms: (text) => segment(normalise(text), false),
    numbering() {
      if (numbering === undefined || numbering.isFull())
        numbering = createNumbering({
          normalise: normaliseBy,
          latin: latinTermsOf,
          own(normal) {
            const out: string[] = [];
            own.addWords(normal, out);
            return out;
          },
        });
      return numbering;
    },
    nameTerm: (text) => nameTerm(withoutAskingWords(normalise(text))),
    queryTerms(text) {
      const normal = normalise(text);
      const asked = new Map<string, number>();
      const told = withoutAskingWords(normal);
      const terms = segment(told, true);
      // A question made of asking words alone is searched as it stands.
      for (const term of terms.length > 0 ? terms : segment(normal, false)) asked.set(term, (asked.get(term) ?? 0) + 1);
      const isChinese = EAST_ASIAN_ANYWHERE.test(normal);
      const synonyms = new Map<string, QueryTerm>();
      for (const { text: other, of: found } of own.synonymsIn(normal)) {
        const of = segment(found, true).filter((term) => /^[wsi]/.test(term));
        const synonym = EAST_ASIAN_ANYWHERE.test(other) === isChinese ? "same" : "foreign";
        const parts = [...new Set(segment(other, true))].filter((term) => !asked.has(term));
        const words = parts.filter((term) => /^[ws]/.test(term)).length;
        // The words of one expression share its weight, or a long synonym would outweigh what was asked.
        for (const term of parts)
          synonyms.set(term, { term, weight: SYNONYM_WEIGHT / Math.max(1, words), synonym, of });
      }
      for (const term of [...everydayTerms(normal, [...asked.keys()], partsOf), ...loneSignTerms(told, partsOf)])
        if (!asked.has(term.term) && (synonyms.get(term.term)?.weight ?? 0) < term.weight)
          synonyms.set(term.term, term);
      const named = namedIn(asked.keys());
      const weightOf = (term: string) =>
        named.has(term) ? 1 : Math.min(isLight(term) ? LIGHT_WEIGHT : 1, telling(term));
      return [...[...asked].map(([term, times]) => ({ term, weight: weightOf(term) * times })), ...synonyms.values()];
    },
  };
}

/** The words that identifiers of a question are made of: use_cache is about no use. */
function namedIn(terms: Iterable<string>): ReadonlySet<string> {
  const named = new Set<string>();
  for (const term of terms) if (term.startsWith("i")) for (const word of latinOf(term.slice(1))) named.add(word);
  return named;
}

/** What everyday expressions of a question may mean; the meanings of one share its weight, as unlikely to hold together. */
function everydayTerms(
  normal: string,
  asked: readonly string[],
  partsOf: (expression: string) => readonly string[],
): QueryTerm[] {
  const found = everydayIn(normal.toLowerCase());
  return found.flatMap(({ said, meant }) => {
    const of = partsOf(said);
    const isAll = found.length === 1 && asked.every((term) => !/^[wsi]/.test(term) || of.includes(term));
    return meant.flatMap((meaning) => {
      const words = partsOf(meaning).filter((term) => !term.startsWith("i"));
      const weight = ((isAll ? BARE_SHARE : 1) * EVERYDAY_WEIGHT) / (words.length * Math.sqrt(meant.length));
      return words.map((term) => ({ term, weight, synonym: "same", of }) as const);
    });
  });
}

/**
 * The longer words that lone signs of a question may be short for. They are not held to be as frequent as the sign, which
 * stands in every word that is written with it.
 */
const loneSignTerms = (normal: string, partsOf: (expression: string) => readonly string[]): QueryTerm[] =>
  piecesOf(normal)
    .filter(isEastAsian)
    .flatMap(loneSignsIn)
    .flatMap(({ meant }) =>
      meant.flatMap(partsOf).map((term) => {
        return { term, weight: EVERYDAY_WEIGHT / Math.sqrt(meant.length), synonym: "same" } as const;
      }),
    );

/** Of a text without asking words. */
function nameTerm(told: string): string | undefined {
  const parts = piecesOf(told).map((piece) => (isEastAsian(piece) ? piece : latinNameOf(piece)));
  const name = parts.filter((part) => part !== "").join(" ");
  return name.length < SHORTEST_NAME || name.length > LONGEST_TERM ? undefined : `n${name}`;
}

const latinNameOf = (piece: string): string =>
  askedLatinOf(piece)
    .map((term) => term.slice(1))
    .join(" ");

function addRun(piece: string, asking: boolean, out: string[]): void {
  if (isEastAsian(piece)) addHan(piece, out);
  else for (const term of (asking ? askedLatinOf : latinOf)(piece)) out.push(term);
}

/** Texts of one knowledge base repeat themselves: what a run of them is made of is found once. */
const MOST_RUNS = 10_000;
const MOST_PAIRS = 100_000;
/** Of a tenant. */
const MOST_EXPRESSIONS = 500;

function latinTermsOf(piece: string, asking = false): readonly string[] {
  const out: string[] = [];
  latinTerms(piece, (kind, text) => addLatin(kind, text, asking, out));
  return out;
}

const latinOf = remembered(MOST_RUNS, (piece: string) => latinTermsOf(piece));
const askedLatinOf = remembered(MOST_RUNS, (piece: string) => latinTermsOf(piece, true));

function addLatin(kind: "s" | "i" | "p", text: string, asking: boolean, out: string[]): void {
  const lower = text.toLowerCase().slice(0, LONGEST_TERM);
  if (kind !== "s") {
    out.push(kind + lower);
    return;
  }
  const base = baseForm(lower);
  if (!asking || !isEnglishStopWord(base)) out.push(kind + stemmer(base));
}

const singleOf = remembered(MOST_PAIRS, (sign: number) => `u${String.fromCodePoint(sign)}`);
/** Of two signs of 16 bits each. */
const pairOf = remembered(
  MOST_PAIRS,
  (pair: number) => `b${String.fromCharCode(pair >>> 16)}${String.fromCharCode(pair & 0xffff)}`,
);
/** A run of a question is its customer's words: kept no longer than it is read. */
const wordsOf = rememberedInTask((run: string): readonly string[] =>
  jieba()
    .cutForSearch(run, true)
    .filter((word) => word.length > 1)
    .map((word) => `w${word}`),
);

function addHan(run: string, out: string[]): void {
  let signs = 0;
  let before = 0;
  for (let i = 0; i < run.length; signs++) {
    const sign = run.codePointAt(i)!;
    out.push(singleOf(sign));
    if (signs > 0)
      out.push(
        before <= 0xffff && sign <= 0xffff
          ? pairOf((before << 16) | sign)
          : `b${String.fromCodePoint(before)}${String.fromCodePoint(sign)}`,
      );
    before = sign;
    i += sign > 0xffff ? 2 : 1;
  }
  if (signs > 1) for (const word of wordsOf(run)) out.push(word);
}
