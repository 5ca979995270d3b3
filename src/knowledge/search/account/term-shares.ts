import { kindOf, type QueryTerm } from "../../../models/segmenter.ts";
import { GROUP_BITS } from "../../index/postings.ts";
import { kindWeight, RANKING } from "../../ranking.ts";
import { idfOf, normsFor, type QueryIndex } from "../score.ts";

const { k1, groupShare } = RANKING;

/** What a term adds to the score of a slot, by the chunk itself and by its group. */
export interface TermShare {
  readonly term: QueryTerm;
  readonly idf: number;
  readonly frequency: number;
  readonly passage: number;
  readonly neighbours: number;
}

interface HeldTerm {
  readonly term: QueryTerm;
  readonly words: Uint32Array;
  readonly idf: number;
  /** What its share of the score is multiplied with. */
  readonly value: number;
}

const heldTerms = (index: QueryIndex, terms: readonly QueryTerm[]): HeldTerm[] =>
  terms.flatMap((term) => {
    const words = index.postings.get(term.term);
    if (words === undefined) return [];
    const idf = idfOf(index, term);
    return [{ term, words, idf, value: term.weight * kindWeight(term.term) * idf * (k1 + 1) }];
  });

/** How often the chunk of a packed posting has the term, its fields weighed. */
const frequencyOf = (packed: number): number => (packed & 0xff) / 10;

/** What a term of this value adds to the score of the chunk of a packed posting. */
function passageShare(value: number, packed: number, norms: Float64Array): number {
  const frequency = frequencyOf(packed);
  return (value * frequency) / (frequency + norms[(packed >>> 8) & 0xff]!);
}

/** Gives what each of these terms adds to a slot's score; those that neither the chunk nor its group holds are left out. */
export function termShares(index: QueryIndex, terms: readonly QueryTerm[]): (slot: number) => TermShare[] {
  const { chunks: chunkNorms, groups: groupNorms } = normsFor(index.corpus);
  const known = heldTerms(index, terms);
  return (slot) => {
    const shares: TermShare[] = [];
    const group = slot >>> GROUP_BITS;
    for (const { term, words, idf, value } of known) {
      let i = placeOf(words, group << GROUP_BITS);
      if (i >= words.length || words[i]! >>> GROUP_BITS !== group) continue;
      let [frequency, passage, together, norm] = [0, 0, 0, 1];
      for (; i < words.length && words[i]! >>> GROUP_BITS === group; i += 2) {
        const packed = words[i + 1]!;
        together += frequencyOf(packed);
        norm = groupNorms[(packed >>> 16) & 0xff]!;
        if (words[i] !== slot) continue;
        frequency = frequencyOf(packed);
        passage = passageShare(value, packed, chunkNorms);
      }
      shares.push({ term, idf, frequency, passage, neighbours: (groupShare * value * together) / (together + norm) });
    }
    return shares;
  };
}

/** A term as read, without the letter of its kind; several kinds of one text add up. */
export interface StrongTerm {
  readonly term: string;
  readonly score: number;
}

/** Gives the `most` terms by which a chunk itself was found, those that gave the most first. */
export function strongestTerms(
  index: QueryIndex,
  terms: readonly QueryTerm[],
  most: number,
): (slot: number) => StrongTerm[] {
  const { chunks: chunkNorms } = normsFor(index.corpus);
  // A whole name is no word of it.
  const inWords = terms.filter(({ term }) => kindOf(term) !== "n");
  const known = heldTerms(index, inWords).map(({ term, words, value }) => ({ text: term.term.slice(1), words, value }));
  return (slot) => {
    const byText = new Map<string, number>();
    for (const { text, words, value } of known) {
      const i = placeOf(words, slot);
      if (words[i] !== slot) continue;
      const passage = passageShare(value, words[i + 1]!, chunkNorms);
      if (passage !== 0) byText.set(text, (byText.get(text) ?? 0) + passage);
    }
    const found = Array.from(byText, ([term, score]) => ({ term, score }));
    return found.sort((a, b) => b.score - a.score).slice(0, most);
  };
}

/** Where the first posting of this slot or a later one begins; a term's postings stand in the order of their slots. */
function placeOf(words: Uint32Array, slot: number): number {
  let low = 0;
  let high = words.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words[2 * middle]! < slot) low = middle + 1;
    else high = middle;
  }
  return 2 * low;
}
