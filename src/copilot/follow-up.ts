import { fold } from "../kernel/fold.ts";
import type { Hit } from "../knowledge/types.ts";
import { topicWords } from "./content-words.ts";
import { consideredOf } from "./draft/extractive/considered.ts";

/** What a customer asks who only names another thing than before: "and on Windows?", 那标准版呢. */
export interface FollowUp {
  /** The question before with the new thing in the place of the old one, or behind it where none is of its kind. */
  readonly question: string;
  /** The new thing, as it was written. */
  readonly named: string;
  readonly isReplaced: boolean;
}

const LONGEST = 60;
/** A longer text tells a story: there nothing is put in the place of anything. */
const LONGEST_BEFORE = 500;
const MOST_WORDS = 5;

/** 那 Windows 上呢, 标准版呢, 换成 8.2 呢: a thing, with what says where it stands. */
const ZH =
  /^(?:那么?|还有|如果是|要是|换成|对于|至于|[，,\s])*(?:在|是|用|从)?\s*(.{1,20}?)\s*(上面?|里面?|下面?|中|版本|的话)?\s*呢?(?:[，,]?\s*(?:怎么样|也一样吗|一样吗|也是吗|也是这样吗|也可以吗))?[?？。!！\s]*$/u;
const ZH_CUE = /^(?:那|还有|如果是|要是|换成|至于)|呢[?？。!！\s]*$/u;
/** What asks, points or tells is no thing. */
const ZH_NO_THING =
  /怎|什么|啥|哪|谁|几[个次]|多少|多久|为何|如何|吗|没|不[能行会可对是]|了$|^[这那]|^(?:可以|可否|能|会|要|想|需要)|^(?:然后|接着|之后|后来|接下来|下一步|现在|人|它|我们?|你们?|您|他们?)$/u;

const EN =
  /^(?:(?:and|or|but|so|ok(?:ay)?|then)[,\s]+)*(?:(?:what|how) about\s+)?(?:(on|in|for|with|under|at|from|to|using|via)\s+)?(?:the |a |an |our |my )?([\p{L}\d][\p{L}\d .+#/_-]*?)(?:\s+(?:then|instead|too|as well))?[?.!\s]*$/iu;
const EN_CUE = /^(?:and|or|but|so|ok(?:ay)?)\b|^(?:what|how) about\b|^(?:on|in|for|with|under|using|via)\b.*\?\s*$/iu;
const EN_NO_THING =
  /\b(?:how|what|why|when|where|which|who|can|could|do|does|did|is|are|was|will|would|should|has|have|it|this|that|these|those|them|they|then|now|still|not|no|next|i|we|you|me|us|my|please|thanks|thank)\b|n't/iu;

const HAN = /\p{Script=Han}/u;
const VERSION = /^v?\d+(?:\.\d+)+$/i;
const LATIN_NAME = /(?<![A-Za-z\d.])[A-Za-z][A-Za-z\d+#.-]*(?:\s[A-Z][A-Za-z\d+#.-]*)*(?![A-Za-z\d])/gu;
/** A name in an English question: a capital letter where no sentence begins. */
const NAME = /(?<=[\p{Ll}\d,] )(?!I\b)[A-Z][A-Za-z\d+#-]*(?: [A-Z][A-Za-z\d+#-]*)*/gu;

/** Reads what follows on a question together with it; null where it is no such follow-up. */
export function followUp(before: string, said: string): FollowUp | null {
  const text = said.trim();
  if (text.length > LONGEST || text.includes("\n")) return null;
  const found = HAN.test(text) ? thingInChinese(text) : thingInEnglish(text);
  if (found === null) return null;
  const { named } = found;
  const question = inPlace(before, found);
  return question === null
    ? { question: `${before}\n${text}`, named, isReplaced: false }
    : { question, named, isReplaced: true };
}

interface Thing {
  readonly named: string;
  /** The word that says where it stands, before it in English and after it in Chinese. */
  readonly place: string;
}

function thingInChinese(text: string): Thing | null {
  const [, named = "", place = ""] = (ZH_CUE.test(text) && ZH.exec(text)) || [];
  return named === "" || ZH_NO_THING.test(named) ? null : { named, place };
}

function thingInEnglish(text: string): Thing | null {
  const [, place = "", named = ""] = (EN_CUE.test(text) && EN.exec(text)) || [];
  const isThing = named !== "" && named.split(/\s+/).length <= MOST_WORDS && !EN_NO_THING.test(named);
  return isThing ? { named, place } : null;
}

/** Puts a thing in the place of one of its kind: a version, what has the same last word or sign, or stands at the same word. */
function inPlace(before: string, { named, place }: Thing): string | null {
  if (before.length > LONGEST_BEFORE || before.toLowerCase().includes(named.toLowerCase())) return null;
  const at = placesIn(before, named, place);
  if (at === null) return null;
  const kind = isPlainWord(named) ? (KIND.exec(before.slice(at.from, at.to))?.[0] ?? "") : "";
  return before.slice(0, at.from) + named + kind + before.slice(at.to);
}

/** What the old thing was, which the new one is too: of "team plan" the plan. */
const KIND = /(?<=[\p{Ll}\d]) \p{Ll}+$/u;
const isPlainWord = (text: string): boolean => /^\p{Ll}+$/u.test(text);

interface Place {
  readonly from: number;
  readonly to: number;
}

function placesIn(before: string, named: string, place: string): Place | null {
  if (VERSION.test(named)) return onlyOne(before, /v?\d+(?:\.\d+)+/giu);
  if (HAN.test(named)) return standsIn(before, place) ?? sameEnding(before, named);
  if (HAN.test(before)) return nameBefore(before, place) ?? onlyOne(before, LATIN_NAME);
  return sameNoun(before, named) ?? (place === "" ? onlyOne(before, NAME) : standsAt(before, place));
}

/** Where a pattern is met, if only one thing meets it. */
function onlyOne(text: string, pattern: RegExp): Place | null {
  const found = [...text.matchAll(pattern)];
  const [one] = found;
  if (one === undefined || new Set(found.map(([all]) => all.toLowerCase())).size > 1) return null;
  return { from: one.index, to: one.index + one[0].length };
}

/** What stands between 在 and the same word of place: 手机 of 在手机上. */
function standsIn(before: string, place: string): Place | null {
  if (place === "") return null;
  const found = new RegExp(`(?<=[在用从])[\\p{L}\\d ]{1,12}?(?=${place[0]})`, "u").exec(before);
  return found === null ? null : { from: found.index, to: found.index + found[0].length };
}

/** 企业版 where 标准版 is named: as many signs, of which the last is the same. */
function sameEnding(before: string, named: string): Place | null {
  const last = named.at(-1)!;
  const to = before.indexOf(last) + 1;
  const from = to - named.length;
  if (to === 0 || from < 0 || named.length < 2) return null;
  return /^[\p{L}\d]+$/u.test(before.slice(from, to)) ? { from, to } : null;
}

/** The Latin name that stands before the same word of place. */
function nameBefore(before: string, place: string): Place | null {
  if (place === "") return null;
  const found = [...before.matchAll(LATIN_NAME)].find(({ 0: name, index }) =>
    before
      .slice(index + name.length)
      .trimStart()
      .startsWith(place[0]!),
  );
  return found === undefined ? null : { from: found.index, to: found.index + found[0].length };
}

/** "standard edition" where "cloud edition" is named: the word before the same last word. */
function sameNoun(before: string, named: string): Place | null {
  const words = named.split(/\s+/);
  if (words.length < 2) return null;
  // Of the signs that a name may have only these mean something in a pattern.
  const last = words.at(-1)!.replaceAll(/[+.]/g, "\\$&");
  return onlyOne(
    before,
    new RegExp(`(?<![\\p{L}\\d])(?!(?:the|a|an|our|my|this|that)\\s)[\\p{L}\\d-]+\\s${last}(?![\\p{L}\\d])`, "giu"),
  );
}

/** What stands at the same preposition, up to the next one or the end of the sentence. */
function standsAt(before: string, place: string): Place | null {
  if (place === "") return null;
  const pattern = new RegExp(
    `\\b${place}\\s+(?:(?:the|a|an|our|my)\\s+)?([\\p{L}\\d][\\p{L}\\d.+#/_-]*(?:\\s(?!(?:on|in|for|with|under|at|from|to|using|via|and|or|if|when)\\b)[\\p{L}\\d][\\p{L}\\d+#/_-]*){0,2})`,
    "giu",
  );
  const found = [...before.matchAll(pattern)].at(-1);
  if (found === undefined) return null;
  const to = found.index + found[0].length;
  return { from: to - found[1]!.length, to };
}

/** Whether texts speak of what is named: in these words, or in each of its words that says something. */
export function speaksOf(texts: readonly string[], named: string): boolean {
  const said = fold(texts.join("\n"));
  const words = [...topicWords(named)];
  return said.includes(fold(named)) || (words.length > 0 && words.every((word) => said.includes(word)));
}

/** Whether the passages that something may be told of speak of what is named; they do where nothing is. */
export const isSaid = (named: string | null, hits: readonly Hit[]): boolean =>
  named === null ||
  consideredOf(hits).some(({ title, headingPath, text }) => speaksOf([title, ...headingPath, text], named));
