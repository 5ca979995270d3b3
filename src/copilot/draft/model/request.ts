import type { Language } from "../../../kernel/labels.ts";
import { remembered, rememberedBy, rememberedOf } from "../../../kernel/remembered.ts";
import type { ModelRequest } from "../../../models/ports.ts";
import type { Prompt } from "../../../models/prompts.ts";
import { oneBlank, spokenLine, visible } from "./data-text.ts";
import { CATALOGUE, MODEL_ANSWER_SCHEMA } from "./model-answer.ts";

/** What one model call is told. Passages are numbered from 1 in the order given. */
export interface DraftMaterial {
  readonly vendor: string;
  readonly language: Language;
  readonly facts: string;
  readonly passages: readonly Passage[];
  /** Labelled requests like this one. They stand after the stable prefix, fenced as data. */
  readonly examples: readonly { readonly item: string; readonly text: string }[];
  readonly conversation: readonly { readonly speaker: string; readonly text: string }[];
}

interface Passage {
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly text: string;
}

const SCHEMA = JSON.stringify(MODEL_ANSWER_SCHEMA);

/** Builds the model request. `randomHex` gives a fresh delimiter; it is drawn again while the data happens to hold it. */
export function modelRequest(prompt: Prompt, material: DraftMaterial, randomHex: () => string): ModelRequest {
  const passages = material.passages.map((passage, index) => `[${index + 1}] ${passageText(passage)}`).join("\n\n");
  const conversation = material.conversation.map(({ speaker, text }) => spokenLine(speaker, text)).join("\n");
  const examples = material.examples.map(({ item, text }) => `${item}: ${exampleLine(text)}`).join("\n") || "none";
  let fence = randomHex();
  while (
    passages.includes(fence) ||
    conversation.includes(fence) ||
    [material.facts, examples].some((text) => text.includes(fence))
  )
    fence = randomHex();
  const language = material.language === "zh" ? "Simplified Chinese (简体中文)" : "English";
  return {
    system: instructionsOf({ prompt, vendor: material.vendor }),
    user: prompt.user({ fence, language, facts: oneBlank(material.facts), passages, examples, conversation }),
    schema: MODEL_ANSWER_SCHEMA,
    schemaName: "support_answer",
    maxOutputTokens: prompt.maxOutputTokens,
    temperature: prompt.temperature,
  };
}

const MOST_VENDORS = 20;
/** They are long and the same for every request of a vendor: one string, which later looks at compare at a glance. */
const instructionsOf = rememberedBy(
  MOST_VENDORS,
  ({ prompt, vendor }: { readonly prompt: Prompt; readonly vendor: string }) => `${prompt.hash} ${vendor}`,
  ({ prompt, vendor }) => prompt.system({ vendor, catalogue: CATALOGUE, schema: SCHEMA }),
);

const LONGEST_EXAMPLE = 200;
const [MOST_PASSAGES, MOST_LINES] = [500, 2_500];

const passageText = rememberedOf(
  MOST_PASSAGES,
  ({ title, headingPath }: Passage) => [title, ...headingPath],
  ({ title, headingPath, text }: Passage) => `${oneBlank([title, ...headingPath].join(" > "))}\n${visible(text)}`,
);
const exampleLine = remembered(MOST_LINES, (text: string) => oneBlank(text).slice(0, LONGEST_EXAMPLE));
