import { DIMENSIONS } from "../gloss/vector-space.ts";
import { wordVector } from "../gloss/word-vector.ts";
import { seededRandom } from "../linear/random.ts";
import { wordsOfRun } from "../segment/jieba.ts";
import { BLANK } from "./network.ts";

const PIECE = /\p{Script=Han}+|(?:(?!\p{Script=Han})\p{L})+|\p{N}+|[?!]/gu;
const HAN = /^\p{Script=Han}/u;
/** Words of a text that are read. */
const LONGEST = 60;

/** The words of folded text in order, as they are: no stems, since the word vectors know each form. Numbers by their length. */
export function plainWords(folded: string): string[] {
  const found: string[] = [];
  for (const [piece] of folded.matchAll(PIECE)) {
    if (found.length >= LONGEST) break;
    if (HAN.test(piece)) found.push(...wordsOfRun(piece));
    else found.push(/^\p{N}/u.test(piece) ? "0".repeat(Math.min(piece.length, 5)) : piece);
  }
  return found.slice(0, LONGEST);
}

/** Ids of the words that examples have, from 1, and the vectors that training starts from; row `BLANK` is 0. */
export interface Vocabulary {
  readonly ids: ReadonlyMap<string, number>;
  readonly vectors: Float64Array;
  readonly dimensions: number;
}

/** Words that the table of word vectors does not know start at random, of about the same length. */
export function vocabularyOf(texts: readonly (readonly string[])[]): Vocabulary {
  const ids = new Map<string, number>();
  for (const words of texts) for (const word of words) if (!ids.has(word)) ids.set(word, BLANK + 1 + ids.size);
  const vectors = new Float64Array((ids.size + 1) * DIMENSIONS);
  const random = seededRandom(1);
  const side = Math.sqrt(3 / DIMENSIONS);
  for (const [word, id] of ids)
    vectors.set(
      wordVector(word) ?? Float32Array.from({ length: DIMENSIONS }, () => side * (2 * random() - 1)),
      id * DIMENSIONS,
    );
  return { ids, vectors, dimensions: DIMENSIONS };
}

export const wordIds = ({ ids }: Vocabulary, words: readonly string[]): Int32Array =>
  Int32Array.from(words, (word) => ids.get(word) ?? BLANK);

/** The vector of a word: as trained, else as the table has it, else null. */
export function vectorOf(
  { ids }: Pick<Vocabulary, "ids">,
  trained: Float64Array,
  word: string,
): Float32Array | Float64Array | null {
  const id = ids.get(word);
  return id === undefined ? wordVector(word) : trained.subarray(id * DIMENSIONS, (id + 1) * DIMENSIONS);
}
