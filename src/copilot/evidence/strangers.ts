import { fold } from "../../kernel/fold.ts";
import { namingNouns } from "../../models/nouns.ts";

/** What a question names and no found passage knows. */
export interface Strangers {
  /** An error code or the like: letters and three digits or more. */
  readonly code: boolean;
  /** Large numbers, Chinese nouns, Latin names; how many. */
  readonly names: number;
}

const CODE = /(?<![a-z0-9-])[a-z]{1,10}(?:-[a-z0-9]{1,10}){0,2}-?\d{3,6}(?![a-z0-9]|-\d)/g;
const LARGE = /(?<![\w.,-])\d{3,}(?!\d)(?![\w.,-]*\d)/g;
/** Latin words of a Chinese question, such as a command, a parameter or another vendor's product. */
const LATIN = /(?<![a-z0-9-])[a-z][a-z_.-]{2,}/g;
/** Words that an English question writes large although no sentence begins there. */
const CAPITALISED = /(?<=[\p{Ll}\d,;:] )(?:[A-Z][A-Za-z]{2,}|[A-Z]{2,})(?![A-Za-z])/gu;
const HAN = /\p{Script=Han}/u;

/** Looks for the names of a question in `known`, the folded text of all that was found. */
export function strangersOf(question: string, known: string): Strangers {
  const asked = fold(question);
  const numbers = new Set(known.replaceAll(",", "").match(/\d+/g));
  const joined = known.replaceAll("-", "");
  const names = HAN.test(asked)
    ? [...namingNouns(asked), ...matches(asked, LATIN)]
    : matches(question, CAPITALISED).map(fold);
  return {
    code: matches(asked, CODE).some((code) => !joined.includes(code.replaceAll("-", ""))),
    names:
      [...new Set(names)].filter((name) => !known.includes(name)).length +
      matches(asked, LARGE).filter((number) => !numbers.has(number)).length,
  };
}

const matches = (text: string, pattern: RegExp): string[] => [...new Set(text.match(pattern))];
