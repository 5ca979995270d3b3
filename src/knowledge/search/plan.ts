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
  /** The model whose complete vectors the tenant holds; null while there is none. */
  readonly active: string | null;
  /** Whether there is a graph of these vectors. */
  readonly graph: boolean;
}

/** The language that a question is read as, for what is looked for beside its own words. */
export const languageAsked = ({ text }: SearchQuery): Language => detectLanguage(text, []);
const otherThan = (language: Language): Language => LANGUAGES.find((each) => each !== language)!;

/** Asks the tenant's knowledge what there is, in one statement. */
export async function planSearch(tx: Tx, query: SearchQuery, embedder: Embedder | undefined): Promise<SearchPlan> {
  const { rows } = await tx.query<{ across: boolean; active: string | null; graph: boolean | null }>(
    `select exists (select 1 from article where tenant_id = $1 and language = $2 and status = 'live') as across,
       m.model as active, m.graph is not null as graph
     from (select 1) one left join embedding_model m on m.tenant_id = $1 and m.state = 'active'`,
    [tx.tenantId, otherThan(languageAsked(query))],
  );
  return planOf(query, embedder, rows[0]!);
}

/**
 * The ways of a question, from whether there are articles in the other language and complete vectors. Word vectors take
 * part across languages only.
 */
export function planOf(
  query: SearchQuery,
  embedder: Embedder | undefined,
  {
    across,
    active,
    graph = false,
  }: { readonly across: boolean; readonly active: string | null; readonly graph?: boolean | null },
): SearchPlan {
  const language = languageAsked(query);
  const other = otherThan(language);
  const wanted = query.filter.language === undefined || query.filter.language === other;
  return {
    language,
    across: across && wanted ? other : null,
    active,
    graph: graph === true,
    dense: embedder !== undefined && active === embedder.id && (embedder.kind === "neural" || (across && wanted)),
  };
}

/** The same plan for a question that no translation helps. */
export const withoutAcross = (plan: SearchPlan, embedder: Embedder | undefined): SearchPlan => ({
  ...plan,
  across: null,
  dense: plan.dense && embedder?.kind === "neural",
});
