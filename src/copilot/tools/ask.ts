import { z } from "zod";
import { AUDIENCES, type Language } from "../../kernel/labels.ts";
import { pseudonyms } from "../../kernel/pii/pseudonyms.ts";
import type { Hit } from "../../knowledge/types.ts";
import type { Prompt } from "../../models/prompts.ts";
import { checkDraft, type DraftSentence } from "../check/check.ts";
import { topicWords } from "../content-words.ts";
import { extract } from "../draft/extractive/extract.ts";
import { insetLines } from "../draft/model/data-text.ts";
import { asPassage } from "../draft/scoring/score-units.ts";
import { askTool, type ToolModel } from "./tool-model.ts";

/** A message of the ticket that an answer may rest on. */
export interface SourceMessage {
  readonly id: string;
  readonly from: "customer" | "support" | "note";
  readonly text: string;
}

export interface AskMaterial {
  readonly question: string;
  readonly language: Language;
  readonly messages: readonly SourceMessage[];
  /** Names the contact is known by: no model reads them. */
  readonly called: readonly string[];
  /** Passages of the knowledge base that the asking member may read; empty when none answers. */
  readonly hits: readonly Hit[];
}

/** `cites` counts the messages first, then the passages, from 0. */
export interface AskAnswer {
  readonly sentences: readonly { readonly text: string; readonly cites: readonly number[] }[];
  readonly missing: readonly string[];
}

const SENTENCE = /[^。！？!?\n]+[。！？!?]?/g;
/** Share of the question's words that a sentence of the ticket must have. */
const ENOUGH = 0.34;
const MOST_OF_TICKET = 3;

/** Sentences of the ticket that speak of what is asked, then the pieces of passages that answer. */
export function askByExtract({ question, messages, hits }: AskMaterial): AskAnswer {
  const asked = topicWords(question);
  const said = messages
    .flatMap(({ text }, index) => (text.match(SENTENCE) ?? []).map((line) => ({ text: line.trim(), index })))
    .map((line) => ({ ...line, share: shareOf(asked, line.text) }))
    .filter(({ share }) => share >= ENOUGH)
    .sort((a, b) => b.share - a.share || b.index - a.index)
    .slice(0, MOST_OF_TICKET);
  const passages = hits.map(asPassage);
  const told = extract(question, passages).map(({ passage, unit }) => ({
    text: unit.text,
    cites: [messages.length + passage],
  }));
  const sentences = [...said.map(({ text, index }) => ({ text, cites: [index] })), ...told];
  return { sentences, missing: sentences.length === 0 ? [question] : [] };
}

function shareOf(asked: ReadonlySet<string>, text: string): number {
  if (asked.size === 0) return 0;
  const held = topicWords(text);
  return [...asked].filter((word) => held.has(word)).length / asked.size;
}

const Answer = z.strictObject({
  sentences: z.array(z.strictObject({ text: z.string().min(1).max(1_000), cites: z.array(z.int()).max(12) })).max(24),
  missing: z.array(z.string().max(400)).max(8),
});

/** A model's answer, without the sentences that their sources do not bear out. Null when nothing of it is left. */
export async function askByModel(
  tool: ToolModel,
  prompt: Prompt,
  material: AskMaterial,
  signal: AbortSignal,
): Promise<{ readonly answer: AskAnswer | null; readonly removed: number; readonly by: string | null }> {
  const { question, messages, hits } = material;
  const { hide, restore } = pseudonyms(material.called);
  const sources = [
    ...messages.map(({ from, text }) => ({
      title: `message of ${from}`,
      headingPath: [],
      text: insetLines(text),
      audience: "public" as const,
    })),
    ...hits.map(({ title, headingPath, text, scope }) => ({ title, headingPath, text, audience: scope.audience })),
  ];
  const written = sources.map(
    ({ title, headingPath, text }, i) =>
      `[${i + 1}] ${[title, ...headingPath].join(" > ")}\n${i < messages.length ? hide(text) : text}`,
  );
  const language = material.language === "zh" ? "Simplified Chinese (简体中文)" : "English";
  const { value, by } = await askTool(
    tool,
    { prompt, schema: Answer, data: { language, question: hide(question), sources: written.join("\n\n") } },
    signal,
  );
  if (value === null) return { answer: null, removed: 0, by };
  const draft = value.sentences.map(
    ({ text, cites }): DraftSentence => ({
      kind: "fact",
      text: restore(text),
      cites: cites.map((number) => (number >= 1 && number <= sources.length ? number - 1 : -1)),
    }),
  );
  const facts = {
    language: material.language,
    audiences: AUDIENCES,
    allowedStatements: [],
    known: question,
    owned: [],
  };
  const { verdicts } = checkDraft(draft, sources, facts);
  const sentences = draft.filter((_, i) => verdicts[i]!.supported);
  const answer =
    sentences.length === 0 && value.missing.length === 0 ? null : { sentences, missing: value.missing.map(restore) };
  return { answer, removed: draft.length - sentences.length, by };
}
