import type { Embedder } from "../../models/ports.ts";
import type { QueryTerm } from "../../models/segmenter.ts";
import { type Fused, fuse, type Rankings, type Scored } from "../fusion.ts";
import type { SearchQuery } from "../types.ts";
import type { NearPassage } from "../vectors.ts";
import type { PartFit } from "./coverage.ts";
import type { SearchPlan } from "./question/plan.ts";
import { type TranslatedQuery, weighTranslations } from "./question/translated.ts";
import { bestSlots, type PartScores, scorePart } from "./score.ts";
import { inLanguage } from "./shelf/shelf.ts";
import type { WantedNear } from "./shelf/trip.ts";
import type { View } from "./shelf/view.ts";
import type { FoundChunk } from "./store.ts";

/** What words in the question's own language found. */
export interface OwnFinds {
  readonly scores: Float32Array;
  readonly candidates: readonly FoundChunk[];
  /** The most that a text in the question's language could reach. */
  readonly attainable: number;
}

/** The finds of all ways. `scores` and `candidates` take the place of the words' own. */
export interface AllFinds extends Pick<OwnFinds, "scores" | "candidates"> {
  /** How well the other language serves the question. */
  readonly fit: PartFit | null;
  readonly terms: readonly QueryTerm[];
  readonly trace: WaysTrace;
}

/** A passage found by one way, with its place and whether it is in another language than the question. */
export interface FoundPlace extends Scored {
  readonly slot: number;
  readonly isAcross: boolean;
}

/** How the ways came together, for who wants to know. */
export interface WaysTrace {
  /** By words alone, best first. */
  readonly byWords: readonly FoundPlace[];
  readonly byVectors: readonly FoundPlace[];
  /** Null when vectors took no part. */
  readonly fused: readonly Fused[] | null;
  /** What fused scores were multiplied with. */
  readonly level: number;
  /** Scores by translated words, and what they were multiplied with; null when nothing was translated. */
  readonly across: { readonly bySlot: Float32Array; readonly scale: number } | null;
}

/** Passages that take part in the fusion; the spread of their scores decides how much each way counts. */
const FUSED = 100;
/** How much a translated match counts beside one that is as complete in the question's own words. */
const TRANSLATION_TRUST = 0.55;
/** Best-scored chunks looked through for passages in the other language; the deeper step when hardly any was found. */
const DEPTHS = [200, 1600];
const ENOUGH_ACROSS = 20;

/** What translated words and vectors found, before it meets the finds of the question's own words. */
export interface OtherFinds {
  readonly kind: Embedder["kind"] | undefined;
  readonly terms: readonly QueryTerm[];
  readonly across: PartScores | null;
  readonly found: readonly FoundChunk[];
  readonly near: readonly NearPassage[];
}

/** Looks for passages by translated words, and takes those that vectors found. */
export function lookOtherWays(
  view: View,
  query: SearchQuery,
  plan: SearchPlan,
  ways: {
    readonly translated: TranslatedQuery | null;
    readonly kind: Embedder["kind"] | undefined;
    readonly near: readonly NearPassage[];
  },
): OtherFinds {
  const terms = ways.translated ? weighTranslations(ways.translated, view.index) : [];
  const across = plan.across && terms.length > 0 ? scorePart(view.index, terms) : null;
  return {
    kind: ways.kind,
    terms,
    across,
    found: across ? foundAcross(view, query, plan, across) : [],
    near: ways.near,
  };
}

const UNTRACED: WaysTrace = { byWords: [], byVectors: [], fused: null, level: 1, across: null };

/**
 * Adds what was found other ways to what the question's own words found. Scores of passages in the question's language
 * stay as they are, unless a sentence model takes part.
 */
export function joinWays(
  view: View,
  query: SearchQuery,
  plan: SearchPlan,
  own: OwnFinds,
  { kind, terms, across, found, near }: OtherFinds,
): AllFinds {
  if (across === null && near.length === 0 && query.explain !== true)
    return { ...own, fit: null, terms, trace: UNTRACED };
  const known = new Map<number, FoundChunk>();
  for (const chunk of own.candidates) known.set(chunk.slot, chunk);
  for (const chunk of found) known.set(chunk.slot, chunk);
  // Both languages are measured by the share of what is attainable: a translated word has more terms than its original.
  const scale = across ? (TRANSLATION_TRUST * own.attainable) / across.attainable : 0;
  const byWords = orderedByWords(known.values(), own.scores, across, scale, plan);
  // A passage that words did not find was found by word vectors, so it is in the other language.
  const byVectors = near.map(({ chunkId: id, slot, similarity: score }): FoundPlace => {
    return { id, slot, score, isAcross: known.get(slot)?.language !== plan.language };
  });
  const weighed = near.length > 0 ? fuse(rankingsOf(byWords, byVectors, kind!)) : null;
  const isNeural = kind === "neural" && weighed !== null;
  const level = isNeural ? (byWords[0]?.score ?? 1) : 1;
  // What took no part in the fusion of all ways stands behind what did.
  const scores = isNeural ? new Float32Array(own.scores.length) : own.scores.slice();
  if (weighed === null) for (const { slot, score } of byWords) scores[slot] = score;
  for (const { found, score } of weighed ?? []) scores[found.slot] = score * level;
  const first = weighed?.slice(0, query.limit).map(({ found }) => found.slot) ?? [];
  const unseen = first.filter((slot) => !known.has(slot));
  return {
    scores,
    candidates: [...known.values(), ...view.visible(unseen, query.filter)],
    fit: across && { best: bestOf(found, across), attainable: across.attainable, asks: true },
    terms,
    trace: { byWords, byVectors, fused: weighed, level, across: across && { bySlot: across.bySlot, scale } },
  };
}

/** What is fused: the best by words, and all that vectors found. */
export const rankingsOf = (
  byWords: readonly FoundPlace[],
  byVectors: readonly FoundPlace[],
  kind: Embedder["kind"],
): Rankings<FoundPlace> => ({
  lexical: byWords.slice(0, FUSED),
  dense: byVectors,
  kind,
  isAcross: ({ isAcross }) => isAcross,
});

function foundAcross(view: View, query: SearchQuery, plan: SearchPlan, { bySlot }: PartScores): FoundChunk[] {
  const filter = inLanguage(query.filter, plan.across!);
  const found: FoundChunk[] = [];
  let taken = 0;
  for (const depth of DEPTHS) {
    const slots = bestSlots(bySlot, depth).slice(taken);
    found.push(...view.visible(slots, filter));
    if (found.length >= ENOUGH_ACROSS || slots.length < depth - taken || view.missing() !== null) break;
    taken = depth;
  }
  return found;
}

const bestOf = (found: readonly FoundChunk[], { bySlot }: PartScores): number =>
  found.reduce((best, { slot }) => Math.max(best, bySlot[slot] ?? 0), 0);

/**
 * All passages found by words, own or translated, best first. `scale`: what scores by translated words are multiplied
 * with.
 */
function orderedByWords(
  known: Iterable<FoundChunk>,
  own: Float32Array,
  across: PartScores | null,
  scale: number,
  { language }: SearchPlan,
): FoundPlace[] {
  const places: FoundPlace[] = [];
  for (const { chunkId: id, slot, language: its } of known) {
    const isAcross = its !== language;
    const score = own[slot] ?? 0;
    places.push({ id, slot, isAcross, score: isAcross ? Math.max(score, scale * (across?.bySlot[slot] ?? 0)) : score });
  }
  return places.sort((a, b) => b.score - a.score);
}

/** What to ask the vectors for; null where they take no part. */
export function nearestWanted(
  query: SearchQuery,
  plan: SearchPlan,
  { embedder, vector }: { readonly embedder: Embedder | undefined; readonly vector: Float32Array | undefined },
): WantedNear | null {
  if (!embedder || !vector || !plan.dense) return null;
  const filter = embedder.kind === "gloss" ? inLanguage(query.filter, plan.across!) : query.filter;
  const graph = plan.graph ? { dimensions: embedder.dimensions } : undefined;
  return { model: embedder.id, vector, limit: FUSED, graph, filter };
}
