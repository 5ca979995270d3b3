import type { SearchFilter } from "../../types.ts";
import type { QueryIndex } from "../score.ts";
import type { FoundChunk, Passage } from "../store.ts";
import { filterKey, SEEN, type Shelf } from "./shelf.ts";
import type { Wanted, WantedPlaces } from "./trip.ts";

/** Chunks of a tenant that is read in whole once a state of it is met again: its places for a filter, its word vectors. */
const WHOLE = 500;

export const isWhole = ({ searches, state: { corpus } }: Shelf): boolean =>
  searches > 1 && (corpus?.chunks ?? 0) <= WHOLE;

/** A shelf as one search sees it: gives what is held, and notes what is not. */
export interface View {
  readonly index: QueryIndex;
  /** Of these slots the chunks that the filter lets through. */
  visible(slots: readonly number[], filter: SearchFilter): FoundChunk[];
  passages(slots: readonly number[]): Map<number, Passage>;
  /** What was asked for and is not held; null when nothing is missing, so that all answers so far were whole. */
  missing(): Pick<Wanted, "places" | "passages"> | null;
}

export function viewOf(shelf: Shelf, terms: readonly string[]): View {
  const corpus = shelf.state.corpus!;
  const postings = new Map<string, Uint32Array>();
  for (const term of terms) {
    const words = shelf.postings.get(term);
    if (words !== undefined && words.length > 0) postings.set(term, words);
  }
  const places = new Map<string, WantedPlaces>();
  const missingPassages: number[] = [];
  return {
    index: { corpus, postings },
    visible(slots, filter) {
      const key = filterKey(filter);
      const seen = shelf.seen.get(key);
      const found: FoundChunk[] = [];
      const unknown: number[] = [];
      for (const slot of slots) {
        const known = seen === undefined ? SEEN.unknown : seen[slot];
        if (known === SEEN.visible) found.push(shelf.chunks.get(slot)!);
        else if (known === SEEN.unknown) unknown.push(slot);
      }
      if (unknown.length > 0) {
        const before = places.get(key)?.slots ?? [];
        places.set(key, { filter, slots: isWhole(shelf) || before === "all" ? "all" : [...before, ...unknown] });
      }
      return found;
    },
    passages(slots) {
      const found = new Map<number, Passage>();
      for (const slot of slots) {
        const passage = shelf.passages.get(slot);
        if (passage === undefined) missingPassages.push(slot);
        else if (passage !== null) found.set(slot, passage);
      }
      return found;
    },
    missing: () => (places.size + missingPassages.length === 0 ? null : { places, passages: missingPassages }),
  };
}
