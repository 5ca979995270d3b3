import { htmlBlock } from "../html/block.ts";
import { isMarkupTag } from "../html/names.ts";
import { isBlank } from "../lines.ts";
import { endOf, flush, type Reader, type Rule, startOf } from "./state.ts";

export const DEFINITION = /^\[([^\]^][^\]]{0,200})\]:\s*<?([^\s>]+)>?(?:\s+["'(].*)?$/;
const TAGS_ONLY = /^(?:<\/?[A-Za-z][\w.-]*(?:\s[^<>]*)?\/?>\s*)+$/;
const HTML_BLOCK = /^<(table|pre|ul|ol|dl|script|style)\b/i;

const MODULE = /^(?:import\s(?:.+from\s|\{\s*$|["'])|export\s)/;

export const comment: Rule = (reader, i, text) => {
  const mark = text.startsWith("<!--") ? "-->" : reader.mdx && text.startsWith("{/*") ? "*/}" : null;
  if (mark === null) return null;
  const at = startOf(reader.lines[i]!);
  const close = reader.source.indexOf(mark, at + 3);
  if (close < 0) return reader.lines.length;
  let end = i;
  while (reader.lines[end + 1] && reader.lines[end]!.end < close + mark.length) end += 1;
  // Text after the comment on its last line is read as a line of its own.
  return reader.source.slice(close + mark.length, reader.lines[end]!.end).trim() === "" ? end + 1 : null;
};

export const html: Rule = (reader, i, text) => {
  const name = text[0] === "<" ? HTML_BLOCK.exec(text)?.[1]?.toLowerCase() : undefined;
  if (name === undefined || reader.unclosed.has(name)) return null;
  const start = startOf(reader.lines[i]!);
  const close = new RegExp(`</${name}\\s*>`, "gi");
  const open = new RegExp(`<${name}\\b`, "gi");
  let end = -1;
  for (let depth = 0, from = start; ; ) {
    close.lastIndex = from;
    const found = close.exec(reader.source);
    if (!found) {
      reader.unclosed.add(name);
      return null;
    }
    depth += (reader.source.slice(from, found.index).match(open) ?? []).length - 1;
    from = close.lastIndex;
    if (depth > 0) continue;
    end = from;
    break;
  }
  flush(reader);
  if (name !== "script" && name !== "style") htmlBlock(reader.source, start, end, reader.outline);
  let next = i;
  while (reader.lines[next] && reader.lines[next]!.end < end) next += 1;
  return next + 1;
};

/** A line of tags only (tabs, `<CustomContent>`, `<details>`) frames other blocks; a tab's label is worth reading. */
export const tags: Rule = (reader, i, text) => {
  if (text[0] !== "<" || !TAGS_ONLY.test(text)) return null;
  const names = [...text.matchAll(/<\/?([A-Za-z][\w.-]*)/g)].map((found) => found[1]!);
  if (!names.every(isMarkupTag)) return null;
  flush(reader);
  const label = /\s(?:label|title)=["{]*["']?([^"'{}<>]+)/.exec(text)?.[1] ?? /\{\{\{\s*\.?([\w-]+)/.exec(text)?.[1];
  if (label)
    reader.outline.block(
      "paragraph",
      label.trim().replace(/^\./, ""),
      startOf(reader.lines[i]!),
      endOf(reader.lines[i]!),
    );
  return i + 1;
};

export const definition: Rule = (reader, i, text) =>
  !reader.paragraph && text[0] === "[" && DEFINITION.test(text) ? i + 1 : null;

export const module: Rule = (reader, i, text, indent) =>
  reader.mdx && indent === 0 && !reader.paragraph && MODULE.test(text) ? moduleEnd(reader, i, text) : null;

/** The line after an import or export, which may go on over several lines up to a blank one. */
function moduleEnd(reader: Reader, i: number, text: string): number {
  let end = i + 1;
  const open = /^import/.test(text) ? !/["']/.test(text) : /[{([=>]$/.test(text);
  while (open && end < reader.lines.length && !isBlank(reader.lines[end]!.text)) end += 1;
  return end;
}
