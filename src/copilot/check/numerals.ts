const DIGITS = "零一二三四五六七八九";
const SCALES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000, 万: 10_000, 亿: 100_000_000 };

/** The value of a Chinese numeral such as 三十五, 两千 or 二〇二六; null when it is not one. */
export function chineseNumber(text: string): number | null {
  const plain = text.replaceAll("两", "二").replaceAll("〇", "零");
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
      total = (total + section + Math.max(digit, 0)) * scale;
      section = 0;
      digit = -1;
    } else {
      section += (digit < 0 ? 1 : digit) * scale;
      digit = -1;
    }
  }
  return total + section + Math.max(digit, 0);
}

const WORDS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety hundred".split(" ");

/** The value of one English number word up to a hundred; null for any other word. */
export function englishNumber(word: string): number | null {
  const value = WORDS.indexOf(word.toLowerCase());
  if (value >= 0) return value;
  const tens = TENS.indexOf(word.toLowerCase());
  return tens < 0 ? null : (tens + 2) * 10;
}

/** A counter after a Chinese numeral: what is counted is said in numbers, not in passing. */
export const COUNTED = /^\s?(?:个|台|次|条|人|名|家|份|位|行|列|套|张|笔|节点|用户)/;

/** One name for each unit of measure, so that 5 分钟, 5 min and 5 minutes compare equal. Counters such as 个 have none. */
const UNITS: readonly (readonly [string, string])[] = [
  ["ms", "毫秒|milliseconds?|msec|ms"],
  ["s", "秒钟?|seconds?|secs?|s"],
  ["min", "分钟|minutes?|mins?"],
  ["h", "个?小时|hours?|hrs?|h"],
  ["workday", "个?工作日|business days?|working days?"],
  ["d", "天|days?|d"],
  ["w", "周|个?星期|weeks?"],
  ["mon", "个月|months?"],
  ["y", "年|years?"],
  ["%", "%|percent|个百分点"],
  ["kb", "kb|kib|k字节"],
  ["mb", "mb|mib|兆"],
  ["gb", "gb|gib|g"],
  ["tb", "tb|tib"],
  ["byte", "字节|bytes?"],
  ["cny", "元|块钱|人民币|rmb|yuan"],
  ["usd", "美元|美金|usd|dollars?"],
];
const PATTERNS = UNITS.map(([name, forms]) => ({ name, pattern: new RegExp(`^\\s?-?(?:${forms})(?![a-z])`, "i") }));

/** The unit that a folded text starts with, and how long it is. */
export function unitAt(text: string): { readonly name: string; readonly length: number } | null {
  for (const { name, pattern } of PATTERNS) {
    const found = pattern.exec(text);
    if (found !== null) return { name, length: found[0].length };
  }
  return null;
}
