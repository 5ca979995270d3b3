import type { QueryTerm } from "../../models/segmenter.ts";
import { GROUP_BITS, LENGTHS } from "../index/postings.ts";
import { kindWeight, RANKING } from "../ranking.ts";

/** What a tenant's index says of itself, as of the same statement as the postings. */
export interface Corpus {
  readonly chunks: number;
  readonly groups: number;
  readonly length: number;
  /** One more than the highest slot. */
  readonly slots: number;
  /** Changes so far of what can be found. */
  readonly revision: number;
}

/** The postings of all terms of a question: per term two words a posting, dead ones left out. */
export interface QueryIndex {
  readonly corpus: Corpus;
  readonly postings: ReadonlyMap<string, Uint32Array>;
}

/** Scores of one part of a question by slot, and the most that any text could reach. */
export interface PartScores {
  readonly bySlot: Float32Array;
  readonly attainable: number;
}

const { k1, b, groupB, groupShare } = RANKING;

/** Inverse document frequency of BM25, never negative. */
const rarity = ({ corpus, postings }: QueryIndex, term: string): number => {
  const df = (postings.get(term)?.length ?? 0) / 2;
  return Math.log(1 + (corpus.chunks - df + 0.5) / (df + 0.5));
};

/**
 * A synonym is no rarer than what was asked: they are one word. (As the blended frequencies of Lucene's SynonymQuery.)
 */
export function idfOf(index: QueryIndex, { term, of = [] }: QueryTerm): number {
  const own = rarity(index, term);
  return of.length === 0 ? own : Math.min(own, Math.max(...of.map((one) => rarity(index, one))));
}

/** By length byte: what stands in BM25's denominator beside the frequency. */
function norms(average: number, share: number): Float64Array {
  return LENGTHS.map((length) => k1 * (1 - share + (share * length) / Math.max(average, 1)));
}

/** A corpus is asked again and again. */
const normsOf = new WeakMap<Corpus, { readonly chunks: Float64Array; readonly groups: Float64Array }>();

/** What stands beside the frequency in the denominators of chunks and of groups, by length byte. */
export function normsFor(corpus: Corpus) {
  const known = normsOf.get(corpus) ?? {
    chunks: norms(corpus.length / Math.max(corpus.chunks, 1), b),
    groups: norms(corpus.length / Math.max(corpus.groups, 1), groupB),
  };
  normsOf.set(corpus, known);
  return known;
}

/**
 * BM25F of every slot: its chunk's score and a share of its group's. Frequencies of a chunk's fields were added up with
 * their weights when it was indexed; the group's are the sums over its chunks, whose postings stand side by side.
 */
export function scorePart(index: QueryIndex, terms: readonly QueryTerm[]): PartScores {
  const { corpus, postings } = index;
  const bySlot = new Float32Array(corpus.slots);
  const byGroup = new Float32Array((corpus.slots >>> GROUP_BITS) + 1);
  const { chunks: chunkNorms, groups: groupNorms } = normsFor(corpus);
  let attainable = 0;
  for (const asked of terms) {
    const { term, weight, synonym } = asked;
    const value = weight * kindWeight(term) * idfOf(index, asked) * (k1 + 1);
    // A synonym stands for a word that is counted already.
    if (synonym === undefined) attainable += value * (1 + groupShare);
    const words = postings.get(term);
    if (words) addTerm(words, value, bySlot, byGroup, chunkNorms, groupNorms);
  }
  for (let slot = 0; slot < bySlot.length; slot++)
    if (bySlot[slot]! > 0) bySlot[slot]! += groupShare * byGroup[slot >>> GROUP_BITS]!;
  return { bySlot, attainable };
}

function addTerm(
  words: Uint32Array,
  value: number,
  bySlot: Float32Array,
  byGroup: Float32Array,
  chunkNorms: Float64Array,
  groupNorms: Float64Array,
): void {
  let group = -1;
  let groupFrequency = 0;
  let groupNorm = 1;
  for (let i = 0; i < words.length; i += 2) {
    const slot = words[i]!;
    const packed = words[i + 1]!;
    const frequency = (packed & 0xff) / 10;
    bySlot[slot]! += (value * frequency) / (frequency + chunkNorms[(packed >>> 8) & 0xff]!);
    if (slot >>> GROUP_BITS !== group) {
      if (group >= 0) byGroup[group]! += (value * groupFrequency) / (groupFrequency + groupNorm);
      group = slot >>> GROUP_BITS;
      groupFrequency = 0;
      groupNorm = groupNorms[(packed >>> 16) & 0xff]!;
    }
    groupFrequency += frequency;
  }
  if (group >= 0) byGroup[group]! += (value * groupFrequency) / (groupFrequency + groupNorm);
}

/** Slots that fit beside a score's bits into one exact number; a base of more is ordered pair by pair. */
const SLOTS = 2 ** 22;

/** The `count` slots with the highest scores above zero, best first; ties by slot. */
export function bestSlots(scores: Float32Array, count: number): number[] {
  if (scores.length > SLOTS) return bestOfMany(scores, count);
  // Positive numbers stand in the order of their bits, and numbers sort much faster than pairs do.
  const bits = new Uint32Array(scores.buffer, scores.byteOffset, scores.length);
  const room = 4 * count + 16;
  const kept = new Float64Array(Math.min(room, scores.length));
  let length = 0;
  let threshold = 0;
  for (let slot = 0; slot < scores.length; slot++) {
    if (scores[slot]! <= threshold) continue;
    kept[length++] = bits[slot]! * SLOTS + (SLOTS - 1 - slot);
    if (length < room) continue;
    kept.sort();
    kept.copyWithin(0, length - count);
    length = count;
    threshold = scores[SLOTS - 1 - (kept[0]! % SLOTS)]!;
  }
  const sorted = kept.subarray(0, length).sort();
  const best: number[] = [];
  for (let i = length - 1; i >= 0 && best.length < count; i--) best.push(SLOTS - 1 - (sorted[i]! % SLOTS));
  return best;
}

function bestOfMany(scores: Float32Array, count: number): number[] {
  let kept: number[] = [];
  let threshold = 0;
  const order = (a: number, c: number) => scores[c]! - scores[a]! || a - c;
  for (let slot = 0; slot < scores.length; slot++) {
    if (scores[slot]! <= threshold) continue;
    kept.push(slot);
    if (kept.length < 2 * count + 16) continue;
    kept = kept.sort(order).slice(0, count);
    threshold = scores[kept.at(-1)!]!;
  }
  return kept.sort(order).slice(0, count);
}
