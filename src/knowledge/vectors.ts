import type { Tx } from "../db/pool.ts";
import { vectorText } from "../db/vector-text.ts";

/** The vector of one passage. */
export interface VectorRow {
  readonly articleId: string;
  /** The chunk's place in its article. */
  readonly ordinal: number;
  /** Hash of the text that was embedded. */
  readonly textHash: Uint8Array;
  /** Unit length; a passage whose vector is all zeros is left out. */
  readonly vector: Float32Array;
}

/** What a search asks of the vectors. */
export interface NearestQuery {
  readonly model: string;
  readonly vector: Float32Array;
  readonly limit: number;
  /** A condition on the article `a`, with `values` as $5, $6 …; it must not come from a user. */
  readonly where?: { readonly text: string; readonly values: readonly unknown[] };
}

export interface NearPassage {
  readonly articleId: string;
  readonly ordinal: number;
  /** Cosine, -1..1. */
  readonly similarity: number;
}

/** Writes or replaces the vectors of these passages for one registered model. */
export async function writeVectors(tx: Tx, model: string, rows: readonly VectorRow[]): Promise<void> {
  const known = rows.filter(({ vector }) => vector.some((value) => value !== 0));
  if (known.length === 0) return;
  await tx.query(
    `insert into chunk_vector (tenant_id, model, article_id, ordinal, text_hash, embedding)
     select $1, $2, r.article_id, r.ordinal, decode(r.text_hash, 'hex'), r.embedding::halfvec
     from unnest($3::uuid[], $4::int[], $5::text[], $6::text[]) as r (article_id, ordinal, text_hash, embedding)
     on conflict (tenant_id, model, article_id, ordinal)
     do update set text_hash = excluded.text_hash, embedding = excluded.embedding`,
    [
      tx.tenantId,
      model,
      known.map(({ articleId }) => articleId),
      known.map(({ ordinal }) => ordinal),
      known.map(({ textHash }) => Buffer.from(textHash).toString("hex")),
      known.map(({ vector }) => vectorText(vector)),
    ],
  );
}

/** Hashes of the texts that a model's vectors of these articles were made from, by `articleId:ordinal`, in hex. */
export async function vectorHashes(
  tx: Tx,
  model: string,
  articleIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ key: string; hash: string }>(
    `select article_id || ':' || ordinal as key, encode(text_hash, 'hex') as hash from chunk_vector
     where tenant_id = $1 and model = $2 and article_id = any($3::uuid[])`,
    [tx.tenantId, model, articleIds],
  );
  return new Map(rows.map(({ key, hash }) => [key, hash]));
}

/** Forgets the vectors of whole articles, for all models; with `from`, only of chunks from that place on. */
export async function removeVectors(tx: Tx, articleIds: readonly string[], from = 0): Promise<void> {
  await tx.query("delete from chunk_vector where tenant_id = $1 and article_id = any($2::uuid[]) and ordinal >= $3", [
    tx.tenantId,
    articleIds,
    from,
  ]);
}

/**
 * The passages of live articles nearest to a vector, best first. Every vector of the tenant and model is compared:
 * recall is 1.0, and up to 3 million numbers (rows times dimensions) it stays within about 10 ms.
 */
export async function nearest(tx: Tx, { model, vector, limit, where }: NearestQuery): Promise<NearPassage[]> {
  if (vector.every((value) => value === 0)) return [];
  const { rows } = await tx.query<NearPassage>(
    `select v.article_id as "articleId", v.ordinal, -(v.embedding <#> $3::halfvec) as similarity
     from chunk_vector v join article a on a.tenant_id = v.tenant_id and a.id = v.article_id
     where v.tenant_id = $1 and a.tenant_id = $1 and v.model = $2 and a.status = 'live' and (${where?.text ?? "true"})
     order by v.embedding <#> $3::halfvec, v.article_id, v.ordinal limit $4`,
    [tx.tenantId, model, vectorText(vector), limit, ...(where?.values ?? [])],
  );
  return rows;
}
