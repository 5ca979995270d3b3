import { afterAll, describe, expect, test } from "vitest";
import { addVectorTenant, scopeAt } from "../../evals/benches/search/vector-tenants.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { AUDIENCES } from "../../src/kernel/labels.ts";
import { graphName, graphRule } from "../../src/knowledge/graph/rules.ts";
import { storedGraphs } from "../../src/knowledge/graph/store.ts";
import { dropForgottenGraphs, tendGraph } from "../../src/knowledge/graph/tend.ts";
import { filterSql } from "../../src/knowledge/search/store.ts";
import { nearest } from "../../src/knowledge/vectors.ts";
import { testDatabase } from "../support/database.ts";

const db = await testDatabase();
const DIMENSIONS = 8;
const COUNT = 600;
const LIMIT = 10;
const few = { db, exactMost: 1_000 };
const many = { db, exactMost: 1_000_000 };

const numbers = (count: number, seed: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.fround(Math.sin((i + 1) * 12.9898 + seed) * 43_758.5453) % 1);
function unit(raw: Float32Array): Float32Array {
  const length = Math.hypot(...raw);
  return raw.map((value) => Math.f16round(value / length));
}

async function largeTenant() {
  const vectors = new Float32Array(COUNT * DIMENSIONS);
  for (let i = 0; i < COUNT; i += 1) vectors.set(unit(numbers(DIMENSIONS, i)), i * DIMENSIONS);
  const tenant = await addVectorTenant(db, vectors, DIMENSIONS);
  const ask = (seed: number, graph: boolean, audiences: readonly (typeof AUDIENCES)[number][] = AUDIENCES) =>
    inTenant(db, tenant.tenantId, (tx) =>
      nearest(tx, {
        model: tenant.model,
        vector: unit(numbers(DIMENSIONS, seed)),
        limit: LIMIT,
        where: filterSql({ audiences, at: new Date(), product: "one" }, 5),
        ...(graph && { graph: { dimensions: DIMENSIONS } }),
      }),
    );
  const own = async () => (await storedGraphs(db)).filter(({ tenantId }) => tenantId === tenant.tenantId);
  return { ...tenant, ask, own };
}

test("a graph is for many numbers, stays while they are not much fewer, and not for vectors that are too wide", () => {
  expect(graphRule({ rows: 12_000, dimensions: 256, hasGraph: false })).toBe("graph");
  expect(graphRule({ rows: 10_000, dimensions: 256, hasGraph: false })).toBe("exact");
  expect(graphRule({ rows: 10_000, dimensions: 256, hasGraph: true })).toBe("graph");
  expect(graphRule({ rows: 7_000, dimensions: 256, hasGraph: true })).toBe("exact");
  expect(graphRule({ rows: 10_000, dimensions: 4_096, hasGraph: false })).toBe("exact");
});

test.runIf(db.kind === "embedded")("the embedded database builds none", async () => {
  const { tenantId } = await largeTenant();
  expect(await tendGraph(few, tenantId)).toBe("kept");
});

describe.runIf(db.kind === "native")("on a server", () => {
  afterAll(async () => {
    for (const { name } of await storedGraphs(db)) await db.query(`drop index ${name}`);
  });

  test("a tenant above the border gets a graph that finds what a comparison of all finds, filters included", async () => {
    const { tenantId, model, ask, own, ids } = await largeTenant();
    expect(await tendGraph(few, tenantId)).toBe("built");
    expect(await tendGraph(few, tenantId)).toBe("kept");
    expect(await own()).toMatchObject([{ name: graphName(tenantId, model), valid: true }]);
    let [found, wanted] = [0, 0];
    for (let seed = 0; seed < 40; seed += 1) {
      const audiences = seed % 2 === 0 ? AUDIENCES : (["public"] as const);
      const exact = await ask(seed + 0.5, false, audiences);
      const byGraph = await ask(seed + 0.5, true, audiences);
      expect(byGraph).toHaveLength(LIMIT);
      for (const { chunkId } of byGraph) expect(audiences).toContain(scopeAt(ids.get(chunkId)!).audience);
      found += byGraph.filter(({ chunkId }) => exact.some((one) => one.chunkId === chunkId)).length;
      wanted += exact.length;
    }
    expect(found / wanted).toBeGreaterThan(0.97);
  });

  test("search by the graph goes by its index, and the settings for it end with the statement", async () => {
    const { tenantId, model } = await largeTenant();
    await tendGraph(few, tenantId);
    const plan: string[] = [];
    await inTenant(db, tenantId, async (tx) => {
      const query = async (text: string, values: readonly unknown[] = []) => {
        const isSearch = text.includes("with near");
        const result = await tx.query<Record<string, string>>(isSearch ? `explain ${text}` : text, values);
        if (!isSearch) return result;
        plan.push(...result.rows.map((row) => Object.values(row)[0]!));
        return tx.query(text, values);
      };
      const spy = { ...tx, query } as typeof tx;
      const vector = unit(numbers(DIMENSIONS, 3));
      await nearest(spy, { model, vector, limit: LIMIT, graph: { dimensions: DIMENSIONS } });
      const { rows } = await tx.query<{ sort: string }>("select current_setting('enable_sort') as sort");
      expect(rows[0]!.sort).toBe("on");
    });
    expect(plan.join("\n")).toContain(graphName(tenantId, model));
  });

  test("the graph goes when the tenant has few vectors again, and with its model", async () => {
    const { tenantId, own } = await largeTenant();
    await tendGraph(few, tenantId);
    expect(await tendGraph(many, tenantId)).toBe("dropped");
    expect(await own()).toEqual([]);
    await tendGraph(few, tenantId);
    await inTenant(db, tenantId, (tx) => tx.query("delete from embedding_model where tenant_id = $1", [tenantId]));
    expect(await dropForgottenGraphs({ db })).toBeGreaterThan(0);
    expect(await own()).toEqual([]);
  });

  test("a build that broke off is done again", async () => {
    const { tenantId, model, own } = await largeTenant();
    const name = graphName(tenantId, model);
    // What a server that stopped in the middle leaves behind: an index that is not valid, without a word whose it is.
    await tendGraph(few, tenantId);
    await inTenant(db, tenantId, (tx) =>
      tx.query("update embedding_model set graph = null where tenant_id = $1", [tenantId]),
    );
    await db.query(`update pg_index set indisvalid = false where indexrelid = $1::regclass`, [name]);
    expect(await tendGraph(few, tenantId)).toBe("built");
    expect(await own()).toMatchObject([{ name, valid: true }]);
  });
});
