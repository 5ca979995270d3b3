import { widthOf } from "./line-breaks.ts";

/** Columns of a text that may name a button; a longer one describes a picture. */
const WIDEST_NAME = 24;
/** Marks that carry no word: of emphasis, links and quotes, and the number of an item. */
const MARKS = /^\s*\d{1,9}\\?[.)]\s|[*_`>[\]\s]/g;
/** As much of a line as is looked at before a picture. */
export const LINE_BEFORE = 80;
const SENTENCE_END = /[。.!！?？:：;；]$/;

/**
 * What a picture's text says in a sentence: `before` is what stands before it on its line. A small picture in a sentence
 * is a word of it, as in "select ⚙"; one that stands alone, or after a whole sentence, only shows what the text says.
 */
export function imageText(before: string, alt: string): string {
  const words = before.replace(MARKS, "");
  const isWord = words !== "" && !SENTENCE_END.test(words) && widthOf([alt]) <= WIDEST_NAME;
  return isWord ? alt : "";
}

/** The end of what stands before a place on its line; lines end with `lineEnd`. */
export function lineBefore(text: string, index: number, lineEnd: string): string {
  const before = text.slice(Math.max(0, index - LINE_BEFORE), index);
  return before.slice(before.lastIndexOf(lineEnd) + 1);
}
