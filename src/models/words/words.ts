import { stemmer } from "stemmer";
import { wordsOfRun } from "../segment/jieba.ts";

const PIECE =
  /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+(?:'[\p{Script=Latin}]+)?|[?!。,;:…~"#@%$€£¥*+/<>=-]/gu;
const HAN = /^\p{Script=Han}/u;

/**
 * Words of folded text in order, for classification: Chinese words by dictionary, stemmed Latin words, numbers by
 * their length alone, single signs.
 */
export function words(folded: string): string[] {
  const result: string[] = [];
  for (const piece of folded.match(PIECE) ?? []) {
    if (HAN.test(piece)) result.push(...wordsOfRun(piece));
    else if (/^\d+$/.test(piece)) result.push("0".repeat(Math.min(piece.length, 5)));
    else result.push(piece.length > 3 ? stemmer(piece) : piece);
  }
  return result;
}
