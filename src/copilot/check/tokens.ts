import { bounded } from "../../kernel/bounded.ts";
import { fold } from "../../kernel/fold.ts";
import {
  chineseNumber,
  ENGLISH_NUMERAL,
  englishNumber,
  IN_PASSING,
  NUMERAL,
  POWERS,
  THINGS,
  UNIT_LENGTH,
  unitAt,
} from "./numerals.ts";

/** A stretch that may not be paraphrased. `key` is its form for comparison: two spellings of one thing share it. */
export interface HardToken {
  readonly kind: "url" | "date" | "number" | "identifier" | "name" | "quote";
  readonly raw: string;
  readonly key: string;
  /** Unit of measure of a number, one name a unit, or THINGS; empty when nothing follows that could be one. */
  readonly unit: string;
}

const URL = /(?:https?:\/\/|www\.)[^\s<>"'，。；、）)】」》]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gi;
/** Marks around words that are somebody else's; apostrophes inside a word are none. */
const QUOTE = new RegExp(
  [`""`, "「」", "『』", "``", "《》", "«»", "【】", "〈〉", "〝〞", "‹›", "〔〕"]
    .map(([open, close]) => `${open}([^${close}\\n]{1,400})${close}`)
    .concat("(?<![\\w'])'([^'\\n]{1,400})'(?![\\w'])")
    .join("|"),
  "g",
);
/** Read before curly marks are folded to straight ones, which may be apostrophes. */
const CURLY = /‘([^’\n]{1,400})’/g;
/** A time of day or a ratio, whole: its parts are no numbers of their own. */
const TIME =
  /(?:(下午|傍晚|晚上|今晚)\s?)?(?<![\d:])(\d{1,3})((?::\d{1,3})+)(?![\d:])(?:\s?(pm|p\.m\.|am|a\.m\.)(?!\w))?|(?:(下午|傍晚|晚上|今晚)\s?)?(?<![\d.])(\d{1,2})\s?[点时]\s?(?:(\d{1,2})\s?分)?(?!\d)/g;
const TIMESTAMP = /(?:19|20)\d\d-\d\d-\d\dt[\d:.]+(?:z|[+-]\d\d:?\d\d)?/g;
const FULL_DATE = /(?<!\d)((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)\s?[日号]?/g;
const YEAR_MONTH = /(?<!\d)((?:19|20)\d{2})\s?年\s?(\d{1,2})\s?月/g;
const MONTH_DAY = /(?<!\d)(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]/g;
const MONTHS = "january february march april may june july august september october november december".split(" ");
const MONTH = `(${MONTHS.join("|")})`;
const DAY = "(\\d{1,2})(?:st|nd|rd|th)?";
const YEAR = "(?:,?\\s+((?:19|20)\\d{2}))?\\b";
const MONTH_FIRST = new RegExp(`\\b${MONTH}\\s+${DAY}${YEAR}`, "g");
const DAY_FIRST = new RegExp(`(?<![\\w.,-])${DAY}\\s+${MONTH}${YEAR}`, "g");
/** Longer than keys, digests and paths are; beyond it a name is read in parts. */
const LONGEST_NAME = 200;
/**
 * Joined by signs, or letters and digits mixed, or a path: things that are copied, not said in other words. No sign can
 * be read by two parts of it, or a line to fill in (____) would be tried in every way to cut it.
 */
const IDENTIFIER = bounded(
  /(?:--?|[$@%~./\\])?[a-z_][^\W_]*(?:_[\w*]*)?(?:(?:[-.:/\\]|::)[\w*]+)*\d[\w]*(?:[-.][\w]+)*|[a-z]\w*(?:(?:\\|\.(?=[a-z]))\w+)+|[a-z]\w*_\w+|(?<![\w])(?:--[a-z][\w-]+|(?:\/[\w.-]+){2,}|[a-z]:\\[\w\\.-]+)|\d+[a-z][a-z\d]*(?:-[\w]+)*|(?<![\w.])\.[a-z][a-z\d]{1,5}(?![\w.])/g,
  LONGEST_NAME,
);
/** Header names and the like: capitals joined by hyphens. */
const HYPHENATED = bounded(/(?<![\w-])[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*){2,}(?![\w-])/g, LONGEST_NAME);
const SPELLING = new Set(["e.g", "i.e", "a.m", "p.m", "etc"]);
const NUMBER = /(?<!\w|\w\.)v?(\d{1,3}(?:,\d{3})+(?!\d)|\d+)((?:\.\d+)*)/g;
/** A sign before a number; a dash between two numbers, or one that opens a line, is none. */
const MINUS = /(?:[^\d\n]\s|[(:=,\p{Script=Han}])[-\u2212]$/u;
/** What makes a number a vague one: 600 多, 600+, 600 odd. */
const AND_MORE = /^\s?(?:多|余|\+|odd\b|plus\b)/;
/** The first of two numbers that share a unit: 3-5 天. */
const RANGE = /^\s?(?:-|~|～|–|—|至|到|to)\s?\d[\d,.]{0,12}/;
/** 万 of 5 万 belongs to the digits before it. */
const CHINESE_NUMBER = new RegExp(`(?<!\\d\\s?)(百分之)?([${NUMERAL}]+(?:点[${NUMERAL}]+)*)`, "g");

/** Everything in `text` that must stand in a source as it is. */
export function hardTokens(text: string): HardToken[] {
  const tokens: HardToken[] = [];
  let rest = fold(text);
  const take = (pattern: RegExp, read: (match: RegExpMatchArray) => HardToken | null) => {
    rest = rest.replace(pattern, (...args: unknown[]) => {
      const offset = args.findLast((arg) => typeof arg === "number") as number;
      const match = args.slice(0, args.indexOf(offset)) as string[];
      const token = read(Object.assign(match, { index: offset }) as unknown as RegExpMatchArray);
      if (token === null) return match[0]!;
      tokens.push({ ...token, raw: text.slice(offset, offset + match[0]!.length) });
      return " ".repeat(match[0]!.length);
    });
  };
  const token = (kind: HardToken["kind"], key: string, unit = ""): HardToken => ({ kind, raw: "", key, unit });
  for (const [, inner = ""] of text.matchAll(CURLY))
    tokens.push({ kind: "quote", raw: inner, key: squeeze(inner), unit: "" });
  for (const quote of rest.matchAll(QUOTE)) {
    const inner = quote.slice(1).find((part) => part !== undefined)!;
    tokens.push({ kind: "quote", raw: inner, key: squeeze(inner), unit: "" });
  }
  for (const [name] of text.matchAll(HYPHENATED)) {
    tokens.push({ kind: "identifier", raw: name, key: name.toLowerCase(), unit: "" });
  }
  // ①, ², ½ and Ⅷ: numbers that nobody counts with, so each must stand in the source as it is.
  for (const [sign] of rest.matchAll(/[\p{No}\p{Nl}]/gu))
    tokens.push({ kind: "number", raw: sign, key: sign, unit: "" });
  take(URL, ([url]) => token("url", url!.replace(/^https?:\/\//, "").replace(/[.,;:!?/]+$/, "")));
  take(TIMESTAMP, ([found]) => token("identifier", found!));
  take(TIME, (match) => token("number", timeKey(match)));
  take(FULL_DATE, ([, y, m, d]) => token("date", `${y}-${Number(m)}-${Number(d)}`));
  take(YEAR_MONTH, ([, y, m]) => token("date", `${y}-${Number(m)}`));
  take(MONTH_DAY, ([, m, d]) => token("date", `${Number(m)}-${Number(d)}`));
  const englishDate = (d: string, m: string, y: string | undefined) =>
    token("date", `${y === undefined ? "" : `${y}-`}${MONTHS.indexOf(m) + 1}-${Number(d)}`);
  take(MONTH_FIRST, ([, m, d, y]) => englishDate(d!, m!, y));
  take(DAY_FIRST, ([, d, m, y]) => englishDate(d!, m!, y));
  take(IDENTIFIER, ([found]) => (isMeasure(found!) || SPELLING.has(found!) ? null : token("identifier", found!)));
  tokens.push(...numbersOf(text, rest));
  return tokens;
}

/** `10gb` and `v8` are a number with something around it, not an identifier. */
const isMeasure = (found: string): boolean => {
  const parts = /^\d+(.*)$/.exec(found);
  if (parts !== null)
    return parts[1] === "" || /^[kmx]$/.test(parts[1]!) || unitAt(parts[1]!)?.length === parts[1]!.length;
  return /^v\d+(\.\d+)*$/.test(found);
};

function numbersOf(text: string, folded: string): HardToken[] {
  const found: HardToken[] = [];
  for (const match of folded.matchAll(NUMBER)) {
    const before = folded.slice(Math.max(0, match.index - 4), match.index);
    const end = match.index + match[0].length;
    const { factor, length } = scaleAt(folded.slice(end, end + UNIT_LENGTH));
    const after = folded.slice(end + length, end + length + UNIT_LENGTH);
    const digits = match[1]!.replaceAll(",", "");
    const dotted = match[2]!;
    const value =
      factor === 1 ? plainNumber(digits + dotted) : String(Number((Number(digits + dotted) * factor).toPrecision(12)));
    const key = `${MINUS.test(before) ? "-" : ""}${value}${AND_MORE.test(after) ? "+" : ""}`;
    const unit = unitAt(after.replace(RANGE, ""));
    const currency = /[¥$]\s?$/.exec(before)?.[0][0];
    const name = currency === "¥" ? "cny" : currency === "$" ? "usd" : (unit?.name ?? "");
    const raw = text.slice(match.index, end + length + (RANGE.test(after) ? 0 : (unit?.length ?? 0)));
    found.push({ kind: "number", raw, key, unit: name });
  }
  return found;
}

/** Hours on a clock of 24, then minutes: 02:30, 2 点 30 分 and 2:30 am are one time. */
function timeKey([, noon, hour, rest, half, noonWord, hourWord, minutes]: readonly (string | undefined)[]): string {
  const first = Number(hour ?? hourWord);
  const late = noon !== undefined || noonWord !== undefined || half?.startsWith("p") === true;
  const parts = rest ?? `:${minutes ?? "0"}`;
  return [late && first < 12 ? first + 12 : first, ...parts.split(":").slice(1).map(Number)].join(":");
}

/** 3.50 stays as written when it may be a version; 007 and 7 are one number. */
const plainNumber = (digits: string): string => digits.replace(/^0+(?=\d)/, "");

const SCALES: Readonly<Record<string, number>> = { ...POWERS, k: 1e3, bn: 1e9 };

function scaleAt(after: string): { factor: number; length: number } {
  const scale = /^\s?(?:([十百千万亿]{1,4})(?!字节|米|分)|(k|thousand|million|billion|bn)(?![a-z]))/.exec(after);
  if (scale === null) return { factor: 1, length: 0 };
  const [whole, signs, word] = scale;
  const factor = signs === undefined ? SCALES[word!]! : [...signs].reduce((by, sign) => by * chineseNumber(sign)!, 1);
  return { factor, length: whole.length };
}

/**
 * Numbers written as words, with their unit. They help a source to agree; a sentence must have those from the source
 * that measure or count something.
 */
export function spelledNumbers(text: string): HardToken[] {
  const folded = fold(text);
  const found: HardToken[] = [];
  for (const match of folded.matchAll(CHINESE_NUMBER)) {
    const values = match[2]!.split("点").map(chineseNumber);
    if (values.includes(null)) continue;
    found.push(spelled(folded, match, values.join("."), match[1] === undefined ? null : "%"));
  }
  for (const match of folded.matchAll(ENGLISH_NUMERAL))
    found.push(spelled(folded, match, String(englishNumber(match[0])), null));
  return found;
}

function spelled(folded: string, { 0: words, index }: RegExpMatchArray, key: string, unit: string | null): HardToken {
  const end = index! + words.length;
  const after = unit === null ? unitAt(folded.slice(end, end + UNIT_LENGTH)) : null;
  const raw = folded.slice(index, end + (after?.length ?? 0));
  return { kind: "number", raw, key, unit: unit ?? after?.name ?? (key.includes(".") ? THINGS : IN_PASSING) };
}

/** Whether a source's token bears a sentence's out. A number without a unit, as in a cell, agrees with any. */
export const sameToken = (said: HardToken, held: HardToken): boolean =>
  said.kind === held.kind &&
  said.key === held.key &&
  (said.unit === held.unit || said.unit === "" || said.unit === IN_PASSING || held.unit === "");

/** 五十亿 and fifty, not 十分, 万一 or one: nobody says these in passing, whatever stands behind them. */
const COMPOSED = /^(?=.*[十百千万亿拾佰仟萬億廿卅卌])[^百千万亿佰仟萬億]./;

/** One and two things, and what is not measured, are said in passing; 一个月 and two weeks are not. */
export function isClaimed({ raw, key, unit }: HardToken): boolean {
  const value = Number(key);
  if (unit === THINGS) return Number.isNaN(value) || value > 2;
  if (unit === IN_PASSING) return COMPOSED.test(raw) || (/^[a-z]/.test(raw) && value >= 10);
  return value >= 1;
}

/** Signs that number a step; they are the draft's own. */
const STEP_SIGN = /^\s*(?:[①-⑳]|\d{1,2}\s?[.)、．]\s*(?!\d)|[(（]\d{1,2}[)）]|第\s?\d{1,2}\s?步|step\s\d{1,2}[:.]?)/i;

export const withoutStepSign = (text: string): string => text.replace(STEP_SIGN, "");

/**
 * Names: in a Chinese sentence every Latin word, in an English one words in capitals that do not open the sentence.
 * Lower case, each once.
 */
export function names(text: string): string[] {
  const chinese = /\p{Script=Han}/u.test(text);
  const pattern = chinese
    ? /(?<![\w.@/\\-])[A-Za-z][A-Za-z]+(?![\w@\\-])/g
    : /(?<=[^\s.!?:"“'(•-]["”')]?\s)[A-Z][A-Za-z]+(?![\w@\\-])/g;
  return [...new Set([...text.matchAll(pattern)].map(([word]) => word.toLowerCase()))].filter(
    (word) => !COMMON.has(word),
  );
}

const COMMON = new Set(
  `i you your we please note if then when the a an in on for to and or ok monday tuesday wednesday thursday friday saturday
  sunday id app web pc bug vs ps`.split(/\s+/),
);

/** Folded, without white space: how quotations are compared. */
export const squeeze = (text: string): string => fold(text).replace(/\s+/g, "");
