import { parseArticle } from "../../src/knowledge/parse/article.ts";
import type { Block, ParsedArticle } from "../../src/knowledge/types.ts";

export const parse = (path: string, source: string): ParsedArticle => parseArticle(path, Buffer.from(source), []);

export const blocksOf = ({ sections }: ParsedArticle): Block[] => sections.flatMap(({ blocks }) => [...blocks]);

/** Kind and text of each block, for comparing. */
export const reading = (path: string, source: string): string[] =>
  blocksOf(parse(path, source)).map(({ kind, text }) => `${kind}: ${text}`);

/** Whether the letters and digits of `text` occur in this order in `slice`: a block's text is its source less markup. */
export function isWithin(text: string, slice: string): boolean {
  let at = 0;
  for (const letter of text.replace(/[^\p{L}\p{N}]/gu, "")) {
    const found = slice.indexOf(letter, at);
    if (found < 0) return false;
    at = found + letter.length;
  }
  return true;
}
