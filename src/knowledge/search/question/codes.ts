import type { QueryTerm } from "../../../models/segmenter.ts";
import { codeSpellings } from "./code-spellings.ts";

/**
 * ERP-FIN-2107, ORA-00942, E1045: letters, then a number. Versions and parameter names are not codes. Two patterns, so
 * that each sign is read once: a term may be 64 signs of base64.
 */
const CODE = { test: (term: string): boolean => JOINED.test(term) && NUMBERED.test(term) };
const JOINED = /^[is](?!v\d)[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)*$/;
const NUMBERED = /[a-z0-9]\d{3}$/;
const NUMBER = /^s\d{4,6}$/;
/** Words before a bare number that make it a code. */
const NAMED =
  /(?:error|err|code|number|报错|错误码?|错误号|代码|编号|异常|no\.?|#)[^\p{L}\p{N}]{0,4}(\d{4,6})(?!\d)/giu;
const CODE_WEIGHT = 4;

/**
 * Gives codes so much weight that a passage with the very code comes first, whatever stands around it, and adds how else
 * they may be written there.
 */
export function emphasiseCodes(text: string, terms: readonly QueryTerm[]): QueryTerm[] {
  const named = new Set([...text.normalize("NFKC").matchAll(NAMED)].map(([, number]) => `s${number}`));
  const emphasised = terms.map((one) => {
    const leads = CODE.test(one.term) || (NUMBER.test(one.term) && named.has(one.term));
    return leads ? { ...one, weight: one.weight * CODE_WEIGHT } : one;
  });
  return [...emphasised, ...codeSpellings(text, CODE_WEIGHT)];
}

/** Whether a term is a code that leads. */
export const isCode = ({ term, weight }: QueryTerm): boolean =>
  weight >= CODE_WEIGHT && (CODE.test(term) || NUMBER.test(term));

/** Whether a term is how a code that was asked for may also be written. */
const isSpelling = (term: QueryTerm): boolean => term.synonym !== undefined && isCode(term);

/**
 * The terms with codes as the knowledge base spells them. What is written leads where it is known; a spelling that is
 * known takes the place of one that is not.
 */
export function spelledAsHeld(
  terms: readonly QueryTerm[],
  postings: ReadonlyMap<string, unknown>,
): readonly QueryTerm[] {
  const spellings = terms.filter(isSpelling);
  if (spellings.length === 0) return terms;
  const known = spellings.filter(({ term }) => postings.has(term));
  const replaced = new Set(known.flatMap(({ of = [] }) => of).filter((term) => !postings.has(term)));
  const asked = terms.filter((one) => !isSpelling(one) && !replaced.has(one.term));
  const leading = known.map(({ synonym, of = [], ...code }) =>
    of.some((term) => replaced.has(term)) ? code : { ...code, synonym: "same" as const, of },
  );
  return [...asked, ...leading];
}

const DOTTED = /^i\d+(?:\.\d+)+$/;
/** A patch, or the number of a heading: a passage about either has all of it. */
const OF_THREE = /^i\d+(?:\.\d+){2,}$/;

/**
 * The terms without the single digits of a number with dots that the knowledge base holds nowhere, or that has three
 * parts, such as the one of a heading that was copied: 1 and 14 meet 1.1.14 by accident.
 */
export function withoutLooseDigits(
  terms: readonly QueryTerm[],
  postings: ReadonlyMap<string, unknown>,
): readonly QueryTerm[] {
  const whole = terms.filter(({ term }) => OF_THREE.test(term) || (DOTTED.test(term) && !postings.has(term)));
  if (whole.length === 0) return terms;
  const digits = new Set(
    whole.flatMap(({ term }) =>
      term
        .slice(1)
        .split(".")
        .map((part) => `s${part}`),
    ),
  );
  return terms.filter(({ term }) => !digits.has(term));
}

/** Whether a question names a code: it is written alike in every language, so nothing needs translating. */
export const namesCode = (terms: readonly QueryTerm[]): boolean =>
  terms.some((term) => isCode(term) && !isSpelling(term));
