import type { Context } from "hono";
import type { Clock } from "../kernel/clock.ts";
import { DomainError, isDomainError } from "../kernel/errors.ts";

const WINDOW_MS = 15 * 60_000;
/** Failures within a window, by what they have in common. A person mistypes a few times; an office shares an address. */
const LIMITS = { person: 10, address: 100, email: 50 } as const;
const MAX_COUNTERS = 20_000;

interface Counter {
  failures: number;
  readonly endsAt: number;
}

/**
 * Runs `attempt`, unless too many have failed lately for this e-mail, this address, or both together. Counted in this
 * process. An attempt counts as failed while it runs, so many at once do not slip through.
 */
export function limitFailures(clock: Clock) {
  const counters = new Map<string, Counter>();
  return async <Result>(who: { email: string; address: string }, attempt: () => Promise<Result>): Promise<Result> => {
    const now = clock.now().getTime();
    const counted = [
      [`person:${who.email}:${who.address}`, LIMITS.person],
      [`address:${who.address}`, LIMITS.address],
      [`email:${who.email}`, LIMITS.email],
    ] as const;
    const mine = counted.map(([key, limit]) => ({ counter: counterOf(counters, key, now), limit }));
    const full = mine.find(({ counter, limit }) => counter.failures >= limit);
    if (full !== undefined) {
      const minutes = Math.ceil((full.counter.endsAt - now) / 60_000);
      throw new DomainError("rate_limited", `Too many failed attempts. Try again in ${minutes} minutes.`);
    }
    for (const { counter } of mine) counter.failures += 1;
    let failed = false;
    try {
      return await attempt();
    } catch (error) {
      // What is broken on our side is nobody's guess: after it is mended, everybody can sign in.
      failed = isDomainError(error);
      throw error;
    } finally {
      if (!failed) for (const { counter } of mine) counter.failures -= 1;
    }
  };
}

function counterOf(counters: Map<string, Counter>, key: string, now: number): Counter {
  const known = counters.get(key);
  if (known !== undefined && known.endsAt > now) return known;
  if (counters.size >= MAX_COUNTERS) dropOldest(counters, now);
  const counter = { failures: 0, endsAt: now + WINDOW_MS };
  counters.delete(key);
  counters.set(key, counter);
  return counter;
}

/** Drops what has ended; when that is not enough, the oldest tenth. */
function dropOldest(counters: Map<string, Counter>, now: number): void {
  for (const [key, { endsAt }] of counters) if (endsAt <= now) counters.delete(key);
  let surplus = counters.size - MAX_COUNTERS * 0.9;
  for (const key of counters.keys()) {
    if (surplus <= 0) return;
    counters.delete(key);
    surplus -= 1;
  }
}

/**
 * The address that a request came from. Behind `trustedProxies` proxies of one's own it is the one that the outermost of
 * them wrote; what stands before it in the header could be anybody's word. With 0 it is that of the connection.
 */
export function addressOf(c: Context, trustedProxies: number): string {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  const forwarded = (c.req.header("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  const vouched = trustedProxies === 0 ? undefined : forwarded.at(-trustedProxies);
  return vouched || (env?.incoming?.socket?.remoteAddress ?? "unknown");
}
