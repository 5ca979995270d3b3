import { kindOf } from "../../../models/segmenter.ts";
import type { Fused } from "../../fusion.ts";
import { kindWeight } from "../../ranking.ts";
import type { Find } from "../hits/hits.ts";
import { BEST_PART_SHARE, inOwnScript, type MixedScores } from "../mix.ts";
import type { AllFinds } from "../other-ways.ts";
import type { QueryPart } from "../question/clauses.ts";
import { isCode } from "../question/codes.ts";
import type { TranslatedQuery } from "../question/translated.ts";
import type { QueryIndex } from "../score.ts";
import type { ScoreAccount, TermAccount } from "./account-types.ts";
import { type TermShare, termShares } from "./term-shares.ts";

/** What a search did, from the question's parts to the finds. */
export interface SearchTrace {
  readonly index: QueryIndex;
  readonly parts: readonly QueryPart[];
  readonly mix: MixedScores;
  readonly translated: TranslatedQuery | null;
  readonly all: AllFinds;
}

/** A hit's terms before their fields are known. */
type BareTerm = Omit<TermAccount, "fields">;

/** Accounts for the score of each find, in their order; `fields` of the terms are still to be looked up. */
export function accountsOf(trace: SearchTrace, best: readonly Find[]): ScoreAccount[] {
  const { index, parts, mix, translated, all } = trace;
  const byWords = new Map(all.trace.byWords.map(({ id, score }, i) => [id, { rank: i + 1, score }]));
  const near = new Map(all.trace.byVectors.map(({ id, score: similarity }, i) => [id, { rank: i + 1, similarity }]));
  const fused = new Map(all.trace.fused?.map((one) => [one.id, one]));
  const sharesOfParts = parts.map(({ terms }) => termShares(index, terms.map(inOwnScript)));
  const sharesAcross = termShares(index, all.terms);
  const words = new Map(
    translated?.words.flatMap(({ word, choices }) =>
      choices.flatMap(({ terms }) => terms.map((term) => [term, word] as const)),
    ),
  );
  const { across } = all.trace;
  /** The terms by which words found a slot: the question's own, or their translations where these fit better. */
  const termsAt = (slot: number, score: number) => {
    if (across !== null && score > (mix.bySlot[slot] ?? 0)) {
      const terms = sharesAcross(slot).map((share) => termOf(share, "translation", words.get(share.term.term) ?? null));
      return { terms, score: score / across.scale, clause: null };
    }
    const clause = bestClause(mix, slot);
    const terms = mixed(sharesOfParts[0]!(slot), clause === null ? null : sharesOfParts[clause + 1]!(slot));
    return { terms, score, clause: clause === null ? null : { text: parts[clause + 1]!.text, share: BEST_PART_SHARE } };
  };
  return best.map(({ chunk, slot, own, article, factors, rank }, i) => {
    const found = byWords.get(chunk.chunkId);
    const one = fused.get(chunk.chunkId);
    const wordPoints = own * (one ? wordShare(one) : 1);
    const { terms, score, clause } = found ? termsAt(slot, found.score) : { terms: [], score: 1, clause: null };
    return {
      // In the scale of the hit's score: what a point by words has become.
      terms: strongestFirst(terms, wordPoints / score),
      vectorPoints: own - wordPoints,
      articlePoints: article,
      words: found ?? null,
      vectors: (one?.dense ?? null) === null ? null : (near.get(chunk.chunkId) ?? null),
      clause,
      factors,
      place: { byScore: rank, final: i + 1 },
    };
  });
}

/** What words have of a fused score; all factors after that act on both ways alike. */
const wordShare = ({ fromWords, fromVectors }: Fused): number =>
  fromWords + fromVectors === 0 ? 0 : fromWords / (fromWords + fromVectors);

/** The clause that a slot serves best, from 0; null when there is one only, or none that it serves. */
function bestClause({ parts: [, ...clauses] }: MixedScores, slot: number): number | null {
  let best: number | null = null;
  for (const [i, { bySlot }] of clauses.entries())
    if ((bySlot[slot] ?? 0) > (best === null ? 0 : clauses[best]!.bySlot[slot]!)) best = i;
  return best;
}

/** Terms of the whole message and of the clause, each with its share; a term of both is one. */
function mixed(whole: readonly TermShare[], clause: readonly TermShare[] | null): BareTerm[] {
  const share = clause === null ? 1 : 1 - BEST_PART_SHARE;
  const byTerm = new Map(whole.map((one) => [one.term.term, times(termOf(one), share)]));
  for (const one of clause ?? []) {
    const part = times(termOf(one), BEST_PART_SHARE);
    const known = byTerm.get(one.term.term);
    byTerm.set(
      one.term.term,
      known
        ? { ...known, passage: known.passage + part.passage, neighbours: known.neighbours + part.neighbours }
        : part,
    );
  }
  return [...byTerm.values()];
}

function termOf(
  { term, idf, frequency, passage, neighbours }: TermShare,
  way: TermAccount["way"] = term.synonym === undefined || kindOf(term.term) === "n" ? "asked" : "synonym",
  of: string | null = null,
): BareTerm {
  return {
    text: term.term.slice(1),
    kind: kindOf(term.term),
    // What needed no translation is as it was asked.
    way: way === "translation" && of === null ? "asked" : way,
    of,
    code: isCode(term),
    idf,
    weight: term.weight * kindWeight(term.term),
    frequency,
    passage,
    neighbours,
  };
}

const times = (term: BareTerm, factor: number): BareTerm => ({
  ...term,
  passage: term.passage * factor,
  neighbours: term.neighbours * factor,
});

const strongestFirst = (terms: readonly BareTerm[], factor: number): TermAccount[] =>
  terms
    .map((term) => ({ ...times(term, factor), fields: [] }))
    .sort((a, b) => b.passage + b.neighbours - a.passage - a.neighbours);
