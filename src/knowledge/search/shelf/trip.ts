import type { ReadTx } from "../../../db/pool.ts";
import type { Language } from "../../../kernel/labels.ts";
import type { SegmenterDictionary } from "../../../models/segmenter.ts";
import { hashedDictionary } from "../../index/dictionary.ts";
import type { SearchFilter } from "../../types.ts";
import { type NearestQuery, type NearPassage, nearest } from "../../vectors.ts";
import {
  type FoundChunk,
  filterSql,
  type KnowledgeState,
  knowledgeState,
  languagesOf,
  type Passage,
  passagesAt,
  readState,
  visibleChunks,
} from "../store.ts";
import { type HeldVectors, readVectors } from "./held-vectors.ts";

/** Slots of which it is to be told which ones a filter lets through. */
export interface WantedPlaces {
  readonly filter: SearchFilter;
  readonly slots: readonly number[] | "all";
}

/** What is to be asked of the vectors, among what the filter lets through. */
export type WantedNear = Omit<NearestQuery, "where"> & { readonly filter: SearchFilter };

/** What a search needs next and nobody holds. */
export interface Wanted {
  readonly terms: readonly string[];
  readonly languages: boolean;
  readonly dictionary: boolean;
  readonly places: ReadonlyMap<string, WantedPlaces>;
  readonly passages: readonly number[];
  readonly near: WantedNear | null;
  /** The model all of whose vectors are to be read, and how many chunks there are. */
  readonly vectors: { readonly model: string; readonly chunks: number } | null;
}

/** What came back for it, with the state that the tenant's knowledge was in before any of it was read. */
export interface Read {
  readonly state: KnowledgeState;
  readonly postings: ReadonlyMap<string, Uint32Array>;
  readonly languages: readonly Language[] | null;
  readonly dictionary: { readonly dictionary: SegmenterDictionary; readonly hash: string } | null;
  readonly places: ReadonlyMap<
    string,
    { readonly slots: WantedPlaces["slots"]; readonly found: readonly FoundChunk[] }
  >;
  readonly passages: ReadonlyMap<number, Passage>;
  readonly near: readonly NearPassage[] | null;
  readonly vectors: HeldVectors | null;
}

export const NOTHING: Wanted = {
  terms: [],
  languages: false,
  dictionary: false,
  places: new Map(),
  passages: [],
  near: null,
  vectors: null,
};

const NOTHING_READ: Omit<Read, "state"> = {
  postings: new Map(),
  languages: null,
  dictionary: null,
  places: new Map(),
  passages: new Map(),
  near: null,
  vectors: null,
};

/** Asks for all of it at once. The state comes first: what is read behind it may be newer, and is then met no more. */
export async function readWanted(tx: ReadTx, wanted: Wanted): Promise<Read> {
  // What most searches ask: whether what is held still holds.
  if (wanted === NOTHING) return { ...NOTHING_READ, state: await knowledgeState(tx) };
  const [{ state, postings }, languages, dictionary, places, passages, near, vectors] = await Promise.all([
    readState(tx, wanted.terms),
    wanted.languages ? languagesOf(tx) : null,
    wanted.dictionary ? hashedDictionary(tx) : null,
    Promise.all(
      [...wanted.places].map(async ([key, { filter, slots }]) => {
        const found = await visibleChunks(tx, slots, filter);
        return [key, { slots, found }] as const;
      }),
    ),
    wanted.passages.length > 0 ? passagesAt(tx, wanted.passages) : new Map<number, Passage>(),
    wanted.near && nearest(tx, { ...wanted.near, where: filterSql(wanted.near.filter, 5) }),
    wanted.vectors && readVectors(tx, wanted.vectors.model, wanted.vectors.chunks),
  ]);
  return { state, postings, languages, dictionary, places: new Map(places), passages, near, vectors };
}
