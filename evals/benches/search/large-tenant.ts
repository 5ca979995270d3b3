import { inTenant } from "../../../src/db/tenant.ts";
import { AUDIENCES } from "../../../src/kernel/labels.ts";
import { tendGraph } from "../../../src/knowledge/graph/tend.ts";
import { filterSql } from "../../../src/knowledge/search/store.ts";
import { nearest } from "../../../src/knowledge/vectors.ts";
import { type Random, randomOf } from "../../random.ts";
import { benchDatabase } from "../database.ts";
import type { BenchCheck, BenchOptions } from "../table.ts";
import { compareNearest, vectorAround } from "./nearest-truth.ts";
import { fastestInTurn, timeCheck } from "./timing.ts";
import { addVectorTenant, scopeAt } from "./vector-tenants.ts";

const TOP = 10;
const DIMENSIONS = 256;
const CLUSTERS = 60;

/** One tenant above the border of exact search: its graph against a comparison of all vectors, with filters. */
export async function largeTenantChecks({ db: kind, small }: BenchOptions): Promise<BenchCheck[]> {
  if (kind === "embedded") return [];
  const [count, queries, exactMost] = small ? [2_000, 50, 100_000] : [20_000, 300, 3_000_000];
  const db = await benchDatabase(kind);
  const random = randomOf(7);
  try {
    const tenant = await addVectorTenant(db, clustered(count, random), DIMENSIONS);
    await db.query("analyze chunk_vector");
    const began = performance.now();
    const done = await tendGraph({ db, exactMost }, tenant.tenantId);
    console.error(`graph of ${count} x ${DIMENSIONS}: ${done} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    const times: [number[], number[]] = [[], []];
    const found = { right: 0, wanted: 0, short: 0 };
    for (let i = 0; i < queries; i += 1) {
      const at = Math.floor(random.next() * count) * DIMENSIONS;
      const vector = vectorAround(tenant.vectors.subarray(at, at + DIMENSIONS), 0.5, DIMENSIONS, random);
      const audiences = AUDIENCES.slice(0, 1 + (i % AUDIENCES.length));
      const ask = (graph: boolean) =>
        inTenant(db, tenant.tenantId, (tx) =>
          nearest(tx, {
            model: tenant.model,
            vector,
            limit: TOP,
            where: filterSql({ audiences, at: new Date() }, 5),
            ...(graph && { graph: { dimensions: DIMENSIONS } }),
          }),
        );
      const pair = await fastestInTurn([() => ask(true), () => ask(false)]);
      for (const [k, time] of pair.entries()) times[k]!.push(time);
      const hits = await ask(true);
      const visible = (place: number) => audiences.includes(scopeAt(place).audience);
      const { right, wanted } = compareNearest(tenant, vector, hits, { top: TOP, visible });
      found.right += right;
      found.wanted += wanted;
      if (hits.length < wanted) found.short += 1;
    }
    return [
      timeCheck("large_tenant_graph_p99_vs_exact", times[0], times[1]),
      share("large_tenant_graph_recall_at_10", found.right / found.wanted),
      { ...share("large_tenant_graph_short_results", found.short), unit: "queries" },
    ];
  } finally {
    await db.close();
  }
}

const share = (name: string, ours: number): BenchCheck => ({
  name,
  ours: Number(ours.toFixed(4)),
  theirs: null,
  unit: "share",
  ratio: null,
});

function clustered(count: number, random: Random): Float32Array {
  const centres = Array.from({ length: CLUSTERS }, () => vectorAround(null, 1, DIMENSIONS, random));
  const vectors = new Float32Array(count * DIMENSIONS);
  for (let i = 0; i < count; i += 1)
    vectors.set(vectorAround(random.pick(centres), 0.6, DIMENSIONS, random), i * DIMENSIONS);
  return vectors;
}
