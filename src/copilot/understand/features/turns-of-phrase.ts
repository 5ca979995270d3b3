import { wordsOfRun } from "../../../models/segment/jieba.ts";
import { SMALL_WORDS } from "./small-words.ts";

/** Kinds of words that stand for each other: a broken "by Tuesday" is a broken "by Friday". */
const KINDS: readonly (readonly [kind: string, words: RegExp])[] = [
  ["<money>", /^[$£€]/],
  ["<day>", /^(?:周|星期|礼拜)[一二三四五六日天末]$|^(?:今|明|昨)[早晚天]$/],
  ["<day>", /^(?:mon|tues|wednes|thurs|fri|satur|sun)days?$|^(?:mon|tue|wed|thu|fri|sat|sun)$/],
  [
    "<month>",
    /^(?:january|february|march|april|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|spring|summer|autumn|winter|q[1-4])$/,
  ],
  [
    "<span>",
    /^(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|mornings?|nights?|afternoons?|evenings?|weekends?|noon)$/,
  ],
  ["<nth>", /^(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))$/],
  [
    "<number>",
    /^(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred|thousand|dozen|half|couple|\d.*)$/,
  ],
  ["<month>", /^[一二三四五六七八九十\d]{1,3}月(?:份|底|初)?$|^(?:上|下|本|这个)月$|^(?:春|夏|秋|冬)天$/],
  [
    "<span>",
    /^[一二两三四五六七八九十几半多\d]{0,4}(?:天|周|个月|年|小时|分钟|秒|秒钟|星期|礼拜|月|夜|上午|下午|晚上)$|^(?:早上|上午|中午|下午|晚上|半天|半年|一年)$/,
  ],
  ["<nth>", /^第[一二三四五六七八九十百几\d]+[^\d]?$/],
  ["<number>", /^[一二两三四五六七八九十百千万零几半]+[个条次台人件份遍回块元笔张家位套封页层本]?$/],
  ["<..ing>", /^[a-z]+ing$/],
  ["<..ed>", /^[a-z]+ed$/],
  ["<..ly>", /^[a-z]+ly$/],
];
const ANY_WORD = "<word>";
const [SHORTEST, LONGEST] = [2, 3];

/** Everything that decides which runs a text has, for the fingerprint of a model. */
export const PHRASE_RULES: readonly string[] = [...SMALL_WORDS, ...KINDS.map(([kind, words]) => kind + words.source)];

const SENTENCE_END = /[!?;\n。]+|\.(?=\s|$)/u;
const TOKEN = /\p{Script=Han}+|[$£€]\s?\d[\d.,]*|[a-z]+(?:'[a-z]+)?|\d[\w.,:]*|[,:>"“”()-]/gu;
const HAN = /^\p{Script=Han}/u;

/**
 * Runs of two and three words of a sentence in which every word of content is only its kind: "we were told tuesday" and
 * "she was told friday" share "were told <day>". Says how a text speaks, not what about, so it holds for authors and
 * trades that no example is from. Folded, simplified text.
 */
export function turnsOfPhrase(folded: string): Map<string, number> {
  const runs = new Map<string, number>();
  for (const sentence of folded.split(SENTENCE_END)) {
    const tokens = (sentence.match(TOKEN) ?? []).flatMap((token) => (HAN.test(token) ? wordsOfRun(token) : [token]));
    if (tokens.filter((token) => /[a-z\p{Script=Han}]/u.test(token)).length < 2) continue;
    const kinds = merged(["^", ...tokens.map(kindOf), "$"]);
    for (let length = SHORTEST; length <= LONGEST; length++)
      for (let i = 0; i + length <= kinds.length; i++) {
        const run = kinds.slice(i, i + length);
        if (run.every((kind) => kind === ANY_WORD || kind.startsWith("<.."))) continue;
        const key = run.join(" ");
        runs.set(key, (runs.get(key) ?? 0) + 1);
      }
  }
  return runs;
}

function kindOf(token: string): string {
  if (SMALL_WORDS.has(token) || token.includes("'")) return token;
  const kind = KINDS.find(([, words]) => words.test(token))?.[0];
  return kind ?? (/^[a-z\p{Script=Han}]/u.test(token) ? ANY_WORD : token);
}

/** Several words of content in a row count as one. */
const merged = (kinds: readonly string[]): string[] =>
  kinds.filter((kind, i) => kind !== ANY_WORD || kinds[i - 1] !== ANY_WORD);
