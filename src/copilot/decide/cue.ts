/** Clues of one thing, in Chinese and in English. `not` clears a match whose own clause it fits. Texts are folded first. */
export interface Cue {
  readonly zh: RegExp;
  readonly en: RegExp;
  readonly not?: RegExp;
}

const CLAUSE_END = /[,，。!?;:：\n]|\.(?=\s|$)/u;
/** After an end mark, and before a word that turns the thought around. */
const SENTENCE_END =
  /(?<=[。!?;…\n])|(?<=\.)(?=\s|$)|(?<=[,，])(?=\s*(?:但|不过|可是|然而|只是|结果|but\b|however\b|though\b|except\b))/u;

/** Sentences with their end marks; pieces without a word are dropped. */
export const sentencesOf = (folded: string): string[] =>
  folded
    .split(SENTENCE_END)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));

/** The stretch between the marks around a match. */
function clauseAround(text: string, start: number, end: number): string {
  const before = text.slice(0, start).split(CLAUSE_END).at(-1) ?? "";
  const after = text.slice(end).split(CLAUSE_END)[0] ?? "";
  return before + text.slice(start, end) + after;
}

/** Whether a text matches somewhere that its clause does not clear. */
export function holds(pattern: RegExp, not: RegExp | undefined, text: string): boolean {
  if (!pattern.test(text)) return false;
  if (not === undefined) return true;
  for (const match of text.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))) {
    if (!not.test(clauseAround(text, match.index, match.index + match[0].length))) return true;
  }
  return false;
}
