import type { Tx } from "../../db/pool.ts";
import type { Language } from "../../kernel/labels.ts";
import type { Embedder } from "../../models/ports.ts";
import { createSegmenter, type Segmenter } from "../../models/segmenter.ts";
import { dictionaryFor, dictionaryHash } from "../index/dictionary.ts";
import type { SearchQuery } from "../types.ts";
import { partsOf, type QueryPart } from "./clauses.ts";
import { namesCode } from "./codes.ts";
import { languageAsked, planOf, planSearch, type SearchPlan, withoutAcross } from "./plan.ts";
import type { ReadPostings } from "./posting-cache.ts";
import type { QueryIndex } from "./score.ts";
import { readPostings } from "./store.ts";
import { type TranslatedQuery, termsToRead, translateQuery } from "./translated.ts";

/** What a search ranks with. */
export interface Opening {
  readonly plan: SearchPlan;
  readonly parts: readonly QueryPart[];
  readonly translated: TranslatedQuery | null;
  /** Null while nothing is indexed. */
  readonly index: QueryIndex | null;
}

/** A question taken apart, before the index is asked. */
interface Read {
  readonly plan: SearchPlan;
  readonly parts: readonly QueryPart[];
  readonly translated: TranslatedQuery | null;
  readonly terms: readonly string[];
}

/** How a tenant's knowledge was found the last time. */
interface LastTime {
  readonly hash: string;
  /** For a question's language, whether there are articles in the other one. */
  readonly across: Map<Language, boolean>;
}

/** Segmenters and tenants remembered. */
const MOST_SEGMENTERS = 100;
const MOST_TENANTS = 10_000;

/**
 * Reads what a search begins with. Dictionary, plan and postings are asked for in one breath, as if the tenant's
 * dictionary and languages were still those of the last time; when they are not, the postings are read again.
 */
export function createOpening(embedder: Embedder | undefined, read: ReadPostings = readPostings) {
  const made = new Map<string, Segmenter>();
  const lastTimes = new Map<string, LastTime>();

  const keyOf = (tenantId: string, hash: string) => (hash.trim() === "" ? "" : `${tenantId} ${hash}`);
  const segmenterOf = async (tx: Tx, hash: string): Promise<Segmenter> => {
    const key = keyOf(tx.tenantId, hash);
    return newest(made, key, made.get(key) ?? createSegmenter(await dictionaryFor(tx)), MOST_SEGMENTERS);
  };

  const open = async (tx: Tx, query: SearchQuery): Promise<Opening> => {
    const language = languageAsked(query);
    const last = lastTimes.get(tx.tenantId);
    const segmenter = last && made.get(keyOf(tx.tenantId, last.hash));
    const across = last?.across.get(language) ?? true;
    const guess =
      segmenter && readQuestion(query, segmenter, planOf(query, embedder, { across, active: null }), embedder);
    const [hash, planned, early] = await Promise.all([
      dictionaryHash(tx),
      planSearch(tx, query, embedder),
      guess && read(tx, guess.terms),
    ]);
    newest(
      lastTimes,
      tx.tenantId,
      { hash, across: new Map([...(last?.across ?? []), [language, planned.across !== null]]) },
      MOST_TENANTS,
    );
    const known = guess && last?.hash === hash ? segmenter : undefined;
    const question = readQuestion(query, known ?? (await segmenterOf(tx, hash)), planned, embedder);
    const isEnough = known !== undefined && (question.translated === null || guess!.translated !== null);
    return { ...question, index: isEnough ? early! : await read(tx, question.terms) };
  };
  return { open, segmenterFor: async (tx: Tx) => segmenterOf(tx, await dictionaryHash(tx)) };
}

function readQuestion(
  query: SearchQuery,
  segmenter: Segmenter,
  planned: SearchPlan,
  embedder: Embedder | undefined,
): Read {
  const parts = partsOf(query.text, segmenter);
  const whole = parts[0]!;
  const plan = namesCode(whole.terms) ? withoutAcross(planned, embedder) : planned;
  const translated = plan.across ? translateQuery(query.text, whole.terms, plan.across, segmenter) : null;
  const terms = parts.flatMap((part) => part.terms.map(({ term }) => term));
  return { plan, parts, translated, terms: [...new Set([...terms, ...(translated ? termsToRead(translated) : [])])] };
}

/** Puts a value last in the order of use, and lets the one unused for longest go when there are too many. */
function newest<Value>(map: Map<string, Value>, key: string, value: Value, most: number): Value {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) if (map.size > most) map.delete(oldest);
  return value;
}
