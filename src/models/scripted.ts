import type { ErrorCode } from "../kernel/errors.ts";
import { ModelFailure } from "./failure.ts";
import type { ChatModel, ModelReply, ModelRequest } from "./ports.ts";

/** One step of a script: a text, a fault, or a function of the request; each may wait first or until it is canceled. */
export type ScriptStep =
  | { readonly text: string | ((request: ModelRequest) => string); readonly delayMs?: number }
  | { readonly fault: ErrorCode; readonly delayMs?: number }
  | { readonly hang: true };

export interface ScriptedModel extends ChatModel {
  /** Requests in order, as they came. */
  readonly requests: readonly ModelRequest[];
}

/** A model that plays a script, for tests, evals and demos. The last step repeats. */
export function scriptedModel(script: readonly ScriptStep[], id = "scripted"): ScriptedModel {
  const requests: ModelRequest[] = [];
  return {
    id,
    requests,
    complete: async (request, signal) => {
      const step = script[Math.min(requests.length, script.length - 1)];
      requests.push(request);
      if (step === undefined) throw new ModelFailure("unavailable", "The script is empty.", 1);
      return play(step, request, signal, id);
    },
  };
}

async function play(step: ScriptStep, request: ModelRequest, signal: AbortSignal, id: string): Promise<ModelReply> {
  await pause("hang" in step ? null : (step.delayMs ?? 0), signal);
  if (!("text" in step)) throw new ModelFailure("fault" in step ? step.fault : "timeout", "The script fails here.", 1);
  const text = typeof step.text === "string" ? step.text : step.text(request);
  const usage = {
    inputTokens: Math.ceil((request.system.length + request.user.length) / 4),
    outputTokens: Math.ceil(text.length / 4),
  };
  return { text, usage, model: id, retries: 0 };
}

/** Waits `ms`, or forever with null; rejects at once when the signal aborts. */
function pause(ms: number | null, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new ModelFailure("canceled", "The model call was canceled.", 1));
    if (signal.aborted) return stop();
    if (ms === 0) return resolve();
    signal.addEventListener("abort", stop, { once: true });
    if (ms !== null) setTimeout(resolve, ms);
  });
}
