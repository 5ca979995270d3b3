import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { DomainError } from "../kernel/errors.ts";
import type { Env } from "./environment.ts";

/** The header by which a change names what its author saw. */
export const IF_MATCH = z.object({
  "if-match": z.string().optional().openapi({ description: 'The version or revision that you saw, e.g. "3".' }),
});

/** The number in If-Match. Throws `precondition_failed` without one. */
export function seenVersion(c: Context<Env>): number {
  const version = Number(/^(?:W\/)?"?(\d{1,10})"?$/.exec(c.req.header("if-match") ?? "")?.[1]);
  if (Number.isInteger(version)) return version;
  throw new DomainError("precondition_failed", "Send `If-Match` with the version that you saw.", [
    { field: "if-match", reason: "required" },
  ]);
}
