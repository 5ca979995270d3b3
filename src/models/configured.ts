import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../kernel/clock.ts";
import { glossEmbedder } from "./gloss/embedder.ts";
import { memoryLadder } from "./ladder.ts";
import { openaiChatModel } from "./openai.ts";
import { openaiEmbedder } from "./openai-embedder.ts";
import type { ChatModel, Embedder } from "./ports.ts";

const OPENAI = "https://api.openai.com/v1";
const MODEL_ATTEMPTS = 3;
const EMBEDDING_BATCH = 64;

/** Which server and models to use; without a key, or without an embedding model, the embedded ones. */
export interface ModelSettings {
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
  readonly chatModel: string;
  readonly embeddingModel: string | undefined;
  /** Milliseconds for one request, retries included. */
  readonly timeoutMs: number;
}

/** The chat model of the configured server, or null: then the embedded engine drafts. */
export function configuredChatModel(settings: ModelSettings, clock: Clock): ChatModel | null {
  if (settings.apiKey === undefined) return null;
  return openaiChatModel(
    {
      apiKey: settings.apiKey,
      baseUrl: settings.baseUrl ?? OPENAI,
      model: settings.chatModel,
      requestTimeoutMs: settings.timeoutMs,
      budgetMs: settings.timeoutMs,
      maxAttempts: MODEL_ATTEMPTS,
    },
    { ladder: memoryLadder(), clock, sleep: (ms, signal) => sleep(ms, undefined, { signal }) },
  );
}

/** The embedding model of the configured server, or the one that ships with the program. */
export async function configuredEmbedder(settings: ModelSettings, clock: Clock): Promise<Embedder> {
  if (settings.apiKey === undefined || settings.embeddingModel === undefined) return glossEmbedder();
  return openaiEmbedder(
    {
      apiKey: settings.apiKey,
      baseUrl: settings.baseUrl ?? OPENAI,
      model: settings.embeddingModel,
      batchSize: EMBEDDING_BATCH,
      requestTimeoutMs: settings.timeoutMs,
    },
    clock,
  );
}
