import { gaussian, seededRandom } from "../../models/linear/random.ts";

/** Everything that is left to chance in the demo's history; the same seed gives the same history. */
export interface Chance {
  /** 0 ≤ x < 1. */
  next(): number;
  happens(probability: number): boolean;
  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** One of the items, each as likely as its weight. */
  weighed<Item>(items: readonly Item[], weight: (item: Item) => number): Item;
  /** A positive number around `median`, with a long tail. */
  around(median: number, spread?: number): number;
  /** A UUID version 7 of this instant. */
  id(at: Date): string;
}

export function chanceOf(seed: number): Chance {
  const next = seededRandom(seed);
  return {
    next,
    happens: (probability) => next() < probability,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (items) => items[Math.floor(next() * items.length)]!,
    weighed(items, weight) {
      let left = next() * items.reduce((sum, item) => sum + weight(item), 0);
      for (const item of items) {
        left -= weight(item);
        if (left < 0) return item;
      }
      return items.at(-1)!;
    },
    around: (median, spread = 0.7) => median * Math.exp(spread * gaussian(next)),
    id(at) {
      const bytes = Buffer.from(Array.from({ length: 16 }, () => Math.floor(next() * 256)));
      bytes.writeUIntBE(at.getTime(), 0, 6);
      bytes[6] = 0x70 | (bytes[6]! & 0x0f);
      bytes[8] = 0x80 | (bytes[8]! & 0x3f);
      const hex = bytes.toString("hex");
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
  };
}
