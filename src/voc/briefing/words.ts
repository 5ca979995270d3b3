import type { Language } from "../../kernel/labels.ts";
import type { Trend } from "../trends/trend.ts";
import type { Direction, Said, Statement } from "./statement.ts";

/** What a briefing says, all of it computed. */
export interface BriefingFacts {
  readonly from: string;
  readonly to: string;
  readonly total: number;
  readonly previousTotal: number;
  /** By name; the most frequent first, then those that rose most. */
  readonly top: readonly {
    readonly name: string;
    readonly count: number;
    readonly share: number | null;
    /** No other tag was given as often. */
    readonly alone: boolean;
  }[];
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
export function trendFacts({ series }: Trend, nameOf: (tag: string) => string) {
  const said = series.filter(({ count }) => count > 0);
  return {
    top: said.slice(0, TOP).map(({ tag, count, share }) => ({
      ...{ name: nameOf(tag), count, share },
      alone: said.every((other) => other.tag === tag || other.count !== count),
    })),
    rises: said
      .filter(({ count, previous }) => count > previous.count)
      .sort((a, b) => b.count - b.previous.count - (a.count - a.previous.count))
      .slice(0, TOP)
      .map(({ tag, count, previous }) => ({ name: nameOf(tag), count, previous: previous.count })),
  };
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;

const now = (value: number): Said => ({ role: "now", value });
const before = (value: number): Said => ({ role: "before", value });
const heading = (count: number, previous: number): Direction =>
  count > previous ? "up" : count < previous ? "down" : "same";

/** The facts, each in one sentence by template. A period in which nothing was said gives one sentence that says so. */
export function statementsOf(facts: BriefingFacts, language: Language): Statement[] {
  if (facts.total === 0) return [ofSilence(facts, language)];
  return [
    ofTotal(facts, language),
    ...facts.top.map((tag, place) => ofTop(tag, place, language)),
    ...facts.rises.map((tag) => ofRise(tag, language)),
    ...facts.unusual.map((tag) => ofUnusual(tag, language)),
    ...facts.themes.map((theme) => ofTheme(theme, language)),
  ];
}

type Each<Kind extends "top" | "rises" | "unusual" | "themes"> = BriefingFacts[Kind][number];

const NOTHING_SAID: Omit<Statement, "text"> = { names: [], dates: [], figures: [], directions: [] };

function ofSilence({ from, to }: BriefingFacts, language: Language): Statement {
  const text = language === "zh" ? `${from} 至 ${to} 没有客户之声数据。` : `No data from ${from} to ${to}.`;
  return { ...NOTHING_SAID, text, dates: [from, to] };
}

function ofTotal({ from, to, total, previousTotal }: BriefingFacts, language: Language): Statement {
  return {
    ...NOTHING_SAID,
    text:
      language === "zh"
        ? `${from} 至 ${to} 共有 ${total} 个标签，上一周期 ${previousTotal} 个。`
        : `From ${from} to ${to} there were ${total} tags, ${previousTotal} in the period before.`,
    dates: [from, to],
    figures: [now(total), before(previousTotal)],
    directions: [heading(total, previousTotal)],
  };
}

const PLACES: readonly Direction[] = ["most", "second", "third"];

function ofTop({ name, count, share, alone }: Each<"top">, place: number, language: Language): Statement {
  const zh = language === "zh";
  const part = share === null ? "" : zh ? `，占 ${percent(share)}` : `, ${percent(share)} of all`;
  return {
    ...NOTHING_SAID,
    text: zh ? `“${name}”${count} 个${part}。` : `“${name}”: ${count}${part}.`,
    names: [name],
    figures: [now(count), ...(share === null ? [] : [{ role: "share", value: Math.round(share * 100) } as const])],
    directions: alone ? [PLACES[place]!] : [],
  };
}

function ofRise({ name, count, previous }: Each<"rises">, language: Language): Statement {
  return {
    ...NOTHING_SAID,
    text:
      language === "zh"
        ? `“${name}”从 ${previous} 个升到 ${count} 个。`
        : `“${name}” rose from ${previous} to ${count}.`,
    names: [name],
    figures: [now(count), before(previous)],
    directions: ["up"],
  };
}

function ofUnusual({ name, step, count, high }: Each<"unusual">, language: Language): Statement {
  const limit = Math.round(high);
  return {
    ...NOTHING_SAID,
    text:
      language === "zh"
        ? `${step} “${name}”有 ${count} 个，超出预期上限 ${limit} 个。`
        : `On ${step} “${name}” stood at ${count}, where at most ${limit} were expected.`,
    names: [name],
    dates: [step],
    figures: [now(count), { role: "limit", value: limit }],
    directions: ["above"],
  };
}

function ofTheme({ name, count }: Each<"themes">, language: Language): Statement {
  return {
    ...NOTHING_SAID,
    text: language === "zh" ? `新主题“${name}”有 ${count} 个工单。` : `${count} tickets form the new theme “${name}”.`,
    names: [name],
    figures: [now(count)],
    directions: ["new"],
  };
}

/** Every number that the facts hold, as the sentences may say it. */
export const numbersOf = (facts: BriefingFacts): string =>
  JSON.stringify([
    facts,
    facts.top.map(({ share }) => percent(share ?? 0)),
    facts.unusual.map(({ high }) => Math.round(high)),
  ]);
