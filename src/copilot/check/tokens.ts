import { bounded } from "../../kernel/bounded.ts";
import { fold } from "../../kernel/fold.ts";
import { COUNTED, chineseNumber, englishNumber, unitAt } from "./numerals.ts";

/** A stretch that may not be paraphrased. `key` is its form for comparison: two spellings of one thing share it. */
export interface HardToken {
  readonly kind: "url" | "date" | "number" | "identifier" | "name" | "quote";
  readonly raw: string;
  readonly key: string;
  /** Unit of measure of a number, one name a unit; empty when there is none. */
  readonly unit: string;
  /** A number in Chinese words, three or more, with a counter behind it. */
  readonly counted?: boolean;
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
/** A time of day or a ratio: its parts are numbers as well. */
const TIME = /(?<![\d:])\d{1,3}(?::\d{1,3})+(?![\d:])/g;
const TIMESTAMP = /(?:19|20)\d\d-\d\d-\d\dt[\d:.]+(?:z|[+-]\d\d:?\d\d)?/g;
const FULL_DATE = /(?<!\d)((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)\s?[日号]?/g;
const YEAR_MONTH = /(?<!\d)((?:19|20)\d{2})\s?年\s?(\d{1,2})\s?月/g;
const MONTH_DAY = /(?<!\d)(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]/g;
const MONTHS = "january february march april may june july august september october november december".split(" ");
const ENGLISH_DATE =
  /\b(january|february|march|april|may|june|july|august|september|october|november|december)\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+((?:19|20)\d{2}))?\b/g;
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
const CHINESE_NUMBER = /(百分之)?([零〇一二两三四五六七八九十百千万亿]+)/g;
const ENGLISH_WORD = /[a-z]+/g;

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
  for (const [time] of rest.matchAll(TIME))
    tokens.push({ kind: "number", raw: time, key: time.replace(/^0/, ""), unit: "" });
  take(URL, ([url]) => token("url", url!.replace(/^https?:\/\//, "").replace(/[.,;:!?/]+$/, "")));
  take(TIMESTAMP, ([found]) => token("identifier", found!));
  take(FULL_DATE, ([, y, m, d]) => token("date", `${y}-${Number(m)}-${Number(d)}`));
  take(YEAR_MONTH, ([, y, m]) => token("date", `${y}-${Number(m)}`));
  take(MONTH_DAY, ([, m, d]) => token("date", `${Number(m)}-${Number(d)}`));
  take(ENGLISH_DATE, ([, m, d, y]) => token("date", `${y === undefined ? "" : `${y}-`}${MONTHS.indexOf(m!) + 1}-${d}`));
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
    const end = match.index + match[0].length;
    const { factor, length } = scaleAt(folded.slice(end));
    const digits = match[1]!.replaceAll(",", "");
    const dotted = match[2]!;
    const key =
      factor === 1 ? plainNumber(digits + dotted) : String(Number((Number(digits + dotted) * factor).toPrecision(12)));
    const unit = unitAt(folded.slice(end + length, end + length + 16));
    const currency = /[¥$]\s?$/.exec(folded.slice(0, match.index))?.[0][0];
    const name = currency === "¥" ? "cny" : currency === "$" ? "usd" : (unit?.name ?? "");
    found.push({ kind: "number", raw: text.slice(match.index, end + length + (unit?.length ?? 0)), key, unit: name });
  }
  return found;
}

/** 3.50 stays as written when it may be a version; 007 and 7 are one number. */
const plainNumber = (digits: string): string => digits.replace(/^0+(?=\d)/, "");

function scaleAt(after: string): { factor: number; length: number } {
  const scale = /^\s?(万|亿|千(?!字节|米)|k(?![a-z])|thousand|million)/.exec(after);
  if (scale === null) return { factor: 1, length: 0 };
  const factor = { 万: 1e4, 亿: 1e8, 千: 1e3, k: 1e3, thousand: 1e3, million: 1e6 }[scale[1]!]!;
  return { factor, length: scale[0].length };
}

/** Numbers written as words, with their unit. They only help a source to agree, or are checked when they carry a unit. */
export function spelledNumbers(text: string): HardToken[] {
  const folded = fold(text);
  const found: HardToken[] = [];
  for (const match of folded.matchAll(CHINESE_NUMBER)) {
    const value = chineseNumber(match[2]!);
    if (value === null) continue;
    const unit =
      match[1] === undefined
        ? unitAt(folded.slice(match.index + match[0].length, match.index + match[0].length + 8))
        : null;
    const name = match[1] === undefined ? (unit?.name ?? "") : "%";
    const counted = value > 2 && COUNTED.test(folded.slice(match.index + match[0].length));
    found.push({ kind: "number", raw: match[0], key: String(value), unit: name, counted });
  }
  for (const match of folded.matchAll(ENGLISH_WORD)) {
    const value = englishNumber(match[0]);
    if (value === null) continue;
    const unit = unitAt(folded.slice(match.index + match[0].length, match.index + match[0].length + 16));
    found.push({ kind: "number", raw: match[0], key: String(value), unit: unit?.name ?? "" });
  }
  return found;
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
