import { type ArrayParameter, uuids } from "../db/array-parameter.ts";
import type { ReadTx, Tx } from "../db/pool.ts";
import { queryVector } from "../db/vector-text.ts";

/** A passage that a model has not embedded yet. */
export interface PendingPassage {
  readonly chunkId: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly text: string;
}

/** A passage written in this very transaction. */
export interface NewPassage extends PendingPassage {
  readonly articleId: string;
}

export interface VectorRow {
  readonly chunkId: string;
  /** Unit length; zeros say that no word is known. */
  readonly vector: Float32Array;
}

/** What a search asks of the vectors. */
export interface NearestQuery {
  readonly model: string;
  readonly vector: Float32Array;
  readonly limit: number;
  /** Whether to go by the graph of the tenant's vectors; without it each is compared. */
  readonly graph?: { readonly dimensions: number } | undefined;
  /** A condition on the article `a`, with `values` as $5, $6 …; its text must not come from a user. */
  readonly where?: { readonly text: string; readonly values: readonly unknown[] };
}

export interface NearPassage {
  readonly chunkId: string;
  /** The chunk's number in the word index. */
  readonly slot: number;
  /** Cosine, -1..1. */
  readonly similarity: number;
}

/** A stretch of the passages in the order of their ids, and where the next one begins; null at the end. */
export interface PendingPage {
  readonly passages: PendingPassage[];
  readonly next: string | null;
}

export const FIRST_PASSAGE = "00000000-0000-0000-0000-000000000000";

/**
 * Of the next `look` passages after `after` those of live articles that a model has no vector for. Goes by keys alone,
 * whatever the planner believes of tables it has no statistics of.
 */
export async function pendingPassages(tx: Tx, model: string, after: string, look: number): Promise<PendingPage> {
  const { rows } = await tx.query<PendingPassage & { pending: boolean }>(
    `select c.id as "chunkId", p.title, p.heading_path as "headingPath", p.body as text, p.title is not null as pending
     from (select id from chunk where tenant_id = $1 and id > $3 order by id limit $4) c
     left join lateral (
       select a.title, w.heading_path, w.body
       from (select * from chunk where tenant_id = $1 and id = c.id offset 0) w
       cross join lateral (select * from article where tenant_id = $1 and id = w.article_id offset 0) a
       where a.status = 'live' and (select count(*) from (
         select from chunk_vector v where v.tenant_id = $1 and v.model = $2 and v.chunk_id = c.id limit 1) held) = 0
       offset 0) p on true
     order by c.id`,
    [tx.tenantId, model, after, look],
  );
  return {
    passages: rows
      .filter(({ pending }) => pending)
      .map(({ chunkId, title, headingPath, text }) => ({ chunkId, title, headingPath, text })),
    next: rows.length < look ? null : rows.at(-1)!.chunkId,
  };
}

/** Writes or replaces vectors of one registered model. A passage that is gone by now is left out; others stay until the end. */
export async function writeVectors(tx: Tx, model: string, rows: readonly VectorRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into chunk_vector (tenant_id, model, chunk_id, article_id, embedding)
     select $1, $2, r.chunk_id, c.article_id, r.embedding
     from unnest($3::uuid[], $4::halfvec[]) as r (chunk_id, embedding)
     cross join lateral (
       select article_id from chunk where tenant_id = $1 and id = r.chunk_id offset 0 for key share) c
     on conflict (tenant_id, model, chunk_id) do update set embedding = excluded.embedding`,
    [tx.tenantId, model, uuids(rows.map(({ chunkId }) => chunkId)), halves(rows)],
  );
}

/** Writes vectors of passages that this transaction wrote, so that none can have one. */
export async function writeNewVectors(
  tx: Tx,
  model: string,
  rows: readonly (VectorRow & { readonly articleId: string })[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into chunk_vector (tenant_id, model, chunk_id, article_id, embedding)
     select $1, $2, r.chunk_id, r.article_id, r.embedding
     from unnest($3::uuid[], $4::uuid[], $5::halfvec[]) as r (chunk_id, article_id, embedding)`,
    [
      tx.tenantId,
      model,
      uuids(rows.map(({ chunkId }) => chunkId)),
      uuids(rows.map(({ articleId }) => articleId)),
      halves(rows),
    ],
  );
}

/** Deletes all vectors of passages that this transaction has deleted: nobody can write another one. */
export async function deleteVectors(tx: Tx, chunkIds: readonly string[]): Promise<void> {
  await tx.query(
    `delete from chunk_vector v using embedding_model m
     where m.tenant_id = $1 and v.tenant_id = $1 and v.model = m.model and v.chunk_id = any($2::uuid[])`,
    [tx.tenantId, chunkIds],
  );
}

const halves = (rows: readonly VectorRow[]): ArrayParameter => ({
  arrayOf: "halfvec",
  values: rows.map(({ vector }) => (vector.some((value) => value !== 0) ? vector : null)),
});

/** Nearest vectors looked at first for each passage that is wanted, and at least: most filters let enough of them through. */
const PER_PASSAGE = 4;
const AT_LEAST = 100;

/**
 * The passages of live articles nearest to a vector, best first. Every vector of the tenant and model is compared:
 * recall is 1.0, and the time grows with rows times dimensions (up to 3 million is fine; with more there may be a graph,
 * which finds nearly all). Articles are read for the nearest first, and for all only when too few of these may be seen.
 */
export async function nearest(tx: ReadTx, query: NearestQuery): Promise<NearPassage[]> {
  if (query.vector.every((value) => value === 0)) return [];
  const depth = Math.max(AT_LEAST, PER_PASSAGE * query.limit);
  const { passages, looked } = await (query.graph ? byGraph(tx, query, depth) : nearestOf(tx, query, depth));
  return passages.length === query.limit || looked < depth ? passages : nearestOfAll(tx, query);
}

/** Breadth of the search of a graph at least, and at most, as pgvector has it. */
const BREADTH = [200, 1_000] as const;

/**
 * The same by the graph. The settings hold for this statement: the plan must know the tenant, whose graph has a condition,
 * and must not sort all vectors instead. What the graph does not find at once it looks for further, in strict order.
 */
async function byGraph(tx: ReadTx, query: NearestQuery, depth: number): ReturnType<typeof nearestOf> {
  const set = (values: Readonly<Record<string, string>>) =>
    tx.query(
      `select ${Object.keys(values)
        .map((_, i) => `set_config($${2 * i + 1}, $${2 * i + 2}, true)`)
        .join()}`,
      Object.entries(values).flat(),
    );
  const breadth = String(Math.min(BREADTH[1], Math.max(BREADTH[0], depth)));
  const [, found] = await Promise.all([
    set({
      "hnsw.ef_search": breadth,
      "hnsw.iterative_scan": "strict_order",
      enable_sort: "off",
      // A plan that must sort where it should not looks so dear that the server would compile it.
      jit: "off",
      plan_cache_mode: "force_custom_plan",
    }),
    nearestOf(tx, query, depth),
    set({ enable_sort: "on", plan_cache_mode: "auto" }),
  ]);
  return found;
}

/** Passages that may be seen among the `depth` nearest, and how many there were. */
async function nearestOf(
  tx: ReadTx,
  { model, vector, limit, where, graph }: NearestQuery,
  depth: number,
): Promise<{ passages: NearPassage[]; looked: number }> {
  const values = where?.values ?? [];
  // An index on vectors of any width is one on an expression; the width is a number of the program's own.
  const width = graph ? `halfvec(${Math.trunc(graph.dimensions)})` : "halfvec";
  const distance = `${graph ? `v.embedding::${width}` : "v.embedding"} <#> $3::${width}`;
  const { rows } = await tx.query<NearPassage | { readonly chunkId: null; readonly slot: number }>(
    // A read by its first word, so that it may leave with the beginning of its transaction.
    `select * from (
       with near as materialized (
         select v.chunk_id, v.article_id, -(${distance}) as similarity
         from chunk_vector v where v.tenant_id = $1 and v.model = $2 and v.embedding is not null
         order by ${distance}${graph ? "" : ", v.chunk_id"} limit $4)
       (select n.chunk_id as "chunkId", c.slot, n.similarity from near n
        cross join lateral (${visibleArticle(where, "n")}) a
        cross join lateral (select slot from chunk where tenant_id = $1 and id = n.chunk_id offset 0) c
        order by n.similarity desc, n.chunk_id limit $${5 + values.length})
       union all select null, count(*)::int, null from near) found`,
    [tx.tenantId, model, queryVector(vector), depth, ...values, limit],
  );
  const passages = rows.filter((row) => row.chunkId !== null);
  return { passages, looked: rows.find(({ chunkId }) => chunkId === null)!.slot };
}

/** The article of a row of vectors, when it may be seen; read by its key, whatever the planner believes of its tables. */
const visibleArticle = (where: NearestQuery["where"], vectors: string): string =>
  `select from (select * from article where tenant_id = $1 and id = ${vectors}.article_id offset 0) a
   where a.status = 'live' and (${where?.text ?? "true"})`;

async function nearestOfAll(tx: ReadTx, { model, vector, limit, where }: NearestQuery): Promise<NearPassage[]> {
  const { rows } = await tx.query<NearPassage>(
    `select n."chunkId", c.slot, n.similarity from (
       select v.chunk_id as "chunkId", -(v.embedding <#> $3::halfvec) as similarity
       from chunk_vector v cross join lateral (${visibleArticle(where, "v")}) a
       where v.tenant_id = $1 and v.model = $2 and v.embedding is not null
       order by v.embedding <#> $3::halfvec, v.chunk_id limit $4) n
     join chunk c on c.tenant_id = $1 and c.id = n."chunkId" order by n.similarity desc, n."chunkId"`,
    [tx.tenantId, model, queryVector(vector), limit, ...(where?.values ?? [])],
  );
  return rows;
}
