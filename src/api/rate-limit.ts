import type { MiddlewareHandler } from "hono";
import type { Clock } from "../kernel/clock.ts";
import type { Actor } from "../kernel/ctx.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Env } from "./environment.ts";

interface Bucket {
  left: number;
  resetAt: number;
}

const WINDOW_MS = 60_000;
/** Keeps memory bounded when very many end users come by. */
const MAX_BUCKETS = 50_000;

/**
 * At most `perMinute` requests a minute for each caller of these types, counted in this process. Without `types` every
 * caller with credentials is counted.
 */
export function limitRate(clock: Clock, perMinute: number, types?: readonly Actor["type"][]): MiddlewareHandler<Env> {
  const buckets = new Map<string, Bucket>();
  return async (c, next) => {
    const actor = c.get("actor");
    if (actor === undefined || types?.includes(actor.type) === false) return next();
    const bucket = take(buckets, `${c.get("tenantId")}:${actor.type}:${actor.id}`, clock.now().getTime(), perMinute);
    const seconds = Math.ceil((bucket.resetAt - clock.now().getTime()) / 1000);
    c.header("RateLimit-Limit", String(perMinute));
    c.header("RateLimit-Remaining", String(Math.max(0, bucket.left)));
    c.header("RateLimit-Reset", String(seconds));
    if (bucket.left < 0) {
      c.header("Retry-After", String(seconds));
      throw new DomainError("rate_limited", `More than ${perMinute} requests in a minute. Try again in ${seconds} s.`);
    }
    return next();
  };
}

function take(buckets: Map<string, Bucket>, key: string, now: number, perMinute: number): Bucket {
  let bucket = buckets.get(key);
  if (bucket === undefined || bucket.resetAt <= now) {
    if (buckets.size >= MAX_BUCKETS) buckets.clear();
    bucket = { left: perMinute, resetAt: now + WINDOW_MS };
    buckets.set(key, bucket);
  }
  bucket.left -= 1;
  return bucket;
}
