/**
 * A clue in the text: its name, how it is said in Chinese (simplified) and in English. Patterns read folded text
 * (lower case, half width). An English pattern does not begin inside a word.
 */
export type CueRow = readonly [id: string, zh: RegExp | null, en: RegExp | null];
