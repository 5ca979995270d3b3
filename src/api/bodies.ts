import { z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { DomainError, invalid } from "../kernel/errors.ts";
import type { Env } from "./environment.ts";

const UNSTORABLE = "must be well-formed Unicode without NUL";
const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes("\u0000");

/** Text that a person wrote: not empty, storable (no NUL, no broken surrogate pair), at most `max` characters. */
export const writtenText = (max: number) =>
  z
    .string()
    .max(max, `at most ${max} characters`)
    .refine((text) => text.trim() !== "", "must not be empty")
    .refine(isStorable, UNSTORABLE);

/** Requests that have no body. */
const BODILESS = new Set(["GET", "HEAD"]);
const UTF8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Refuses what no route can use, before any reads it: bodies over `maxBytes`, bodies that are not UTF-8, and text that
 * the database cannot store, wherever it stands. Uploads have limits of their own.
 */
export function guardBodies(maxBytes: number, isUpload: (path: string) => boolean): MiddlewareHandler<Env> {
  const tooLarge = () =>
    new DomainError("too_large", `The body is larger than ${maxBytes} bytes.`, [
      { field: "(body)", reason: "too large" },
    ]);
  return async (c, next) => {
    for (const [name, value] of new URL(c.req.url).searchParams)
      if (!isStorable(value)) throw invalid(name, UNSTORABLE);
    if (BODILESS.has(c.req.method) || isUpload(c.req.path)) return next();
    const length = c.req.header("content-length");
    if (Number(length ?? 0) > maxBytes) throw tooLarge();
    // HTTP holds a client to the length that it names; what comes without one is read up to the limit, piece by piece.
    const bytes =
      length === undefined
        ? await readUpTo(c.req.raw.body, maxBytes, tooLarge)
        : new Uint8Array(await c.req.raw.arrayBuffer());
    const text = decoded(bytes);
    const nul = text.indexOf("\u0000");
    if (nul >= 0) throw invalid(`(body), line ${text.slice(0, nul).split("\n").length}`, UNSTORABLE);
    const field = unstorableField(text);
    if (field !== undefined) throw invalid(field, UNSTORABLE);
    // The body is used up. As a request of its own it would be kept until a major collection of garbage.
    Object.assign(c.req.bodyCache, { text: Promise.resolve(text) });
    return next();
  };
}

function decoded(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch (cause) {
    throw new DomainError("invalid", "The body is not valid UTF-8.", [{ field: "(body)", reason: "not valid UTF-8" }], {
      cause,
    });
  }
}

/** JSON can only say these signs with an escape, so nearly every body is let through at a glance. */
const SUSPICIOUS = /\\u(?:0000|d[89a-f])/i;

/** Path of the first key or string of a JSON text that cannot be stored. */
function unstorableField(text: string): string | undefined {
  if (!SUSPICIOUS.test(text)) return undefined;
  let found: string | undefined;
  const visit = (value: unknown, path: readonly string[]): void => {
    if (found !== undefined) return;
    if (typeof value === "string" && !isStorable(value)) found = path.join(".") || "(body)";
    if (typeof value !== "object" || value === null) return;
    for (const [key, held] of Object.entries(value)) {
      if (isStorable(key)) visit(held, [...path, key]);
      else found ??= path.join(".") || "(body)";
    }
  };
  try {
    visit(JSON.parse(text), []);
  } catch {
    // Not JSON, or nested absurdly deep: the route's own schema refuses it.
    return undefined;
  }
  return found;
}

/** Reads a body piece by piece, and throws what `tooLarge` makes once it is longer. */
export async function readUpTo(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  tooLarge: () => DomainError,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.byteLength;
    if (size > maxBytes) throw tooLarge();
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}
