import { chineseVector } from "./embedder.ts";
import { loadGlosses } from "./table.ts";
import { DIMENSIONS } from "./vector-space.ts";

const HAN = /^\p{Script=Han}/u;

/** Unit vector of one word of either language, general words as well; null when the table does not know it. */
export function wordVector(word: string): Float32Array | null {
  const table = loadGlosses();
  if (HAN.test(word)) {
    const glosses = table.glosses(word);
    return glosses.length === 0 ? null : chineseVector(glosses, table);
  }
  const id = table.wordId(word);
  if (id < 0) return null;
  const vector = new Float32Array(DIMENSIONS);
  table.addVector(vector, id, 1);
  return vector;
}
