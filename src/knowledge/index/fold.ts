import { bytes, ints, texts } from "../../db/array-parameter.ts";
import type { Tx } from "../../db/pool.ts";
import { BUCKETS } from "./postings.ts";
import { unpackChunks, type WriteList, widenInto } from "./write-list.ts";

/** Writes folded in one transaction. A search reads all fresh ones of its buckets, so that many are not left to wait. */
export const FOLD_MOST = 64;

/**
 * Moves the fresh postings of one bucket to the main ones, if there is one with `least` writes. True when there is none;
 * then the lists of writes that have nothing fresh are gone as well.
 */
export async function foldNext(tx: Tx, least: number): Promise<boolean> {
  const bucket = await bucketWith(tx, least);
  if (bucket === undefined) {
    await dropLists(tx);
    return true;
  }
  await append(tx, joined(await takeFresh(tx, bucket)));
  return false;
}

/**
 * A bucket of at least so many fresh writes. Each write leaves a row in nearly all buckets, so counting them would read
 * all that is fresh, at every fold.
 */
async function bucketWith(tx: Tx, least: number): Promise<number | undefined> {
  const { rows } = await tx.query<{ bucket: number }>(
    `select b.bucket from generate_series(0, $2 - 1) as b(bucket) where exists (
       select 1 from posting_fresh where tenant_id = $1 and bucket = b.bucket offset $3) order by b.bucket limit 1`,
    [tx.tenantId, BUCKETS, least - 1],
  );
  return rows[0]?.bucket;
}

async function dropLists(tx: Tx): Promise<void> {
  await tx.query(
    `delete from posting_write where tenant_id = $1 and segment not in (
       select segment from posting_fresh where tenant_id = $1)`,
    [tx.tenantId],
  );
}

interface FreshRow {
  readonly segment: number;
  readonly block: number;
  readonly chunks: Uint8Array;
  readonly terms: string;
  readonly starts: Uint8Array;
  readonly postings: Uint8Array;
}

/** Takes the oldest writes of a bucket, in their order. */
async function takeFresh(tx: Tx, bucket: number): Promise<FreshRow[]> {
  const { rows } = await tx.query<FreshRow>(
    `with taken as (
       delete from posting_fresh where tenant_id = $1 and bucket = $2 and segment in (
         select segment from posting_fresh where tenant_id = $1 and bucket = $2 order by segment limit $3)
       returning segment, terms, array_send(starts) as starts, postings)
     select t.segment, w.block, w.chunks, t.terms, t.starts, t.postings
     from taken t left join posting_write w on w.tenant_id = $1 and w.segment = t.segment order by t.segment`,
    [tx.tenantId, bucket, FOLD_MOST],
  );
  return rows;
}

/** Of array_send in PostgreSQL's arrayfuncs.c: what stands before the numbers, and each behind its length. */
const [HEADER_BYTES, LENGTH_BYTES, INT_BYTES] = [20, 4, 4];

/** Postings of a term for one block. */
interface Folded {
  readonly term: string;
  readonly block: number;
  /** Words that they take. */
  size: number;
  /** Where they go on. */
  at: number;
}

/** Of one row the terms' postings: where they go to, and where each begins, from 0, with the end behind. */
interface Pieces {
  readonly list: WriteList;
  readonly folded: readonly Folded[];
  readonly starts: readonly number[];
  readonly postings: Uint8Array;
}

interface Joined {
  readonly folded: readonly Folded[];
  readonly words: Uint32Array<ArrayBuffer>;
}

/** One list of postings a term and block, slots rising as the rows' do. */
function joined(rows: readonly FreshRow[]): Joined {
  const blocks = new Map<number, Map<string, Folded>>();
  const pieces = rows.map((row) => piecesOf(row, blocks));
  const folded = [...blocks.values()].flatMap((terms) => [...terms.values()]);
  let words = 0;
  for (const one of folded) {
    one.at = words;
    words += one.size;
  }
  const out = new Uint32Array(words);
  for (const piece of pieces) writePieces(out, piece);
  return { folded, words: out };
}

function piecesOf(
  { segment, block, chunks, terms, starts, postings }: FreshRow,
  blocks: Map<number, Map<string, Folded>>,
) {
  const list = unpackChunks(segment, chunks);
  const ofBlock = blocks.get(block) ?? new Map<string, Folded>();
  blocks.set(block, ofBlock);
  const numbers = new DataView(starts.buffer, starts.byteOffset);
  const startOf = (i: number) => numbers.getInt32(HEADER_BYTES + (LENGTH_BYTES + INT_BYTES) * i + LENGTH_BYTES) - 1;
  const names = terms.split("\n");
  const places = [0];
  const folded = names.map((term, i) => {
    let one = ofBlock.get(term);
    if (one === undefined) {
      one = { term, block, size: 0, at: 0 };
      ofBlock.set(term, one);
    }
    places.push(startOf(i + 1));
    one.size += (2 * (places[i + 1]! - places[i]!)) / list.width;
    return one;
  });
  return { list, folded, starts: places, postings };
}

function writePieces(out: Uint32Array, { list, folded, starts, postings }: Pieces): void {
  for (const [i, one] of folded.entries()) one.at = widenInto(out, one.at, list, postings, starts[i]!, starts[i + 1]!);
}

async function append(tx: Tx, { folded, words }: Joined): Promise<void> {
  await tx.query(
    `insert into posting (tenant_id, term, block, content)
     select $1, r.term, r.block, r.content from unnest($2::text[], $3::int[], $4::bytea[]) as r(term, block, content)
     on conflict (tenant_id, term, block) do update set content = posting.content || excluded.content`,
    [
      tx.tenantId,
      texts(folded.map(({ term }) => term)),
      ints(folded.map(({ block }) => block)),
      // Each ends where it was written to last.
      bytes(folded.map(({ size, at }) => new Uint8Array(words.buffer, 4 * (at - size), 4 * size))),
    ],
  );
}
