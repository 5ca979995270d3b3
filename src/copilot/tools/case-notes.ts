import { z } from "zod";
import type { Language } from "../../kernel/labels.ts";
import { pseudonyms } from "../../kernel/pii/pseudonyms.ts";
import type { Prompt } from "../../models/prompts.ts";
import { spokenLine } from "../draft/model/data-text.ts";
import { additions, askTool, type ToolModel } from "./tool-model.ts";

/** One entry of a conversation, as notes are made of it. */
export interface CaseMessage {
  readonly from: "customer" | "support" | "note";
  readonly text: string;
  /** Says that it explains something, rather than asks back or hands over. */
  readonly explains: boolean;
}

export interface CaseMaterial {
  readonly language: Language;
  readonly subject: string;
  readonly messages: readonly CaseMessage[];
  /** Names the contact is known by; no model reads them. */
  readonly called: readonly string[];
  /** Product, edition and version as the server knows them, or as the customer named them. */
  readonly version: string;
  /** Error codes and the like that were recognised. */
  readonly codes: readonly string[];
}

/** What the next person needs to begin at once. */
export interface CaseNotes {
  readonly symptom: string;
  readonly version: string;
  readonly evidence: string;
  readonly triedSteps: string;
  readonly openQuestion: string;
  readonly summary: string;
}

const FAILS =
  /报错|错误|失败|异常|无法|不能|打不开|进不去|卡死|卡住|崩溃|闪退|没反应|不对|丢失|白屏|慢|超时|\b(?:errors?|fail\w*|can ?not|can't|cannot|won't|doesn't|crash\w*|broken|wrong|slow|time[ds]? ?out|stuck|missing)\b/i;
const TRIED =
  /试过|尝试|已经|重启|重装|重新登录|清(?:除|理)?(?:了)?缓存|换(?:了)?(?:浏览器|电脑|账号)|按(?:照)?.{0,12}(?:操作|做)|还是不行|仍然|也不行|\b(?:tried|already|restarted|reinstalled|rebooted|cleared|followed|still)\b/i;
const ASKS = /[?？]|怎么|如何|为什么|能否|是否|请问|什么时候|\b(?:how|why|what|when|where|can|could|is it|do you)\b/i;
const PERSON =
  /转(?:接)?(?:到)?人工|找?人工(?:客服)?|真人|\b(?:talk|speak|connect|transfer)\w* (?:me )?(?:to|with) (?:a|an|the)? ?(?:human|person|agent)/i;
const SENTENCE = /[^。！？!?\n]+[。！？!?]?/g;
const LONGEST_LINE = 300;
const MOST_LINES = 6;

/** Sentences of the conversation itself, sorted by what they tell: no word here is anybody else's. */
export function caseNotes({ language, subject, messages, version, codes }: CaseMaterial): CaseNotes {
  const said = messages.filter(({ from }) => from === "customer").flatMap(({ text }) => sentences(text));
  const answered = messages
    .filter(({ from, explains }) => from === "support" && explains)
    .map(({ text }) => firstLines(text));
  const failing = said.filter((line) => FAILS.test(line) && !TRIED.test(line));
  const tried = said.filter((line) => TRIED.test(line));
  const asked = said.filter((line) => ASKS.test(line));
  const symptom = lines(failing.length > 0 ? failing : said.slice(0, 2)) || subject;
  const quoted = said.filter((line) => codes.some((code) => line.includes(code)));
  const openQuestion = asked.at(-1) ?? failing.at(-1) ?? said.at(-1) ?? subject;
  const words = WORDS[language];
  const replied = answered.map((text) => `${words.replied}${text}`);
  const notes = {
    symptom,
    version,
    evidence: lines([...(codes.length > 0 ? [codes.join(language === "zh" ? "、" : ", ")] : []), ...quoted]),
    triedSteps: lines([...tried, ...replied]),
    openQuestion,
  };
  return { ...notes, summary: readable(notes, language) };
}

const WORDS: Readonly<Record<Language, Record<"symptom" | "version" | "tried" | "open" | "replied", string>>> = {
  zh: { symptom: "现象：", version: "版本：", tried: "已试与已答：", open: "待解决：", replied: "已回复：" },
  en: {
    symptom: "Symptom: ",
    version: "Version: ",
    tried: "Tried and answered: ",
    open: "Open: ",
    replied: "Answered: ",
  },
};

function readable(notes: Omit<CaseNotes, "summary">, language: Language): string {
  const words = WORDS[language];
  const parts: readonly (readonly [string, string])[] = [
    [words.symptom, notes.symptom],
    [words.version, notes.version],
    [words.tried, notes.triedSteps],
    [words.open, notes.openQuestion],
  ];
  return parts
    .filter(([, text]) => text !== "")
    .map(([name, text]) => (text.includes("\n") ? `${name.trimEnd()}\n${text}` : `${name}${text}`))
    .join("\n");
}

const ModelNotes = z.strictObject({
  symptom: z.string().max(4_000),
  version: z.string().max(200),
  evidence: z.string().max(4_000),
  tried_steps: z.string().max(4_000),
  open_question: z.string().max(2_000),
  summary: z.string().max(4_000),
});

/** The notes in a model's words; any field that says more than the conversation does is left to the extract. */
export async function caseNotesByModel(
  tool: ToolModel,
  prompt: Prompt,
  material: CaseMaterial,
  signal: AbortSignal,
): Promise<{
  readonly notes: CaseNotes | null;
  readonly additions: readonly string[];
  readonly by: string | null;
}> {
  const { hide, restore } = pseudonyms(material.called);
  const conversation = material.messages.map(({ from, text }) => spokenLine(from, text)).join("\n");
  const facts = material.version || "unknown";
  const language = material.language === "zh" ? "Simplified Chinese (简体中文)" : "English";
  const { value, by } = await askTool(
    tool,
    { prompt, schema: ModelNotes, data: { language, facts, conversation: hide(conversation) } },
    signal,
  );
  if (value === null) return { notes: null, additions: [], by };
  const plain = caseNotes(material);
  const found: string[] = [];
  const sources = [conversation, facts];
  const kept = (said: string, instead: string): string => {
    const text = restore(said).trim();
    const extra = additions(text, sources);
    found.push(...extra);
    return extra.length > 0 || text === "" ? instead : text;
  };
  const notes = {
    symptom: kept(value.symptom, plain.symptom),
    version: kept(value.version, plain.version),
    evidence: kept(value.evidence, plain.evidence),
    triedSteps: kept(value.tried_steps, plain.triedSteps),
    openQuestion: kept(value.open_question, plain.openQuestion),
    summary: kept(value.summary, plain.summary),
  };
  return { notes, additions: [...new Set(found)], by };
}

const sentences = (text: string): string[] =>
  (text.match(SENTENCE) ?? [])
    .flatMap(withoutAsides)
    .map((line) => line.trim().slice(0, LONGEST_LINE))
    .filter((line) => /[\p{L}\p{N}]/u.test(line));

/** A request for a person says nothing of the matter, and what was tried is told apart from what is wrong. */
function withoutAsides(sentence: string): string[] {
  const clauses = sentence.split(/(?<=[，,；;])/).filter((clause) => !PERSON.test(clause));
  const tried = clauses.filter((clause) => TRIED.test(clause));
  if (tried.length === 0 || tried.length === clauses.length) return [tidy(clauses)];
  return [tidy(clauses.filter((clause) => !tried.includes(clause))), tidy(tried)];
}

const tidy = (clauses: readonly string[]): string => clauses.join("").replace(/[，,；;]\s*$/, "");

const lines = (found: readonly string[]): string => [...new Set(found)].slice(0, MOST_LINES).join("\n");

const firstLines = (text: string): string => text.split("\n").slice(0, 3).join(" ").slice(0, LONGEST_LINE);
