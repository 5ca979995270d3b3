import { LANGUAGES, type Language } from "../../../kernel/labels.ts";
import type { Embedder } from "../../../models/ports.ts";
import { EXACT_MOST } from "../../graph/rules.ts";
import { detectLanguage } from "../../parse/language.ts";
import type { SearchQuery } from "../../types.ts";
import type { KnowledgeState } from "../store.ts";

/** Which ways a question takes beside its own words. */
export interface SearchPlan {
  /** That the question is read as, for what is looked for beside its own words. */
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

/**
 * The ways of a question, from whether there are articles in the other language and complete vectors. Word vectors take
 * part across languages only, and only where comparing them all is quick or a graph finds them: what they add there is
 * not worth half a second of waiting, as what meanings add is.
 */
export function planOf(
  query: SearchQuery,
  embedder: Embedder | undefined,
  { active, graph, corpus }: Pick<KnowledgeState, "active" | "graph" | "corpus">,
  /** Of live articles; null while it is not known. */
  languages: readonly Language[] | null,
): SearchPlan {
  const language = detectLanguage(query.text, []);
  const other = LANGUAGES.find((each) => each !== language)!;
  const wanted = query.filter.language === undefined || query.filter.language === other;
  const across = wanted && (languages?.includes(other) ?? true);
  const near = graph || (corpus?.chunks ?? 0) * (embedder?.dimensions ?? 0) <= EXACT_MOST;
  return {
    language,
    across: across ? other : null,
    active,
    graph,
    dense: embedder !== undefined && active === embedder.id && (embedder.kind === "neural" || (across && near)),
  };
}

/** The same plan for a question that no translation helps. */
export const withoutAcross = (plan: SearchPlan, embedder: Embedder | undefined): SearchPlan => ({
  ...plan,
  across: null,
  dense: plan.dense && embedder?.kind === "neural",
});
