import type { QueryTerm, Segmenter } from "../../models/segmenter.ts";
import { emphasiseCodes } from "./codes.ts";
import { isCourtesy } from "./courtesy.ts";

/** A part of a question with its terms. */
export interface QueryPart {
  readonly text: string;
  readonly terms: readonly QueryTerm[];
}

const CUT =
  /[,，。！!？?；;\n\r…~～]+|(?<=[a-z)])[.](?=\s|$)|(?<=\p{Script=Han}|questions?|folks|team|everyone|following)[:：]|(?<=\p{Script=Han})[ \u3000]+(?=\p{Script=Han})|(?=麻烦|谢谢|多谢|感谢|辛苦|请问|请教|烦请|求助|期待|打扰|您好|你好)|(?<=您好|你好|请问|一下|问下|问个)(?=.)/giu;
/** Clauses looked at; a long mail is judged by its first ones. */
const MOST_CLAUSES = 12;

/**
 * What a message asks, first as a whole, then clause by clause when there are several. Clauses that only greet or thank
 * are left out, unless there is nothing else.
 */
export function partsOf(text: string, segmenter: Segmenter): QueryPart[] {
  const part = (piece: string): QueryPart => ({
    text: piece,
    terms: emphasiseCodes(piece, segmenter.queryTerms(piece)),
  });
  const pieces = text.split(CUT).flatMap((piece) => (piece.trim() === "" ? [] : [piece.trim()]));
  const asking = pieces.filter((piece) => !isCourtesy(piece));
  const whole = part(asking.length > 0 && asking.length < pieces.length ? asking.join("\n") : text);
  const clauses = (asking.length > 0 ? asking : pieces).slice(0, MOST_CLAUSES).map(part);
  const useful = clauses.filter(({ terms }) => terms.length > 0);
  return useful.length > 1 ? [whole, ...useful] : [whole];
}
