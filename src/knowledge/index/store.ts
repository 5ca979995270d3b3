import { bytes, ints, texts, uuids } from "../../db/array-parameter.ts";
import type { Tx } from "../../db/pool.ts";
import { deleteVectors } from "../vectors.ts";
import type { FreshPostings } from "./fresh.ts";

/** What a tenant's word index holds, as one row. */
export interface IndexState {
  readonly nextSlot: number;
  readonly chunks: number;
  readonly groups: number;
  readonly length: number;
  readonly dead: Uint8Array;
  readonly purging: Uint8Array | null;
  readonly purgedTerm: string | null;
  readonly purgedBlock: number | null;
}

/** Reads the index's row and keeps it until the transaction ends; null when the tenant has none yet. */
export async function lockState(tx: Tx): Promise<IndexState | null> {
  const { rows } = await tx.query<IndexState>(
    `select next_slot as "nextSlot", chunks, groups, length::float8 as length, dead, purging,
       purged_term as "purgedTerm", purged_block as "purgedBlock"
     from search_index where tenant_id = $1 for update`,
    [tx.tenantId],
  );
  return rows[0] ?? null;
}

/** As `lockState`, with the row made when it is not there. */
export async function openState(tx: Tx): Promise<IndexState> {
  const [, state] = await Promise.all([
    tx.query(
      `insert into search_index (tenant_id, next_slot, chunks, groups, length, dead) values ($1, 0, 0, 0, 0, '')
       on conflict (tenant_id) do nothing`,
      [tx.tenantId],
    ),
    lockState(tx),
  ]);
  return state!;
}

/** What a write changes of the state: slots taken, sums, slots that died. */
export interface StateChange {
  readonly nextSlot: number;
  readonly chunks: number;
  readonly groups: number;
  readonly length: number;
  readonly died: Uint8Array;
}

/**
 * Also tells every process that what it has read of the index, of chunks and of articles holds no more: whatever makes
 * search find something else comes by here in the same transaction.
 */
export async function applyChange(tx: Tx, change: StateChange): Promise<void> {
  await tx.query(
    `update search_index set next_slot = $2, chunks = chunks + $3, groups = groups + $4, length = length + $5,
       dead = dead || $6::bytea, revision = revision + 1
     where tenant_id = $1`,
    [tx.tenantId, change.nextSlot, change.chunks, change.groups, change.length, change.died],
  );
}

export interface StoredChunk {
  readonly id: string;
  readonly articleId: string;
  readonly ordinal: number;
  readonly slot: number;
  readonly length: number;
  readonly groupHash: string;
}

export async function chunksOf(tx: Tx, articleIds: readonly string[]): Promise<StoredChunk[]> {
  const { rows } = await tx.query<StoredChunk>(
    `select id, article_id as "articleId", ordinal, slot, length, encode(group_hash, 'hex') as "groupHash"
     from chunk where tenant_id = $1 and article_id = any($2::uuid[]) order by article_id, ordinal`,
    [tx.tenantId, articleIds],
  );
  return rows;
}

/** Deletes chunks with their vectors, also those that somebody was still writing. */
export async function deleteChunks(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await Promise.all([
    tx.query("delete from chunk where tenant_id = $1 and id = any($2::uuid[])", [tx.tenantId, ids]),
    deleteVectors(tx, ids),
  ]);
}

export interface ChunkRow {
  readonly id: string;
  readonly article_id: string;
  readonly ordinal: number;
  readonly siblings: number;
  readonly slot: number;
  readonly group_hash: string;
  readonly heading_path: readonly string[];
  readonly anchor: string | null;
  readonly source_start: number;
  readonly source_end: number;
  readonly body: string;
  readonly length: number;
}

/** Inserts chunks that are not there yet. */
export async function writeChunks(tx: Tx, rows: readonly ChunkRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into chunk (tenant_id, id, article_id, ordinal, siblings, slot, group_hash, heading_path, anchor,
       source_start, source_end, body, length)
     select $1, r.id, r.article_id, r.ordinal, r.siblings, r.slot, r.group_hash, r.heading_path::text[], r.anchor,
       r.source_start, r.source_end, r.body, r.length
     from unnest($2::uuid[], $3::uuid[], $4::int[], $5::int[], $6::int[], $7::bytea[], $8::text[], $9::text[],
       $10::int[], $11::int[], $12::text[], $13::int[]) as r(id, article_id, ordinal, siblings, slot, group_hash,
       heading_path, anchor, source_start, source_end, body, length)`,
    [
      tx.tenantId,
      uuids(rows.map(({ id }) => id)),
      uuids(rows.map(({ article_id: article }) => article)),
      ints(rows.map(({ ordinal }) => ordinal)),
      ints(rows.map(({ siblings }) => siblings)),
      ints(rows.map(({ slot }) => slot)),
      bytes(rows.map(({ group_hash: hash }) => Buffer.from(hash, "hex"))),
      texts(rows.map(({ heading_path: path }) => arrayLiteral(path))),
      texts(rows.map(({ anchor }) => anchor)),
      ints(rows.map(({ source_start: start }) => start)),
      ints(rows.map(({ source_end: end }) => end)),
      texts(rows.map(({ body }) => body)),
      ints(rows.map(({ length }) => length)),
    ],
  );
}

const arrayLiteral = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replaceAll(/["\\]/g, "\\$&")}"`).join()}}`;

/** Gives chunks their new places: unchanged texts in articles that changed around them. */
export async function moveChunks(tx: Tx, rows: readonly ChunkRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `update chunk c set ordinal = r.ordinal, siblings = r.siblings, anchor = r.anchor, source_start = r.source_start,
       source_end = r.source_end
     from unnest($2::uuid[], $3::int[], $4::int[], $5::text[], $6::int[], $7::int[])
       as r(id, ordinal, siblings, anchor, source_start, source_end)
     where c.tenant_id = $1 and c.id = r.id`,
    [
      tx.tenantId,
      uuids(rows.map(({ id }) => id)),
      ints(rows.map(({ ordinal }) => ordinal)),
      ints(rows.map(({ siblings }) => siblings)),
      texts(rows.map(({ anchor }) => anchor)),
      ints(rows.map(({ source_start: start }) => start)),
      ints(rows.map(({ source_end: end }) => end)),
    ],
  );
}

/**
 * The write's list of chunks and one row a bucket, made ready here: the database would need longer to cut up tens of
 * thousands of terms.
 */
export async function writeFresh(
  tx: Tx,
  segment: number,
  block: number,
  { chunks, buckets, starts }: FreshPostings,
): Promise<void> {
  if (buckets.length === 0) return;
  let after = 0;
  const ends = buckets.map((bucket) => {
    after += bucket.starts.length;
    return after;
  });
  await tx.query(
    `with listed as (insert into posting_write (tenant_id, segment, block, chunks) values ($1, $2, $3, $10))
     insert into posting_fresh (tenant_id, bucket, segment, terms, starts, postings)
     select $1, r.bucket, $2, r.terms, ($6::int[])[r.first : r.last], r.postings
     from unnest($4::int[], $5::text[], $7::int[], $8::int[], $9::bytea[]) as r(bucket, terms, first, last, postings)`,
    [
      tx.tenantId,
      segment,
      block,
      ints(buckets.map(({ bucket }) => bucket)),
      texts(buckets.map(({ terms }) => terms)),
      ints(starts),
      ints(buckets.map((bucket, i) => ends[i]! - bucket.starts.length + 1)),
      ints(ends),
      bytes(buckets.map(({ content }) => content)),
      chunks,
    ],
  );
}
