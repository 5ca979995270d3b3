import { DomainError, type ErrorCode } from "../kernel/errors.ts";

/**
 * A model call that gave no answer. `attempts` counts the requests that were sent, so that cost and health can be
 * counted; `waitMs` is the pause that the provider asked for, in milliseconds.
 */
export class ModelFailure extends DomainError {
  readonly attempts: number;
  readonly waitMs: number | null;

  constructor(code: ErrorCode, message: string, attempts: number, waitMs: number | null = null) {
    super(code, message);
    this.name = "ModelFailure";
    this.attempts = attempts;
    this.waitMs = waitMs;
  }
}
