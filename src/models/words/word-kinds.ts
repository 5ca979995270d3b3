import { loadGlosses } from "../gloss/table.ts";
import { jieba } from "../segment/jieba.ts";

/**
 * What a word of folded text can tell: a lone Chinese sign, a word that counts, points or joins, one of the few
 * thousand most frequent English words, or a telling word.
 */
export type WordKind = "sign" | "light" | "common" | "telling";

const HAN = /\p{Script=Han}/u;
/** Numerals, measures, times, pronouns, places, adverbs, prepositions, conjunctions, particles. */
const LIGHT = /^[mqtrfdpcuy]/;
/** Signs of which the cutter makes words that no dictionary has, such as 能发 or 查个. */
const JOINING = /[能想咋会没这那个要的了得把被给从哪有不多好完快到来去一几可就还也都又再很跟和与在是为什么怎谁]/u;
/** English words up to this rank stand in any text. */
const COMMON_TO = 2_046;

/** Reads a dictionary word or a stem. */
export function wordKind(word: string): WordKind {
  if (!HAN.test(word)) {
    const id = loadGlosses().wordId(word);
    return id >= 0 && loadGlosses().rank(id) < COMMON_TO ? "common" : "telling";
  }
  if ([...word].length === 1) return "sign";
  return LIGHT.test(jieba().tag(word, true)[0]?.tag ?? "") ? "light" : "telling";
}

/**
 * The words that a cut piece really holds: the cutter guesses words that its dictionary does not have, which are names or
 * else pieces of speech put together; of these the parts are given, without the joining signs.
 */
export function trueWords(word: string): string[] {
  if (!HAN.test(word) || [...word].length === 1 || !JOINING.test(word)) return [word];
  const parts = jieba().cut(word, false);
  return parts.length === 1 ? parts : parts.filter((part) => !JOINING.test(part));
}
