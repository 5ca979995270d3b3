import { isNoteKind, noteLabel } from "../note.ts";

const MARK = /^(?:>\s?)+/;
const FENCE = /^\s*(?:`{3,}|~{3,})/;
const MARKER = /^\s*(?:[-*+]|(\d{1,9})[.)])\s+/;
/** A mark of GitHub that says what kind of note a quote is. */
const ALERT = /^\s*\[!(\w+)\]\s*/;
/** A line that says nothing but what kind of note a quote is. */
const LABEL = /^\s*(\*\*|__)([^*_:：]{1,12})[:：]?\1[:：]?\s*$/u;
/**
 * The readable text of quoted lines, `>` still before each: paragraphs and items on lines of their own, code as it is. What
 * kind of note it is stands before its first words.
 */
export function quoteText(lines: readonly string[], inline: (text: string) => string): string {
  const parts: string[] = [];
  let open: string[] = [];
  let code = false;
  let label: string | null = null;
  const close = () => {
    if (open.length > 0) parts.push(inline(open.join("\n")));
    open = [];
  };
  const say = (words: string, isItem: boolean) => {
    const before = label === null ? "" : noteLabel(label, words);
    label = null;
    if (before !== "" && isItem) parts.push(before.trim());
    open.push(isItem ? words : before + words);
  };
  for (const line of lines) {
    const text = line.replace(MARK, "");
    if (FENCE.test(text)) {
      close();
      code = !code;
    } else if (code) parts.push(text);
    else if (label === null && open.length === 0 && LABEL.test(text)) label = LABEL.exec(text)![2]!;
    else {
      const item = MARKER.exec(text);
      if (text.trim() === "" || item) close();
      label ??= ALERT.exec(text)?.[1] ?? null;
      const words = item ? itemText(text, item) : text.replace(ALERT, "").trim();
      if (words !== "") say(words, item !== null);
    }
  }
  close();
  if (label !== null && !isNoteKind(label)) parts.push(inline(label));
  return parts.filter((part) => part !== "").join("\n");
}

const itemText = (text: string, [mark, number]: RegExpExecArray): string =>
  (number === undefined ? "- " : `${number}\\. `) + text.slice(mark.length).trim();
