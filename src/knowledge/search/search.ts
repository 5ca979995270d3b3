import type { Database, Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Embedder } from "../../models/ports.ts";
import { createSegmenter, type Segmenter } from "../../models/segmenter.ts";
import { dictionaryFor, dictionaryHash } from "../index/dictionary.ts";
import type { Search, SearchQuery, SearchResult } from "../types.ts";
import { accountsOf } from "./account.ts";
import { articlesOfHits, withFields } from "./account-fields.ts";
import { questionAccount } from "./account-question.ts";
import { bestBeside } from "./beside.ts";
import { candidatesFor } from "./candidates.ts";
import { partsOf } from "./clauses.ts";
import { namesCode } from "./codes.ts";
import { answerabilityOf } from "./coverage.ts";
import { bestFinds, hitsOf } from "./hits.ts";
import { mixParts } from "./mix.ts";
import { addOtherWays } from "./other-ways.ts";
import { planSearch, type SearchPlan, withoutAcross } from "./plan.ts";
import { passagesAt, readPostings } from "./store.ts";
import { termsToRead, translateQuery } from "./translated.ts";

export interface SearchDeps {
  readonly embedder?: Embedder;
  readonly db: Database;
}

/** A search for each tenant. Its segmenter is made anew when the tenant's dictionary has changed. */
export function createSearch(deps: SearchDeps): (tenantId: string) => Search {
  const segmenterFor = createSegmenters();
  const within = searchWithin(deps.embedder, segmenterFor);
  return (tenantId) => async (query) => {
    const began = performance.now();
    // Asked before the transaction: a sentence model may be far away. While it fails, words alone answer.
    const vector = await deps.embedder?.embed([query.text]).then(
      ([first]) => first,
      () => undefined,
    );
    const found = await inTenant(deps.db, tenantId, (tx) => within(tx, query, vector));
    const tookMs = performance.now() - began;
    if (query.explain !== true) return { ...found, tookMs };
    const { articles, segmenter } = await inTenant(deps.db, tenantId, async (tx) => ({
      articles: await articlesOfHits(tx, found.hits),
      segmenter: await segmenterFor(tx),
    }));
    return { ...found, hits: withFields(found.hits, articles, segmenter), tookMs };
  };
}

/** The same search within a transaction: what it would find if that committed. The vector is asked for before. */
export type SearchWithin = (
  tx: Tx,
  query: SearchQuery,
  vector: Float32Array | undefined,
) => Promise<Omit<SearchResult, "tookMs">>;

export const createSearchWithin = (embedder: Embedder | undefined): SearchWithin =>
  searchWithin(embedder, createSegmenters());

function searchWithin(embedder: Embedder | undefined, segmenterFor: (tx: Tx) => Promise<Segmenter>): SearchWithin {
  return async (tx, query, vector) => {
    // Neither waits for the other, so they travel together.
    const [segmenter, planned] = await Promise.all([segmenterFor(tx), planSearch(tx, query, embedder)]);
    return searchIn(tx, segmenter, query, planned, { embedder, vector });
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

async function searchIn(
  tx: Tx,
  segmenter: Segmenter,
  query: SearchQuery,
  planned: SearchPlan,
  { embedder, vector }: { readonly embedder: Embedder | undefined; readonly vector: Float32Array | undefined },
): Promise<Omit<SearchResult, "tookMs">> {
  const parts = partsOf(query.text, segmenter);
  const whole = parts[0]!;
  const plan = namesCode(whole.terms) ? withoutAcross(planned, embedder) : planned;
  const translated = plan.across ? translateQuery(query.text, whole.terms, plan.across, segmenter) : null;
  const terms = parts.flatMap((part) => part.terms.map(({ term }) => term));
  const index = await readPostings(tx, [...new Set([...terms, ...(translated ? termsToRead(translated) : [])])]);
  if (!index) return { hits: [], answerability: 0, beside: 0 };
  const mix = mixParts(index, parts);
  const [candidates, beside] = await Promise.all([
    candidatesFor(tx, mix.bySlot, query),
    bestBeside(tx, mix.bySlot, query),
  ]);
  const fits = mix.parts.map(({ bySlot, attainable }, i) => ({
    best: candidates.reduce((best, { slot }) => Math.max(best, bySlot[slot] ?? 0), 0),
    attainable,
    asks: parts[i]!.asks,
  }));
  const ways = { index, translated, embedder, vector };
  const own = { scores: mix.bySlot, candidates, attainable: fits[0]?.attainable ?? 0 };
  const all = await addOtherWays(tx, query, plan, own, ways);
  const explained = new Map([...all.terms, ...whole.terms].map((term) => [term.term, term]));
  const best = bestFinds(all, query);
  const passages = await passagesAt(
    tx,
    best.map(({ slot }) => slot),
  );
  const result = {
    hits: hitsOf(index, [...explained.values()], best, passages, all.similarity),
    answerability: answerabilityOf(all.fit ? [...fits, all.fit] : fits, index.corpus.chunks),
    beside,
  };
  if (query.explain !== true) return result;
  const trace = { index, parts, mix, translated, all };
  const accounts = new Map(accountsOf(trace, best).map((account, i) => [best[i]!.chunk.chunkId, account]));
  return {
    ...result,
    hits: result.hits.map((hit) => ({ ...hit, account: accounts.get(hit.chunkId)! })),
    question: questionAccount(query, plan, trace, ways),
  };
}
