import { fusionWeights } from "../../fusion.ts";
import type { SearchQuery } from "../../types.ts";
import { rankingsOf } from "../other-ways.ts";
import { isCode, namesCode } from "../question/codes.ts";
import type { SearchPlan } from "../question/plan.ts";
import type { Vectors } from "../rank.ts";
import type { SearchTrace } from "./account.ts";
import type { QuestionAccount } from "./account-types.ts";

/** Translations of one word that are told. */
const MOST_TRANSLATIONS = 4;

/** What was made of a question, for all its hits. */
export function questionAccount(
  query: SearchQuery,
  plan: SearchPlan,
  { index, parts, translated, all }: SearchTrace,
  vectors: Vectors,
): QuestionAccount {
  const [whole, ...clauses] = parts;
  const terms = whole?.terms ?? [];
  return {
    language: plan.language,
    clauses: clauses.map(({ text }) => text),
    codes: terms.filter(isCode).map(({ term }) => term.slice(1)),
    version: query.filter.version ?? null,
    synonyms: terms.filter(({ term, synonym }) => synonym && /^[wsi]/.test(term)).map(({ term }) => term.slice(1)),
    translations: (translated?.words ?? []).map(({ word, choices }) => ({
      word,
      into: choices
        .flatMap(({ terms: into }) => into.filter((term) => index.postings.has(term)).map((term) => term.slice(1)))
        .slice(0, MOST_TRANSLATIONS),
    })),
    gate: gateOf(plan, namesCode(terms), all.trace, vectors),
  };
}

function gateOf(
  plan: SearchPlan,
  code: boolean,
  { byWords, byVectors, fused }: SearchTrace["all"]["trace"],
  { embedder, vector }: Vectors,
): QuestionAccount["gate"] {
  const closed = (reason: QuestionAccount["gate"]["reason"]) => ({ open: false, reason, words: 1, vectors: 0 });
  if (embedder === undefined) return closed("no_model");
  if (plan.active !== embedder.id) return closed("vectors_not_ready");
  if (code && embedder.kind === "gloss") return closed("names_a_code");
  if (!plan.dense) return closed("one_language");
  if (vector === undefined) return closed("model_failed");
  if (fused === null) return closed("nothing_near");
  const reason = embedder.kind === "neural" ? "everywhere" : "across_languages";
  return { open: true, reason, ...fusionWeights(rankingsOf(byWords, byVectors, embedder.kind)) };
}
