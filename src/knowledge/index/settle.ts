import type { Tx } from "../../db/pool.ts";
import { foldNext } from "./fold.ts";
import { packSlots, unpackPostings, unpackSlots } from "./postings.ts";
import { type IndexState, lockState } from "./store.ts";

/** Fresh postings of one bucket wait until there are this many writes; folding each at once would rewrite too much. */
const FOLD_AT = 8;
/** Dead slots are purged from this number on, or this share of all chunks. */
const PURGE_AT = 200;
const PURGE_SHARE = 0.05;
/** Bytes of postings looked at in one slice of a purge. */
const PURGE_BYTES = 1_000_000;

/**
 * One slice of the index's housekeeping, in the caller's short transaction: folds fresh postings into the main ones,
 * or takes dead slots out of them. True when nothing is left. `all`: also what is too little to pay.
 */
export async function settleSlice(tx: Tx, all = false): Promise<boolean> {
  const state = await lockState(tx);
  if (!state) return true;
  if (state.purging) return purgeSlice(tx, state, state.purging);
  const deadSlots = state.dead.byteLength / 4;
  const purgeDue = deadSlots > 0 && (all || deadSlots >= Math.max(PURGE_AT, state.chunks * PURGE_SHARE));
  if (!(await foldNext(tx, all || purgeDue ? 1 : FOLD_AT))) return false;
  // Nothing is fresh here, so all postings of the dead slots are in the main table, and none can follow.
  if (!purgeDue) return true;
  await tx.query("update search_index set purging = dead, purged_term = '', purged_block = 0 where tenant_id = $1", [
    tx.tenantId,
  ]);
  return false;
}

/**
 * One slice of what keeps fresh postings few while much is being written, in the caller's short transaction. True when no
 * bucket has `least` of them.
 */
export async function foldSlice(tx: Tx, least = FOLD_AT): Promise<boolean> {
  return (await lockState(tx)) === null || foldNext(tx, least);
}

interface PostingRow {
  readonly term: string;
  readonly block: number;
  readonly content: Uint8Array;
}

async function purgeSlice(tx: Tx, state: IndexState, purging: Uint8Array): Promise<boolean> {
  const rows = await nextPostings(tx, state.purgedTerm ?? "", state.purgedBlock ?? 0);
  const last = rows.at(-1);
  if (!last) {
    await endPurge(tx, state, purging);
    return false;
  }
  const gone = new Set(unpackSlots(purging));
  const changed = rows.flatMap(({ term, block, content }) => {
    const kept = withoutSlots(content, gone);
    return kept ? [{ term, block, content: kept }] : [];
  });
  await rewrite(tx, changed);
  await tx.query("update search_index set purged_term = $2, purged_block = $3 where tenant_id = $1", [
    tx.tenantId,
    last.term,
    last.block,
  ]);
  return false;
}

/** The next stretch of the main postings in key order, by size. */
async function nextPostings(tx: Tx, term: string, block: number): Promise<PostingRow[]> {
  const { rows } = await tx.query<PostingRow>(
    `select p.term, p.block, p.content from (
       select term, block, sum(octet_length(content)) over (order by term, block) as size from (
         select term, block, content from posting where tenant_id = $1 and (term, block) > ($2, $3)
         order by term, block limit 2000) ahead) sized
     join posting p on p.tenant_id = $1 and p.term = sized.term and p.block = sized.block
     where sized.size - octet_length(p.content) < $4 order by p.term, p.block`,
    [tx.tenantId, term, block, PURGE_BYTES],
  );
  return rows;
}

/** Null when no posting of these slots is in it. */
function withoutSlots(content: Uint8Array, gone: ReadonlySet<number>): Uint8Array | null {
  const words = unpackPostings(content);
  const kept = new Uint32Array(words.length);
  let length = 0;
  for (let i = 0; i < words.length; i += 2) {
    if (gone.has(words[i]!)) continue;
    kept[length] = words[i]!;
    kept[length + 1] = words[i + 1]!;
    length += 2;
  }
  return length === words.length ? null : new Uint8Array(kept.buffer, 0, length * 4);
}

async function rewrite(tx: Tx, rows: readonly PostingRow[]): Promise<void> {
  const emptied = rows.filter(({ content }) => content.byteLength === 0);
  const shorter = rows.filter(({ content }) => content.byteLength > 0);
  if (emptied.length > 0)
    await tx.query(
      `delete from posting p using unnest($2::text[], $3::int[]) as r(term, block)
       where p.tenant_id = $1 and p.term = r.term and p.block = r.block`,
      [tx.tenantId, emptied.map(({ term }) => term), emptied.map(({ block }) => block)],
    );
  if (shorter.length > 0)
    await tx.query(
      `update posting p set content = r.content from unnest($2::text[], $3::int[], $4::bytea[]) as r(term, block, content)
       where p.tenant_id = $1 and p.term = r.term and p.block = r.block`,
      [
        tx.tenantId,
        shorter.map(({ term }) => term),
        shorter.map(({ block }) => block),
        shorter.map(({ content }) => content),
      ],
    );
}

async function endPurge(tx: Tx, state: IndexState, purging: Uint8Array): Promise<void> {
  const gone = new Set(unpackSlots(purging));
  const left = [...unpackSlots(state.dead)].filter((slot) => !gone.has(slot));
  await tx.query(
    `update search_index set dead = $2, purging = null, purged_term = null, purged_block = null where tenant_id = $1`,
    [tx.tenantId, packSlots(left)],
  );
}
