import { type BaseMessage, HumanMessage, SystemMessage, type UsageMetadata } from "@langchain/core/messages";
import { ChatOpenAI, type ChatOpenAICallOptions } from "@langchain/openai";
import { storableText } from "../../kernel/text.ts";
import { estimateTokens } from "../../kernel/tokens.ts";
import type { Footing } from "../ladder.ts";
import type { Listener, ModelReply, ModelRequest } from "../ports.ts";
import { boundedFetch } from "./bounded-fetch.ts";

/** Where one model is asked, and for how long one request may take, in milliseconds. */
export interface Asked {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly model: string;
  readonly requestTimeoutMs: number;
}

export type Answer = Omit<ModelReply, "retries">;
type Ask = (
  request: ModelRequest,
  footing: Footing,
  signal: AbortSignal,
  listener: Listener | undefined,
) => Promise<Answer>;

/** No answer that anybody can use is longer; the reader of answers has a tighter limit of its own. */
const MOST_BYTES = 1_000_000;

/** One HTTP request over LangChain's OpenAI client; with a listener, and where the footing allows it, a stream. */
export function asker(settings: Asked): Ask {
  const clients = new Map<string, ChatOpenAI>();
  const client = (kind: Kind): ChatOpenAI => {
    const key = JSON.stringify(kind);
    const made = clients.get(key) ?? newClient(settings, kind);
    clients.set(key, made);
    return made;
  };
  return async (request, footing, signal, listener) => {
    const streams = listener !== undefined && footing.stream;
    const temperature = footing.temperature ? request.temperature : null;
    const chat = client({ maxTokens: request.maxOutputTokens, temperature, streams });
    const format = responseFormat(request, footing);
    const messages = [new SystemMessage(request.system), new HumanMessage(request.user)];
    const options = { signal, ...(format === null ? {} : { response_format: format }) };
    const said = streams
      ? await listenTo(chat, messages, options, listener)
      : wholeOf(await chat.invoke(messages, options));
    return {
      text: said.text,
      usage: usageOf(said, request),
      model: nameOf(said) || settings.model,
    };
  };
}

/** What a reply or a piece of one says; fields of a piece are those that it happens to carry. */
interface Said {
  readonly text: string;
  readonly usage: UsageMetadata | undefined;
  readonly model: unknown;
  readonly finish: unknown;
}

/** Some servers name no usage, or none that can be. It is estimated then: what nobody counts, no budget would ever stop. */
const usageOf = ({ usage, text }: Said, { system, user }: ModelRequest): ModelReply["usage"] => ({
  inputTokens: countOf(usage?.input_tokens) || estimateTokens(system) + estimateTokens(user),
  outputTokens: countOf(usage?.output_tokens) ?? estimateTokens(text),
});

/** No answer takes more tokens; a count above is a fault of the server. */
const MOST_TOKENS = 100_000_000;
const countOf = (named: unknown): number | undefined =>
  typeof named === "number" && Number.isInteger(named) && named >= 0 && named <= MOST_TOKENS ? named : undefined;

/** Longest name of a model that is kept. */
const LONGEST_NAME = 200;
const nameOf = ({ model }: Said): string =>
  typeof model === "string" ? storableText(model.slice(0, LONGEST_NAME)) : "";

const wholeOf = (reply: {
  readonly text: string;
  readonly response_metadata: object;
  readonly usage_metadata?: unknown;
}): Said => ({
  text: reply.text,
  // The message type gives `never` here; the value is what the provider reported.
  usage: reply.usage_metadata as UsageMetadata | undefined,
  model: Reflect.get(reply.response_metadata, "model_name"),
  finish: Reflect.get(reply.response_metadata, "finish_reason"),
});

async function listenTo(
  chat: ChatOpenAI,
  messages: BaseMessage[],
  options: Partial<ChatOpenAICallOptions>,
  listener: Listener,
): Promise<Said> {
  listener.begins();
  let all: Said = { text: "", usage: undefined, model: null, finish: null };
  for await (const part of await chat.stream(messages, options)) {
    const piece = wholeOf(part);
    all = {
      text: all.text + piece.text,
      usage: piece.usage ?? all.usage,
      model: piece.model || all.model,
      finish: piece.finish || all.finish,
    };
    if (piece.text !== "") listener.hears(piece.text);
  }
  if (all.finish === "length") throw new EndedEarly("LengthFinishReasonError");
  if (all.finish === "content_filter") throw new EndedEarly("ContentFilterFinishReasonError");
  // The connection was closed as if all had been said; or the provider knows no streams and answered otherwise.
  if (!all.finish) throw new EndedEarly(all.text === "" ? "NoStreamError" : "CutStreamError");
  return all;
}

/** A stream that came to no proper end, named as the client names the same ends of a whole answer. */
class EndedEarly extends Error {
  constructor(name: string) {
    super("The stream of the answer ended early.");
    this.name = name;
  }
}

interface Kind {
  readonly maxTokens: number;
  readonly temperature: number | null;
  readonly streams: boolean;
}

function newClient(settings: Asked, { maxTokens, temperature, streams }: Kind): ChatOpenAI {
  return new ChatOpenAI({
    apiKey: settings.apiKey,
    model: settings.model,
    maxTokens,
    ...(temperature === null ? {} : { temperature }),
    // Retries are ours: LangChain's know neither the budget nor the ladder.
    maxRetries: 0,
    timeout: settings.requestTimeoutMs,
    disableStreaming: !streams,
    configuration: { baseURL: settings.baseUrl, fetch: boundedFetch(MOST_BYTES) },
  });
}

function responseFormat(request: ModelRequest, footing: Footing) {
  if (footing.rung === "prompt") return null;
  if (footing.rung === "json_object") return { type: "json_object" as const };
  return {
    type: "json_schema" as const,
    json_schema: { name: request.schemaName, strict: true, schema: { ...request.schema } },
  };
}
