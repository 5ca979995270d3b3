/** Trust in the first, second … gloss of a word. */
const TRUST = [1, 0.7, 0.4, 0.2];

/** Trust in one word of a gloss as a translation, 0..1: less for later glosses and for one word out of several. */
export const glossTrust = (place: number, words: number): number => (TRUST[place] ?? 0) / Math.sqrt(words);
