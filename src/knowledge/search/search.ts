import type { Database, ReadTx, Tx } from "../../db/pool.ts";
import { inTenant, readInTenant } from "../../db/tenant.ts";
import { within } from "../../kernel/within.ts";
import type { Embedder } from "../../models/ports.ts";
import { createSegmenter } from "../../models/segmenter.ts";
import { dictionaryFor } from "../index/dictionary.ts";
import type { Search, SearchQuery } from "../types.ts";
import { articlesOfHits, withFields } from "./account/account-fields.ts";
import { createSegmenters, type Segmenters } from "./question/question.ts";
import type { Found, Vectors } from "./rank.ts";
import { createShelves, filledShelf, type Shelves } from "./shelf/shelf.ts";
import { NOTHING, type Read, readWanted, type Wanted } from "./shelf/trip.ts";
import { type Hand, type Step, type Steps, stepsOf } from "./step.ts";
import type { KnowledgeState } from "./store.ts";

/** The search of one tenant, whose knowledge was `met` in this state a moment ago. */
export type SearchOfTenant = (tenantId: string, met?: KnowledgeState) => Search;

export interface SearchDeps {
  readonly embedder?: Embedder;
  readonly db: Database;
  /** Where what was read is held; searches that share them hold it once. */
  readonly shelves?: Shelves;
  /** Milliseconds that a question's vector is waited for. */
  readonly vectorWithinMs?: number;
}

/** A customer waits for the answer: a model that takes longer is of no help to this question. */
const VECTOR_WITHIN_MS = 3_000;
/** A search whose knowledge base has changed at each of so many looks takes what it sees. */
const MOST_TRIPS = 8;

/**
 * A search for each tenant. What it needs and nobody holds is asked for trip by trip, each a transaction that goes to the
 * server in one piece and says in what state the tenant's knowledge is. It answers when all it goes by is of the state that
 * its last trip met; where everything was held, one trip says so while the answer is made ready. For a caller who has just
 * read the state, `met`, it makes none then.
 */
export function createSearch(deps: SearchDeps): SearchOfTenant {
  const { db, embedder, vectorWithinMs = VECTOR_WITHIN_MS, shelves = createShelves() } = deps;
  const segmenters = createSegmenters();
  // Asked outside of any transaction: a sentence model may be far away. While it fails or is late, words alone answer.
  const vectorOf = async (text: string) =>
    embedder!.kind === "gloss"
      ? (await embedder!.embed([text]))[0]
      : within(vectorWithinMs, async (signal) => (await embedder!.embed([text], signal))[0]);
  return (tenantId, met) => async (query) => {
    const began = performance.now();
    const found = await find({ db, embedder, shelves, segmenters, vectorOf }, tenantId, query, met);
    const tookMs = performance.now() - began;
    if (query.explain !== true) return { ...found, tookMs };
    const { articles, dictionary } = await inTenant(db, tenantId, async (tx) => ({
      articles: await articlesOfHits(tx, found.hits),
      dictionary: await dictionaryFor(tx),
    }));
    return { ...found, hits: withFields(found.hits, articles, createSegmenter(dictionary)), tookMs };
  };
}

interface Finding {
  readonly db: Database;
  readonly embedder: Embedder | undefined;
  readonly shelves: Shelves;
  readonly segmenters: Segmenters;
  readonly vectorOf: (text: string) => Promise<Float32Array | undefined>;
}

async function find(
  deps: Finding,
  tenantId: string,
  query: SearchQuery,
  met: KnowledgeState | undefined,
): Promise<Found> {
  const { db, embedder, shelves, segmenters, vectorOf } = deps;
  const steps = stepsOf(tenantId, query, embedder, segmenters);
  let asked = false;
  let hand: Hand = { shelf: shelves.of(tenantId), vectors: { embedder, vector: undefined }, near: null };
  if (hand.shelf) hand.shelf.searches += 1;
  let wanted: Wanted | null = null;
  for (let trip = 1; trip <= MOST_TRIPS; trip++) {
    if (!asked && steps.wantsVector(hand.shelf)) {
      hand = { ...hand, vectors: { embedder, vector: await vectorOf(query.text) } };
      asked = true;
    }
    wanted ??= steps.before(hand);
    if (wanted === null && trip === 1 && met !== undefined && shelves.met(tenantId, met) === hand.shelf) {
      const step = steps.next(hand);
      if ("found" in step) return step.found;
      ({ wanted } = step);
    }
    const { read, early }: Travelled = await readInTenant(db, tenantId, travel(steps, hand, wanted));
    if (read.dictionary) segmenters.put(tenantId, read.dictionary.hash, read.dictionary.dictionary);
    const shelf = shelves.put(tenantId, read, wanted ?? NOTHING, hand.shelf);
    const isSame = shelf === hand.shelf;
    hand = { shelf, vectors: hand.vectors, near: read.near ?? (isSame ? hand.near : null) };
    const step: Step = isSame && early ? early : steps.next(hand);
    if ("found" in step) return step.found;
    ({ wanted } = step);
  }
  return inTenant(db, tenantId, (tx) => findWithin(tx, steps, hand.vectors, segmenters));
}

interface Travelled {
  readonly read: Read;
  /** What was made ready on the way. */
  readonly early: Step | null;
}

/** Reads what is wanted. When nothing is, the next step is taken while the server says whether what is held still holds. */
const travel =
  (steps: Steps, hand: Hand, wanted: Wanted | null) =>
  async (tx: ReadTx): Promise<Travelled> => {
    const reading = readWanted(tx, wanted ?? NOTHING);
    if (wanted !== null || hand.shelf === undefined) return { read: await reading, early: null };
    const [read, early] = await Promise.all([reading, onceSent(() => steps.next(hand))]);
    return { read, early };
  };

/**
 * What was asked for in this turn has left the process when its ticks come. (A turn of the event loop would do as well, but
 * it first asks the system what has happened meanwhile.)
 */
const onceSent = <Result>(run: () => Result): Promise<Result> =>
  new Promise<void>((resolve) => process.nextTick(resolve)).then(run);

/** The same search within a transaction: what it would find if that committed. The vector is asked for before. */
export type SearchWithin = (tx: Tx, query: SearchQuery, vector: Float32Array | undefined) => Promise<Found>;

export function createSearchWithin(embedder: Embedder | undefined): SearchWithin {
  const segmenters = createSegmenters();
  return (tx, query, vector) =>
    findWithin(tx, stepsOf(tx.tenantId, query, embedder, segmenters), { embedder, vector }, segmenters);
}

/** Holds what it reads for itself: of a transaction that may be taken back nobody else must know. */
async function findWithin(tx: Tx, steps: Steps, vectors: Vectors, segmenters: Segmenters): Promise<Found> {
  let hand: Hand = { shelf: undefined, vectors, near: null };
  for (;;) {
    const step = steps.next(hand);
    if ("found" in step) return step.found;
    const read: Read = await readWanted(tx, step.wanted);
    if (read.dictionary) segmenters.put(tx.tenantId, read.dictionary.hash, read.dictionary.dictionary);
    // With another dictionary nothing read before is of use.
    const shelf = filledShelf(read, step.wanted, step.wanted.dictionary ? undefined : hand.shelf);
    hand = { shelf, vectors, near: read.near ?? hand.near };
  }
}
