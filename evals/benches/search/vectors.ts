import type { Connection, Database } from "../../../src/db/pool.ts";
import { inTenant } from "../../../src/db/tenant.ts";
import { vectorText } from "../../../src/db/vector-text.ts";
import { filterSql } from "../../../src/knowledge/search/store.ts";
import { nearest } from "../../../src/knowledge/vectors.ts";
import { type Random, seededRandom } from "../../faults/random.ts";
import { benchDatabase } from "../database.ts";
import type { BenchCheck, BenchOptions } from "../table.ts";
import { fastestInTurn, timeCheck } from "./timing.ts";
import { addVectorTenant, type VectorTenant } from "./vector-tenants.ts";

const TOP = 10;
const CLUSTERS = 60;
const DIMENSIONS = 100;
const ENOUGH = 0.999;
/** Sums of products in another order differ by this much at most. */
const ROUNDING = 1e-5;
/** What the peer is set to, until its recall is enough: breadth of the search, and vectors looked at before it gives up. */
const EFFORTS = [
  [40, 20_000],
  [100, 100_000],
  [400, 1_000_000],
] as const;

/**
 * The product's nearest passages of one tenant, exact and with the article filter, against pgvector's HNSW with a tenant
 * filter and iterative scan. Tenants are skewed: the size falls with the rank.
 */
export async function vectorChecks({ db: kind, small, rounds }: BenchOptions): Promise<BenchCheck[]> {
  const [tenants, largest, timed] = small ? [30, 600, 60] : [300, 8_000, 300];
  const db = await benchDatabase(kind);
  const random = seededRandom(11);
  try {
    const centres = Array.from({ length: CLUSTERS }, () => around(null, 1, random));
    const all: VectorTenant[] = [];
    for (let rank = 1; rank <= tenants; rank += 1) {
      const count = Math.max(6, Math.floor(largest / rank));
      const vectors = Array.from({ length: count }, () => around(random.pick(centres), 0.6, random));
      all.push(await addVectorTenant(db, vectors));
    }
    const peer = await hnswPeer(db);
    const sample = () => {
      const tenant = random.pick(all);
      return { tenant, vector: around(random.pick(tenant.vectors), 0.5, random) };
    };
    const theirs = await settle(peer, sample, small ? 30 : 60);
    const times: [number[], number[]] = [[], []];
    for (let round = 0; round < timed; round += 1) {
      const { tenant, vector } = sample();
      const pair = await fastestInTurn([() => ours(db, tenant, vector), () => peer.search(tenant, vector)]);
      for (const [i, time] of pair.entries()) times[i]!.push(time);
    }
    const counted = rounds ?? (small ? 300 : 5_000);
    const found = { recall: 0, short: 0 };
    for (let round = 0; round < counted; round += 1) {
      const { tenant, vector } = sample();
      const hits = await ours(db, tenant, vector);
      found.recall += recall(hits, tenant, vector);
      if (hits.length < Math.min(TOP, tenant.vectors.length)) found.short += 1;
    }
    peer.close();
    return [
      timeCheck("filtered_vector_p99_vs_iterative_scan", times[0], times[1]),
      {
        name: `filtered_vector_recall_at_10 (${counted} queries, peer at ef_search ${theirs.effort[0]})`,
        ours: Number((found.recall / counted).toFixed(5)),
        theirs: Number(theirs.recall.toFixed(4)),
        unit: "share",
        ratio: null,
      },
      { name: "filtered_vector_short_results", ours: found.short, theirs: theirs.short, unit: "queries", ratio: null },
    ];
  } finally {
    await db.close();
  }
}

type Found = readonly { readonly chunkId: string }[];

const ours = (db: Database, { tenantId, model }: VectorTenant, vector: Float32Array): Promise<Found> =>
  inTenant(db, tenantId, (tx) =>
    nearest(tx, { model, vector, limit: TOP, where: filterSql({ audiences: ["public"], at: new Date() }, 5) }),
  );

interface Peer {
  effort(breadth: number, most: number): Promise<void>;
  search(tenant: VectorTenant, vector: Float32Array): Promise<Found>;
  close(): void;
}

async function hnswPeer(db: Database): Promise<Peer> {
  await db.script(
    `create table hnsw_vector as select tenant_id, chunk_id, embedding::halfvec(${DIMENSIONS}) as embedding from chunk_vector;
     set maintenance_work_mem = '512MB';
     create index on hnsw_vector using hnsw (embedding halfvec_ip_ops);
     analyze`,
  );
  const connection: Connection = await db.connect();
  for (const setting of ["hnsw.iterative_scan = strict_order", "enable_seqscan = off", "hnsw.scan_mem_multiplier = 8"])
    await connection.query(`set ${setting}`);
  return {
    async effort(breadth, most) {
      await connection.query(`set hnsw.ef_search = ${breadth}`);
      await connection.query(`set hnsw.max_scan_tuples = ${most}`);
    },
    async search({ tenantId }, vector) {
      const { rows } = await connection.query<{ chunkId: string }>(
        `select chunk_id as "chunkId" from hnsw_vector where tenant_id = $1
         order by embedding <#> $2::halfvec(${DIMENSIONS}) limit $3`,
        [tenantId, vectorText(vector), TOP],
      );
      return rows;
    },
    close: () => connection.release(),
  };
}

/** Raises the peer's effort until its recall is that of an exact search, or to the highest. */
async function settle(
  peer: Peer,
  sample: () => { tenant: VectorTenant; vector: Float32Array },
  queries: number,
): Promise<{ effort: readonly [number, number]; recall: number; short: number }> {
  let result = { effort: EFFORTS[0] as readonly [number, number], recall: 0, short: 0 };
  for (const effort of EFFORTS) {
    await peer.effort(effort[0], effort[1]);
    result = { effort, recall: 0, short: 0 };
    for (let i = 0; i < queries; i += 1) {
      const { tenant, vector } = sample();
      const hits = await peer.search(tenant, vector);
      result.recall += recall(hits, tenant, vector) / queries;
      if (hits.length < Math.min(TOP, tenant.vectors.length)) result.short += 1;
    }
    console.error(`HNSW at ef_search ${effort[0]}, max_scan_tuples ${effort[1]}: recall ${result.recall.toFixed(4)}`);
    if (result.recall >= ENOUGH) break;
  }
  return result;
}

/** Share of the true ten nearest that were found; as near as the tenth counts as found. */
function recall(hits: Found, { ids, vectors }: VectorTenant, asked: Float32Array): number {
  const similarities = vectors.map((vector) => product(vector, asked));
  const last = similarities.toSorted((a, b) => b - a)[Math.min(TOP, vectors.length) - 1]!;
  const near = hits.filter(({ chunkId }) => similarities[ids.get(chunkId)!]! >= last - ROUNDING);
  return near.length / Math.min(TOP, vectors.length);
}

const product = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** A unit vector near another, or anywhere, rounded as the database keeps it. */
function around(centre: Float32Array | null, spread: number, random: Random): Float32Array {
  const gauss = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  const raw = Float32Array.from(
    { length: DIMENSIONS },
    (_, i) => (centre?.[i] ?? 0) + (spread * gauss()) / Math.sqrt(DIMENSIONS),
  );
  const length = Math.sqrt(product(raw, raw));
  return raw.map((value) => Math.f16round(value / length));
}
