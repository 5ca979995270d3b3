import type { Tx } from "../db/pool.ts";
import { vectorText } from "../db/vector-text.ts";

/** A passage that a model has not embedded yet. */
export interface PendingPassage {
  readonly chunkId: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly text: string;
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

/** Up to `limit` passages of live articles that a model has no vector for. */
export async function pendingPassages(tx: Tx, model: string, limit: number): Promise<PendingPassage[]> {
  const { rows } = await tx.query<PendingPassage>(
    `select c.id as "chunkId", a.title, c.heading_path as "headingPath", c.body as text
     from chunk c join article a on a.tenant_id = c.tenant_id and a.id = c.article_id
     where c.tenant_id = $1 and a.tenant_id = $1 and a.status = 'live' and not exists (
       select 1 from chunk_vector v where v.tenant_id = $1 and v.model = $2 and v.chunk_id = c.id)
     order by c.id limit $3`,
    [tx.tenantId, model, limit],
  );
  return rows;
}

/** Writes or replaces vectors of one registered model. A passage that is gone by now is left out. */
export async function writeVectors(tx: Tx, model: string, rows: readonly VectorRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into chunk_vector (tenant_id, model, chunk_id, article_id, embedding)
     select $1, $2, c.id, c.article_id, r.embedding::halfvec
     from unnest($3::uuid[], $4::text[]) as r (chunk_id, embedding)
     join chunk c on c.tenant_id = $1 and c.id = r.chunk_id
     on conflict (tenant_id, model, chunk_id) do update set embedding = excluded.embedding`,
    [
      tx.tenantId,
      model,
      rows.map(({ chunkId }) => chunkId),
      rows.map(({ vector }) => (vector.some((value) => value !== 0) ? vectorText(vector) : null)),
    ],
  );
}

/**
 * The passages of live articles nearest to a vector, best first. Every vector of the tenant and model is compared:
 * recall is 1.0, and the time grows with rows times dimensions (up to 3 million is fine). Each article is read by its
 * key, whatever the planner believes of tables it has no statistics of.
 */
export async function nearest(tx: Tx, { model, vector, limit, where }: NearestQuery): Promise<NearPassage[]> {
  if (vector.every((value) => value === 0)) return [];
  const { rows } = await tx.query<NearPassage>(
    `select n."chunkId", c.slot, n.similarity from (
       select v.chunk_id as "chunkId", -(v.embedding <#> $3::halfvec) as similarity
       from chunk_vector v
       cross join lateral (
         select from (select * from article where tenant_id = $1 and id = v.article_id offset 0) a
         where a.status = 'live' and (${where?.text ?? "true"})) a
       where v.tenant_id = $1 and v.model = $2 and v.embedding is not null
       order by v.embedding <#> $3::halfvec, v.chunk_id limit $4) n
     join chunk c on c.tenant_id = $1 and c.id = n."chunkId" order by n.similarity desc, n."chunkId"`,
    [tx.tenantId, model, vectorText(vector), limit, ...(where?.values ?? [])],
  );
  return rows;
}
