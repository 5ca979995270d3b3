import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { invalid } from "../../kernel/errors.ts";
import { type StartImportDeps, startImport } from "./start.ts";
import { dictionaryOfSource } from "./store/dictionary.ts";

/** The source that holds what people write; the words of imported folders stand beside it. */
const SOURCE = "dictionary";

/** Words to keep whole, and groups of expressions that mean the same. */
export interface WrittenDictionary {
  readonly words: readonly string[];
  readonly synonyms: readonly (readonly string[])[];
}

/** The tenant's own words as people wrote them; empty before the first time. */
export const writtenDictionary = (deps: Pick<StartImportDeps, "db">, ctx: Ctx): Promise<WrittenDictionary> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const { words, synonyms } = (await dictionaryOfSource(tx, SOURCE)) ?? { words: [], synonyms: [] };
    return { words, synonyms };
  });

/**
 * Replaces the tenant's own words by an import of its own: synonyms hold as soon as it begins, passages with the new
 * words are indexed anew while it runs, all others stay. Gives the import's id. Throws `invalid` for an expression that
 * stands in one group twice, and `conflict` while an earlier change is under way.
 */
export async function writeDictionary(
  deps: StartImportDeps,
  ctx: Ctx,
  dictionary: WrittenDictionary,
): Promise<{ readonly jobId: string }> {
  const twice = dictionary.synonyms.findIndex((group) => new Set(group.map(folded)).size < group.length);
  if (twice >= 0) throw invalid(`synonyms.${twice}`, "an expression stands in this group twice");
  const words = [...new Set(dictionary.words)];
  // JSON is YAML: the importer reads it as the dictionary of a folder, with the same checks.
  const content = new TextEncoder().encode(JSON.stringify({ words, synonyms: dictionary.synonyms }));
  return startImport(deps, ctx, { source: SOURCE, files: [{ path: "dictionary.yaml", content }] });
}

const folded = (text: string): string => text.normalize("NFKC").trim().toLowerCase();
