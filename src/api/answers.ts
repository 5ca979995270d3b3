import type { z } from "@hono/zod-openapi";
import { Problem } from "./problem.ts";

/** A request's body in JSON of this shape, without which it is refused. */
export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { "application/json": { schema } },
});

/** An answer in JSON of this shape. */
export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { "application/json": { schema } },
});

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: Problem } },
});

/** The problems that every closed route may answer with. */
export const PROBLEMS = {
  400: problem("The request is not valid; `errors` names the fields."),
  401: problem("No valid credentials."),
  403: problem("The credentials do not allow this."),
  429: problem("Too many requests."),
};
export const NOT_FOUND = { 404: problem("It does not exist, or belongs to another tenant.") };
