import { isDomainError } from "../kernel/errors.ts";
import { type TimeLimit, timeLimit } from "../kernel/time-limit.ts";
import { addUsage, ModelFailure, NO_USAGE, usageOfFailure } from "./failure.ts";
import type { ChatModel, Listener, ModelReply, ModelRequest } from "./ports.ts";

/**
 * Models asked in order until one answers, all within `budgetMs`. One that hangs is given up at its share of the time,
 * so that those behind it still have theirs; time that it leaves goes to them. Failed requests add up in `retries`, and
 * what they took in `usage`.
 * When all fail it throws the last failure, and the caller drafts without a model. One that fails in the middle of an
 * answer that somebody reads already is the last: no other can go on with its words.
 */
export function fallbackModel(models: readonly ChatModel[], budgetMs: number): ChatModel {
  return {
    id: models.map((model) => model.id).join(" > "),
    complete: (request, signal, listener) => askInOrder(models, request, signal, budgetMs, listener),
  };
}

async function askInOrder(
  models: readonly ChatModel[],
  request: ModelRequest,
  signal: AbortSignal,
  budgetMs: number,
  listener: Listener | undefined,
): Promise<ModelReply> {
  const limit = timeLimit(budgetMs, signal);
  const shares = models.map((_, i) => timeLimit((budgetMs * (i + 1)) / models.length, limit.signal));
  try {
    return await askWithin(models, request, { signal, limit: limit.signal, shares }, listener);
  } finally {
    for (const one of [limit, ...shares]) one.clear();
  }
}

interface Limits {
  /** The caller's own, and the same together with the budget. */
  readonly signal: AbortSignal;
  readonly limit: AbortSignal;
  /** Until when each model may take. */
  readonly shares: readonly TimeLimit[];
}

async function askWithin(
  models: readonly ChatModel[],
  request: ModelRequest,
  { signal, limit, shares }: Limits,
  listener: Listener | undefined,
): Promise<ModelReply> {
  let failed = 0;
  let used = NO_USAGE;
  let last: unknown = null;
  for (const [i, model] of models.entries()) {
    if (limit.aborted) break;
    try {
      const reply = await model.complete(request, shares[i]!.signal, listener);
      return { ...reply, retries: reply.retries + failed, usage: addUsage(reply.usage, used) };
    } catch (error) {
      failed += error instanceof ModelFailure ? error.attempts : 1;
      used = addUsage(used, usageOfFailure(error));
      last = error;
      if (listener?.inUse()) break;
    }
  }
  if (signal.aborted) throw new ModelFailure("canceled", "The model call was canceled.", failed, null, used);
  if (limit.aborted) throw new ModelFailure("timeout", "No model answered in time.", failed, null, used);
  if (last !== null && !isDomainError(last)) throw last;
  throw new ModelFailure(
    isDomainError(last) ? last.code : "unavailable",
    isDomainError(last) ? last.message : "No model is configured.",
    failed,
    null,
    used,
  );
}
