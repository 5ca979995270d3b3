/** Every way a request can fail, without any word of HTTP; `api/problem.ts` alone turns a code into a status. */
const ERROR_CODES = [
  "invalid",
  "unconfirmed",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "precondition_failed",
  "too_large",
  "unsupported",
  "rate_limited",
  "unavailable",
  "timeout",
  "canceled",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** One field of a bad input: where it is (a JSON pointer or a file position) and what is wrong with it. */
export interface FieldProblem {
  readonly field: string;
  readonly reason: string;
}

/**
 * An error that a user may read: `message` says what happened and what to do, and never holds a secret.
 * Anything else that is thrown is a bug and is shown as a generic failure.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly problems: readonly FieldProblem[];

  constructor(code: ErrorCode, message: string, problems: readonly FieldProblem[] = [], options?: ErrorOptions) {
    super(message, options);
    this.name = "DomainError";
    this.code = code;
    this.problems = problems;
  }
}

/** One bad field: `field` says where it is, as in `FieldProblem`, `reason` what is wrong and what to do. */
export const invalid = (field: string, reason: string): DomainError =>
  new DomainError("invalid", `${field}: ${reason}`, [{ field, reason }]);

/** `what` is the kind of thing with a capital letter, as in "Article". */
export const notFound = (what: string, id: string): DomainError =>
  new DomainError("not_found", `${what} ${id} does not exist.`);

/** Whether a thrown value may be shown to the user as it is. */
export const isDomainError = (error: unknown): error is DomainError => error instanceof DomainError;
