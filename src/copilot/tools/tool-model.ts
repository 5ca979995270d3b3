import { z } from "zod";
import { DomainError } from "../../kernel/errors.ts";
import { timeLimit } from "../../kernel/time-limit.ts";
import { OverBudget } from "../../models/failure.ts";
import type { ChatModel } from "../../models/ports.ts";
import type { Prompt } from "../../models/prompts.ts";
import { commitments } from "../check/commitments.ts";
import { hardTokens, sameToken, squeeze } from "../check/tokens.ts";
import { visible } from "../draft/model/data-text.ts";
import { quotesInstructions } from "../draft/model/instructions.ts";
import { strictJson } from "../draft/model/strict-json.ts";

/** The model that tools of agents use, if there is one. */
export interface ToolModel {
  readonly model: ChatModel;
  readonly budgetMs: number;
  /** Fresh randomness for the fence around untrusted text. */
  readonly randomHex: () => string;
}

export interface ToolReply<Value> {
  /** Null when the model failed, or said nothing that may be used. */
  readonly value: Value | null;
  /** The model that answered, as its provider names it; null when none did. */
  readonly by: string | null;
}

/** Asks a model for one JSON value of this shape. Its failure is no value; only a cancel by the caller and `OverBudget` are thrown. */
export async function askTool<Schema extends z.ZodType>(
  { model, budgetMs, randomHex }: ToolModel,
  step: {
    readonly prompt: Prompt;
    readonly schema: Schema;
    readonly data: Readonly<Record<string, string>>;
    /** What the instructions hold beside the schema; never a text from outside. */
    readonly stable?: Readonly<Record<string, string>>;
  },
  signal: AbortSignal,
): Promise<ToolReply<z.output<Schema>>> {
  const { prompt } = step;
  const data = Object.fromEntries(Object.entries(step.data).map(([slot, text]) => [slot, visible(text)]));
  const schema = z.toJSONSchema(step.schema) as Record<string, unknown>;
  let fence = randomHex();
  while (Object.values(data).some((text) => text.includes(fence))) fence = randomHex();
  const system = prompt.system({ ...step.stable, schema: JSON.stringify(schema) });
  const { id: schemaName, maxOutputTokens, temperature } = prompt;
  const request = { system, user: prompt.user({ ...data, fence }), schema, schemaName, maxOutputTokens, temperature };
  const limit = timeLimit(budgetMs, signal);
  try {
    const reply = await model.complete(request, limit.signal);
    const json = strictJson(reply.text);
    const read = "problem" in json ? null : step.schema.safeParse(json.value);
    if (!read?.success || quotesInstructions(reply.text, prompt, system)) return { value: null, by: reply.model };
    return { value: read.data, by: reply.model };
  } catch (error) {
    if (signal.aborted) throw new DomainError("canceled", "The request was canceled.");
    if (!(error instanceof DomainError) || error instanceof OverBudget) throw error;
    return { value: null, by: null };
  } finally {
    limit.clear();
  }
}

/**
 * What a text has that its sources have not: numbers, dates, links, codes, and commitments. A tool that rewords must
 * add none of these.
 */
export function additions(text: string, sources: readonly string[]): string[] {
  const known = sources.flatMap(hardTokens);
  const squeezed = sources.map(squeeze);
  // Lines of a note are from different sentences: the number that ends one has no unit in the next.
  const tokens = text
    .split("\n")
    .flatMap(hardTokens)
    .filter(({ kind }) => kind !== "quote" && kind !== "name")
    .filter((token) => !known.some((other) => sameToken(token, other)))
    .filter(({ raw }) => !squeezed.some((source) => source.includes(squeeze(raw))));
  const promised = new Set(sources.flatMap((source) => commitments(source, [])).map(({ rule }) => rule));
  const promises = commitments(text, []).filter(({ rule }) => !promised.has(rule));
  return [...new Set([...tokens.map(({ raw }) => raw), ...promises.map(({ found }) => found)])];
}
