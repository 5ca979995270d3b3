import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { ZodError } from "zod";
import { databaseTrouble } from "../db/trouble.ts";
import { DomainError, type ErrorCode, type FieldProblem } from "../kernel/errors.ts";
import { faultsIn } from "../kernel/issues.ts";
import type { Logger } from "../kernel/log.ts";
import { routeOf } from "./route-of.ts";

/** The only place that knows what an error is in HTTP. A new code does not compile until it has a status. */
const STATUS = {
  invalid: 400,
  unconfirmed: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition_failed: 412,
  too_large: 413,
  unsupported: 415,
  rate_limited: 429,
  canceled: 499,
  unavailable: 503,
  timeout: 504,
} as const satisfies Record<ErrorCode, number>;

const TITLE: Record<ErrorCode, string> = {
  invalid: "The request is not valid",
  unconfirmed: "Not confirmed",
  unauthenticated: "Sign in first",
  forbidden: "Not allowed",
  not_found: "Not found",
  conflict: "Conflict with the present state",
  precondition_failed: "It has changed meanwhile",
  too_large: "Too large",
  unsupported: "Not supported",
  rate_limited: "Too many requests",
  canceled: "Canceled",
  unavailable: "Not available now",
  timeout: "Took too long",
};

/** RFC 9457 problem details; `errors` names each bad field. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    errors: z.array(z.object({ field: z.string(), reason: z.string() })),
  })
  .openapi("Problem");

function toProblem(c: Context, code: ErrorCode, detail: string, errors: readonly FieldProblem[] = []): Response {
  const body: z.infer<typeof Problem> = {
    type: `urn:threeline:problem:${code}`,
    title: TITLE[code],
    status: STATUS[code],
    detail,
    instance: `urn:threeline:request:${c.get("requestId") ?? "unknown"}`,
    errors: [...errors],
  };
  return new Response(JSON.stringify(body), {
    status: STATUS[code],
    headers: problemHeaders(c),
  });
}

const problemHeaders = (c: Context): Record<string, string> => ({
  ...Object.fromEntries(c.res.headers),
  "content-type": "application/problem+json",
  "cache-control": "no-store",
});

const UNKNOWN_FIELD = "is no field of this request; /docs lists those that there are";

/** A field that nobody reads is named itself: whoever misspelt it looks for its name, not for that of its parent. */
const fieldProblems = (error: ZodError): FieldProblem[] =>
  error.issues
    .flatMap((issue) => faultsIn(issue, UNKNOWN_FIELD))
    .map(({ path, message }) => ({ field: path.map(String).join(".") || "(body)", reason: message }));

export const validationProblem = (c: Context, error: ZodError): Response => {
  const problems = fieldProblems(error);
  return toProblem(c, "invalid", problems.map(({ field, reason }) => `${field}: ${reason}`).join("; "), problems);
};

/** The error as a problem. An unknown error is logged and shown without its message, which may hold a secret. */
export function problemOf(c: Context, error: unknown, log: Logger): Response {
  if (error instanceof DomainError) return toProblem(c, error.code, error.message, error.problems);
  if (error instanceof ZodError) return validationProblem(c, error);
  if (error instanceof HTTPException && error.status < 500) {
    return toProblem(
      c,
      error.status === 413 ? "too_large" : error.status === 401 ? "unauthenticated" : "invalid",
      error.message || "The request is not valid.",
      [{ field: "(body)", reason: error.message || "malformed" }],
    );
  }
  const trouble = databaseTrouble(error);
  if (trouble !== undefined) {
    log.warn({ requestId: c.get("requestId"), route: routeOf(c), error }, "The database could not serve a request.");
    c.header("Retry-After", String(trouble.retryAfterS));
    const again = `Try again in ${trouble.retryAfterS} s; if it stays so, tell an operator the request id.`;
    return toProblem(c, "unavailable", `${trouble.detail} ${again}`);
  }
  log.error({ requestId: c.get("requestId"), route: routeOf(c), error }, "A request failed unexpectedly.");
  return new Response(
    JSON.stringify({
      type: "urn:threeline:problem:internal",
      title: "Something went wrong",
      status: 500,
      detail: "The request failed. Tell an operator the request id.",
      instance: `urn:threeline:request:${c.get("requestId") ?? "unknown"}`,
      errors: [],
    }),
    { status: 500, headers: problemHeaders(c) },
  );
}

export const notFoundProblem = (c: Context): Response =>
  toProblem(c, "not_found", `There is no ${c.req.method} ${c.req.path}. See /docs.`);
