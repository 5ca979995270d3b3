import type { ErrorCode } from "../kernel/errors.ts";
import { ModelFailure } from "./failure.ts";
import type { ChatModel, Listener, ModelReply, ModelRequest } from "./ports.ts";

/** How a text comes to whoever listens: in pieces of these lengths (the last one repeats), with a wait before each. */
export interface Drip {
  readonly signs: readonly number[];
  readonly everyMs: number;
  /** Breaks off after so many signs. */
  readonly cutAfter?: number;
  /** Holds the next piece up until it resolves; `said` is the text before it. */
  readonly hold?: (said: string) => Promise<void>;
}

/** One step of a script: a text, a fault, or a function of the request; each may wait first or until it is canceled. */
export type ScriptStep =
  | { readonly text: string | ((request: ModelRequest) => string); readonly delayMs?: number; readonly drip?: Drip }
  | { readonly fault: ErrorCode; readonly delayMs?: number }
  | { readonly hang: true };

export interface ScriptedModel extends ChatModel {
  /** Requests in order, as they came; the first ones, where not all are kept. */
  readonly requests: readonly ModelRequest[];
}

/** A model that plays a script, for tests, evals and demos. The last step repeats. It keeps `most` requests. */
export function scriptedModel(
  script: readonly ScriptStep[],
  id = "scripted",
  most = Number.POSITIVE_INFINITY,
): ScriptedModel {
  const requests: ModelRequest[] = [];
  let asked = 0;
  return {
    id,
    requests,
    complete: async (request, signal, listener) => {
      const step = script[Math.min(asked, script.length - 1)];
      asked += 1;
      if (requests.length < most) requests.push(request);
      if (step === undefined) throw new ModelFailure("unavailable", "The script is empty.", 1);
      return play(step, request, signal, id, listener);
    },
  };
}

async function play(
  step: ScriptStep,
  request: ModelRequest,
  signal: AbortSignal,
  id: string,
  listener: Listener | undefined,
): Promise<ModelReply> {
  await pause("hang" in step ? null : (step.delayMs ?? 0), signal);
  if (!("text" in step)) throw new ModelFailure("fault" in step ? step.fault : "timeout", "The script fails here.", 1);
  const text = typeof step.text === "string" ? step.text : step.text(request);
  listener?.begins();
  await say(text, step.drip ?? { signs: [Number.POSITIVE_INFINITY], everyMs: 0 }, signal, listener);
  const usage = {
    inputTokens: Math.ceil((request.system.length + request.user.length) / 4),
    outputTokens: Math.ceil(text.length / 4),
  };
  return { text, usage, model: id, retries: 0 };
}

async function say(text: string, drip: Drip, signal: AbortSignal, listener: Listener | undefined): Promise<void> {
  const { signs, everyMs, cutAfter = Number.POSITIVE_INFINITY } = drip;
  for (let at = 0, i = 0; at < Math.min(text.length, cutAfter); i += 1) {
    const end = Math.min(at + Math.max(1, signs[Math.min(i, signs.length - 1)] ?? 1), text.length, cutAfter);
    // Lets whoever listens act on one piece before the next.
    if (i > 0 && everyMs === 0) await new Promise(setImmediate);
    else if (i > 0) await pause(everyMs, signal);
    if (drip.hold !== undefined) await Promise.race([drip.hold(text.slice(0, at)), pause(null, signal)]);
    listener?.hears(text.slice(at, end));
    at = end;
  }
  if (cutAfter < text.length) throw new ModelFailure("unavailable", "The script breaks off here.", 1);
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
