import { wordsOfRun } from "../segment/jieba.ts";
import { normalise } from "../segment/normalise.ts";

/** How Chinese text becomes words; handed in, so that a test or another segmenter can take its place. */
export interface ChineseText {
  /** Half width, simplified characters, mainland words. */
  normalise(text: string): string;
  /** Cuts a run of simplified Chinese characters into words. */
  cut(run: string): readonly string[];
}

/** The cutter and the normal form that search uses as well. */
export const chineseText: ChineseText = { normalise, cut: wordsOfRun };
