import type { Clock } from "../kernel/clock.ts";
import { isDomainError } from "../kernel/errors.ts";
import type { Meters } from "../kernel/meters.ts";
import { type OnBreaker, withEmbedderBreaker } from "./breaker.ts";
import { usageOfFailure } from "./failure.ts";
import type { ChatModel, Embedder, ModelUsage } from "./ports.ts";

const STATES = { closed: 0, trying: 1, resting: 2 } as const;

/** Shows which models are left alone. */
export const meterBreaker =
  (meters: Meters): OnBreaker =>
  (model, state) =>
    meters.set("threeline_breaker_state", STATES[state], { model });

/** Counts the calls of a model by how they ended, their time and their tokens, those of failed calls among them. */
export const meteredModel = (model: ChatModel, meters: Meters): ChatModel => ({
  id: model.id,
  complete: async (request, signal, listener) => {
    const count = ({ inputTokens, outputTokens }: ModelUsage) => {
      meters.count("threeline_model_tokens_total", { model: model.id, direction: "in" }, inputTokens);
      meters.count("threeline_model_tokens_total", { model: model.id, direction: "out" }, outputTokens);
    };
    try {
      const reply = await metered(meters, "threeline_model", model.id, () => model.complete(request, signal, listener));
      count(reply.usage);
      return reply;
    } catch (error) {
      count(usageOfFailure(error));
      throw error;
    }
  },
});

const meteredEmbedder = (embedder: Embedder, meters: Meters): Embedder => ({
  ...embedder,
  embed: (texts, signal) => metered(meters, "threeline_embedder", embedder.id, () => embedder.embed(texts, signal)),
});

/**
 * The embedders that a search asks, counted, and left alone while their server is down, so that words answer at once.
 * Whoever indexes waits for it, and has them as they are.
 */
export function guardedEmbedders(
  embedder: Embedder,
  embedderById: (id: string) => Promise<Embedder | undefined>,
  clock: Clock,
  meters: Meters,
) {
  const guarded = (one: Embedder) =>
    withEmbedderBreaker(meteredEmbedder(one, meters), clock, undefined, meterBreaker(meters));
  return {
    embedder: guarded(embedder),
    embedderById: async (id: string) => {
      const found = await embedderById(id);
      return found && guarded(found);
    },
  };
}

async function metered<Result>(
  meters: Meters,
  name: "threeline_model" | "threeline_embedder",
  model: string,
  call: () => Promise<Result>,
): Promise<Result> {
  const began = performance.now();
  let outcome = "ok";
  try {
    return await call();
  } catch (error) {
    outcome = isDomainError(error) ? error.code : "failed";
    throw error;
  } finally {
    meters.count(`${name}_calls_total`, { model, outcome });
    meters.time(`${name}_seconds`, (performance.now() - began) / 1000, { model });
  }
}
