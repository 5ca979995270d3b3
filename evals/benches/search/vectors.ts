import type { Connection, Database } from "../../../src/db/pool.ts";
import { inTenant } from "../../../src/db/tenant.ts";
import { queryVector } from "../../../src/db/vector-text.ts";
import { AUDIENCES } from "../../../src/kernel/labels.ts";
import { filterSql } from "../../../src/knowledge/search/store.ts";
import type { SearchFilter } from "../../../src/knowledge/types.ts";
import { nearest } from "../../../src/knowledge/vectors.ts";
import { type Random, randomOf } from "../../random.ts";
import { benchDatabase } from "../database.ts";
import type { BenchCheck, BenchOptions } from "../table.ts";
import { compareNearest, vectorAround } from "./nearest-truth.ts";
import { fastestInTurn, timeCheck } from "./timing.ts";
import { addVectorTenant, PRODUCTS, scopeAt, type VectorTenant } from "./vector-tenants.ts";

const TOP = 10;
const CLUSTERS = 60;
const DIMENSIONS = 100;
const ENOUGH = 0.999;
/** Queries that are counted, in flight at a time. */
const AT_ONCE = 2;
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
  const random = randomOf(11);
  try {
    const centres = Array.from({ length: CLUSTERS }, () => vectorAround(null, 1, DIMENSIONS, random));
    const all: VectorTenant[] = [];
    for (let rank = 1; rank <= tenants; rank += 1) {
      const count = Math.max(6, Math.floor(largest / rank));
      const vectors = new Float32Array(count * DIMENSIONS);
      for (let i = 0; i < count; i += 1)
        vectors.set(vectorAround(random.pick(centres), 0.6, DIMENSIONS, random), i * DIMENSIONS);
      all.push(await addVectorTenant(db, vectors, DIMENSIONS));
    }
    const peer = await hnswPeer(db);
    const sample = () => sampleOf(all, random);
    const theirs = await settle(peer, sample, small ? 30 : 60);
    const times: [number[], number[]] = [[], []];
    for (let round = 0; round < timed; round += 1) {
      const one = sample();
      const pair = await fastestInTurn([() => ours(db, one), () => peer.search(one)]);
      for (const [i, time] of pair.entries()) times[i]!.push(time);
    }
    const counted = rounds ?? (small ? 300 : 5_000);
    const found = await countFound(db, all, random, counted);
    peer.close();
    return [
      timeCheck("filtered_vector_p99_vs_iterative_scan", times[0], times[1]),
      {
        name: `filtered_vector_recall_at_10 (${counted} queries, peer at ef_search ${theirs.effort[0]})`,
        ours: Number((found.right / found.wanted).toFixed(6)),
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
interface Sample {
  readonly tenant: VectorTenant;
  readonly vector: Float32Array;
}

/** A question near a passage: of any tenant, or every other time of any passage, so mostly of a large tenant. */
function sampleOf(all: readonly VectorTenant[], random: Random): Sample {
  const ofAll = Math.floor(random.next() * all.reduce((sum, { count }) => sum + count, 0));
  let before = 0;
  const bySize = all.find(({ count }) => {
    before += count;
    return before > ofAll;
  })!;
  const tenant = random.next() < 0.5 ? bySize : random.pick(all);
  const at = Math.floor(random.next() * tenant.count) * DIMENSIONS;
  return { tenant, vector: vectorAround(tenant.vectors.subarray(at, at + DIMENSIONS), 0.5, DIMENSIONS, random) };
}

const ours = (db: Database, { tenant, vector }: Sample, filter: Partial<SearchFilter> = {}): Promise<Found> =>
  inTenant(db, tenant.tenantId, (tx) =>
    nearest(tx, {
      model: tenant.model,
      vector,
      limit: TOP,
      where: filterSql({ audiences: AUDIENCES, at: new Date(), ...filter }, 5),
    }),
  );

/** Every question asked by someone: what they may see and the product they run differ. */
async function countFound(
  db: Database,
  all: readonly VectorTenant[],
  random: Random,
  queries: number,
): Promise<{ right: number; wanted: number; short: number }> {
  const total = { right: 0, wanted: 0, short: 0 };
  let left = queries;
  const ask = async () => {
    while (left > 0) {
      left -= 1;
      const sample = sampleOf(all, random);
      const audiences = AUDIENCES.slice(0, 1 + Math.floor(random.next() * AUDIENCES.length));
      const product = random.pick([undefined, ...PRODUCTS]);
      const hits = await ours(db, sample, { audiences, ...(product === undefined ? {} : { product }) });
      const visible = (place: number) => {
        const scope = scopeAt(place);
        return (
          audiences.includes(scope.audience) &&
          (product === undefined || scope.product === null || scope.product === product)
        );
      };
      const { right, wanted } = compareNearest(sample.tenant, sample.vector, hits, { top: TOP, visible });
      total.right += right;
      total.wanted += wanted;
      if (hits.length < wanted) total.short += 1;
      if (left % 10_000 === 0 && left > 0) console.error(`${left} of ${queries} queries left`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return total;
}

interface Peer {
  effort(breadth: number, most: number): Promise<void>;
  search(sample: Sample): Promise<Found>;
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
    async search({ tenant: { tenantId }, vector }) {
      const { rows } = await connection.query<{ chunkId: string }>(
        `select chunk_id as "chunkId" from hnsw_vector where tenant_id = $1
         order by embedding <#> $2::halfvec(${DIMENSIONS}) limit $3`,
        [tenantId, queryVector(vector), TOP],
      );
      return rows;
    },
    close: () => connection.release(),
  };
}

/** Raises the peer's effort until its recall is that of an exact search, or to the highest. */
async function settle(
  peer: Peer,
  sample: () => Sample,
  queries: number,
): Promise<{ effort: readonly [number, number]; recall: number; short: number }> {
  let result = { effort: EFFORTS[0] as readonly [number, number], recall: 0, short: 0 };
  for (const effort of EFFORTS) {
    await peer.effort(effort[0], effort[1]);
    result = { effort, recall: 0, short: 0 };
    for (let i = 0; i < queries; i += 1) {
      const one = sample();
      const hits = await peer.search(one);
      const { right, wanted } = compareNearest(one.tenant, one.vector, hits, { top: TOP });
      result.recall += right / wanted / queries;
      if (hits.length < wanted) result.short += 1;
    }
    console.error(`HNSW at ef_search ${effort[0]}, max_scan_tuples ${effort[1]}: recall ${result.recall.toFixed(4)}`);
    if (result.recall >= ENOUGH) break;
  }
  return result;
}
