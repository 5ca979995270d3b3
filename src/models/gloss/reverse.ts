import { stemmer } from "stemmer";
import { glossTrust } from "./trust.ts";

/** Chinese words kept for one English word. */
const MOST = 12;
const SOFTWARE_BONUS = 1.5;

/** From English words to Chinese ones: words of one stem share a group, a group lists its translations, best first. */
export interface ReverseTable {
  /** Group of each English word. */
  readonly group: Uint16Array;
  readonly starts: Uint32Array;
  /** Chinese words by their place. */
  readonly words: Uint32Array;
  /** Trust in each, in hundredths. */
  readonly trust: Uint8Array;
}

/** Turns the glosses of Chinese words around. `share` breaks ties: the commoner word is the likelier one. */
export function reverseGlosses(
  english: readonly string[],
  chinese: readonly {
    readonly word: string;
    readonly glosses: readonly (readonly number[])[];
    readonly share: number;
  }[],
  isSoftware: (word: string) => boolean,
): ReverseTable {
  const groups = new Map<string, number>();
  const group = Uint16Array.from(english, (word) => {
    const stem = stemmer(word);
    if (!groups.has(stem)) groups.set(stem, groups.size);
    return groups.get(stem)!;
  });
  const lists: { at: number; trust: number; order: number }[][] = Array.from({ length: groups.size }, () => []);
  for (const [at, { word, glosses, share }] of chinese.entries()) {
    // A single character means too many things.
    if (word.length < 2) continue;
    const best = new Map<number, number>();
    for (const [i, gloss] of glosses.entries())
      for (const id of gloss) best.set(group[id]!, Math.max(best.get(group[id]!) ?? 0, glossTrust(i, gloss.length)));
    for (const [into, trust] of best) {
      const order = trust * (isSoftware(word) ? SOFTWARE_BONUS : 1) * (1 + Math.log10(share) / 20);
      lists[into]!.push({ at, trust, order });
    }
  }
  const kept = lists.map((list) => list.sort((a, b) => b.order - a.order || a.at - b.at).slice(0, MOST));
  const starts = new Uint32Array(kept.length + 1);
  for (const [i, list] of kept.entries()) starts[i + 1] = starts[i]! + list.length;
  const flat = kept.flat();
  return {
    group,
    starts,
    words: Uint32Array.from(flat, ({ at }) => at),
    trust: Uint8Array.from(flat, ({ order }) => Math.min(255, Math.round(order * 100))),
  };
}
