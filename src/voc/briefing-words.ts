import type { Language } from "../kernel/labels.ts";
import type { Trend } from "./trend.ts";

/** What a briefing says, all of it computed. */
export interface BriefingFacts {
  readonly from: string;
  readonly to: string;
  readonly total: number;
  readonly previousTotal: number;
  /** By name; the most frequent first, then those that rose most. */
  readonly top: readonly { readonly name: string; readonly count: number; readonly share: number | null }[];
  readonly rises: readonly { readonly name: string; readonly count: number; readonly previous: number }[];
  readonly unusual: readonly {
    readonly name: string;
    readonly step: string;
    readonly count: number;
    readonly high: number;
  }[];
  readonly themes: readonly { readonly name: string; readonly count: number }[];
}

const TOP = 3;

/** The facts of a trend, with names in the language. */
export function trendFacts(trend: Trend, nameOf: (tag: string) => string) {
  const said = trend.series.filter(({ count }) => count > 0);
  return {
    top: said.slice(0, TOP).map(({ tag, count, share }) => ({ name: nameOf(tag), count, share })),
    rises: said
      .filter(({ count, previous }) => count > previous.count)
      .sort((a, b) => b.count - b.previous.count - (a.count - a.previous.count))
      .slice(0, TOP)
      .map(({ tag, count, previous }) => ({ name: nameOf(tag), count, previous: previous.count })),
  };
}

const percent = (share: number | null): string => (share === null ? "–" : `${Math.round(share * 100)}%`);

/** The facts in sentences. A period in which nothing was said gives one sentence that says so. */
export function sentencesOf(facts: BriefingFacts, language: Language): string[] {
  const { from, to, total, previousTotal, top, rises, unusual, themes } = facts;
  const zh = language === "zh";
  if (total === 0) return [zh ? `${from} 至 ${to} 没有客户之声数据。` : `No data from ${from} to ${to}.`];
  return [
    zh
      ? `${from} 至 ${to} 共有 ${total} 个标签，上一周期 ${previousTotal} 个。`
      : `From ${from} to ${to} customers gave cause for ${total} tags, ${previousTotal} in the period before.`,
    ...top.map(({ name, count, share }) =>
      zh ? `“${name}”${count} 个，占 ${percent(share)}。` : `“${name}”: ${count}, ${percent(share)} of all.`,
    ),
    ...rises.map(({ name, count, previous }) =>
      zh ? `“${name}”从 ${previous} 个升到 ${count} 个。` : `“${name}” rose from ${previous} to ${count}.`,
    ),
    ...unusual.map(({ name, step, count, high }) =>
      zh
        ? `${step} “${name}”有 ${count} 个，超出预期上限 ${Math.round(high)} 个。`
        : `On ${step} “${name}” stood at ${count}, where at most ${Math.round(high)} were expected.`,
    ),
    ...themes.map(({ name, count }) =>
      zh ? `新主题“${name}”有 ${count} 个工单。` : `${count} tickets form the new theme “${name}”.`,
    ),
  ];
}

/** Every number that the facts hold, as the sentences may say it. */
export const numbersOf = (facts: BriefingFacts): string =>
  JSON.stringify([
    facts,
    facts.top.map(({ share }) => percent(share)),
    facts.unusual.map(({ high }) => Math.round(high)),
  ]);
