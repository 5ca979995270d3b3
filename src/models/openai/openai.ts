import type { Clock } from "../../kernel/clock.ts";
import { timeLimit } from "../../kernel/time-limit.ts";
import { addUsage, ModelFailure, NO_USAGE } from "../failure.ts";
import { type Footing, type LadderStore, stepDown, TOP } from "../ladder.ts";
import type { ChatModel, Listener, ModelReply, ModelRequest, ModelUsage } from "../ports.ts";
import { type ProviderFault, readFault, usageOfFault } from "./openai-errors.ts";
import { type Answer, asker } from "./openai-request.ts";

/** A model behind any server that speaks the OpenAI protocol. Times in milliseconds. */
export interface OpenAIChatSettings {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly model: string;
  /** How long one HTTP request may take. */
  readonly requestTimeoutMs: number;
  /** How long all requests of one call may take, waits included. */
  readonly budgetMs: number;
  readonly maxAttempts: number;
}

export interface OpenAIChatDeps {
  readonly ladder: LadderStore;
  readonly clock: Clock;
  /** Resolves after `ms`, or rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** A `ChatModel` over LangChain's OpenAI client. A refused answer format costs one failed request, once per provider. */
export function openaiChatModel(settings: OpenAIChatSettings, deps: OpenAIChatDeps): ChatModel {
  const ask = asker(settings);
  return {
    id: settings.model,
    complete: (request, signal, listener) => {
      const limit = timeLimit(settings.budgetMs, signal);
      return climb({
        settings,
        deps,
        signal,
        limit: limit.signal,
        request,
        attempts: 0,
        used: NO_USAGE,
        startedAt: deps.clock.now().getTime(),
        last: null,
        listener,
        ask: (footing, cut, heard) => ask(request, footing, cut, heard),
      }).finally(limit.clear);
    },
  };
}

/** One call with its retries. */
interface Call {
  readonly settings: OpenAIChatSettings;
  readonly deps: OpenAIChatDeps;
  readonly ask: (footing: Footing, signal: AbortSignal, listener: Listener | undefined) => Promise<Answer>;
  readonly request: ModelRequest;
  readonly listener: Listener | undefined;
  /** The caller's own signal, and the same together with the budget. */
  readonly signal: AbortSignal;
  readonly limit: AbortSignal;
  readonly startedAt: number;
  attempts: number;
  /** What requests took that gave no answer. */
  used: ModelUsage;
  last: ProviderFault | null;
}

async function climb(call: Call): Promise<ModelReply> {
  const { settings, deps } = call;
  const provider = `${settings.baseUrl} ${settings.model}`;
  const known = await deps.ladder.read(provider);
  let footing = known ?? TOP;
  let tries = 0;
  while (tries < settings.maxAttempts) {
    const result = await attempt(call, footing);
    if (!("kind" in result)) {
      if (footing !== known) await deps.ladder.write(provider, footing);
      return { ...result, usage: addUsage(result.usage, call.used), retries: call.attempts - 1 };
    }
    if (result.kind === "fatal" || call.listener?.inUse()) break;
    if (result.kind === "refused") {
      const lower = stepDown(footing, result.complaint);
      if (lower === null) break;
      footing = lower;
      continue;
    }
    tries += 1;
    if (tries < settings.maxAttempts && !(await waitFor(call, result))) break;
  }
  throw failureOf(call);
}

async function attempt(call: Call, footing: Footing): Promise<Answer | ProviderFault> {
  stopIfOver(call);
  call.attempts += 1;
  const { signal, clear } = timeLimit(call.settings.requestTimeoutMs, call.limit);
  const heard = noted(call.listener);
  try {
    return await call.ask(footing, signal, heard.listener);
  } catch (error) {
    call.last = readFault(signal.aborted ? timedOut() : error, call.deps.clock.now());
    call.used = addUsage(call.used, usageOfFault(call.last, call.request, heard.text()));
    stopIfOver(call);
    return call.last;
  } finally {
    clear();
  }
}

/** The same listener, and what it heard of one request. */
function noted(listener: Listener | undefined) {
  const pieces: string[] = [];
  const hears = (piece: string) => {
    pieces.push(piece);
    listener?.hears(piece);
  };
  return {
    listener: listener && { begins: () => listener.begins(), inUse: () => listener.inUse(), hears },
    text: () => pieces.join(""),
  };
}

/** False when the wait asked for does not fit into what is left of the budget. */
async function waitFor(call: Call, fault: ProviderFault): Promise<boolean> {
  const ms = fault.waitMs ?? Math.min(2_000, 200 * 2 ** call.attempts) * (0.5 + Math.random() / 2);
  const spent = call.deps.clock.now().getTime() - call.startedAt;
  if (ms > call.settings.budgetMs - spent) return false;
  await call.deps.sleep(ms, call.limit).catch(() => stopIfOver(call));
  return true;
}

function stopIfOver(call: Call): void {
  if (call.signal.aborted)
    throw new ModelFailure("canceled", "The model call was canceled.", call.attempts, null, call.used);
  if (call.limit.aborted) throw failureOf(call);
}

function failureOf(call: Call): ModelFailure {
  const { last, attempts, used } = call;
  if (last !== null) return new ModelFailure(last.code, last.message, attempts, last.waitMs, used);
  return new ModelFailure("timeout", "The model did not answer in time.", attempts, null, used);
}

function timedOut(): Error {
  const error = new Error("timed out");
  error.name = "TimeoutError";
  return error;
}
