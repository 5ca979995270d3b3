import { fold } from "../../kernel/fold.ts";
import { namingNouns } from "../../models/words/nouns.ts";
import { codeKey, codesIn } from "../codes.ts";

const LARGE = /(?<![\w.,-])\d{3,}(?!\d)(?![\w.,-]*\d)/g;
/** Latin words of a Chinese question, such as a command, a parameter or another vendor's product. */
const LATIN = /(?<![a-z0-9-])[a-z][a-z_.-]{2,}/g;
/** Words that an English question writes large although no sentence begins there. */
const CAPITALISED = /(?<=[\p{Ll}\d,;:] )(?:[A-Z][A-Za-z]{2,}|[A-Z]{2,})(?![A-Za-z])/gu;
const HAN = /\p{Script=Han}/u;

/** Whether a question asks for an error code or the like, letters and three digits or more, that `known` does not have. */
export function asksUnknownCode(question: string, known: string): boolean {
  const codes = codesIn(fold(question));
  if (codes.length === 0) return false;
  const joined = known.replaceAll("-", "");
  return codes.some((code) => !joined.includes(codeKey(code)));
}

/** How many names `known`, folded text, does not have of those in a question: Chinese nouns, Latin names, large numbers. */
export function strangersIn(question: string, known: string): number {
  const asked = fold(question);
  const names = HAN.test(asked)
    ? [...namingNouns(asked), ...matches(asked, LATIN)]
    : matches(question, CAPITALISED).map(fold);
  return [...new Set(names)].filter((name) => !known.includes(name)).length + unknownOf(matches(asked, LARGE), known);
}

function unknownOf(numbers: readonly string[], known: string): number {
  if (numbers.length === 0) return 0;
  const held = new Set(known.replaceAll(",", "").match(/\d+/g));
  return numbers.filter((number) => !held.has(number)).length;
}

const matches = (text: string, pattern: RegExp): string[] => [...new Set(text.match(pattern))];
