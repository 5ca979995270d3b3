import fc from "fast-check";
import { type Proposal, saidSentences } from "../../src/copilot/proposal.ts";
import type { Hit } from "../../src/knowledge/types.ts";
import { SCOPE } from "./sample-scope.ts";

/** Passages that fuzzed answers are drawn from, in both languages, with numbers, versions, names and quoted words. */
const PAGES: readonly (readonly [string, string, "zh" | "en"])[] = [
  [
    "接口限流",
    "开放接口默认每分钟最多允许 600 次请求，超过后返回错误码 E4290。\n1. 打开“系统管理 → 开放平台”。\n2. 在“限流策略”中把上限改为 1,200。\n3. 点“保存”，约 5 分钟后生效。",
    "zh",
  ],
  [
    "备份与恢复",
    "备份任务每天 02:30 执行，保留 14 天。恢复前先停止服务 PanhengJob 和 PanhengApp。\n执行 `restore --until 2026-10-31` 可恢复到指定时间。版本 8.2.1 起支持增量备份，单个文件不超过 20 GB。",
    "zh",
  ],
  [
    "导出上限",
    "版本 | 单次导出行数\n标准版 | 5,000\n专业版 | 50,000\n旗舰版 | 200,000\n导出文件在 72 小时后自动删除。",
    "zh",
  ],
  [
    "Rate limits",
    'The open API allows 600 requests per minute. Beyond that it returns error E4290.\n1. Open "System > Open platform".\n2. Set the limit to 1,200.\n3. Click Save; it takes effect after 5 minutes.',
    "en",
  ],
  [
    "Backups",
    "The backup task runs at 02:30 every day and keeps 14 days. Stop the services PanhengJob and PanhengApp first. Run `restore --until 2026-10-31` to restore to a point in time. Version 8.2.1 and later support incremental backups of up to 20 GB.",
    "en",
  ],
];

export const HITS: readonly Hit[] = PAGES.map(([title, text, language], i) => ({
  chunkId: `chunk-${i}`,
  articleId: `article-${i}`,
  articleVersion: 1,
  path: `page-${i}.md`,
  title,
  headingPath: [title],
  anchor: null,
  start: 0,
  end: text.length,
  text,
  scope: { ...SCOPE, language },
  score: 1 - i / 10,
  explain: { lexical: 1, dense: null, terms: [] },
}));

const SENTENCES = PAGES.flatMap(([, text]) => text.split(/\n|(?<=[。；])|(?<=\.) /).filter((part) => part.length > 6));

const digits = fc.integer({ min: 2, max: 99_999 });
const other = (text: string, by: number) => text.replace(/\d+/, (found) => String(Number(found) + by));
const wide = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const arabic = (text: string) => text.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
const bold = (text: string) => text.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit)));
const dotted = (text: string) => [...text].join("\u200b");
const alike = (text: string) => text.replaceAll("a", "а").replaceAll("e", "е").replaceAll("o", "о");

/** Quantities that no page holds, and what they take the place of. */
const QUANTITIES: readonly (readonly [held: RegExp, instead: string])[] = [
  [/每分钟/, "每小时"],
  [/每天/, "每月"],
  [/\d+ 天/, "叁拾天"],
  [/\d+ 天/, "半年"],
  [/\d+ 小时/, "72 周"],
  [/\d+ 分钟/, "5 毫秒"],
  [/20 GB/, "20 TB"],
  [/20 GB/, "-20 GB"],
  [/600/, "600 万"],
  [/50,000/, "五十亿"],
  [/per minute/, "per second"],
  [/every day/, "weekly"],
  [/14 days/, "fourteen weeks"],
  [/600/, "six thousand"],
  [/600/, "600 billion"],
  [/14 days/, "half a year"],
  [/02:30/, "14:30"],
];
const requantified = (text: string, from: number): string => {
  const found = [...QUANTITIES.keys()].map((i) => QUANTITIES[(i + from) % QUANTITIES.length]!);
  const [held, instead] = found.find(([pattern]) => pattern.test(text)) ?? [/$/, "两倍"];
  return text.replace(held, instead);
};

const invented = fc.constantFrom("免费终身升级", "Vault access", "管理员后门", "golden ticket", "立即打款");
const quoted = fc
  .tuple(
    invented,
    fc.constantFrom('""', "“”", "「」", "『』", "《》", "``", "''", "‘’", "«»", "【】", "〈〉", "〝〞", "‹›", "〔〕"),
  )
  .map(([text, marks]) => `${marks[0]}${text}${marks.at(-1)}`);

const insertion = fc.oneof(
  digits.map((n) => ` ${n} `),
  digits.map((n) => ` ${wide(String(n))} 天`),
  digits.map((n) => ` ${arabic(String(n))} `),
  digits.map((n) => ` ${bold(String(n))} `),
  fc.constantFrom(
    "①②",
    "三百六十五天",
    "二十五个",
    "两千次",
    "Ⅷ 次",
    "²³",
    "½",
    "twenty minutes",
    "three hundred rows",
    "九成",
    "一半",
  ),
  digits.map((n) => ` v${n % 90}.${n % 7}.${n % 5} `),
  digits.map((n) => ` E${n} `),
  digits.map((n) => `，最多 ${n % 500} 万行`),
  quoted,
  fc.constantFrom("https://evil.example/x", "www.evil.example", "a@evil.example", "2031-02-03", "3月9日", "99%"),
);

const place = (text: string, at: number, what: string) => {
  const where = Math.min(text.length, Math.floor(at * (text.length + 1)));
  return text.slice(0, where) + what + text.slice(where);
};

const sentence = fc
  .tuple(fc.constantFrom(...SENTENCES), fc.double({ min: 0, max: 1, noNaN: true }), insertion, fc.nat(14), digits)
  .chain(([base, at, what, kind, n]) => {
    const made = [
      base,
      base,
      other(base, n),
      place(base, at, what),
      place(base, 1, what),
      wide(other(base, n)),
      arabic(other(base, n)),
      dotted(other(base, n)),
      alike(base),
      Buffer.from(base).toString("base64"),
      base.slice(Math.floor(at * base.length)),
      base + other(base, n),
      place(dotted(base), at, what),
      base.replace(/[“"`][^”"`]*[”"`]/, what),
      requantified(base, n),
    ][kind]!;
    return fc.oneof(
      { weight: 9, arbitrary: fc.constant(made) },
      { weight: 1, arbitrary: fc.string({ maxLength: 60 }) },
    );
  });

const cites = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.uniqueArray(fc.integer({ min: 1, max: PAGES.length }), { minLength: 1, maxLength: PAGES.length }),
  },
  { weight: 2, arbitrary: fc.constant(PAGES.map((_, i) => i + 1)) },
  { weight: 1, arbitrary: fc.array(fc.integer({ min: -3, max: 99 }), { maxLength: 4 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>([], null, "1", [1.5], ["1"], [Number.MAX_SAFE_INTEGER], [[1]], { 0: 1 }),
  },
);

const LABELS = { service_type: "consult", service_item: "howto", voc: [], sentiment: "neutral", urgency: "low" };

const object = fc.record({
  labels: fc.oneof({ weight: 8, arbitrary: fc.constant<unknown>(LABELS) }, { weight: 1, arbitrary: fc.jsonValue() }),
  sentences: fc.array(fc.record({ text: sentence, cites }), { maxLength: 5 }),
  clarifying_question: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: sentence }),
  missing: fc.oneof({ weight: 6, arbitrary: fc.constant<unknown>([]) }, { weight: 1, arbitrary: fc.jsonValue() }),
});

const spoilt = (text: string, how: number, n: number): string =>
  [
    text,
    text,
    text,
    text,
    text,
    text,
    `\`\`\`json\n${text}\n\`\`\``,
    text.slice(0, n % (text.length + 1)),
    text.replace(/\}$/, `,"sentences":[{"text":"x","cites":[1]}]}`),
    text.replace(/\}$/, `,"tier":${n},"recipient":"a@evil.example"}`),
    "[".repeat(n % 20_000) + text,
    text.replace(/"text":"/, `"text":"${"9".repeat(n % 80_000)}`),
    text.replaceAll('"cites"', '"\\u0063ites"'),
    `${text}${text}`,
  ][how]!;

/** What a broken, careless or hostile model may write. */
export const modelOutput: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .tuple(object, fc.nat(13), fc.nat(100_000))
      .map(([answer, how, n]) => spoilt(JSON.stringify(answer), how, n)),
  },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string() },
);

/** What the passages are asked. */
export const QUESTIONS = [
  "开放接口每分钟最多多少次请求？怎么调整限流上限？",
  "How do I change the rate limit of the API?",
];

/** Sentences of one page and their citation, for an answer that holds. */
export const honestSentences = (
  page: number,
): readonly { readonly text: string; readonly cites: readonly number[] }[] =>
  PAGES[page]![1].split(/\n|(?<=[。；])/).map((text) => ({ text: text.trim(), cites: [page + 1] }));

/** Written apart from the checks: compatibility forms, no unseen signs, no white space, every script's digits as 0-9. */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/\p{Cf}|\p{Mn}/gu, "")
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
    .toLowerCase();
const tight = (text: string): string => plain(text).replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, "");

function digitValue(digit: string): number {
  let start = digit.codePointAt(0)!;
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1)) && digit.codePointAt(0)! - start < 9) start -= 1;
  return digit.codePointAt(0)! <= 0x39 ? Number(digit) : (digit.codePointAt(0)! - start) % 10;
}

const NUMBER = /\d+(?:[.,:]\d+)*/g;
const QUOTES =
  /"([^"\n]+)"|“([^”\n]+)”|「([^」\n]+)」|『([^』\n]+)』|《([^》\n]+)》|`([^`\n]+)`|«([^»\n]+)»|【([^】\n]+)】|〈([^〉\n]+)〉|〝([^〞\n]+)〞|‹([^›\n]+)›|〔([^〕\n]+)〕|(?<!\w)'([^'\n]+)'(?!\w)|‘([^’\n]+)’/g;

/** Everything in what would be said that no cited passage holds. */
export function unfounded(proposal: Proposal): string[] {
  return saidSentences(proposal)
    .filter(({ kind }) => kind === "fact")
    .flatMap(({ text, cites }) => {
      const outside = cites.filter((index) => HITS[index] === undefined).map((index) => `citation ${index}`);
      const cited = cites.flatMap((index) => HITS[index] ?? []).map(({ title, text: page }) => `${title}\n${page}`);
      const numbers = new Set(
        cited.flatMap((page) => [...plain(page).matchAll(NUMBER)].flatMap(([number]) => partsOf(number))),
      );
      const body = plain(text).replace(/^\s*\d{1,2}\s*(?:[.)](?!\d)|、)\s*/, "");
      const wrongNumbers = [...body.matchAll(NUMBER)].map(([number]) => bare(number)).filter((n) => !numbers.has(n));
      const quotes = [...text.matchAll(QUOTES)].map((match) => match.slice(1).find((part) => part !== undefined)!);
      const wrongQuotes = quotes.filter((quote) => !cited.some((page) => tight(page).includes(tight(quote))));
      const quantities = [...QUANTITIES.map(([, instead]) => instead), "两倍"];
      const has = (where: string, quantity: string) => tight(where).includes(tight(quantity));
      const wrongQuantities = quantities.filter(
        (quantity) => has(text, quantity) && !cited.some((page) => has(page, quantity)),
      );
      const uncited = cites.length === 0 ? ["no citation"] : [];
      return [...outside, ...uncited, ...wrongNumbers, ...wrongQuotes, ...wrongQuantities];
    });
}

/** The hours and minutes of a time of day are numbers as well. */
const partsOf = (number: string): string[] => [bare(number), ...number.split(":").map(bare)];
const bare = (number: string): string => number.replaceAll(",", "").replace(/^0+(?=\d)/, "");
