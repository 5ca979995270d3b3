import type { ServiceItem, ServiceType, VocTag } from "../../kernel/labels.ts";

/** Something that customers of the sample vendor write about. */
export interface Topic {
  readonly id: string;
  readonly product: "panheng-erp" | "tingke-crm";
  readonly module: string;
  readonly type: ServiceType;
  readonly item: ServiceItem;
  /** How often, beside the others. */
  readonly weight: number;
  /** Ways to say it. `[words|tag]` marks the words that a tag rests on. */
  readonly zh: readonly string[];
  readonly en: readonly string[];
  /** What answers it. */
  readonly zhReply: string;
  readonly enReply: string;
  /** How likely the bot answers it alone, and how likely that solves it. */
  readonly bot: readonly [answers: number, solves: number];
  /** How likely it goes to the second tier, and from there to the third. */
  readonly up: readonly [second: number, third: number];
  readonly urgency: "high" | "normal" | "low";
  readonly sentiment: "negative" | "neutral" | "positive";
}

export interface Evidence {
  readonly tag: VocTag;
  readonly start: number;
  readonly end: number;
}

/** The text without its marks, and what they marked. */
export function readMarks(marked: string): { readonly text: string; readonly evidence: readonly Evidence[] } {
  const evidence: Evidence[] = [];
  let text = "";
  for (const part of marked.split(/(\[[^\]|]+\|[a-z_]+\])/)) {
    const mark = /^\[([^\]|]+)\|([a-z_]+)\]$/.exec(part);
    if (mark === null) text += part;
    else {
      evidence.push({ tag: mark[2] as VocTag, start: text.length, end: text.length + mark[1]!.length });
      text += mark[1];
    }
  }
  return { text, evidence };
}
