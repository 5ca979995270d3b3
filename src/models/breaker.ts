import type { Clock } from "../kernel/clock.ts";
import { DomainError, isDomainError } from "../kernel/errors.ts";
import { ModelFailure } from "./failure.ts";
import type { ChatModel, Embedder } from "./ports.ts";

export interface BreakerSettings {
  /** Failures in a row after which the model rests. */
  readonly failures: number;
  /** How long it rests, in milliseconds. A provider that asks for a longer pause gets it, up to `longestRestMs`. */
  readonly restMs: number;
  readonly longestRestMs: number;
}

const BREAKER: BreakerSettings = { failures: 3, restMs: 30_000, longestRestMs: 300_000 };
/** Time for the one question that finds out whether an embedder is back. */
const PROBE_MS = 10_000;

/** `resting`: nobody is let through; `trying`: its rest is over, and one call finds out whether it is back. */
export type BreakerState = "closed" | "resting" | "trying";
/** Hears whenever a model is left alone, tried or used again. */
export type OnBreaker = (id: string, state: BreakerState) => void;

function createBreaker(id: string, clock: Clock, settings: BreakerSettings, onChange: OnBreaker) {
  let failed = 0;
  let restsUntil: number | null = null;
  let trying = false;

  const noteFailure = (error: unknown, signal: AbortSignal) => {
    if (isCancel(error, signal)) return;
    const now = clock.now().getTime();
    const asked = error instanceof ModelFailure ? error.waitMs : null;
    failed += 1;
    if (asked === null && failed < settings.failures) return;
    const rest = failed < settings.failures ? 0 : settings.restMs;
    restsUntil = now + Math.min(Math.max(asked ?? 0, rest), settings.longestRestMs);
    onChange(id, "resting");
  };
  return {
    /** Whether a call may go ahead: `trial` for the one that tries a model after its rest. */
    admits(): "call" | "trial" | "none" {
      if (restsUntil === null) return "call";
      return trying || clock.now().getTime() < restsUntil ? "none" : "trial";
    },
    async run<Result>(signal: AbortSignal, call: () => Promise<Result>): Promise<Result> {
      const tries = restsUntil !== null;
      trying = trying || tries;
      if (tries) onChange(id, "trying");
      try {
        const result = await call();
        failed = 0;
        if (restsUntil !== null) onChange(id, "closed");
        restsUntil = null;
        return result;
      } catch (error) {
        noteFailure(error, signal);
        throw error;
      } finally {
        if (tries) trying = false;
      }
    },
  };
}

const nobody = () => {};
const resting = () => new ModelFailure("unavailable", "The model provider has failed several times and rests.", 0);

/**
 * A model that is left alone for a while after failing several times in a row, so that a dead provider does not cost
 * every customer its timeout. After the rest one call tries it; the others still go past until that one has succeeded.
 */
export function withBreaker(
  model: ChatModel,
  clock: Clock,
  settings: BreakerSettings = BREAKER,
  onChange: OnBreaker = nobody,
): ChatModel {
  const breaker = createBreaker(model.id, clock, settings, onChange);
  return {
    id: model.id,
    complete: async (request, signal, listener) => {
      if (breaker.admits() === "none") throw resting();
      return breaker.run(signal, () => model.complete(request, signal, listener));
    },
  };
}

/**
 * The same for an embedder whose caller goes on without a vector. A call that its caller gave up as late counts as
 * failed, though the server may never say so; and the trial after a rest is nobody's: it runs beside the search that
 * began it, which goes on at once.
 */
export function withEmbedderBreaker(
  embedder: Embedder,
  clock: Clock,
  settings: BreakerSettings = BREAKER,
  onChange: OnBreaker = nobody,
): Embedder {
  const breaker = createBreaker(embedder.id, clock, settings, onChange);
  const ask = (texts: readonly string[], signal: AbortSignal) =>
    breaker.run(signal, () => untilAborted(signal, embedder.embed(texts, signal)));
  return {
    ...embedder,
    embed: async (texts, signal = new AbortController().signal) => {
      const admitted = breaker.admits();
      if (admitted === "call") return ask(texts, signal);
      if (admitted === "trial") ask(texts, AbortSignal.timeout(PROBE_MS)).catch(() => {});
      throw resting();
    },
  };
}

/** What `work` gives, unless the signal comes first: not every client heeds it. */
function untilAborted<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const canceled = () => reject(new DomainError("canceled", "Embedding was canceled."));
    if (signal.aborted) canceled();
    signal.addEventListener("abort", canceled, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", canceled));
  });
}

/** Whether the caller went away; a call that ran out of its time was not canceled, it failed. */
function isCancel(error: unknown, signal: AbortSignal): boolean {
  if (!isDomainError(error) || error.code !== "canceled") return false;
  const reason: unknown = signal.reason;
  return !(signal.aborted && reason instanceof Error && reason.name === "TimeoutError");
}
