import fc from "fast-check";
import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { settleSlice } from "../../src/knowledge/index/settle.ts";
import { createPostingCache } from "../../src/knowledge/search/posting-cache.ts";
import { readPostings } from "../../src/knowledge/search/store.ts";
import { createSegmenter } from "../../src/models/segmenter.ts";
import { testDatabase } from "../support/database.ts";
import { indexedTenant } from "./index-support.ts";

const db = await testDatabase();
const ROUNDS = Number(process.env["ROUNDS"] ?? 10);
const PATHS = ["a.md", "b.md", "c.md"];
const WORDS = ["备份", "恢复", "升级失败", "backup", "restore", "ERP-FIN-2107", "权限"];
const segmenter = createSegmenter();
const page = fc
  .tuple(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 40 }))
  .map(([words, times]) => `# 标题\n\n${words.join(" ").concat("\n\n").repeat(times)}`);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ put: fc.dictionary(fc.constantFrom(...PATHS), page, { minKeys: 1 }) }) },
  { weight: 2, arbitrary: fc.record({ remove: fc.subarray(PATHS, { minLength: 1 }) }) },
  { weight: 2, arbitrary: fc.record({ settle: fc.integer({ min: 1, max: 90 }) }) },
  { weight: 6, arbitrary: fc.record({ ask: fc.subarray(WORDS, { minLength: 1 }) }) },
);

test("postings that were held equal those of the database, after any order of writes, removals, merges and questions", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 4, maxLength: 16 }),
      fc.constantFrom(0, 2_000, 64_000_000),
      async (steps, mostBytes) => {
        const { tenantId, put, remove } = await indexedTenant();
        const read = createPostingCache(mostBytes);
        for (const one of steps) {
          if ("put" in one) await put(one.put);
          else if ("remove" in one) await remove(one.remove);
          else if ("settle" in one) {
            for (let n = one.settle; n > 0; n -= 1)
              if (await inTenant(db, tenantId, (tx) => settleSlice(tx, true))) break;
          } else {
            const terms = [...new Set(one.ask.flatMap((word) => segmenter.terms(word)))];
            await inTenant(db, tenantId, async (tx) => {
              const found = await read(tx, terms);
              const stored = await readPostings(tx, terms);
              expect(found?.postings).toEqual(stored?.postings);
              expect(found?.corpus).toEqual(stored?.corpus);
            });
          }
        }
      },
    ),
    { numRuns: ROUNDS },
  );
});

test("terms that are held are not asked for again, and a write makes all of them be read anew", async () => {
  const { tenantId, put } = await indexedTenant();
  await put({ "a.md": "# 备份\n\n备份与恢复。" });
  const read = createPostingCache();
  const asked: string[][] = [];
  const ask = (terms: readonly string[]) =>
    inTenant(db, tenantId, (tx) =>
      read(
        {
          ...tx,
          query: (text, values) => {
            asked.push((values?.[1] ?? []) as string[]);
            return tx.query(text, values);
          },
        },
        terms,
      ),
    );
  await ask(["w备份", "w没有"]);
  await ask(["w备份", "w恢复", "w没有"]);
  await put({ "b.md": "# 恢复\n\n恢复备份。" });
  const last = await ask(["w备份", "w恢复"]);
  expect(asked).toEqual([["w备份", "w没有"], ["w恢复"], [], ["w备份", "w恢复"]]);
  expect(last?.postings.get("w备份")).toHaveLength(4);
});
