import type { Tx } from "../../db/pool.ts";
import type { FreshBucket } from "./fresh.ts";

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
  await tx.query(
    `insert into search_index (tenant_id, next_slot, chunks, groups, length, dead) values ($1, 0, 0, 0, 0, '')
     on conflict (tenant_id) do nothing`,
    [tx.tenantId],
  );
  return (await lockState(tx))!;
}

/** What a write changes of the state: slots taken, sums, slots that died. */
export interface StateChange {
  readonly nextSlot: number;
  readonly chunks: number;
  readonly groups: number;
  readonly length: number;
  readonly died: Uint8Array;
}

export async function applyChange(tx: Tx, change: StateChange): Promise<void> {
  await tx.query(
    `update search_index set next_slot = $2, chunks = chunks + $3, groups = groups + $4, length = length + $5,
       dead = dead || $6::bytea
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

export async function deleteChunks(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await tx.query("delete from chunk where tenant_id = $1 and id = any($2::uuid[])", [tx.tenantId, ids]);
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

/** Inserts chunks; one that is there (an unchanged text in an article that changed around it) gets its new place. */
export async function writeChunks(tx: Tx, rows: readonly ChunkRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into chunk (tenant_id, id, article_id, ordinal, siblings, slot, group_hash, heading_path, anchor,
       source_start, source_end, body, length)
     select $1, r.id, r.article_id, r.ordinal, r.siblings, r.slot, decode(r.group_hash, 'hex'), r.heading_path, r.anchor,
       r.source_start, r.source_end, r.body, r.length
     from jsonb_to_recordset($2::jsonb) as r(id uuid, article_id uuid, ordinal int, siblings int, slot int,
       group_hash text, heading_path text[], anchor text, source_start int, source_end int, body text, length int)
     on conflict (tenant_id, id) do update set ordinal = excluded.ordinal, siblings = excluded.siblings,
       anchor = excluded.anchor, source_start = excluded.source_start, source_end = excluded.source_end`,
    [tx.tenantId, JSON.stringify(rows)],
  );
}

/** One row a bucket, made ready here: the database would need longer to cut up tens of thousands of terms. */
export async function writeFresh(
  tx: Tx,
  segment: number,
  block: number,
  buckets: readonly FreshBucket[],
): Promise<void> {
  if (buckets.length === 0) return;
  let offset = 1;
  const offsets = buckets.map(({ content }) => {
    offset += content.length;
    return offset - content.length;
  });
  await tx.query(
    `insert into posting_fresh (tenant_id, bucket, segment, block, terms, starts, content)
     select $1, r.bucket, $2, $3, r.terms, r.starts::int[], substring($8::bytea from r.at for r.size)
     from unnest($4::int[], $5::text[], $6::text[], $7::int[], $9::int[]) as r(bucket, terms, starts, at, size)`,
    [
      tx.tenantId,
      segment,
      block,
      buckets.map(({ bucket }) => bucket),
      buckets.map(({ terms }) => terms.join("\n")),
      buckets.map(({ starts }) => `{${starts.join()}}`),
      offsets,
      Buffer.concat(buckets.map(({ content }) => content)),
      buckets.map(({ content }) => content.length),
    ],
  );
}
