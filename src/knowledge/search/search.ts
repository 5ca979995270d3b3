import type { Database, Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import { within } from "../../kernel/within.ts";
import type { Embedder } from "../../models/ports.ts";
import type { Search, SearchQuery, SearchResult } from "../types.ts";
import { accountsOf } from "./account.ts";
import { articlesOfHits, withFields } from "./account-fields.ts";
import { questionAccount } from "./account-question.ts";
import { bestBeside } from "./beside.ts";
import { candidatesFor } from "./candidates.ts";
import { answerabilityOf } from "./coverage.ts";
import { bestFinds, hitsOf } from "./hits.ts";
import { mixParts } from "./mix.ts";
import { createOpening, type Opening } from "./opening.ts";
import { joinWays, lookOtherWays } from "./other-ways.ts";
import { createPostingCache, type ReadPostings } from "./posting-cache.ts";
import { passagesAt } from "./store.ts";

export interface SearchDeps {
  readonly embedder?: Embedder;
  readonly db: Database;
  /** Where postings are read; searches that share it hold them once. */
  readonly postings?: ReadPostings;
  /** Milliseconds that a question's vector is waited for. */
  readonly vectorWithinMs?: number;
}

/** A customer waits for the answer: a model that takes longer is of no help to this question. */
const VECTOR_WITHIN_MS = 3_000;

/** A search for each tenant. Its segmenter is made anew when the tenant's dictionary has changed. */
export function createSearch(deps: SearchDeps): (tenantId: string) => Search {
  const { vectorWithinMs = VECTOR_WITHIN_MS } = deps;
  const { open, segmenterFor } = createOpening(deps.embedder, deps.postings ?? createPostingCache());
  return (tenantId) => async (query) => {
    const began = performance.now();
    // Asked before the transaction: a sentence model may be far away. While it fails or is late, words alone answer.
    const vector = deps.embedder && (await within(vectorWithinMs, vectorOf(deps.embedder, query.text)));
    const found = await inTenant(deps.db, tenantId, async (tx) =>
      searchIn(tx, query, await open(tx, query), { embedder: deps.embedder, vector }),
    );
    const tookMs = performance.now() - began;
    if (query.explain !== true) return { ...found, tookMs };
    const { articles, segmenter } = await inTenant(deps.db, tenantId, async (tx) => ({
      articles: await articlesOfHits(tx, found.hits),
      segmenter: await segmenterFor(tx),
    }));
    return { ...found, hits: withFields(found.hits, articles, segmenter), tookMs };
  };
}

const vectorOf = (embedder: Embedder, text: string) => async (signal: AbortSignal) =>
  (await embedder.embed([text], signal))[0];

/** The same search within a transaction: what it would find if that committed. The vector is asked for before. */
export type SearchWithin = (
  tx: Tx,
  query: SearchQuery,
  vector: Float32Array | undefined,
) => Promise<Omit<SearchResult, "tookMs">>;

export function createSearchWithin(embedder: Embedder | undefined): SearchWithin {
  const { open } = createOpening(embedder);
  return async (tx, query, vector) => searchIn(tx, query, await open(tx, query), { embedder, vector });
}

async function searchIn(
  tx: Tx,
  query: SearchQuery,
  { plan, parts, translated, index }: Opening,
  { embedder, vector }: { readonly embedder: Embedder | undefined; readonly vector: Float32Array | undefined },
): Promise<Omit<SearchResult, "tookMs">> {
  if (!index) return { hits: [], answerability: 0, beside: 0, vectorModel: plan.active };
  const mix = mixParts(index, parts);
  const ways = { index, translated, embedder, vector };
  // None waits for another, so they travel together.
  const [candidates, beside, other] = await Promise.all([
    candidatesFor(tx, mix.bySlot, query),
    bestBeside(tx, mix.bySlot, query),
    lookOtherWays(tx, query, plan, ways),
  ]);
  const fits = mix.parts.map(({ bySlot, attainable }, i) => ({
    best: candidates.reduce((best, { slot }) => Math.max(best, bySlot[slot] ?? 0), 0),
    attainable,
    asks: parts[i]!.asks,
  }));
  const own = { scores: mix.bySlot, candidates, attainable: fits[0]?.attainable ?? 0 };
  const all = await joinWays(tx, query, plan, own, other);
  const explained = new Map([...all.terms, ...parts[0]!.terms].map((term) => [term.term, term]));
  const best = bestFinds(all, query);
  const passages = await passagesAt(
    tx,
    best.map(({ slot }) => slot),
  );
  const result = {
    hits: hitsOf(index, [...explained.values()], best, passages, all.similarity),
    answerability: answerabilityOf(all.fit ? [...fits, all.fit] : fits, index.corpus.chunks),
    beside,
    vectorModel: plan.active,
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
