import fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "../../src/db/pool.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import type { Audience } from "../../src/kernel/labels.ts";
import { embedPassages } from "../../src/knowledge/dense.ts";
import { settleSlice } from "../../src/knowledge/index/settle.ts";
import { createSearch } from "../../src/knowledge/search/search.ts";
import { createShelves } from "../../src/knowledge/search/shelf/shelf.ts";
import { type KnowledgeState, knowledgeState } from "../../src/knowledge/search/store.ts";
import { glossEmbedder } from "../../src/models/gloss/embedder.ts";
import { testDatabase } from "../support/database.ts";
import { indexedTenant } from "./index-support.ts";

const db = await testDatabase();
const gloss = glossEmbedder();
const ROUNDS = Number(process.env["ROUNDS"] ?? 10);
const PATHS = ["a.md", "b.md", "c.md"];
const WORDS = ["备份", "恢复", "升级失败", "backup", "restore", "ERP-FIN-2107", "权限"];
const page = fc
  .tuple(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 40 }))
  .map(([words, times]) => `# 标题\n\n${words.join(" ").concat("\n\n").repeat(times)}`);
const audience = fc.constantFrom<Audience>("public", "internal");
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ put: fc.dictionary(fc.constantFrom(...PATHS), page, { minKeys: 1 }), audience }),
  },
  { weight: 2, arbitrary: fc.record({ remove: fc.subarray(PATHS, { minLength: 1 }) }) },
  { weight: 2, arbitrary: fc.record({ settle: fc.integer({ min: 1, max: 90 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      ask: fc.subarray(WORDS, { minLength: 1 }),
      audiences: fc.subarray<Audience>(["public", "internal"], { minLength: 1 }),
    }),
  },
);
const at = new Date("2026-06-15T00:00:00Z");

test("what is held answers as the database does, after any order of writes by others, removals, merges and questions", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 4, maxLength: 16 }),
      fc.constantFrom(0, 4_000, 96_000_000),
      async (steps, mostBytes) => {
        const { tenantId, put, remove } = await indexedTenant();
        const search = createSearch({ db, shelves: createShelves(mostBytes) })(tenantId);
        for (const one of steps) {
          if ("put" in one) await put(one.put, { audience: one.audience });
          else if ("remove" in one) await remove(one.remove);
          else if ("settle" in one) {
            for (let n = one.settle; n > 0; n -= 1)
              if (await inTenant(db, tenantId, (tx) => settleSlice(tx, true))) break;
          } else {
            const query = { text: one.ask.join(" "), filter: { audiences: one.audiences, at }, limit: 3 };
            const { tookMs, ...held } = await search(query);
            const { tookMs: _, ...read } = await createSearch({ db })(tenantId)(query);
            expect(tookMs).toBeGreaterThan(0);
            expect(held).toEqual(read);
          }
        }
      },
    ),
    { numRuns: ROUNDS },
  );
});

/** The same database, and the statements of each transaction beside those that begin and end it. */
function watched(): { db: Database; trips: string[][] } {
  const trips: string[][] = [];
  const connect: Database["connect"] = async () => {
    const connection = await db.connect();
    const statements: string[] = [];
    trips.push(statements);
    return {
      ...connection,
      query: (text, values) => {
        if (!/^(?:begin|commit)$/.test(text)) statements.push(text);
        return connection.query(text, values);
      },
      ...(connection.atOnce && {
        atOnce: (all) => {
          statements.push(...all.map(({ text }) => text));
          return connection.atOnce!(all);
        },
      }),
    };
  };
  return { db: { ...db, connect }, trips };
}

test("a question that was answered before costs one statement, and a change of the article's audience alone is seen at once", async () => {
  const { tenantId, put } = await indexedTenant();
  const pages = { "a.md": "# 备份\n\n备份与恢复。", "b.md": "# 权限\n\n只有管理员可以备份。" };
  await put(pages);
  const { db: pool, trips } = watched();
  const search = createSearch({ db: pool })(tenantId);
  const ask = async () =>
    (await search({ text: "怎么备份？", filter: { audiences: ["public"], at }, limit: 5 })).hits.map(
      ({ path }) => path,
    );
  expect(new Set(await ask())).toEqual(new Set(["a.md", "b.md"]));
  trips.length = 0;
  expect(await ask()).toHaveLength(2);
  // Role and tenant, the state of the knowledge.
  expect(trips.map(({ length }) => length)).toEqual([2]);
  await put({ "b.md": pages["b.md"] }, { audience: "internal" });
  expect(await ask()).toEqual(["a.md"]);
});

test("who has just read the state of the knowledge searches without a trip, and with another state looks again", async () => {
  const { tenantId, put } = await indexedTenant();
  await put({ "a.md": "# 备份\n\n备份与恢复。" });
  const { db: pool, trips } = watched();
  const search = createSearch({ db: pool });
  const query = { text: "怎么备份？", filter: { audiences: ["public"] as const, at }, limit: 5 };
  const ask = async (met?: KnowledgeState) => (await search(tenantId, met)(query)).hits.map(({ path }) => path);
  const read = () => inTenant(db, tenantId, knowledgeState);
  expect(await ask(await read())).toEqual(["a.md"]);
  trips.length = 0;
  const before = await read();
  expect(await ask(before)).toEqual(["a.md"]);
  expect(trips).toEqual([]);
  await put({ "b.md": "# 备份策略\n\n每天备份。" });
  expect(new Set(await ask(await read()))).toEqual(new Set(["a.md", "b.md"]));
  trips.length = 0;
  expect(new Set(await ask(before))).toEqual(new Set(["a.md", "b.md"]));
  expect(trips).toHaveLength(1);
});

test("what is held of one tenant answers no other, whatever they ask", async () => {
  const [mine, theirs] = [await indexedTenant(), await indexedTenant()];
  await mine.put({ "mine.md": "# 备份\n\n备份与恢复。" });
  await theirs.put({ "theirs.md": "# 备份\n\n备份与恢复。" });
  const search = createSearch({ db });
  const query = { text: "怎么备份？", filter: { audiences: ["public"] as const, at }, limit: 5 };
  for (let round = 0; round < 3; round++) {
    expect((await search(mine.tenantId)(query)).hits.map(({ path }) => path)).toEqual(["mine.md"]);
    expect((await search(theirs.tenantId)(query)).hits.map(({ path }) => path)).toEqual(["theirs.md"]);
  }
});

test("word vectors that are held find what those in the database find, also where the filter hides some", async () => {
  const { tenantId, put } = await indexedTenant();
  await put({
    "en/backup.md": "# Backup\n\nCreate a full backup of the database every night.",
    "en/printing.md": "# Printing\n\nThe printer prints nothing: check the paper.",
    "zh/invoices.md": "# 发票\n\n付款后三个工作日内开具发票。",
  });
  await put({ "en/restore.md": "# Restore\n\nRestore the database to a point in time." }, { audience: "internal" });
  await embedPassages({ db, clock: systemClock, embedder: gloss }, systemCtx(tenantId, "test"));
  const { db: pool, trips } = watched();
  const held = createSearch({ db: pool, embedder: gloss })(tenantId);
  for (const audiences of [["public"], ["public", "internal"]] as const) {
    const query = { text: "数据库怎么备份和恢复？", filter: { audiences, at }, limit: 5 };
    for (let round = 0; round < 4; round++) await held(query);
    trips.length = 0;
    const { hits } = await held(query);
    expect(trips.map(({ length }) => length)).toEqual([2]);
    const { hits: read } = await createSearch({ db, embedder: gloss })(tenantId)(query);
    expect(hits.map(({ path }) => path)).toEqual(read.map(({ path }) => path));
    for (const [i, { score, explain }] of hits.entries()) {
      expect(score).toBeCloseTo(read[i]!.score, 4);
      expect(explain.dense ?? 0).toBeCloseTo(read[i]!.explain.dense ?? 0, 4);
    }
    expect(hits.some(({ explain }) => explain.dense !== null)).toBe(true);
  }
});
