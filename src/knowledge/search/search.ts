import type { Database, Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Embedder } from "../../models/ports.ts";
import { createSegmenter, type Segmenter } from "../../models/segmenter.ts";
import { dictionaryFor, dictionaryHash } from "../index/dictionary.ts";
import type { Search, SearchQuery, SearchResult } from "../types.ts";
import { candidatesFor } from "./candidates.ts";
import { clausesOf, type QueryPart } from "./clauses.ts";
import { emphasiseCodes } from "./codes.ts";
import { answerabilityOf } from "./coverage.ts";
import { hitsOf } from "./hits.ts";
import { mixParts } from "./mix.ts";
import { readPostings } from "./store.ts";

export interface SearchDeps {
  readonly embedder?: Embedder;
  readonly db: Database;
}

/** A search for each tenant. Its segmenter is made anew when the tenant's dictionary has changed. */
export function createSearch(deps: SearchDeps): (tenantId: string) => Search {
  const segmenterFor = createSegmenters();
  return (tenantId) => async (query) => {
    const began = performance.now();
    const found = await inTenant(deps.db, tenantId, async (tx) => searchIn(tx, await segmenterFor(tx), query));
    return { ...found, tookMs: performance.now() - began };
  };
}

/** Segmenters by what their dictionary says; the few most used stay. */
function createSegmenters(): (tx: Tx) => Promise<Segmenter> {
  const made = new Map<string, Segmenter>();
  return async (tx) => {
    const hash = await dictionaryHash(tx);
    const key = hash.trim() === "" ? "" : `${tx.tenantId} ${hash}`;
    const segmenter = made.get(key) ?? createSegmenter(await dictionaryFor(tx));
    made.delete(key);
    made.set(key, segmenter);
    for (const oldest of made.keys()) if (made.size > 100) made.delete(oldest);
    return segmenter;
  };
}

async function searchIn(tx: Tx, segmenter: Segmenter, query: SearchQuery): Promise<Omit<SearchResult, "tookMs">> {
  const whole: QueryPart = { text: query.text, terms: emphasiseCodes(query.text, segmenter.queryTerms(query.text)) };
  const clauses = clausesOf(query.text, segmenter);
  const parts = clauses.length > 1 ? [whole, ...clauses] : [whole];
  const terms = [...new Set(parts.flatMap((part) => part.terms.map(({ term }) => term)))];
  const index = await readPostings(tx, terms);
  if (!index) return { hits: [], answerability: 0 };
  const mix = mixParts(index, parts);
  const candidates = await candidatesFor(tx, mix.bySlot, query);
  const fits = mix.parts.map(({ bySlot, attainable }) => ({
    best: candidates.reduce((best, { slot }) => Math.max(best, bySlot[slot] ?? 0), 0),
    attainable,
  }));
  return {
    hits: hitsOf(index, whole.terms, mix.bySlot, candidates, query.limit),
    answerability: answerabilityOf(fits),
  };
}
