import { stemmer } from "stemmer";
import { SMALL_WORDS } from "./small-words.ts";

/** Days, months and times gone by. */
const TIMES =
  /\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|ember|ober)?\b|(?:周|星期|礼拜)[一二三四五六日天末]|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月|上(?:周|个?月)|前天|昨天|今天|去年|\b(?:today|yesterday|last (?:week|month|year))\b/g;
const MANY_TIMES = 3;
const HAN = /^\p{Script=Han}{2,}$/u;
const LATIN = /^[a-z][a-z']{2,}$/;
const small = new Set([...SMALL_WORDS, ...[...SMALL_WORDS].map((word) => stemmer(word))]);

/** Everything that decides on manners, for the fingerprint of a model. */
export const MANNER_RULES: readonly (string | number)[] = [TIMES.source, MANY_TIMES, HAN.source, LATIN.source];

/**
 * How a text is told, whatever it is about: a word of content that comes twice or three times ("late, double, missing:
 * a webhook is … a webhook is …"), and three days or months named. Of texts that list one thing after another in this way
 * four in five complain. `words` are the words of the folded text with how often each occurs.
 */
export function mannersOf(folded: string, words: ReadonlyMap<string, number>): string[] {
  const content = (word: string) => (HAN.test(word) || LATIN.test(word)) && !small.has(word);
  let most = 0;
  for (const [word, count] of words) if (count > most && content(word)) most = count;
  const times = new Set(folded.match(TIMES)).size;
  return [
    ...(most >= 2 ? ["said_twice"] : []),
    ...(most >= 3 ? ["said_thrice"] : []),
    ...(times >= MANY_TIMES ? ["many_times_named"] : []),
  ];
}
