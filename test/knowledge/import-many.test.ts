import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { runImport } from "../../src/knowledge/import/run.ts";
import { startImport } from "../../src/knowledge/import/start.ts";
import { importStatus } from "../../src/knowledge/import/status.ts";
import { createArticleIndex } from "../../src/knowledge/index/article-index.ts";
import { createSearch } from "../../src/knowledge/search/search.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const db = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "import-many-"));
afterAll(() => rmSync(folder, { recursive: true }));
/** More than are prepared without the thread. */
const PAGES = 220;

/** An import of the folder into a tenant of its own; gives its counts, and each page's hashes and slots. */
async function imported(beside: boolean) {
  const { ctx } = await freshTenant();
  const real = createArticleIndex();
  let besides = 0;
  const index = {
    async open(tx: Parameters<typeof real.open>[0]) {
      const session = await real.open(tx);
      const prepareBeside: typeof session.prepare = (article) => {
        besides += 1;
        return beside ? session.prepareBeside(article) : session.prepare(article);
      };
      return { ...session, prepareBeside };
    },
  };
  const deps = { db, clock: systemClock, log: silentLogger, index };
  const { jobId } = await startImport(deps, ctx, { source: "docs", folder });
  await runImport(deps, ctx, jobId, new AbortController().signal);
  const status = await importStatus(deps, ctx, jobId);
  const { rows } = await inTenant(db, ctx.tenantId, (tx) =>
    tx.query<{ path: string; hash: string; slot: number; length: number }>(
      `select a.path, encode(c.group_hash, 'hex') as hash, c.slot, c.length from chunk c
       join article a on a.tenant_id = $1 and a.id = c.article_id where c.tenant_id = $1 order by a.path, c.ordinal`,
      [ctx.tenantId],
    ),
  );
  return { ctx, status, rows, besides };
}

test("many files are prepared in the thread, in their order, as they would be without it", {
  timeout: 60_000,
}, async () => {
  for (let i = 0; i < PAGES; i++)
    writeFileSync(
      join(folder, `page-${String(i).padStart(3, "0")}.md`),
      i === 100 ? "---\nproduct: [\n---\n# 坏" : `# 第${i}页\n\n结算单 ERP-${1000 + i} 的处理办法，见部署手册。\n`,
    );
  const [beside, here] = [await imported(true), await imported(false)];
  expect(beside.besides).toBe(PAGES - 1);
  expect(beside.status).toMatchObject({ status: "done", total: PAGES, done: PAGES - 1, failed: 1 });
  expect(beside.rows).toHaveLength(PAGES - 1);
  expect(beside.rows).toEqual(here.rows);
  const search = createSearch({ db })(beside.ctx.tenantId);
  const filter = { audiences: ["public", "customer", "internal"] as const, at: new Date() };
  for (const page of [0, 99, 101, PAGES - 1]) {
    const { hits } = await search({ text: `ERP-${1000 + page}`, limit: 3, filter });
    expect(hits[0]?.path).toBe(`page-${String(page).padStart(3, "0")}.md`);
  }
});

test("an import of many batches packs their postings on its way, so that a search meanwhile has few to read", async () => {
  const { ctx } = await freshTenant();
  const real = createArticleIndex();
  const waiting: number[] = [];
  const index = {
    async open(tx: Parameters<typeof real.open>[0]) {
      const session = await real.open(tx);
      return {
        ...session,
        foldAfter: 4,
        // Nearly each article is a batch of its own.
        prepare: async (article: Parameters<typeof session.prepare>[0]) =>
          Object.assign(await session.prepare(article), { weight: Number.MAX_SAFE_INTEGER }),
        async write(...[inner, prepared]: Parameters<typeof session.write>) {
          await session.write(inner, prepared);
          const { rows } = await inner.query<{ most: number }>(
            `select max(writes)::int as most from (
               select count(*) as writes from posting_fresh where tenant_id = $1 group by bucket) buckets`,
            [inner.tenantId],
          );
          waiting.push(rows[0]!.most);
        },
      };
    },
  };
  const deps = { db, clock: systemClock, log: silentLogger, index };
  const files = Array.from({ length: 30 }, (_, i) => ({
    path: `page-${i}.md`,
    content: Buffer.from(`# 第${i}页\n\n结算单的处理办法\n`),
  }));
  const { jobId } = await startImport(deps, ctx, { source: "docs", files });
  await runImport(deps, ctx, jobId, new AbortController().signal);
  expect(waiting.length).toBeGreaterThan(20);
  // Eight are worth packing; up to four more come before it is looked at again.
  expect(Math.max(...waiting)).toBeLessThanOrEqual(12);
});
