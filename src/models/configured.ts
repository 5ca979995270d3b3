import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../kernel/clock.ts";
import { DomainError } from "../kernel/errors.ts";
import { type OnBreaker, withBreaker } from "./breaker.ts";
import { fallbackModel } from "./fallback.ts";
import { glossEmbedder } from "./gloss/embedder.ts";
import { type LadderStore, memoryLadder } from "./ladder.ts";
import { openaiChatModel } from "./openai/openai.ts";
import { openaiEmbedder } from "./openai/openai-embedder.ts";
import type { ChatModel, Embedder } from "./ports.ts";

const OPENAI = "https://api.openai.com/v1";
const MODEL_ATTEMPTS = 3;
const EMBEDDING_BATCH = 64;

/** A further model that answers when those before it fail. */
export interface FallbackSettings {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly model: string;
}

/** Which server and models to use; without a key, or without an embedding model, the embedded ones. */
export interface ModelSettings {
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
  readonly chatModel: string;
  readonly embeddingModel: string | undefined;
  /** In the order in which they are asked, after the first model and before the embedded engine. */
  readonly fallbacks: readonly FallbackSettings[];
  /** Milliseconds for one request, retries and fallbacks included. */
  readonly timeoutMs: number;
}

/**
 * The configured models as one: each rests after failing several times, and the next one in the chain answers. Null when
 * none is configured: then the embedded engine drafts.
 */
export function configuredChatModel(
  settings: ModelSettings,
  clock: Clock,
  ladder: LadderStore = memoryLadder(),
  onBreaker?: OnBreaker,
): ChatModel | null {
  const { apiKey, baseUrl, chatModel, fallbacks, timeoutMs } = settings;
  const first = apiKey === undefined ? [] : [{ apiKey, baseUrl: baseUrl ?? OPENAI, model: chatModel }];
  const providers = [...first, ...fallbacks];
  const share = timeoutMs / Math.max(1, providers.length);
  const deps = {
    ladder,
    clock,
    sleep: (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }),
  };
  const models = providers.map((provider) => {
    const limits = { requestTimeoutMs: share, budgetMs: share, maxAttempts: MODEL_ATTEMPTS };
    return withBreaker(openaiChatModel({ ...provider, ...limits }, deps), clock, undefined, onBreaker);
  });
  return models.length > 1 ? fallbackModel(models, timeoutMs) : (models[0] ?? null);
}

/**
 * Finds the embedder of a model by the id that its vectors carry: the one that ships with the program, or one of the
 * configured server. Undefined for what cannot be asked any more; each is made once.
 */
export function embedderById(settings: ModelSettings, clock: Clock): (id: string) => Promise<Embedder | undefined> {
  const made = new Map<string, Promise<Embedder | undefined>>();
  const make = async (id: string): Promise<Embedder | undefined> => {
    const gloss = glossEmbedder();
    if (id === gloss.id) return gloss;
    const model = /^(.+)@\d+$/.exec(id)?.[1];
    if (model === undefined || settings.apiKey === undefined) return undefined;
    const found = await configuredEmbedder({ ...settings, embeddingModel: model }, clock);
    return found.id === id ? found : undefined;
  };
  return (id) => {
    const known = made.get(id) ?? make(id);
    made.set(id, known);
    // A server that is down now may answer later.
    known.catch(() => made.delete(id));
    return known;
  };
}

/**
 * Finds an embedder by the name of its model, as in EMBEDDING_MODEL, or `embedded` for the one that ships with the
 * program. Throws when no server is configured, or when it does not know the model.
 */
export const embedderNamed =
  (settings: ModelSettings, clock: Clock) =>
  async (name: string): Promise<Embedder> => {
    const gloss = glossEmbedder();
    if (name === "embedded" || name === gloss.id) return gloss;
    if (settings.apiKey === undefined) throw new DomainError("invalid", "No server of models is configured.");
    return configuredEmbedder({ ...settings, embeddingModel: name.replace(/@\d+$/, "") }, clock);
  };

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
