import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { writeDictionary, writtenDictionary } from "../../src/knowledge/import/edit-dictionary.ts";
import { runImport } from "../../src/knowledge/import/run.ts";
import { startImport } from "../../src/knowledge/import/start.ts";
import { createArticleIndex } from "../../src/knowledge/index/article-index.ts";
import { createSearch } from "../../src/knowledge/search/search.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const db = await testDatabase();
const never = new AbortController().signal;
const deps = { db, clock: systemClock, log: silentLogger, index: createArticleIndex() };

async function tenantWith(pages: Readonly<Record<string, string>>) {
  const { ctx } = await freshTenant();
  const search = createSearch({ db })(ctx.tenantId);
  const pathsFor = async (text: string) => {
    const { hits } = await search({ text, filter: { audiences: ["public"], at: new Date() }, limit: 10 });
    return hits.map(({ path }) => path);
  };
  const put = async (added: Readonly<Record<string, string>>, onProgress: () => void = () => {}) => {
    const files = Object.entries(added).map(([path, text]) => ({ path, content: Buffer.from(text) }));
    const { jobId } = await startImport(deps, ctx, { source: "docs", files });
    return runImport({ ...deps, onProgress }, ctx, jobId, never);
  };
  const teach = async (words: readonly string[], synonyms: readonly (readonly string[])[]) => {
    const { jobId } = await writeDictionary(deps, ctx, { words, synonyms });
    return runImport(deps, ctx, jobId, never);
  };
  const slots = async () => {
    const { rows } = await inTenant(db, ctx.tenantId, (tx) =>
      tx.query<{ path: string; slot: number }>(
        `select a.path, c.slot from chunk c join article a on a.tenant_id = c.tenant_id and a.id = c.article_id
         where c.tenant_id = $1`,
        [tx.tenantId],
      ),
    );
    return new Map(rows.map(({ path, slot }) => [path, slot]));
  };
  await put(pages);
  return { ctx, pathsFor, put, teach, slots };
}

const PAGES = {
  "close.md": "# 期末处理\n\n在期末中心点一键轧账，系统按顺序处理各模块。",
  "print.md": "# 打印\n\n打印机没有反应时检查纸张。",
};

test("words and synonyms that people write are found, and only passages that hold a new word are indexed anew", async () => {
  const { ctx, pathsFor, teach, slots } = await tenantWith(PAGES);
  expect(await writtenDictionary(deps, ctx)).toEqual({ words: [], synonyms: [] });
  const before = await slots();
  expect(await teach(["一键轧账"], [["一键轧账", "朔望归零"]])).toMatchObject({ status: "done", relinked: 2 });
  expect((await pathsFor("朔望归零怎么弄"))[0]).toBe("close.md");
  const after = await slots();
  expect(after.get("close.md")).not.toBe(before.get("close.md"));
  expect(after.get("print.md")).toBe(before.get("print.md"));
  expect(await writtenDictionary(deps, ctx)).toEqual({ words: ["一键轧账"], synonyms: [["一键轧账", "朔望归零"]] });
  await teach([], []);
  expect(await pathsFor("朔望归零怎么弄")).not.toContain("close.md");
});

test("a group that says one thing twice is refused, and a second change waits for the first", async () => {
  const { ctx } = await tenantWith(PAGES);
  await expect(writeDictionary(deps, ctx, { words: [], synonyms: [["Close", "close "]] })).rejects.toThrow(/twice/);
  await writeDictionary(deps, ctx, { words: ["一键轧账"], synonyms: [] });
  await expect(writeDictionary(deps, ctx, { words: [], synonyms: [] })).rejects.toThrow(/under way/);
});

test("while an import runs, every search finds what was there before", async () => {
  const { pathsFor, put } = await tenantWith(PAGES);
  const found: Promise<string[]>[] = [];
  const many = Array.from({ length: 40 }, (_, i) => [`${i}.md`, `# 轧账说明 ${i}\n\n轧账说明${"补充".repeat(i)}`]);
  await put(Object.fromEntries(many), () => found.push(pathsFor("打印机没有反应")));
  expect(found.length).toBeGreaterThan(3);
  expect((await Promise.all(found)).filter(([first]) => first !== "print.md")).toEqual([]);
});
