import { z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { DomainError } from "../kernel/errors.ts";
import type { Env } from "./environment.ts";

/** Text that a person wrote: not empty, storable (no NUL, no broken surrogate pair), at most `max` characters. */
export const writtenText = (max: number) =>
  z
    .string()
    .max(max, `at most ${max} characters`)
    .refine((text) => text.trim() !== "", "must not be empty")
    .refine((text) => text.isWellFormed() && !text.includes("\u0000"), "must be well-formed Unicode without NUL");

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** Refuses bodies over `maxBytes`, and JSON that is not UTF-8, before anything reads them. Uploads have limits of their own. */
export function guardBodies(maxBytes: number, isUpload: (path: string) => boolean): MiddlewareHandler<Env> {
  const tooLarge = () =>
    new DomainError("too_large", `The body is larger than ${maxBytes} bytes.`, [
      { field: "(body)", reason: "too large" },
    ]);
  return async (c, next) => {
    if (c.req.raw.body === null || isUpload(c.req.path)) return next();
    if (Number(c.req.header("content-length") ?? 0) > maxBytes) throw tooLarge();
    const bytes = await readUpTo(c.req.raw.clone().body, maxBytes, tooLarge);
    try {
      UTF8.decode(bytes);
    } catch (cause) {
      throw new DomainError(
        "invalid",
        "The body is not valid UTF-8.",
        [{ field: "(body)", reason: "not valid UTF-8" }],
        { cause },
      );
    }
    return next();
  };
}

async function readUpTo(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  tooLarge: () => DomainError,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.byteLength;
    if (size > maxBytes) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}
