import { DomainError, type ErrorCode } from "../kernel/errors.ts";
import type { ModelUsage } from "./ports.ts";

/**
 * A model call that gave no answer. `attempts` counts the requests that were sent and `usage` what they took all the
 * same, so that cost and health can be counted; `waitMs` is the pause that the provider asked for, in milliseconds.
 */
export class ModelFailure extends DomainError {
  readonly attempts: number;
  readonly waitMs: number | null;
  readonly usage: ModelUsage;

  constructor(
    code: ErrorCode,
    message: string,
    attempts: number,
    waitMs: number | null = null,
    usage: ModelUsage = NO_USAGE,
  ) {
    super(code, message);
    this.name = "ModelFailure";
    this.attempts = attempts;
    this.waitMs = waitMs;
    this.usage = usage;
  }
}

/** A call that was not made, because the budget might not have room for it. */
export class OverBudget extends DomainError {
  constructor() {
    super("rate_limited", "The budget of this month leaves no room for the call.");
    this.name = "OverBudget";
  }
}

export const NO_USAGE: ModelUsage = { inputTokens: 0, outputTokens: 0 };

/** What a call that failed took. */
export const usageOfFailure = (error: unknown): ModelUsage => (error instanceof ModelFailure ? error.usage : NO_USAGE);

export const addUsage = (one: ModelUsage, other: ModelUsage): ModelUsage => ({
  inputTokens: one.inputTokens + other.inputTokens,
  outputTokens: one.outputTokens + other.outputTokens,
});
