import { DomainError } from "../../../kernel/errors.ts";
import type { Language } from "../../../kernel/labels.ts";
import { pseudonyms } from "../../../kernel/pii/pseudonyms.ts";
import { timeLimit } from "../../../kernel/time-limit.ts";
import type { Hit } from "../../../knowledge/types.ts";
import { ModelFailure, NO_USAGE, OverBudget, usageOfFailure } from "../../../models/failure.ts";
import type { ChatModel, ModelReply, ModelUsage } from "../../../models/ports.ts";
import type { Prompt } from "../../../models/prompts.ts";
import type { DraftSentence } from "../../check/check.ts";
import type { Turn } from "../../decide/matter.ts";
import type { CopilotDeps, CustomerFacts } from "../../request.ts";
import type { RawDraft } from "../raw-draft.ts";
import { quotesInstructions } from "./instructions.ts";
import { type Hear, listening } from "./listen.ts";
import { type ModelAnswer, readModelAnswer } from "./model-answer.ts";
import { modelRequest } from "./request.ts";

/** What came of asking the model. `draft` is null when it failed or said nothing that can be read. */
export interface ModelOutcome {
  readonly outcome: "not_asked" | "answered" | "failed";
  readonly draft: RawDraft | null;
  readonly labels: ModelAnswer["labels"];
  readonly refusedLabels: number;
  readonly problem: string | null;
  readonly model: string | null;
  readonly tokens: { readonly input: number; readonly output: number };
  readonly calls: { readonly succeeded: number; readonly failed: number };
}

export const NOT_ASKED: ModelOutcome = {
  outcome: "not_asked",
  draft: null,
  labels: null,
  refusedLabels: 0,
  problem: null,
  model: null,
  tokens: { input: 0, output: 0 },
  calls: { succeeded: 0, failed: 0 },
};

const MOST_EXAMPLES = 4;

/** What the customer wrote last. */
const lastWords = (turns: readonly Turn[]): string => turns.findLast(({ role }) => role === "customer")?.text ?? "";

export interface ModelMaterial {
  readonly hits: readonly Hit[];
  readonly language: Language;
  readonly turns: readonly Turn[];
  readonly customer: CustomerFacts;
}

/**
 * Asks the model once, within the budget. Its failure is an outcome; only a cancel by the caller is thrown. `hear` is
 * told what would have come of the answer if it had ended after the sentence that was just finished.
 */
export async function askModel(
  deps: CopilotDeps,
  model: ChatModel,
  material: ModelMaterial,
  signal: AbortSignal,
  hear?: Hear<ModelOutcome>,
): Promise<ModelOutcome> {
  const { prompt, settings } = deps;
  const { hide, restore } = pseudonyms(material.customer.owned);
  const request = modelRequest(
    prompt,
    {
      vendor: settings.vendor,
      language: material.language,
      facts: factsInWords(material.customer),
      passages: material.hits,
      examples: deps.similar(lastWords(material.turns), MOST_EXAMPLES),
      conversation: material.turns.map(({ role, text }) => ({
        speaker: role === "customer" ? "customer" : "support",
        text: hide(text),
      })),
    },
    deps.randomHex,
  );
  const outcome = (answer: Answer, reply: Omit<ModelReply, "text">) =>
    outcomeOf(restored(answer, restore), reply, material.hits.length, prompt, request.system);
  const heard = hear && listening((answer) => hear(outcome(answer, { ...UNFINISHED, model: model.id })));
  const limit = timeLimit(settings.modelBudgetMs, signal);
  try {
    const reply = await model.complete(request, limit.signal, heard?.listener).finally(() => heard?.settled());
    return outcome(readModelAnswer(reply.text), reply);
  } catch (error) {
    if (signal.aborted) throw new DomainError("canceled", "The request was canceled.");
    if (!(error instanceof DomainError)) throw error;
    if (error instanceof OverBudget) return { ...NOT_ASKED, problem: "budget" };
    const failed = error instanceof ModelFailure ? error.attempts : 1;
    const tokens = tokensOf(usageOfFailure(error));
    return { ...NOT_ASKED, outcome: "failed", problem: error.code, tokens, calls: { succeeded: 0, failed } };
  } finally {
    limit.clear();
  }
}

type Answer = ReturnType<typeof readModelAnswer>;

/** An answer with the personal data in it that the model was not shown. */
function restored(answer: Answer, restore: (text: string) => string): Answer {
  if ("problem" in answer) return answer;
  const { sentences, missing, clarifyingQuestion } = answer;
  return {
    ...answer,
    sentences: sentences.map((sentence) => ({ ...sentence, text: restore(sentence.text) })),
    missing: missing.map(restore),
    clarifyingQuestion: clarifyingQuestion && restore(clarifyingQuestion),
  };
}

/** What an answer costs is known at its end. */
const UNFINISHED = { usage: NO_USAGE, retries: 0 };

const tokensOf = ({ inputTokens, outputTokens }: ModelUsage): ModelOutcome["tokens"] => ({
  input: inputTokens,
  output: outputTokens,
});

function outcomeOf(
  answer: Answer,
  reply: Omit<ModelReply, "text">,
  passages: number,
  prompt: Prompt,
  instructions: string,
): ModelOutcome {
  const base = {
    ...NOT_ASKED,
    model: reply.model,
    tokens: tokensOf(reply.usage),
    calls: { succeeded: 1, failed: reply.retries },
  };
  if ("problem" in answer) return { ...base, outcome: "failed", problem: answer.problem };
  const said = [...answer.sentences.map(({ text }) => text), ...answer.missing, answer.clarifyingQuestion ?? ""];
  if (said.some((text) => quotesInstructions(text, prompt, instructions)))
    return { ...base, outcome: "failed", problem: "quotes_instructions" };
  const { labels, refusedLabels } = answer;
  return { ...base, outcome: "answered", draft: rawDraft(answer, passages), labels, refusedLabels };
}

function rawDraft({ sentences, clarifyingQuestion, missing }: ModelAnswer, passages: number): RawDraft {
  const facts = sentences.map(
    ({ text, cites }): DraftSentence => ({
      kind: "fact",
      text,
      cites: cites.map((number) => indexOf(number, passages)),
    }),
  );
  const question: DraftSentence[] =
    clarifyingQuestion === null ? [] : [{ kind: "question", text: clarifyingQuestion, cites: [] }];
  return { sentences: [...facts, ...question], missing, clarifyingQuestion };
}

/** The model counts passages from 1. A number outside the run becomes -1, which no check accepts. */
const indexOf = (number: number, passages: number): number => (number >= 1 && number <= passages ? number - 1 : -1);

function factsInWords({ product, edition, version, deployment }: CustomerFacts): string {
  const known = Object.entries({ product, edition, version, deployment }).filter(([, value]) => value !== null);
  return known.length === 0 ? "unknown" : known.map(([name, value]) => `${name} ${value}`).join(", ");
}
