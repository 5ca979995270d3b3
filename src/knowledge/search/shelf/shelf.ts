import type { Language } from "../../../kernel/labels.ts";
import type { SearchFilter } from "../../types.ts";
import type { FoundChunk, KnowledgeState, Passage } from "../store.ts";
import type { HeldVectors } from "./held-vectors.ts";
import type { Read, Wanted } from "./trip.ts";

/** What has been read of one state of a tenant's knowledge, and holds as long as the state does. */
export interface Shelf {
  readonly state: KnowledgeState;
  /** By term; empty for one that no chunk holds. */
  readonly postings: Map<string, Uint32Array>;
  readonly chunks: Map<number, FoundChunk>;
  /** By filter and slot, what the database said of it. */
  readonly seen: Map<string, Uint8Array>;
  /** By slot; null for one whose chunk was gone. */
  readonly passages: Map<number, Passage | null>;
  /** Languages of live articles; null before they are read. */
  languages: readonly Language[] | null;
  /** Of the answering model; null before they are read. */
  vectors: HeldVectors | null;
  /** Searches that met this state. */
  searches: number;
  bytes: number;
}

/** What is known of a slot under a filter. */
export const SEEN = { unknown: 0, visible: 1, hidden: 2 } as const;

/** Shelves of all tenants. */
export interface Shelves {
  of(tenantId: string): Shelf | undefined;
  /** The tenant's, if it is of this state; it counts as used. */
  met(tenantId: string, state: KnowledgeState): Shelf | undefined;
  /**
   * Adds what was read to the shelf of its state: `own`, where that is still the state, or the tenant's, or a new one. The
   * shelf of a state older than the tenant's is kept for its search alone.
   */
  put(tenantId: string, read: Read, wanted: Wanted, own: Shelf | undefined): Shelf;
}

/** Bytes held for all tenants together, about; what was unused for longest goes first. */
const MOST_BYTES = 96_000_000;
/** Beside what is counted by itself: a place in a map, and the properties of a row. */
const [TERM_BYTES, CHUNK_BYTES, PASSAGE_BYTES] = [120, 200, 900];

export function createShelves(mostBytes: number = MOST_BYTES): Shelves {
  const tenants = new Map<string, Shelf>();
  let bytes = 0;
  const forget = (tenantId: string) => {
    bytes -= tenants.get(tenantId)?.bytes ?? 0;
    tenants.delete(tenantId);
  };
  return {
    of: (tenantId) => tenants.get(tenantId),
    met(tenantId, state) {
      const shelf = tenants.get(tenantId);
      if (shelf === undefined || !isSame(shelf.state, state)) return undefined;
      tenants.delete(tenantId);
      tenants.set(tenantId, shelf);
      return shelf;
    },
    put(tenantId, read, wanted, own) {
      const before = tenants.get(tenantId);
      const same = [own, before].find((one) => one && isSame(one.state, read.state));
      if (before !== undefined && before !== same && isOlder(read.state, before.state))
        return filledShelf(read, wanted, same);
      // Put last: the first is then the one that was unused for longest.
      forget(tenantId);
      const shelf = filledShelf(read, wanted, same);
      tenants.set(tenantId, shelf);
      bytes += shelf.bytes;
      for (const oldest of tenants.keys()) if (bytes > mostBytes) forget(oldest);
      return shelf;
    },
  };
}

const emptyShelf = (state: KnowledgeState): Shelf => ({
  state,
  postings: new Map(),
  chunks: new Map(),
  seen: new Map(),
  passages: new Map(),
  languages: null,
  vectors: null,
  searches: 0,
  bytes: 0,
});

/** The revision would do, but a server of the version before changes the rest without counting. */
const isSame = (a: KnowledgeState, b: KnowledgeState): boolean =>
  a.corpus?.revision === b.corpus?.revision &&
  a.corpus?.slots === b.corpus?.slots &&
  a.corpus?.chunks === b.corpus?.chunks &&
  a.dictionary === b.dictionary &&
  a.active === b.active &&
  a.graph === b.graph;

/** A search that began earlier may come back later. */
const isOlder = (a: KnowledgeState, b: KnowledgeState): boolean =>
  (a.corpus?.revision ?? 0) < (b.corpus?.revision ?? 0);

/** A shelf, `own` or a new one, with what was read, whatever state that was read in. */
export function filledShelf(read: Read, wanted: Wanted, own: Shelf | undefined): Shelf {
  const shelf = own ?? emptyShelf(read.state);
  fill(shelf, read, wanted);
  return shelf;
}

const NONE = new Uint32Array(0);

function fill(shelf: Shelf, read: Read, wanted: Wanted): void {
  for (const term of wanted.terms) {
    if (shelf.postings.has(term)) continue;
    // A view would hold on to the whole answer that it was cut from.
    const words = read.postings.get(term)?.slice() ?? NONE;
    shelf.postings.set(term, words);
    shelf.bytes += words.byteLength + TERM_BYTES;
  }
  shelf.languages ??= read.languages;
  if (read.vectors !== null && shelf.vectors === null) {
    shelf.vectors = read.vectors;
    shelf.bytes += read.vectors.values.byteLength;
  }
  for (const [key, { slots, found }] of read.places) mark(shelf, key, slots, found);
  for (const slot of wanted.passages) {
    const passage = read.passages.get(slot) ?? null;
    if (!shelf.passages.has(slot)) shelf.bytes += PASSAGE_BYTES + 2 * (passage?.text.length ?? 0);
    shelf.passages.set(slot, passage);
  }
}

function mark(shelf: Shelf, key: string, slots: readonly number[] | "all", found: readonly FoundChunk[]): void {
  const all = shelf.state.corpus?.slots ?? 0;
  let seen = shelf.seen.get(key);
  if (seen === undefined) {
    seen = new Uint8Array(all);
    shelf.seen.set(key, seen);
    shelf.bytes += all + TERM_BYTES;
  }
  if (slots === "all") seen.fill(SEEN.hidden);
  else for (const slot of slots) seen[slot] = SEEN.hidden;
  for (const chunk of found) {
    // Written by now, in a state that comes after this one.
    if (chunk.slot >= all) continue;
    seen[chunk.slot] = SEEN.visible;
    if (!shelf.chunks.has(chunk.slot)) shelf.bytes += CHUNK_BYTES;
    shelf.chunks.set(chunk.slot, chunk);
  }
}

const narrowed = new WeakMap<SearchFilter, SearchFilter>();

/** The same filter for articles of this language alone; asked again, the same one. */
export function inLanguage(filter: SearchFilter, language: Language): SearchFilter {
  const known = narrowed.get(filter);
  if (known?.language === language) return known;
  const narrow = { ...filter, language };
  narrowed.set(filter, narrow);
  return narrow;
}

/** Of each filter; a search asks for it again and again. */
const keys = new WeakMap<SearchFilter, string>();

/** What tells filters apart: two of one key let the same articles through. */
export function filterKey(filter: SearchFilter): string {
  const known = keys.get(filter);
  if (known !== undefined) return known;
  const { audiences, product, edition, version, deployment, language, at } = filter;
  const day = at.toISOString().slice(0, 10);
  const key = JSON.stringify([audiences, product, edition, version, deployment, language, day]);
  keys.set(filter, key);
  return key;
}
