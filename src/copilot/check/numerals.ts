const DIGITS = "零一二三四五六七八九";
const SCALES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000, 万: 10_000, 亿: 100_000_000 };
/** Signs that mean the same as another one, or as two: those of cheques, of calendars and of speech. */
const SAME = new Map(
  [..."两二〇零壹一贰二叁三肆四伍五陆六柒七捌八玖九拾十佰百仟千萬万億亿"].flatMap((sign, i, signs) =>
    i % 2 === 0 ? [[sign, signs[i + 1]!] as const] : [],
  ),
);
SAME.set("廿", "二十").set("卅", "三十").set("卌", "四十");

/** A sign of a Chinese numeral, for the brackets of a pattern. */
export const NUMERAL = `${DIGITS}${Object.keys(SCALES).join("")}${[...SAME.keys()].join("")}`;

/** The value of a Chinese numeral such as 三十五, 两千, 叁拾 or 二〇二六; null when it is not one. */
export function chineseNumber(text: string): number | null {
  const plain = [...text].map((sign) => SAME.get(sign) ?? sign).join("");
  if (/^[零一二三四五六七八九]+$/.test(plain)) return Number([...plain].map((sign) => DIGITS.indexOf(sign)).join(""));
  let total = 0;
  let section = 0;
  let digit = -1;
  for (const sign of plain) {
    const scale = SCALES[sign];
    if (scale === undefined) {
      if (!DIGITS.includes(sign)) return null;
      digit = DIGITS.indexOf(sign);
    } else if (scale >= 10_000) {
      total = Math.max(total + section + Math.max(digit, 0), 1) * scale;
      section = 0;
      digit = -1;
    } else {
      section += (digit < 0 ? 1 : digit) * scale;
      digit = -1;
    }
  }
  return total + section + Math.max(digit, 0);
}

const ONES =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
/** English words for powers of ten. */
export const POWERS: Readonly<Record<string, number>> = { hundred: 100, thousand: 1e3, million: 1e6, billion: 1e9 };
const WORD = `(?:${[...ONES, ...TENS, ...Object.keys(POWERS)].join("|")})`;

/** A run of English number words, as "two hundred and fifty". */
export const ENGLISH_NUMERAL = new RegExp(`\\b${WORD}(?:(?:-|\\s(?:and\\s)?)${WORD}){0,9}\\b`, "g");

/** The value of such a run. */
export function englishNumber(run: string): number {
  let total = 0;
  let section = 0;
  for (const word of run.match(/[a-z]+/g) ?? []) {
    const power = POWERS[word];
    if (power === 100) section = Math.max(section, 1) * power;
    else if (power !== undefined) {
      total += Math.max(section, 1) * power;
      section = 0;
    } else if (word !== "and") section += ONES.includes(word) ? ONES.indexOf(word) : (TENS.indexOf(word) + 2) * 10;
  }
  return total + section;
}

/** What a number counts when it has no unit of measure: 14 份, 600 requests. Things are not told apart. */
export const THINGS = "things";
/** A numeral in words that measures and counts nothing, as in 第三方: no number in digits, or of days, rests on it. */
export const IN_PASSING = "in passing";

/** A counter after a numeral: what is counted is said in numbers, not in passing. */
const COUNTER =
  /^\s?(?:多|余)?(?:个|台|次|条|人|名|家|份|位|行|列|套|张|笔|点|级|层|倍|页|节点|用户|账套|副本|文件|字符)/;
/** Words after a number that count nothing themselves. */
const NO_THING =
  /^(?:\s|-)?(?:a|an|and|are|as|at|before|by|can|for|from|has|if|in|is|may|must|of|on|or|per|than|that|the|then|to|until|was|when|which|will|with|x)\b/;
const THING = /^(?:\s|-)?(?:[a-z]{2,20}\s)?[a-z]{3,20}/;

/** One name for each unit of measure, so that 5 分钟, 5 min and 5 minutes compare equal. */
const UNITS: readonly (readonly [string, string])[] = [
  ["us", "微秒|microseconds?|us|µs|μs"],
  ["ms", "毫秒|milliseconds?|msec|ms"],
  ["s", "秒钟?|seconds?|secs?|s"],
  ["min", "分钟|minutes?|mins?"],
  ["h", "个?(?:小时|钟头)|hours?|hrs?|h"],
  ["workday", "个?工作日|business days?|working days?|workdays?"],
  ["d", "天|days?|d"],
  ["w", "周|个?星期|weeks?"],
  ["mon", "个月|months?"],
  ["quarter", "个?季度|quarters?"],
  ["y", "年|years?"],
  ["month", "月"],
  ["%", "%|percent|per cent|个百分点"],
  ["‰", "‰|per mille?"],
  ["kb", "kb|kib|k字节|千字节|kilobytes?"],
  ["mb", "mb|mib|m(?!\\w)|兆字节|兆|megabytes?"],
  ["gb", "gb|gib|g|吉字节|gigabytes?"],
  ["tb", "tb|tib|t(?!\\w)|太字节|terabytes?"],
  ["pb", "pb|pib|petabytes?"],
  ["byte", "字节|bytes?"],
  ["bit", "[kmgt]?bits?|[kmg]bps|比特"],
  ["cny", "元|块钱|人民币|rmb|yuan"],
  ["usd", "美元|美金|usd|dollars?"],
];
/** A word between a number and its unit, as in 14 calendar days; a plural is itself what is counted. */
const BETWEEN = "(?:\\s[a-z]{2,19}(?<![s\\W]))?";
const PATTERNS = UNITS.map(([name, forms]) => ({
  name,
  pattern: new RegExp(`^(?:\\s?-?|${BETWEEN}\\s)(?:${forms})(?![a-z])`, "i"),
}));

/** Longest text that a unit takes. */
export const UNIT_LENGTH = 40;

/**
 * The unit that a folded text starts with, and how long it is; THINGS where something is counted, null where nothing
 * follows that could be a unit.
 */
export function unitAt(text: string): { readonly name: string; readonly length: number } | null {
  for (const { name, pattern } of PATTERNS) {
    const found = pattern.exec(text);
    if (found !== null) return { name, length: found[0].length };
  }
  const thing = COUNTER.exec(text) ?? (NO_THING.test(text) ? null : THING.exec(text));
  return thing === null ? null : { name: THINGS, length: thing[0].length };
}
