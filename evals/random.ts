import { seededRandom } from "../src/models/linear/random.ts";

/** Random choices that repeat for the same seed. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  between(low: number, high: number): number;
  pick<Item>(items: readonly Item[]): Item;
}

export function randomOf(seed: number): Random {
  const next = seededRandom(seed);
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    pick: (items) => items[Math.floor(next() * items.length)]!,
  };
}
