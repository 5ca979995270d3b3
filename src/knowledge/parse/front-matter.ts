import { isMap, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import { z } from "zod";
import { AUDIENCES } from "../../kernel/labels.ts";
import { ParseError } from "./parse-error.ts";
import { versionBounds } from "./versions.ts";

/** Read without YAML's types, so that version 8.0 stays "8.0". */
const text = z.string().trim().min(1);
const date = z.iso.date("must be a date such as 2026-03-31");
const versions = text.superRefine((range, issue) => {
  try {
    versionBounds(range);
  } catch (error) {
    issue.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
  }
});
const language = z
  .string()
  .transform((name) => name.toLowerCase().split(/[-_]/)[0])
  .pipe(z.enum(["zh", "en"]));

/** What can be said of an article, in its front matter or by a rule for its folder. */
export const metadataSchema = z.object({
  title: text.optional(),
  summary: z.string().trim().optional(),
  product: text.optional(),
  module: text.optional(),
  editions: z.array(text).optional(),
  versions: versions.optional(),
  deployment: z.enum(["on_premise", "saas"]).optional(),
  audience: z.enum(AUDIENCES).optional(),
  language: language.optional(),
  kind: text.optional(),
  valid_from: date.optional(),
  valid_to: date.optional(),
  owner: text.optional(),
});
export type Metadata = z.output<typeof metadataSchema>;

const FENCE = /^---[ \t]*(?:\r\n|\n|\r)/;
const CLOSE = /^(?:---|\.\.\.)[ \t]*$/m;

/** An empty value (`product:`) says nothing. */
const withoutEmpty = (value: object) =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== "" && item !== "~" && item !== "null"));

/** The YAML block at the head of a page, and the offset of the text after it; null where there is none. */
function headOf(source: string): { readonly yaml: string; readonly bodyStart: number } | null {
  const head = FENCE.exec(source);
  if (!head) return null;
  const rest = source.slice(head[0].length);
  const close = CLOSE.exec(rest);
  // A page may begin with a rule line; without a closing fence there is no block.
  if (!close) return null;
  const end = head[0].length + close.index + close[0].length;
  const bodyStart = end + (/^(?:\r\n|\n|\r)/.exec(source.slice(end, end + 2))?.[0].length ?? 0);
  return { yaml: rest.slice(0, close.index), bodyStart };
}

/** A page's text without the block at its head, as it was written. */
export const withoutFrontMatter = (source: string): string => source.slice(headOf(source)?.bodyStart ?? 0);

/**
 * Reads the YAML block at the head of a page. `bodyStart` is the offset of the text after it. Keys that are not ours
 * are ignored. Throws `ParseError` with the line when the block is malformed.
 */
export function readFrontMatter(source: string): { metadata: Metadata; bodyStart: number } {
  const head = headOf(source);
  if (head === null) return { metadata: {}, bodyStart: 0 };
  const lines = new LineCounter();
  const document = parseDocument(head.yaml, {
    lineCounter: lines,
    prettyErrors: false,
    schema: "failsafe",
  });
  const lineAt = (offset: number) => lines.linePos(offset).line + 1;
  const error = document.errors[0];
  if (error) throw new ParseError(`The front matter is not valid YAML: ${error.message}`, lineAt(error.pos[0]));
  if (document.contents === null) return { metadata: {}, bodyStart: head.bodyStart };
  if (!isMap(document.contents)) throw new ParseError("The front matter must be a list of `key: value` lines.", 2);
  const parsed = metadataSchema.safeParse(withoutEmpty(document.toJS({ maxAliasCount: 20 })));
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const node = document.getIn(issue.path, true) as Node | undefined;
    const line =
      isScalar(node) || isMap(node)
        ? lineAt(node.range?.[0] ?? 0)
        : lineOfKey(document.contents.items, issue.path[0], lineAt);
    throw new ParseError(`Front matter, ${issue.path.join(".")}: ${issue.message}`, line);
  }
  const { valid_from: from, valid_to: to } = parsed.data;
  if (from && to && to < from) throw new ParseError("Front matter, valid_to: must not be before valid_from", 1);
  return { metadata: parsed.data, bodyStart: head.bodyStart };
}

function lineOfKey(
  items: readonly { key: unknown }[],
  key: PropertyKey | undefined,
  lineAt: (offset: number) => number,
): number {
  const pair = items.find((item) => isScalar(item.key) && item.key.value === key);
  return isScalar(pair?.key) ? lineAt(pair.key.range?.[0] ?? 0) : 1;
}
