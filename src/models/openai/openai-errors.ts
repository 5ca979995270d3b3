import type { ErrorCode } from "../../kernel/errors.ts";
import { estimateTokens } from "../../kernel/tokens.ts";
import { NO_USAGE } from "../failure.ts";
import type { ModelRequest, ModelUsage } from "../ports.ts";

/** What to do about a failed request: `refused` may be a format the provider does not know; `retry` may pass by itself. */
export interface ProviderFault {
  readonly kind: "refused" | "retry" | "fatal";
  readonly code: ErrorCode;
  /** Safe to show and log: never the provider's own words, which may quote the prompt or a key. */
  readonly message: string;
  /** The provider's words, for choosing the next rung only. */
  readonly complaint: string;
  /** What `Retry-After` asked for, in milliseconds. */
  readonly waitMs: number | null;
  /** What the provider has worked for all the same and will charge: nothing, as far as it got, or all that was allowed. */
  readonly work: "none" | "begun" | "all";
}

const REFUSALS = new Set([400, 415, 422, 501]);

/** Sorts an error of the OpenAI client (or of LangChain around it) by what can be done about it. */
export function readFault(error: unknown, now: Date): ProviderFault {
  const status = numberAt(error, "status");
  const complaint = error instanceof Error ? error.message : String(error);
  const fault = (
    kind: ProviderFault["kind"],
    code: ErrorCode,
    message: string,
    work: ProviderFault["work"] = "none",
  ): ProviderFault => ({ kind, code, message, complaint, waitMs: retryAfter(error, now), work });
  if (status === 429) {
    if (/insufficient_quota/.test(complaint))
      return fault("fatal", "rate_limited", "The model provider's quota is used up.");
    return fault("retry", "rate_limited", "The model provider asks for fewer requests.");
  }
  if (status === 401 || status === 403) return fault("fatal", "unavailable", "The model provider refused the key.");
  if (status !== null && REFUSALS.has(status))
    return fault("refused", "unavailable", `The model provider refused the request (${status}).`);
  if (status !== null && status >= 500) return fault("retry", "unavailable", `The model provider failed (${status}).`);
  if (status !== null) return fault("fatal", "unavailable", `The model provider answered with status ${status}.`);
  if (isNamed(error, "TimeoutError", "APIConnectionTimeoutError"))
    return fault("retry", "timeout", "The model did not answer in time.", "begun");
  if (isNamed(error, "OversizedAnswerError"))
    return fault("fatal", "unavailable", "The model's answer was too long to read.", "all");
  if (isNamed(error, "LengthFinishReasonError"))
    return fault("fatal", "unavailable", "The model's answer was cut at its length limit.", "all");
  if (isNamed(error, "ContentFilterFinishReasonError"))
    return fault("fatal", "unavailable", "The provider's content filter held the answer.", "begun");
  if (isNamed(error, "CutStreamError")) return fault("retry", "unavailable", "The model provider broke off.", "begun");
  if (isNamed(error, "NoStreamError")) return fault("refused", "unavailable", "The model provider does not stream.");
  return fault("retry", "unavailable", "The model provider could not be reached or broke off.");
}

/**
 * About what a failed request took, which no provider reports: its prompt, and what was heard of the answer. A provider
 * that could not be reached, or refused, took nothing; one that was given up as late may have worked, and counts.
 */
export function usageOfFault({ work }: ProviderFault, request: ModelRequest, heard: string): ModelUsage {
  if (work === "none" && heard === "") return NO_USAGE;
  return {
    inputTokens: estimateTokens(request.system) + estimateTokens(request.user),
    outputTokens: work === "all" ? request.maxOutputTokens : estimateTokens(heard),
  };
}

function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && (names.includes(error.name) || names.includes(error.constructor.name));
}

function numberAt(error: unknown, key: string): number | null {
  if (typeof error !== "object" || error === null) return null;
  const value: unknown = Reflect.get(error, key);
  return typeof value === "number" ? value : null;
}

/** RFC 9110, 10.2.3: seconds or an HTTP date. Some providers send `retry-after-ms` as well. */
function retryAfter(error: unknown, now: Date): number | null {
  const headers: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "headers") : undefined;
  if (!(headers instanceof Headers)) return null;
  const exact = Number(headers.get("retry-after-ms") ?? Number.NaN);
  if (exact >= 0) return exact;
  const value = headers.get("retry-after");
  if (value === null) return null;
  const seconds = Number(value);
  if (seconds >= 0) return seconds * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}
