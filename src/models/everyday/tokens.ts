import { baseForm } from "../words/irregular-forms.ts";

/** A word of a text, or one sign of a script that is written without gaps. */
export interface Token {
  /** What it is found by: Latin words without their inflection, all denials alike. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** The key of signs between clauses, beyond which nothing said goes. */
export const BREAK = "\n";

const PIECE = /[a-z0-9]+(?:['’][a-z]+)*|\p{Script=Han}|[，。！？；,.!?;:：\n]/gu;
const LATIN = /^[a-z0-9]/;
const DIGIT = /\d/;
const HAN = /^\p{Script=Han}/u;
/** Can't, won't, isn't: what somebody is denied is told by any of them. */
const DENIALS = new Set(
  "not cannot cant couldnt wont wouldnt dont doesnt didnt isnt arent wasnt werent hasnt havent never".split(" "),
);
const DENIAL = "not";
/** What may stand before "not" and belongs to it. */
const AUXILIARIES = new Set("can could will would do does did is are was were has have am".split(" "));

const VOWEL = /[aeiouy]/;
const DOUBLED = new Set("bdgmnprt");
const LONG_BEFORE_L = 4;

/** An English word without what number and tense add: no word of a dictionary, but one for all forms of a word. */
export function inflectionless(word: string): string {
  const base = baseForm(word);
  if (base.length < 3 || DIGIT.test(base)) return base;
  let stem = withoutEnding(base);
  if (stem.length > 3 && stem.endsWith("e")) stem = stem.slice(0, -1);
  const last = stem.at(-1)!;
  const doubled = stem.at(-2) === last && (DOUBLED.has(last) || (last === "l" && stem.length > LONG_BEFORE_L + 1));
  return doubled ? stem.slice(0, -1) : stem;
}

function withoutEnding(word: string): string {
  const cut = (ending: number) => word.slice(0, word.length - ending);
  if (word.length > 4 && (word.endsWith("ies") || word.endsWith("ied"))) return `${cut(3)}y`;
  if (word.endsWith("ing")) return VOWEL.test(cut(3)) ? cut(3) : word;
  if (word.endsWith("ed")) return word.at(-3) !== "e" && VOWEL.test(cut(3)) ? cut(2) : word;
  return word.length > 3 && word.endsWith("s") && !/[su]s$/.test(word) ? cut(1) : word;
}

/** Words and signs of folded text, or of text in lower case. */
export function tokensOf(folded: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: text, index: start } of folded.matchAll(PIECE)) {
    const end = start + text.length;
    if (!LATIN.test(text)) {
      tokens.push({ key: HAN.test(text) ? text : BREAK, start, end });
      continue;
    }
    const [word, ...rest] = text.split(/['’]/);
    const before = tokens.at(-1);
    const denies = DENIALS.has(word! + rest.join(""));
    if (denies && before !== undefined && AUXILIARIES.has(folded.slice(before.start, before.end)))
      tokens[tokens.length - 1] = { key: DENIAL, start: before.start, end };
    else tokens.push({ key: denies ? DENIAL : inflectionless(word!), start, end });
  }
  return tokens;
}
