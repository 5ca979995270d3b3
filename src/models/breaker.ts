import type { Clock } from "../kernel/clock.ts";
import { isDomainError } from "../kernel/errors.ts";
import { ModelFailure } from "./failure.ts";
import type { ChatModel } from "./ports.ts";

export interface BreakerSettings {
  /** Failures in a row after which the model rests. */
  readonly failures: number;
  /** How long it rests, in milliseconds. A provider that asks for a longer pause gets it, up to `longestRestMs`. */
  readonly restMs: number;
  readonly longestRestMs: number;
}

const BREAKER: BreakerSettings = { failures: 3, restMs: 30_000, longestRestMs: 300_000 };

/**
 * A model that is left alone for a while after failing several times in a row, so that a dead provider does not cost
 * every customer its timeout. After the rest one call tries it; the others still go past until that one has succeeded.
 */
export function withBreaker(model: ChatModel, clock: Clock, settings: BreakerSettings = BREAKER): ChatModel {
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
  };

  return {
    id: model.id,
    complete: async (request, signal, listener) => {
      if (restsUntil !== null && (trying || clock.now().getTime() < restsUntil))
        throw new ModelFailure("unavailable", "The model provider has failed several times and rests.", 0);
      const tries = restsUntil !== null;
      trying = trying || tries;
      try {
        const reply = await model.complete(request, signal, listener);
        failed = 0;
        restsUntil = null;
        return reply;
      } catch (error) {
        noteFailure(error, signal);
        throw error;
      } finally {
        if (tries) trying = false;
      }
    },
  };
}

/** Whether the caller went away; a call that ran out of its time was not canceled, it failed. */
function isCancel(error: unknown, signal: AbortSignal): boolean {
  if (!isDomainError(error) || error.code !== "canceled") return false;
  const reason: unknown = signal.reason;
  return !(signal.aborted && reason instanceof Error && reason.name === "TimeoutError");
}
