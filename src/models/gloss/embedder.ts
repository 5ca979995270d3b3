import { DomainError } from "../../kernel/errors.ts";
import type { Embedder } from "../ports.ts";
import { type ChineseText, chineseText } from "./chinese.ts";
import { type KnownWord, knownWords } from "./known-words.ts";
import { type GlossTable, loadGlosses } from "./table.ts";
import { add, DIMENSIONS, normalise } from "./vector-space.ts";

/** Smooth inverse frequency: weight a / (a + share of the word in text) (Arora, Liang and Ma, 2017). */
const A_ENGLISH = 3e-4;
const A_CHINESE = 3e-4;
/** Trust in the first, second … gloss of a Chinese word. */
const GLOSS_TRUST = [1, 0.6, 0.4, 0.25];

/**
 * One space of 100 dimensions for Chinese and English with no model to download: English word vectors, Chinese words
 * through the English words of their dictionary glosses, averaged by rarity.
 */
export function glossEmbedder(chinese: ChineseText = chineseText): Embedder {
  const version = loadGlosses().version;
  return {
    id: `gloss-${version}`,
    dimensions: DIMENSIONS,
    kind: "gloss",
    embed: (texts, signal) => {
      if (signal?.aborted) return Promise.reject(new DomainError("canceled", "Embedding was canceled."));
      return Promise.resolve(texts.map((text) => embedOne(knownWords(text, chinese, loadGlosses()), loadGlosses())));
    },
  };
}

/** Unit vector of the known words of a text; all 0 when there is none. */
export function embedOne(words: readonly KnownWord[], table: GlossTable): Float32Array {
  const counts = new Map<string, { known: KnownWord; count: number }>();
  for (const known of words) {
    const seen = counts.get(known.word);
    if (seen) seen.count++;
    else counts.set(known.word, { known, count: 1 });
  }
  const sum = new Float32Array(DIMENSIONS);
  // A word that a passage repeats does not drown the others.
  for (const { known, count } of counts.values()) addWord(sum, known, Math.sqrt(count), table);
  return normalise(sum);
}

function addWord(sum: Float32Array, known: KnownWord, times: number, table: GlossTable): void {
  if (known.language === "en") {
    table.addVector(sum, known.id, times * englishWeight(known.id, table));
    return;
  }
  add(sum, chineseVector(known.glosses, table), times * (A_CHINESE / (A_CHINESE + table.share(known.word))));
}

/** Unit vector of a Chinese word: its glosses' words, the first ones trusted most. */
export function chineseVector(glosses: readonly (readonly number[])[], table: GlossTable): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  for (const [i, gloss] of glosses.entries())
    for (const id of gloss)
      table.addVector(vector, id, ((GLOSS_TRUST[i] ?? 0) / gloss.length) * englishWeight(id, table));
  return normalise(vector);
}

const englishWeight = (id: number, table: GlossTable): number => A_ENGLISH / (A_ENGLISH + table.englishShare(id));
