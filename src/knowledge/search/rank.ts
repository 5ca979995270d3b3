import type { Embedder } from "../../models/ports.ts";
import type { QueryTerm } from "../../models/segmenter.ts";
import type { SearchQuery, SearchResult } from "../types.ts";
import type { NearPassage } from "../vectors.ts";
import { accountsOf } from "./account/account.ts";
import { questionAccount } from "./account/account-question.ts";
import { candidatesFor } from "./candidates.ts";
import { answerabilityOf } from "./coverage.ts";
import { bestBeside } from "./hits/beside.ts";
import { bestFinds, hitsOf } from "./hits/hits.ts";
import { mixParts } from "./mix.ts";
import { joinWays, lookOtherWays } from "./other-ways.ts";
import { spelledAsHeld, withoutLooseDigits } from "./question/codes.ts";
import type { Question } from "./question/question.ts";
import type { View } from "./shelf/view.ts";

export type Found = Omit<SearchResult, "tookMs">;

export interface Vectors {
  readonly embedder: Embedder | undefined;
  /** The question's; undefined when the model failed or was not asked. */
  readonly vector: Float32Array | undefined;
}

/** Answers a question from what is held; null when something is missing, which the view then tells. */
export function rank(
  view: View,
  query: SearchQuery,
  { plan, parts: asked, translated }: Question,
  vectors: Vectors,
  near: readonly NearPassage[],
): Found | null {
  const { index } = view;
  const parts = asked.map((part) => ({
    ...part,
    terms: withoutLooseDigits(spelledAsHeld(part.terms, index.postings), index.postings),
  }));
  const mix = mixParts(index, parts);
  const candidates = candidatesFor(view, mix.bySlot, query);
  const beside = bestBeside(view, mix.bySlot, query);
  const other = lookOtherWays(view, query, plan, { translated, kind: vectors.embedder?.kind, near });
  if (view.missing() !== null) return null;
  const fits = mix.parts.map(({ bySlot, attainable }, i) => ({
    best: candidates.reduce((best, { slot }) => Math.max(best, bySlot[slot] ?? 0), 0),
    attainable,
    asks: parts[i]!.asks,
  }));
  const own = { scores: mix.bySlot, candidates, attainable: fits[0]?.attainable ?? 0 };
  const all = joinWays(view, query, plan, own, other);
  if (view.missing() !== null) return null;
  const explained = new Map<string, QueryTerm>();
  for (const terms of [all.terms, parts[0]!.terms]) for (const term of terms) explained.set(term.term, term);
  const best = bestFinds(all, query);
  const passages = view.passages(best.map(({ slot }) => slot));
  if (view.missing() !== null) return null;
  const result = {
    hits: hitsOf(index, [...explained.values()], best, passages, near),
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
    question: questionAccount(query, plan, trace, vectors),
  };
}
