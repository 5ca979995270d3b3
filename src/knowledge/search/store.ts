import type { ReadTx } from "../../db/pool.ts";
import { type Audience, LANGUAGES, type Language } from "../../kernel/labels.ts";
import { DICTIONARY_HASH } from "../index/dictionary.ts";
import { bucketOf, unpackPostings, unpackSlots } from "../index/postings.ts";
import { unpackChunks, type WriteList, widened } from "../index/write-list.ts";
import { encodeVersion } from "../parse/versions.ts";
import type { ArticleScope, SearchFilter } from "../types.ts";
import type { Corpus, QueryIndex } from "./score.ts";

/** What a search must know before it uses what was read earlier: when any of it differs, all is read anew. */
export interface KnowledgeState {
  /** Null while nothing is indexed. */
  readonly corpus: Corpus | null;
  /** Of the tenant's dictionary. */
  readonly dictionary: string;
  /** The model whose complete vectors there are; null while there is none. */
  readonly active: string | null;
  /** Whether there is a graph of these vectors. */
  readonly graph: boolean;
}

interface StateRow extends Omit<KnowledgeState, "corpus">, Omit<Corpus, "slots"> {
  readonly term: string | null;
  readonly content: Uint8Array;
  readonly slots: number | null;
  /** Of fresh postings and lists of chunks: the write's first slot. */
  readonly segment: number | null;
}

const state = (dead: string) => `select null as term, ${dead} as content, s.next_slot as slots, s.revision, s.chunks,
    s.groups, s.length::float8 as length, ${DICTIONARY_HASH} as dictionary, m.model as active, m.graph is not null as graph,
    null::int as segment
  from (select 1) one left join search_index s on s.tenant_id = $1
  left join embedding_model m on m.tenant_id = $1 and m.state = 'active'`;
const STATE = state("null");
const POSTINGS = `${state("s.dead")}
  union all
  (select term, content, null, 0, 0, 0, 0, null, null, null, null from posting
   where tenant_id = $1 and term = any($2::text[]) order by term, block)
  union all
  (select q.term, substring(f.postings from f.starts[f.place] for f.starts[f.place + 1] - f.starts[f.place]),
     null, 0, 0, 0, 0, null, null, null, f.segment
   from unnest($2::text[], $3::int[]) as q(term, bucket)
   -- Far quicker than to join with all terms of each row.
   cross join lateral (
     select segment, starts, postings, array_position(string_to_array(terms, E'\\n'), q.term collate "C") as place
     from posting_fresh where tenant_id = $1 and bucket = q.bucket offset 0) f
   where f.place is not null order by f.segment)
  union all
  (select null, chunks, null, 0, 0, 0, 0, null, null, null, segment from posting_write where tenant_id = $1)`;

/** The state of a tenant's knowledge, for a search to go by that follows at once. */
export const knowledgeState = async (tx: ReadTx): Promise<KnowledgeState> => (await readState(tx, [])).state;

/** The state of a tenant's knowledge, and the postings of these terms as of it, in one statement. */
export async function readState(
  tx: ReadTx,
  terms: readonly string[],
): Promise<{ readonly state: KnowledgeState; readonly postings: ReadonlyMap<string, Uint32Array> }> {
  const asked = [...new Set(terms)];
  const { rows } = await (asked.length === 0
    ? tx.query<StateRow>(STATE, [tx.tenantId])
    : tx.query<StateRow>(POSTINGS, [tx.tenantId, asked, asked.map(bucketOf)]));
  const first = rows.find(({ term, segment }) => term === null && segment === null)!;
  const { dictionary, active, graph, chunks, groups, length, revision, slots } = first;
  const corpus = slots === null ? null : { slots, chunks, groups, length, revision };
  const postings = new Map<string, Uint32Array>();
  if (corpus !== null && terms.length > 0) {
    const dead = unpackSlots(first.content);
    const isDead = new Uint8Array(dead.length > 0 ? corpus.slots : 0);
    for (const slot of dead) isDead[slot] = 1;
    const pieces = Map.groupBy(rows, ({ term }) => term);
    const lists = listsOf(pieces.get(null)!);
    pieces.delete(null);
    for (const [term, list] of pieces) {
      const words = joined(list, lists, isDead);
      // A term of dead chunks alone is in no chunk.
      if (words.length > 0) postings.set(term!, words);
    }
  }
  return { state: { corpus, dictionary, active, graph }, postings };
}

/** By their first slot, of the writes that have fresh postings. */
const listsOf = (rows: readonly StateRow[]): ReadonlyMap<number | null, WriteList> =>
  new Map(
    rows.flatMap(({ segment, content }) => (segment === null ? [] : [[segment, unpackChunks(segment, content)]])),
  );

/** Postings of these terms and the state of the index; null while nothing is indexed. */
export async function readPostings(tx: ReadTx, terms: readonly string[]): Promise<QueryIndex | null> {
  const { state: found, postings } = await readState(tx, terms);
  return found.corpus && { corpus: found.corpus, postings };
}

function joined(
  rows: readonly StateRow[],
  writes: ReadonlyMap<number | null, WriteList>,
  isDead: Uint8Array,
): Uint32Array {
  const lists = rows.map(({ content, segment }) =>
    segment === null ? unpackPostings(content) : widened(writes.get(segment)!, content),
  );
  if (lists.length === 1 && isDead.length === 0) return lists[0]!;
  const words = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let length = 0;
  for (const list of lists) {
    for (let i = 0; i < list.length; i += 2) {
      if (isDead[list[i]!] === 1) continue;
      words[length] = list[i]!;
      words[length + 1] = list[i + 1]!;
      length += 2;
    }
  }
  return words.subarray(0, length);
}

/** The languages of live articles. */
export async function languagesOf(tx: ReadTx): Promise<Language[]> {
  const { rows } = await tx.query<{ language: Language }>(
    `select l.language from unnest($2::text[]) as l(language)
     where exists (select 1 from article where tenant_id = $1 and language = l.language and status = 'live')`,
    [tx.tenantId, LANGUAGES],
  );
  return rows.map(({ language }) => language);
}

/** A chunk that the asker may see: what ranking needs of it. */
export interface FoundChunk {
  readonly chunkId: string;
  readonly articleId: string;
  readonly slot: number;
  readonly siblings: number;
  readonly language: Language;
}

/** A chunk with its text and its article, for an answer. */
export interface Passage extends FoundChunk {
  readonly articleVersion: number;
  readonly path: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly anchor: string | null;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly product: string | null;
  readonly module: string | null;
  readonly editions: readonly string[];
  readonly versions: string | null;
  readonly deployment: ArticleScope["deployment"];
  readonly audience: Audience;
  readonly kind: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly owner: string | null;
}

/** The conditions of a filter on `article a`; its values stand from `$first` on. */
export function filterSql(filter: SearchFilter, first: number): { text: string; values: unknown[] } {
  const at = (i: number) => `$${first + i}`;
  return {
    text: `a.status = 'live' and a.audience = any(${at(0)}::text[])
      and (${at(1)}::text is null or a.product is null or a.product = ${at(1)})
      and (${at(2)}::text is null or a.editions = '{}' or ${at(2)} = any(a.editions))
      and (${at(3)}::text is null or a.deployment is null or a.deployment = ${at(3)})
      and (${at(4)}::text is null or a.language = ${at(4)})
      and (a.valid_from is null or a.valid_from <= ${at(5)}::date) and (a.valid_to is null or a.valid_to >= ${at(5)}::date)
      and (${at(6)}::text is null or a.version_from = '{}' or exists (
        select 1 from unnest(a.version_from, a.version_to) as r(low, high) where r.low <= ${at(6)} and ${at(6)} < r.high))`,
    values: [
      filter.audiences,
      filter.product ?? null,
      filter.edition ?? null,
      filter.deployment ?? null,
      filter.language ?? null,
      filter.at.toISOString().slice(0, 10),
      filter.version === undefined ? null : encodeVersion(filter.version),
    ],
  };
}

/**
 * Of these slots, or of all, the chunks that the filter lets through, in no order. Written so that the chunks are read
 * first, by their slots, and then each article by its key, whatever the planner believes of tables it has no statistics of.
 */
export async function visibleChunks(
  tx: ReadTx,
  slots: readonly number[] | "all",
  filter: SearchFilter,
): Promise<FoundChunk[]> {
  const where = filterSql(filter, slots === "all" ? 2 : 3);
  const { rows } = await tx.query<FoundChunk>(
    slots === "all"
      ? `select c.id as "chunkId", c.article_id as "articleId", c.slot, c.siblings, a.language
         from article a join chunk c on c.tenant_id = $1 and c.article_id = a.id
         where a.tenant_id = $1 and ${where.text}`
      : `select c.id as "chunkId", c.article_id as "articleId", c.slot, c.siblings, a.language
         from (select id, slot, siblings, article_id from chunk
           where tenant_id = $1 and slot = any($2::int[]) offset 0) c
         cross join lateral (
           select a.language from (select * from article where tenant_id = $1 and id = c.article_id offset 0) a
           where ${where.text}) a`,
    slots === "all" ? [tx.tenantId, ...where.values] : [tx.tenantId, slots, ...where.values],
  );
  return rows;
}

/** Texts and articles of chunks that the filter has let through, by slot. */
export async function passagesAt(tx: ReadTx, slots: readonly number[]): Promise<Map<number, Passage>> {
  const { rows } = await tx.query<Passage>(
    `select c.id as "chunkId", c.slot, c.siblings, c.article_id as "articleId", a.version as "articleVersion",
       a.path, a.title, c.heading_path as "headingPath", c.anchor, c.source_start as start, c.source_end as end,
       c.body as text, a.product, a.module, a.editions, a.versions, a.deployment, a.audience, a.language, a.kind,
       a.valid_from as "validFrom", a.valid_to as "validTo", a.owner
     from (select * from chunk where tenant_id = $1 and slot = any($2::int[]) offset 0) c
     cross join lateral (select * from article where tenant_id = $1 and id = c.article_id offset 0) a`,
    [tx.tenantId, slots],
  );
  return new Map(rows.map((row) => [row.slot, row]));
}
