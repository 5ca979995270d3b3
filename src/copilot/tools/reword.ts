import { z } from "zod";
import type { Language } from "../../kernel/labels.ts";
import { pseudonyms } from "../../kernel/pii/pseudonyms.ts";
import type { Prompt } from "../../models/prompts.ts";
import { additions, askTool, type ToolModel } from "./tool-model.ts";

export const TONES = ["friendlier", "formal", "shorter", "clearer"] as const;
export type Tone = (typeof TONES)[number];

const TONE_WORDS: Readonly<Record<Tone, string>> = {
  friendlier: "warm and friendly, still to the point",
  formal: "formal and respectful (您 in Chinese)",
  shorter: "as short as possible without losing a fact or step",
  clearer: "clearer: plain sentences, one step a line, in order",
};

const Text = z.strictObject({ text: z.string().min(1).max(20_000) });

/** A text of a colleague's to the contact, and the names the contact is known by: no model reads them. */
export interface Wording {
  readonly text: string;
  readonly called: readonly string[];
}

/** A model's text, or null with what it had added and must not have. */
export interface Reworded {
  readonly text: string | null;
  readonly additions: readonly string[];
  readonly by: string | null;
}

export const rewordByModel = (
  tool: ToolModel,
  prompt: Prompt,
  said: Wording,
  tone: Tone,
  signal: AbortSignal,
): Promise<Reworded> => checked(tool, prompt, { tone: TONE_WORDS[tone] }, said, signal);

export const translateByModel = (
  tool: ToolModel,
  prompt: Prompt,
  said: Wording,
  to: Language,
  signal: AbortSignal,
): Promise<Reworded> =>
  checked(tool, prompt, { language: to === "zh" ? "Simplified Chinese (简体中文)" : "English" }, said, signal);

async function checked(
  tool: ToolModel,
  prompt: Prompt,
  data: Readonly<Record<string, string>>,
  said: Wording,
  signal: AbortSignal,
): Promise<Reworded> {
  const { hide, restore } = pseudonyms(said.called);
  const { value, by } = await askTool(tool, { prompt, schema: Text, data: { ...data, text: hide(said.text) } }, signal);
  if (value === null) return { text: null, additions: [], by };
  const text = restore(value.text).trim();
  const extra = additions(text, [said.text]);
  return { text: extra.length > 0 ? null : text, additions: extra, by };
}

interface Manners {
  readonly greeting: string;
  readonly greets: RegExp;
  readonly closing: string;
  readonly closes: RegExp;
  readonly formalClosing: string;
  /** Sentences of courtesy that say nothing about the matter. */
  readonly courtesy: RegExp;
}

const MANNERS: Readonly<Record<Language, Manners>> = {
  zh: {
    greeting: "您好，",
    greets: /^\s*(?:您好|你好|尊敬的)/,
    closing: "如仍有疑问，欢迎随时回复。",
    closes: /(?:随时|欢迎).{0,8}(?:回复|联系|告诉)|再联系/,
    formalClosing: "以上，请知悉。",
    courtesy:
      /^(?:您好|你好|尊敬的.{0,12}|非常?抱歉.{0,16}|很抱歉.{0,16}|给您带来不便.{0,12}|感谢(?:您的)?.{0,16}|谢谢.{0,12}|祝您.{0,12}|如仍?有(?:任何)?(?:疑问|问题).{0,16}|以上,?请知悉|希望(?:能|可以)?帮(?:助|到)您?.{0,8})[,，。！!~～]*$/,
  },
  en: {
    greeting: "Hello, ",
    greets: /^\s*(?:hello|hi|dear|good (?:morning|afternoon|evening))\b/i,
    closing: "If anything is unclear, please just reply.",
    closes: /\b(?:please (?:just )?(?:reply|let us know|write again)|feel free)\b/i,
    formalClosing: "Kind regards",
    courtesy:
      /^(?:hello|hi|dear [^,.]{0,30}|(?:we are|i am|i'm) (?:very )?sorry[^.!]{0,50}|sorry[^.!]{0,40}|thank(?:s| you)[^.!]{0,60}|(?:kind|best) regards|i hope (?:this|that) helps|if anything is unclear[^.!]{0,40}|feel free to[^.!]{0,40})[,.!]*$/i,
  },
};

/** Polite frames and plainer words by rule; null for what only a model can do. Facts are never touched. */
export function rewordByRule(text: string, tone: Tone, language: Language): string | null {
  const manners = MANNERS[language];
  if (tone === "friendlier") return withClosing(withGreeting(text, manners), manners.closes, manners.closing);
  if (tone === "formal")
    return withClosing(withGreeting(plainer(text, language), manners), /以上|regards/i, manners.formalClosing);
  if (tone === "shorter") {
    const short = withoutCourtesy(text, manners, language);
    return short === "" || short === text ? null : short;
  }
  return null;
}

const withGreeting = (text: string, { greets, greeting }: Manners): string =>
  greets.test(text) ? text : `${greeting}${text.trimStart()}`;

const withClosing = (text: string, has: RegExp, closing: string): string =>
  has.test(text) ? text : `${text.trimEnd()}\n${closing}`;

/** 你 becomes 您 outside of words that hold it; particles of chat and emoji go. */
function plainer(text: string, language: Language): string {
  const calm = text
    .replace(/\p{Extended_Pictographic}\ufe0f?/gu, "")
    .replace(/[~～]+/g, "")
    .replace(/([!！])[!！]+/g, "$1");
  return language === "zh"
    ? calm.replace(/你(?!们)/g, "您").replace(/(?<=[\p{Script=Han}])(?:哈|哦|啦|呢|呀)(?=[。，！,!\s]|$)/gu, "")
    : calm;
}

function withoutCourtesy(text: string, { courtesy, greets }: Manners, language: Language): string {
  const bare = text.replace(greets, "").replace(/^[，,！!\s]+/, "");
  const sentence = language === "zh" ? /[^。！!]+[。！!]?/g : /[^.!]+(?:[.!](?!\s)[^.!]*)*[.!]?\s*/g;
  const lines = bare.split("\n").map((line) =>
    (line.match(sentence) ?? [])
      .filter((part) => !courtesy.test(part.trim()))
      .join("")
      .trimEnd(),
  );
  return lines.filter((line) => line !== "").join("\n");
}
