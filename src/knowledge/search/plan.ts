import type { Tx } from "../../db/pool.ts";
import { LANGUAGES, type Language } from "../../kernel/labels.ts";
import type { Embedder } from "../../models/ports.ts";
import { detectLanguage } from "../parse/language.ts";
import type { SearchQuery } from "../types.ts";

/** Which ways a question takes beside its own words. */
export interface SearchPlan {
  readonly language: Language;
  /** The other language, when there are articles in it that the filter may let through. */
  readonly across: Language | null;
  /** Whether vectors of the configured model take part. */
  readonly dense: boolean;
  /** Whether there are vectors of the configured model, complete. */
  readonly ready: boolean;
}

/** Asks the tenant's knowledge what there is, in one statement. Word vectors take part across languages only. */
export async function planSearch(tx: Tx, query: SearchQuery, embedder: Embedder | undefined): Promise<SearchPlan> {
  const language = detectLanguage(query.text, []);
  const other = LANGUAGES.find((each) => each !== language)!;
  const { rows } = await tx.query<{ across: boolean; dense: boolean }>(
    `select exists (select 1 from article where tenant_id = $1 and language = $2 and status = 'live') as across,
       exists (select 1 from embedding_model where tenant_id = $1 and model = $3 and state = 'active') as dense`,
    [tx.tenantId, other, embedder?.id ?? ""],
  );
  const { across, dense } = rows[0]!;
  const wanted = query.filter.language === undefined || query.filter.language === other;
  return {
    language,
    across: across && wanted ? other : null,
    ready: dense,
    dense: dense && (embedder?.kind === "neural" || (across && wanted)),
  };
}

/** The same plan for a question that no translation helps. */
export const withoutAcross = (plan: SearchPlan, embedder: Embedder | undefined): SearchPlan => ({
  ...plan,
  across: null,
  dense: plan.dense && embedder?.kind === "neural",
});
