import { stemmer } from "stemmer";
import { rememberedBy } from "../../../kernel/remembered.ts";
import { GENERAL_WORDS, isGeneralHan } from "../../../models/gloss/stop-words.ts";
import { loadGlosses } from "../../../models/gloss/table.ts";
import { wordVector } from "../../../models/gloss/word-vector.ts";
import { type WordKind, wordKind } from "../../../models/words/word-kinds.ts";

/** A word of a sentence that is checked, or of what it cites. */
export interface SaidWord {
  /** Chinese as written, Latin by its stem. */
  readonly word: string;
  /** How much of what the sentence says it is. */
  readonly weight: number;
  /** Whether it names something: no word of grammar, and none that only the cutter has made. */
  readonly tells: boolean;
}

const WEIGHTS: Readonly<Record<WordKind, number>> = { sign: 0.4, light: 0.25, common: 0.6, telling: 1 };
const GENERAL = 0.2;
/** Of Chinese that no dictionary has: pieces of speech that the cutter took for one word. */
const MADE_UP = 0.5;
/** From here on a word says something of its own. */
export const WEIGHTY = 0.4;
const MOST_WORDS = 5_000;
/** Share in text of a Chinese word that stands in no dictionary. */
const RAREST = 2 ** -25;
const HAN = /^\p{Script=Han}/u;
const GENERAL_STEMS = new Set(GENERAL_WORDS.map((word) => (word.length > 3 ? stemmer(word) : word)));

const itself = (word: string): string => word;

export const saidWord = rememberedBy(MOST_WORDS, itself, (word): SaidWord => {
  const isHan = HAN.test(word);
  if (isHan ? isGeneralHan(word) : GENERAL_STEMS.has(word)) return { word, weight: GENERAL, tells: false };
  if (isHan && loadGlosses().share(word) <= RAREST) return { word, weight: MADE_UP, tells: false };
  const kind = wordKind(word);
  return { word, weight: WEIGHTS[kind], tells: kind === "telling" };
});

/** Its unit vector in the space of both languages; null for a word that the space does not have. */
const vectorOf = rememberedBy(MOST_WORDS, itself, (word) => ({ vector: wordVector(word) }));

/** Likeness in meaning from which one word may stand for the other. */
const LIKE = 0.35;
const PART = 0.7;

/** How near a word is in meaning to the nearest of some others, 0..1. Opposites are near as well. */
export function nearestOf(word: string, others: readonly string[]): number {
  const isHan = HAN.test(word);
  const { vector } = vectorOf(word);
  let most = 0;
  for (const other of others) {
    if (isHan && HAN.test(other) && (word.includes(other) || other.includes(word))) most = Math.max(most, PART);
    const { vector: held } = vectorOf(other);
    if (vector === null || held === null) continue;
    let sum = 0;
    for (let d = 0; d < vector.length; d++) sum += vector[d]! * held[d]!;
    if (sum >= LIKE && sum > most) most = sum;
  }
  return Math.min(1, most);
}
