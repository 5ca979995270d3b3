import { remembered } from "../../kernel/remembered.ts";
import { loadGlosses } from "../gloss/table.ts";

/** Share in running text at which a word tells half as much as a rare one. */
const HALF = 1e-3;
const MOST_TERMS = 10_000;

/**
 * How much a term of a question tells by the language alone, 0..1: half / (half + its share in running text), the smooth
 * inverse frequency of Arora, Liang and Ma (2017). Where a manual says "put", "own" or 出现 seldom, they are rare in it and
 * still say nothing of what a passage is about. About 1 for what no dictionary
 * knows, and 1 for identifiers.
 */
export const telling = remembered(MOST_TERMS, (term: string): number => HALF / (HALF + shareOf(term)));

function shareOf(term: string): number {
  const glosses = loadGlosses();
  const text = term.slice(1);
  switch (term[0]) {
    case "s": {
      const id = glosses.wordId(text);
      return id < 0 ? 0 : glosses.englishShare(id);
    }
    case "w":
    case "b":
      return glosses.share(text);
    default:
      return 0;
  }
}
