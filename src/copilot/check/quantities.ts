import { fold } from "../../kernel/fold.ts";
import { NUMERAL, unitAt } from "./numerals.ts";

/** A word for how much, how long or how often that stands for a number without being one. */
export interface Quantity {
  readonly raw: string;
  /** Two rates of one key are the same: each day, daily, 每天. Other words must stand in a source as they are. */
  readonly rate: string | null;
}

const CHINESE_RATES: Readonly<Record<string, string>> = {
  秒: "s",
  分: "min",
  小: "h",
  日: "d",
  天: "d",
  周: "w",
  星: "w",
  月: "mon",
  季: "quarter",
  年: "y",
};
const ADVERBS: Readonly<Record<string, string>> = {
  hourly: "h",
  daily: "d",
  nightly: "d",
  weekly: "w",
  monthly: "mon",
  quarterly: "quarter",
  yearly: "y",
  annual: "y",
  annually: "y",
};

const CHINESE_RATE = /(?:每一?个?|按|逐|\/)\s?(秒|分钟|小时|日(?!志|期)|天|周|星期|月|季|年)|日均/g;
const ENGLISH_RATE =
  /(?:\b(?:per|every|each|an?|once an?|one)\s|\/\s?)(second|minute|hour|day|week|month|quarter|year)\b/g;
const ADVERB = new RegExp(`\\b(?:${Object.keys(ADVERBS).join("|")})\\b`, "g");
/** In a minute, a second time: said in passing. */
const IN_PASSING = /^an?\s(?:second|minute|day)$/;

const DIGIT = `[${NUMERAL}\\d]{1,8}`;
const WORDS: readonly RegExp[] = [
  /(?:数|几|若干|上|成)[十百千万亿]{1,4}|几(?=\s?(?:天|个?小时|分钟|个?月|周|年|秒))/g,
  new RegExp(`${DIGIT}(?<!百)分之${DIGIT}|[${NUMERAL}]{1,3}成(?![${NUMERAL}]?[功本为员立果长交都熟品型绩就套])`, "g"),
  new RegExp(`一半|过半|翻[${NUMERAL}]?[倍番]|[${NUMERAL}]{1,4}倍|[点时]半|半(?:年|个?月|天|日|个?小时|个?季度)`, "g"),
  /\b(?:dozens?|hundreds|thousands|millions|billions|half an? \w{2,12}|half past|quarter (?:past|to)|noon|midnight|twice|thrice|doubled?|doubles|tripled?|fortnights?|decades?|(?:one|two|three)[- ](?:thirds?|quarters?|fifths?|tenths?))\b(?!-?\s?click)/g,
];

/** Rates and words for quantities in a text. */
export function quantitiesIn(text: string): Quantity[] {
  const folded = fold(text);
  const rates = [
    ...[...folded.matchAll(CHINESE_RATE)].map(([raw, unit]) => ({ raw, rate: CHINESE_RATES[unit?.[0] ?? "日"]! })),
    ...[...folded.matchAll(ENGLISH_RATE)].map(([raw, unit]) => ({ raw, rate: unitAt(unit!)!.name })),
    ...[...folded.matchAll(ADVERB)].map(([raw]) => ({ raw, rate: ADVERBS[raw]! })),
  ];
  const words = WORDS.flatMap((pattern) => [...folded.matchAll(pattern)].map(([raw]) => ({ raw, rate: null })));
  return [...rates, ...words];
}

/** Those of a sentence that no source holds. */
export function unheldQuantities(
  sentence: string,
  sources: readonly { readonly folded: string; readonly quantities: () => readonly Quantity[] }[],
): string[] {
  return quantitiesIn(sentence)
    .filter(({ raw, rate }) => rate === null || !IN_PASSING.test(raw))
    .filter(
      ({ raw, rate }) =>
        !sources.some(
          (source) =>
            source.folded.includes(raw) || (rate !== null && source.quantities().some((held) => held.rate === rate)),
        ),
    )
    .map(({ raw }) => raw);
}
