import fc from "fast-check";
import { expect, test } from "vitest";
import type { Tx } from "../../src/db/pool.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { lengthByte, unpackPostings, unpackSlots } from "../../src/knowledge/index/postings.ts";
import { prepareArticle } from "../../src/knowledge/index/prepare.ts";
import { foldSlice, settleSlice } from "../../src/knowledge/index/settle.ts";
import { unpackChunks, widened } from "../../src/knowledge/index/write-list.ts";
import { parseSource } from "../../src/knowledge/parse/article.ts";
import { readPostings } from "../../src/knowledge/search/store.ts";
import { createSegmenter } from "../../src/models/segmenter.ts";
import { indexedTenant } from "./index-support.ts";

/** CI runs few; `ROUNDS=1000` makes the full count. */
const ROUNDS = Number(process.env["ROUNDS"] ?? 15);
const PATHS = ["a.md", "b.md", "c.md", "d.md"];
const WORDS = ["备份", "恢复", "数据库", "升级失败", "backup", "restore", "ERP-FIN-2107", "v8.2.1", "月结", "权限"];
const section = fc.tuple(
  fc.constantFrom("概述", "步骤", "Notes"),
  fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }),
  fc.integer({ min: 1, max: 60 }),
);
const page = fc
  .array(section, { minLength: 1, maxLength: 4 })
  .map((sections) =>
    sections
      .map(([heading, words, times]) => `## ${heading}\n\n${words.join(" ").concat("\n\n").repeat(times)}`)
      .join("\n"),
  );
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ put: fc.dictionary(fc.constantFrom(...PATHS), page, { minKeys: 1, maxKeys: 2 }) }),
  },
  { weight: 2, arbitrary: fc.record({ remove: fc.subarray(PATHS, { minLength: 1 }) }) },
  { weight: 3, arbitrary: fc.record({ settle: fc.integer({ min: 1, max: 90 }), all: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ fold: fc.integer({ min: 1, max: 90 }) }) },
);

/** Postings as the index holds them: `term slot` → frequency, length byte, group length byte; dead slots left out. */
async function held(tx: Tx): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ term: string; content: Uint8Array; segment: number; chunks: Uint8Array | null }>(
    `select term, content, 0 as segment, null as chunks from posting where tenant_id = $1 union all
     select r.term, substring(f.postings from r.start for r.after - r.start), segment, w.chunks
     from posting_fresh f left join posting_write w using (tenant_id, segment),
       unnest(string_to_array(f.terms, E'\\n'), f.starts, f.starts[2:]) as r(term, start, after)
     where f.tenant_id = $1 and r.term is not null`,
    [tx.tenantId],
  );
  const state = await tx.query<{ dead: Uint8Array }>("select dead from search_index where tenant_id = $1", [
    tx.tenantId,
  ]);
  const dead = new Set(unpackSlots(state.rows[0]?.dead ?? new Uint8Array()));
  const result = new Map<string, string>();
  for (const { term, content, segment, chunks } of rows) {
    const words = chunks === null ? unpackPostings(content) : widened(unpackChunks(segment, chunks), content);
    for (let i = 0; i < words.length; i += 2) {
      if (dead.has(words[i]!)) continue;
      const key = `${term} ${words[i]}`;
      expect(result.has(key), `${key} stands once`).toBe(false);
      result.set(key, words[i + 1]!.toString(16));
    }
  }
  return result;
}

/** The same of these terms, as a search reads them. */
async function searched(tx: Tx, expected: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const terms = [...new Set([...expected.keys()].map((key) => key.slice(0, key.lastIndexOf(" "))))];
  const index = await readPostings(tx, terms);
  const result = new Map<string, string>();
  for (const [term, words] of index?.postings ?? [])
    for (let i = 0; i < words.length; i += 2) result.set(`${term} ${words[i]}`, words[i + 1]!.toString(16));
  return result;
}

/** The same, counted anew from the texts. */
async function recount(tx: Tx, ids: ReadonlyMap<string, string>, pages: ReadonlyMap<string, string>) {
  const segmenter = createSegmenter();
  const postings = new Map<string, string>();
  const sums = { chunks: 0, groups: 0, length: 0 };
  for (const [path, markdown] of pages) {
    const id = ids.get(path)!;
    const { groups } = await prepareArticle(segmenter, {
      id,
      version: 1,
      parsed: parseSource(path, markdown, []),
      inLinks: [],
    });
    const { rows } = await tx.query<{ slot: number; body: string; siblings: number }>(
      "select slot, body, siblings from chunk where tenant_id = $1 and article_id = $2 order by ordinal",
      [tx.tenantId, id],
    );
    const chunks = groups.flatMap((group) => group.chunks.map((chunk) => ({ group, ...chunk })));
    expect(rows.map(({ body }) => body)).toEqual(chunks.map(({ chunk }) => chunk.text));
    expect(rows.every(({ siblings }) => siblings === chunks.length)).toBe(true);
    sums.groups += groups.length;
    for (const [i, { terms, frequencies, length, group }] of chunks.entries()) {
      sums.chunks += 1;
      sums.length += length;
      const groupLength = lengthByte(group.chunks.reduce((sum, member) => sum + member.length, 0));
      for (const [at, term] of terms.entries())
        postings.set(
          `${group.names.nameOf(term)} ${rows[i]!.slot}`,
          (frequencies[at]! + (lengthByte(length) << 8) + (groupLength << 16)).toString(16),
        );
    }
  }
  return { postings, sums };
}

/** At most so many slices of housekeeping. */
async function slices(most: number, slice: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < most && !(await slice()); i++);
}

test("the index equals a recount after any order of writes, edits, removals, folds and purges", {
  timeout: 120_000 + ROUNDS * 3_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const { db, tenantId, ids, put, remove } = await indexedTenant();
      const pages = new Map<string, string>();
      for (const one of steps) {
        if ("put" in one) {
          await put(one.put);
          for (const [path, markdown] of Object.entries(one.put)) pages.set(path, markdown);
        } else if ("remove" in one) {
          await remove(one.remove);
          for (const path of one.remove) pages.delete(path);
        } else if ("fold" in one) {
          await slices(one.fold, () => inTenant(db, tenantId, (tx) => foldSlice(tx, 1)));
        } else await slices(one.settle, () => inTenant(db, tenantId, (tx) => settleSlice(tx, one.all)));
      }
      await inTenant(db, tenantId, async (tx) => {
        const expected = await recount(tx, ids, pages);
        expect(await held(tx)).toEqual(expected.postings);
        expect(await searched(tx, expected.postings)).toEqual(expected.postings);
        const { rows } = await tx.query(
          "select chunks, groups, length::float8 as length from search_index where tenant_id = $1",
          [tenantId],
        );
        if (rows.length > 0) expect(rows).toEqual([expected.sums]);
      });
    }),
    { numRuns: ROUNDS },
  );
});

test("settling everything leaves no fresh postings and no dead slots", async () => {
  const { db, tenantId, put, remove } = await indexedTenant();
  for (let i = 0; i < 10; i++)
    await put({ "a.md": `# 备份 ${i}\n\n恢复数据库 ${i}`, [`${i}.md`]: `# 页 ${i}\n\n权限` });
  await remove(["3.md"]);
  for (let settled = false; !settled; ) settled = await inTenant(db, tenantId, (tx) => settleSlice(tx, true));
  await inTenant(db, tenantId, async (tx) => {
    const fresh = await tx.query(
      "select 1 from posting_fresh where tenant_id = $1 union all select 1 from posting_write where tenant_id = $1",
      [tenantId],
    );
    const state = await tx.query<{ dead: Uint8Array }>("select dead from search_index where tenant_id = $1", [
      tenantId,
    ]);
    expect(fresh.rowCount).toBe(0);
    expect(state.rows[0]!.dead.byteLength).toBe(0);
  });
});

test("a part of an article that did not change keeps its chunks", async () => {
  const { db, tenantId, ids, put } = await indexedTenant();
  const part = (name: string, text: string) => `## ${name}\n\n${`${text}。`.repeat(120)}\n\n`;
  const stay = [part("一", "备份数据库要先停止写入"), part("二", "恢复之前核对版本"), part("三", "权限由管理员授予")];
  const chunkIds = () =>
    inTenant(db, tenantId, (tx) =>
      tx.query<{ id: string }>("select id from chunk where tenant_id = $1 and article_id = $2 order by ordinal", [
        tenantId,
        ids.get("a.md"),
      ]),
    );
  await put({ "a.md": `# 手册\n\n${stay.join("")}` });
  const before = (await chunkIds()).rows.map(({ id }) => id);
  await put({ "a.md": `# 手册\n\n${stay.join("")}${part("四", "新的一节")}` });
  const after = (await chunkIds()).rows.map(({ id }) => id);
  expect(after.filter((id) => before.includes(id)).length).toBeGreaterThan(0);
  expect(after.length).toBeGreaterThan(before.length);
});
