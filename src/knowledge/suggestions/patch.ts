import type { SentenceChange } from "./difference.ts";

/** Changes that say something of the matter; tone and what concerns one customer alone never reach an article. */
export const concernsArticle = ({ type }: Pick<SentenceChange, "type">): boolean =>
  type === "wrong_fact" || type === "missing_step" || type === "policy";

const MARK = /^\s*(?:\d{1,2}\s*[.)、．]|[-*+•])\s*/u;

/**
 * An article's text with a person's changes of a reply taken over: a sentence that stands in it word for word becomes
 * the new one, an added sentence stands behind the one it followed, else at the end. A sentence that the person left out
 * stays: it may be right for others. Gives the text as it is when nothing applies.
 */
export function patchBody(body: string, changes: readonly SentenceChange[]): string {
  return changes.filter(concernsArticle).reduce((text, change) => {
    if (change.after === null) return text;
    const after = change.after.replace(MARK, "");
    if (text.includes(after)) return text;
    if (change.before !== null) {
      const before = change.before.replace(MARK, "");
      return text.includes(before) ? text.replace(before, () => after) : appended(text, after);
    }
    return insertAfter(text, change.follows?.replace(MARK, "") ?? null, after);
  }, body);
}

const appended = (text: string, sentence: string): string => `${text.trimEnd()}\n\n${sentence}\n`;

function insertAfter(text: string, anchor: string | null, sentence: string): string {
  const at = anchor === null || anchor === "" ? -1 : text.indexOf(anchor);
  if (at < 0) return appended(text, sentence);
  const end = text.indexOf("\n", at + anchor!.length);
  const lineStart = text.lastIndexOf("\n", at) + 1;
  const line = text.slice(lineStart, end < 0 ? text.length : end);
  const mark = MARK.exec(line)?.[0];
  if (mark === undefined)
    return `${text.slice(0, at + anchor!.length)}\n\n${sentence}${text.slice(at + anchor!.length)}`;
  const number = /\d{1,2}/.exec(mark)?.[0];
  const next = number === undefined ? mark : mark.replace(number, String(Number(number) + 1));
  const cut = end < 0 ? text.length : end;
  return `${text.slice(0, cut)}\n${next}${sentence}${text.slice(cut)}`;
}
