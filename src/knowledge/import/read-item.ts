import type { Logger } from "../../kernel/log.ts";
import { documentFormatOf, parseArticle, parseSource } from "../parse/article.ts";
import { EmptyArticle, ParseError } from "../parse/parse-error.ts";
import type { ParsedArticle } from "../types.ts";
import type { Run } from "./run-state.ts";
import { contentHash } from "./scan.ts";
import type { ImportItem } from "./store/items.ts";

/** A pending file after it was read. */
export type ItemReading =
  | { readonly kind: "article"; readonly parsed: ParsedArticle; readonly hash: string }
  | { readonly kind: "failed"; readonly hash: string; readonly reason: string; readonly line: number | null }
  /** Nothing is left to be found: an empty page, or a file that went away. */
  | { readonly kind: "gone"; readonly reason: string | null };

/** What reading a file takes of a run. */
export type Reading = Pick<Run, "files" | "settings" | "documents" | "signal"> & {
  readonly deps: { readonly log: Logger };
};

/** Reads one file of an import. A fault in one file never stops the others. */
export async function readItem(run: Reading, item: ImportItem): Promise<ItemReading> {
  const bytes = item.present ? await run.files.read(item.path) : null;
  if (bytes === null) return { kind: "gone", reason: item.present ? "The file went away during the import." : null };
  const hash = contentHash(bytes, run.settings.rules, item.path);
  try {
    return { kind: "article", parsed: await parseFile(run, item.path, bytes), hash };
  } catch (error) {
    if (error instanceof EmptyArticle) return { kind: "gone", reason: error.message };
    if (error instanceof ParseError) return { kind: "failed", hash, reason: error.message, line: error.line };
    run.signal.throwIfAborted();
    // Names of files are the tenant's words: the hash finds the file as well.
    run.deps.log.error({ error, contentHash: hash }, "A knowledge file made its reader fail.");
    return {
      kind: "failed",
      hash,
      reason: "The file could not be read because of a fault of the program.",
      line: null,
    };
  }
}

async function parseFile(run: Reading, path: string, bytes: Uint8Array): Promise<ParsedArticle> {
  const format = documentFormatOf(path);
  if (format === undefined) return parseArticle(path, bytes, run.settings.rules);
  return parseSource(path, await run.documents.convert(format, bytes, run.signal), run.settings.rules);
}
