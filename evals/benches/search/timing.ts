import { percentile } from "../database.ts";
import type { BenchCheck } from "../table.ts";

const REPEATS = 3;

/**
 * Milliseconds of each side for one question: both in turn, three times, the fastest of each side. A pause that the
 * machine takes for something else is then no property of a side; what a question costs stays.
 */
export async function fastestInTurn(sides: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  const best = sides.map(() => Number.POSITIVE_INFINITY);
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    for (const [i, side] of sides.entries()) {
      const began = performance.now();
      await side();
      best[i] = Math.min(best[i]!, performance.now() - began);
    }
  }
  return best;
}

const SHARES = [0.5, 0.95, 0.99];

/** The 99th percentiles of both sides; the others are told on standard error. */
export function timeCheck(name: string, ours: readonly number[], theirs: readonly number[]): BenchCheck {
  const told = (samples: readonly number[]) => SHARES.map((share) => percentile(samples, share).toFixed(2)).join(" / ");
  console.error(`${name}, p50 / p95 / p99 ms: ours ${told(ours)}, theirs ${told(theirs)}`);
  const [mine, other] = [percentile(ours, 0.99), percentile(theirs, 0.99)];
  return { name, ours: two(mine), theirs: two(other), unit: "ms", ratio: two(other / mine) };
}

const two = (value: number): number => Number(value.toFixed(2));
