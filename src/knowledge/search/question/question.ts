import type { Embedder } from "../../../models/ports.ts";
import { createSegmenter, type Segmenter, type SegmenterDictionary } from "../../../models/segmenter.ts";
import type { SearchQuery } from "../../types.ts";
import type { Shelf } from "../shelf/shelf.ts";
import { partsOf, type QueryPart } from "./clauses.ts";
import { namesCode } from "./codes.ts";
import { planOf, type SearchPlan, withoutAcross } from "./plan.ts";
import { type TranslatedQuery, termsToRead, translateQuery } from "./translated.ts";

/** A question taken apart as one state of a tenant's knowledge reads it. */
export interface Question {
  readonly plan: SearchPlan;
  readonly parts: readonly QueryPart[];
  readonly translated: TranslatedQuery | null;
  /** Whose postings are needed. */
  readonly terms: readonly string[];
}

/** Segmenters of tenants' dictionaries. */
export interface Segmenters {
  /** Undefined when the dictionary of this hash is not known. */
  of(tenantId: string, hash: string): Segmenter | undefined;
  put(tenantId: string, hash: string, dictionary: SegmenterDictionary): void;
}

const MOST_SEGMENTERS = 100;

export function createSegmenters(): Segmenters {
  const plain = createSegmenter();
  const made = new Map<string, Segmenter>();
  const keep = (key: string, segmenter: Segmenter) => {
    made.delete(key);
    made.set(key, segmenter);
    for (const oldest of made.keys()) if (made.size > MOST_SEGMENTERS) made.delete(oldest);
  };
  return {
    of(tenantId, hash) {
      if (hash.trim() === "") return plain;
      const key = `${tenantId} ${hash}`;
      const found = made.get(key);
      if (found) keep(key, found);
      return found;
    },
    put: (tenantId, hash, dictionary) => {
      if (hash.trim() !== "") keep(`${tenantId} ${hash}`, createSegmenter(dictionary));
    },
  };
}

/** Of a tenant whose knowledge was never met it is taken that it has no dictionary, articles of both languages and no vectors. */
const UNMET = { state: { active: null, graph: false, corpus: null }, languages: null } as const;

export function readQuestion(
  query: SearchQuery,
  embedder: Embedder | undefined,
  segmenter: Segmenter,
  { state, languages }: Pick<Shelf, "state" | "languages"> | typeof UNMET = UNMET,
): Question {
  const parts = partsOf(query.text, segmenter);
  const whole = parts[0]!;
  const planned = planOf(query, embedder, state, languages);
  const plan = namesCode(whole.terms) ? withoutAcross(planned, embedder) : planned;
  const translated = plan.across ? translateQuery(query.text, whole.terms, plan.across, segmenter) : null;
  const terms = new Set<string>();
  for (const part of parts) for (const { term } of part.terms) terms.add(term);
  if (translated) for (const term of termsToRead(translated)) terms.add(term);
  return { plan, parts, translated, terms: [...terms] };
}
