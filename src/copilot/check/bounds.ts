import { fold } from "../../kernel/fold.ts";
import { ENGLISH_NUMERAL, NUMERAL, UNIT_LENGTH } from "./numerals.ts";
import { type HardToken, hardTokens, sameToken, spelledNumbers } from "./tokens.ts";

/** A number that is the least or the most of what it measures or counts. */
export interface Bound {
  readonly side: "least" | "most";
  readonly number: HardToken;
}

/**
 * Only words that take their number in. "More than 20 MB is refused" and "at most 20 MB" are one statement, so words that
 * leave it out tell nothing of a side.
 */
const BEFORE: Readonly<Record<Bound["side"], string>> = {
  least:
    "至少|最少|最小|最低|最短|起码|不(?:得|能|可|应)?(?:低|少|小|短)于|下限|\\b(?:at least|at a minimum|minimum|no (?:fewer|less) than|not less than)\\b",
  most: "至多|最多|最大|最高|最长|不(?:得|能|可|应)?(?:超过|超出|高于|多于|大于|长于)|上限|\\b(?:at most|up to|maximum|no (?:more|longer) than|not more than|not exceed(?:ing)?)\\b",
};
const AFTER: Readonly<Record<Bound["side"], string>> = {
  least: "[及或](?:其)?以上|或更[多高长]|\\bor (?:more|higher|above|longer)\\b|\\bat least\\b",
  most: "[及或](?:其)?以下|以内|之内|或更[少低短]|\\bor (?:fewer|less|below|shorter)\\b|\\bat most\\b",
};
const NUMBER = `(?=\\d|[${NUMERAL}]|${ENGLISH_NUMERAL.source})`;
/** What may stand between a number and the word that makes it a bound. */
const GAP = "[^\\d,，。.;；:：!?！？\\n]{0,16}?";
const SIDES = (["least", "most"] as const).map((side) => ({
  side,
  before: new RegExp(`(?:${BEFORE[side]})${GAP}${NUMBER}`, "g"),
  after: new RegExp(`${NUMBER}(?=[\\d${NUMERAL}a-z,.]{1,12}${GAP}(?:${AFTER[side]}))`, "g"),
}));

/** The least and the most that a text tells of. */
export function boundsIn(text: string): Bound[] {
  const folded = fold(text);
  const numberAt = (at: number) => firstNumber(folded.slice(at, at + UNIT_LENGTH));
  return SIDES.flatMap(({ side, before, after }) =>
    [...folded.matchAll(before), ...folded.matchAll(after)].flatMap(({ 0: words, index }) => {
      const number = numberAt(index + words.length);
      return number === undefined ? [] : [{ side, number }];
    }),
  );
}

/** The number that a text starts with. */
const firstNumber = (text: string): HardToken | undefined =>
  [...hardTokens(text), ...spelledNumbers(text)].find(
    ({ kind, raw }) => kind === "number" && text.startsWith(raw.toLowerCase()),
  );

/** Numbers that a sentence gives as the least where its sources have them as the most only, or the other way round. */
export function turnedBounds(
  sentence: string,
  sources: readonly { readonly bounds: () => readonly Bound[] }[],
): string[] {
  return boundsIn(sentence)
    .filter(({ side, number }) => {
      const held = sources.flatMap(({ bounds }) => bounds()).filter((other) => sameToken(number, other.number));
      return held.length > 0 && held.every((other) => other.side !== side);
    })
    .map(({ number }) => number.raw);
}
