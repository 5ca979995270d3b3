import { createHash } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import type { Database } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Env } from "./environment.ts";
import * as store from "./store.ts";

const HEADER = "idempotency-key";
const MAX_KEY = 200;
/** A claim without a result after this long belongs to a process that died. */
const STALE_MS = 120_000;
/** Answers that show a secret once: they are never stored, so a repetition learns only that it was carried out. */
const SHOWS_SECRET = /^\/v1\/(?:keys|invitations)$/;
const CARRIED_OUT = JSON.stringify({
  type: "urn:threeline:problem:conflict",
  title: "Conflict with the present state",
  status: 409,
  detail: "This request was carried out before. Its answer showed a secret, which is not kept.",
  errors: [],
});

/** Answers below 500 that say nothing of the request: too many at this moment, and a client that went away. */
const PASSING: readonly number[] = [429, 499];
/** Answers with these statuses have no body. */
const BODILESS: readonly number[] = [204, 205];

/**
 * A POST that carries `Idempotency-Key` is carried out once: its first result is stored and given again to every
 * repetition with the same body. Another body under the same key, or a repetition while the first still runs, is a
 * conflict. A request that failed on our side (5xx), came when there were too many, or
 * was broken off, may be tried again under its key. Uploads do not take part: they
 * are too large to compare, and an import of files that have not changed writes nothing.
 */
export function idempotent(db: Database, clock: Clock, isUpload: (path: string) => boolean): MiddlewareHandler<Env> {
  return async (c, next) => {
    const key = c.req.header(HEADER);
    if (c.req.method !== "POST" || key === undefined || c.get("actor") === undefined || isUpload(c.req.path))
      return next();
    if (key === "" || key.length > MAX_KEY)
      throw new DomainError("invalid", `Idempotency-Key must have 1 to ${MAX_KEY} characters.`, [
        { field: HEADER, reason: "bad length" },
      ]);
    const actor = `${c.get("actor").type}:${c.get("actor").id}`;
    const hash = createHash("sha256")
      .update(`${c.req.path}${new URL(c.req.url).search}\n`)
      .update(await c.req.text())
      .digest();
    const earlier = await claim(c, db, clock, { actor, key, hash });
    if (earlier !== undefined) {
      c.header("Idempotent-Replayed", "true");
      const status = earlier.status ?? 200;
      return new Response(BODILESS.includes(status) ? null : earlier.body, {
        status,
        headers: { ...Object.fromEntries(c.res.headers), "content-type": earlier.contentType ?? "application/json" },
      });
    }
    c.set("readTwice", true);
    await next();
    await keep(c, db, actor, key);
  };
}

function claim(
  c: Context<Env>,
  db: Database,
  clock: Clock,
  request: { actor: string; key: string; hash: Buffer },
): Promise<store.StoredResult | undefined> {
  const now = clock.now();
  return inTenant(db, c.get("tenantId"), async (tx) => {
    if (await store.claimKey(tx, { ...request, now })) return undefined;
    const earlier = await store.readResult(tx, request.actor, request.key);
    if (earlier !== undefined && !request.hash.equals(earlier.requestHash)) {
      throw new DomainError("conflict", "This Idempotency-Key was used with another request.", [
        { field: HEADER, reason: "used with another body" },
      ]);
    }
    if (earlier?.status != null) return earlier;
    if (await store.takeOverKey(tx, { ...request, now, staleBefore: new Date(now.getTime() - STALE_MS) }))
      return undefined;
    throw new DomainError("conflict", "The first request with this Idempotency-Key is still running.", [
      { field: HEADER, reason: "in progress" },
    ]);
  });
}

/** Stores the result beside the stream that the client reads, so that a stream is not held back. */
async function keep(c: Context<Env>, db: Database, actor: string, key: string): Promise<void> {
  const tenantId = c.get("tenantId");
  const { status } = c.res;
  if (SHOWS_SECRET.test(c.req.path) && status < 300) {
    const result = { status: 409, contentType: "application/problem+json", body: CARRIED_OUT };
    return inTenant(db, tenantId, (tx) => store.storeResult(tx, actor, key, result));
  }
  if (status >= 500 || PASSING.includes(status)) return inTenant(db, tenantId, (tx) => store.dropClaim(tx, actor, key));
  const contentType = c.res.headers.get("content-type") ?? "application/json";
  const save = (body: string) =>
    inTenant(db, tenantId, (tx) => store.storeResult(tx, actor, key, { status, contentType, body }));
  if (c.res.body === null) return save("");
  if (!contentType.startsWith("text/event-stream")) return save(await c.res.clone().text());
  const [forClient, forStore] = c.res.body.tee();
  c.res = new Response(forClient, c.res);
  void new Response(forStore).text().then(save, () => inTenant(db, tenantId, (tx) => store.dropClaim(tx, actor, key)));
}
