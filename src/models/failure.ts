import { DomainError, type ErrorCode } from "../kernel/errors.ts";

/** A model call that gave no answer. `attempts` counts the requests that were sent, so that cost and health can be counted. */
export class ModelFailure extends DomainError {
  readonly attempts: number;

  constructor(code: ErrorCode, message: string, attempts: number, options?: ErrorOptions) {
    super(code, message, [], options);
    this.name = "ModelFailure";
    this.attempts = attempts;
  }
}
