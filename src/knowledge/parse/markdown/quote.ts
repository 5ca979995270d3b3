const MARK = /^(?:>\s?)+/;
const FENCE = /^\s*(?:`{3,}|~{3,})/;
const MARKER = /^\s*(?:[-*+]|(\d{1,9})[.)])\s+/;
const ALERT = /^\[!\w+\]\s*/;

/** The readable text of quoted lines, `>` still before each: paragraphs and items on lines of their own, code as it is. */
export function quoteText(lines: readonly string[], inline: (text: string) => string): string {
  const parts: string[] = [];
  let open: string[] = [];
  let code = false;
  const close = () => {
    if (open.length > 0) parts.push(inline(open.join("\n")));
    open = [];
  };
  for (const line of lines) {
    const text = line.replace(MARK, "");
    if (FENCE.test(text)) {
      close();
      code = !code;
    } else if (code) parts.push(text);
    else {
      const item = MARKER.exec(text);
      if (text.trim() === "" || item) close();
      const words = item ? `${item[1] ? `${item[1]}\\. ` : ""}${text.slice(item[0].length)}` : text.replace(ALERT, "");
      if (words.trim() !== "") open.push(words.trim());
    }
  }
  close();
  return parts.filter((part) => part !== "").join("\n");
}
