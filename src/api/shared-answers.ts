import { createHash } from "node:crypto";
import type { Clock } from "../kernel/clock.ts";

/** A body of JSON, and the hash that tells it from others. */
export interface SharedAnswer {
  readonly text: string;
  readonly etag: string;
}

interface Kept {
  readonly at: number;
  readonly answer: Promise<SharedAnswer>;
}

/** Keeps memory bounded: pages of the queue are some 40 kB. */
const MOST_KEPT = 200;

/**
 * One answer for many who ask the same within moments. Whoever says how old an answer may be gets one that was asked
 * for no longer ago, or the one that is being made; whoever does not gets a new one, which serves the others as well.
 */
export function createSharedAnswers(clock: Clock) {
  const kept = new Map<string, Kept>();
  return (key: string, maxAgeS: number, make: () => Promise<unknown>): Promise<SharedAnswer> => {
    const now = clock.now().getTime();
    const known = kept.get(key);
    if (known !== undefined && now - known.at < maxAgeS * 1000) return known.answer;
    const answer = make().then((value) => {
      const text = JSON.stringify(value);
      return { text, etag: `"${createHash("sha1").update(text).digest("base64url")}"` };
    });
    kept.delete(key);
    const mine = { at: now, answer };
    kept.set(key, mine);
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
    // A failure is for those who wait for it, not for who comes next.
    answer.catch(() => kept.get(key) === mine && kept.delete(key));
    return answer;
  };
}

/** Seconds that a caller lets an answer be old (`Cache-Control: max-age=…` of a request, RFC 9111); 0 unless they say. */
export function acceptedAge(header: string | undefined): number {
  const given = Number(/(?:^|,)\s*max-age=(\d{1,4})\s*(?:,|$)/.exec(header ?? "")?.[1] ?? 0);
  return Math.min(given, LONGEST_AGE_S);
}
/** Nobody means to see a queue of before that. */
const LONGEST_AGE_S = 10;
