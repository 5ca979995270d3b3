import type { QueryTerm, Segmenter } from "../../../models/segmenter.ts";
import { emphasiseCodes } from "./codes.ts";
import { isCourtesy } from "./courtesy.ts";

/** A part of a question with its terms. */
export interface QueryPart {
  readonly text: string;
  readonly terms: readonly QueryTerm[];
  /** Whether it asks something or names a failure; the other clauses of a message only lead up to one that does. */
  readonly asks: boolean;
}

const ASKING =
  /吗|呢|么|怎|如何|是否|为何|为啥|什么|哪|几|多少|多久|多大|能不能|可不可以|有没有|是不是|能否|可否|咋|区别|报错|错误|失败|异常|error|fail|\b(?:how|what|why|when|where|which|who|can|could|does|do|is|are|should)\b/iu;

const CUT =
  /[,，。！!？?；;\n\r…~～]+|(?<=[a-z)])[.](?=\s|$)|(?<=\p{Script=Han}|questions?|folks|team|everyone|following)[:：]|(?<=\p{Script=Han})[ \u3000]+(?=\p{Script=Han})|(?=麻烦|谢谢|多谢|感谢|辛苦|请问|请教|烦请|求助|期待|打扰|您好|你好)|(?<=您好|你好|请问|一下|问下|问个)(?=.)/giu;
/** Clauses looked at; a long mail is judged by its first ones. */
const MOST_CLAUSES = 12;

/**
 * What a message asks, first as a whole, then clause by clause when there are several. Clauses that only greet or thank
 * are left out, unless there is nothing else.
 */
export function partsOf(text: string, segmenter: Segmenter): QueryPart[] {
  let at = 0;
  const part = (piece: string): QueryPart => {
    at = Math.max(at, text.indexOf(piece, at));
    const asks = ASKING.test(piece) || /^\s*[?？]/.test(text.slice(at + piece.length));
    return { text: piece, terms: withName(piece, segmenter, emphasiseCodes(piece, segmenter.queryTerms(piece))), asks };
  };
  const pieces = text.split(CUT).flatMap((piece) => (piece.trim() === "" ? [] : [piece.trim()]));
  if (pieces.length < 2) return [part(text)];
  const asking = pieces.filter((piece) => !isCourtesy(piece));
  const whole = part(asking.length > 0 && asking.length < pieces.length ? asking.join("\n") : text);
  const several = asking.length > 0 ? asking : pieces;
  if (several.length < 2) return [whole];
  const clauses = several.slice(0, MOST_CLAUSES).map(part);
  const useful = clauses.filter(({ terms }) => terms.length > 0);
  return useful.length > 1 ? [whole, ...useful] : [whole];
}

/** The terms, and the one of what bears the very name that was asked for: it is worth what the rarest word in it is. */
function withName(piece: string, segmenter: Segmenter, terms: readonly QueryTerm[]): QueryTerm[] {
  const name = segmenter.nameTerm(piece);
  const of = terms.flatMap(({ term, synonym }) => (synonym === undefined && /^[wsi]/.test(term) ? [term] : []));
  return name === undefined || of.length === 0
    ? [...terms]
    : [...terms, { term: name, weight: 1, synonym: "same", of }];
}
