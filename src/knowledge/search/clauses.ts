import type { QueryTerm, Segmenter } from "../../models/segmenter.ts";
import { emphasiseCodes } from "./codes.ts";

/** A part of a question with its terms. */
export interface QueryPart {
  readonly text: string;
  readonly terms: readonly QueryTerm[];
}

const CUT = /[,，。！!？?；;\n\r…~～]+|(?<=[a-z)])[.:：](?=\s|$)|[:：](?!\S)/giu;
/** Parts looked at beyond the whole; a long mail is judged by its first ones. */
const MOST_PARTS = 12;

/** Parts of a message between its marks of punctuation that hold anything to search for. */
export function clausesOf(text: string, segmenter: Segmenter): QueryPart[] {
  const pieces = text.split(CUT).map((piece) => piece?.trim() ?? "");
  const parts: QueryPart[] = [];
  for (const piece of pieces) {
    if (piece === "" || parts.length === MOST_PARTS) continue;
    const terms = emphasiseCodes(piece, segmenter.queryTerms(piece));
    if (terms.length > 0) parts.push({ text: piece, terms });
  }
  return parts;
}
