import fc from "fast-check";
import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { AUDIENCES } from "../../src/kernel/labels.ts";
import { embedPassages } from "../../src/knowledge/dense.ts";
import { createSearch } from "../../src/knowledge/search/search.ts";
import type { Hit, SearchResult } from "../../src/knowledge/types.ts";
import { glossEmbedder } from "../../src/models/gloss/embedder.ts";
import type { Embedder } from "../../src/models/ports.ts";
import { testDatabase } from "../support/database.ts";
import { indexedTenant } from "./index-support.ts";

const db = await testDatabase();
const gloss = glossEmbedder();
const sentences: Embedder = {
  id: "sentences",
  kind: "neural",
  dimensions: 8,
  // Any fixed way from text to numbers will do.
  embed: async (texts) =>
    texts.map((text) => {
      const raw = Float32Array.from({ length: 8 }, (_, i) =>
        Math.sin(1 + i * text.length + (text.codePointAt(i) ?? 0)),
      );
      return raw.map((value) => value / Math.hypot(...raw));
    }),
};

const PAGES = {
  "zh/backup.md": "# 备份\n\n每天夜里自动备份数据库。\n\n## 恢复\n\n可恢复到任意时间点，报错 ERP-FIN-2107 时重试。",
  "zh/close.md": "# 月末结账\n\n先检查凭证，再关账。\n\n## 反结账\n\n反结账需要主管授权，见[备份](backup.md)。",
  "zh/print.md": "# 打印\n\n打印机没有反应时，请检查纸张和打印服务 8.2.1。",
  "en/backup.md": "# Backup\n\nCreate a full backup of the database every night and restore it to a point in time.",
  "en/close.md": "# Closing\n\nCheck vouchers, then close the month. ERP-FIN-2107 means that a voucher is missing.",
};

async function tenantFor(embedder: Embedder | undefined) {
  const { tenantId, sourceId, put } = await indexedTenant();
  await inTenant(db, tenantId, (tx) =>
    tx.query(
      `insert into knowledge_dictionary (tenant_id, source_id, words, synonyms, products, content_hash, updated_at)
       values ($1, $2, '{}', $3::jsonb, '[]', 'one', now())`,
      [tenantId, sourceId, JSON.stringify([["关账", "结账", "closing"]])],
    ),
  );
  await put(PAGES);
  if (embedder) await embedPassages({ db, clock: systemClock, embedder }, systemCtx(tenantId, "test"));
  const search = createSearch({ db, ...(embedder ? { embedder } : {}) })(tenantId);
  return (text: string, explain = true): Promise<SearchResult> =>
    search({ text, limit: 10, explain, filter: { audiences: AUDIENCES, at: new Date("2026-06-15T00:00:00Z") } });
}

const WAYS = [undefined, gloss, sentences];
const searches = await Promise.all(WAYS.map(tenantFor));

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
const pointsOf = ({ account }: Hit) =>
  sum(account!.terms.map(({ passage, neighbours }) => passage + neighbours)) +
  account!.vectorPoints +
  account!.articlePoints;

const words = fc.constantFrom(
  ..."数据库 备份 恢复 怎么 关账 反结账 凭证 打印机 ，您好 ，报错 ERP-FIN-2107 8.2.1 ？ backup the database close voucher how".split(
    " ",
  ),
);

test("the points of all terms, of vectors and of the article make up the score, whatever is asked and whichever ways take part", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 2 }),
      fc.array(words, { minLength: 1, maxLength: 9 }),
      async (way, text) => {
        const { hits } = await searches[way]!(text.join(way === 0 ? "" : " "));
        for (const hit of hits) {
          expect(pointsOf(hit)).toBeCloseTo(hit.score, 4);
          for (const { passage, fields, frequency } of hit.account!.terms) {
            expect(sum(fields.map(({ points }) => points))).toBeCloseTo(passage, 6);
            expect(fields.length > 0).toBe(frequency > 0);
          }
        }
      },
    ),
    { numRuns: Number(process.env["ROUNDS"] ?? 60) },
  );
});

test("asking for the account changes neither hits nor order", async () => {
  for (const search of searches) {
    for (const text of ["您好，数据库备份失败，怎么恢复？", "How to restore the database backup", "ERP-FIN-2107"]) {
      const explained = await search(text);
      const plain = await search(text, false);
      expect(explained.hits.map(({ account: _, ...hit }) => hit)).toEqual(plain.hits);
      expect(plain.question).toBeUndefined();
    }
  }
});

test("an account tells fields, clause, synonym, translation, code and gate", async () => {
  const [plain, across, neural] = searches;
  const asked = await plain!("您好，请问怎么关账？数据库在哪里备份");
  const close = asked.hits.find(({ path }) => path === "zh/close.md")!.account!;
  expect(close.clause?.text).toContain("关账");
  expect(close.terms.find(({ text, way }) => text === "结账" && way === "synonym")).toMatchObject({ code: false });
  const titled = close.terms.find(({ text, kind }) => text === "结账" && kind === "w")!;
  expect(titled.fields.map(({ field }) => field)).toContain("title");
  expect(titled.fields.find(({ field }) => field === "body")?.count).toBeGreaterThan(0);
  expect(asked.question).toMatchObject({ language: "zh", gate: { open: false, reason: "no_model" } });
  expect(asked.question?.synonyms).toContain("结账");

  const translated = await across!("数据库怎么备份和恢复");
  const english = translated.hits.find(({ path }) => path === "en/backup.md")!.account!;
  expect(english.terms.find(({ of }) => of === "备份")).toMatchObject({ way: "translation" });
  expect(english.factors.language).toBeLessThan(1);
  expect(translated.question?.gate).toMatchObject({ open: true, reason: "across_languages" });
  expect(translated.question?.translations.map(({ word }) => word)).toContain("数据库");

  const code = await across!("ERP-FIN-2107");
  expect(code.question).toMatchObject({ codes: ["erp-fin-2107"], gate: { open: false, reason: "names_a_code" } });
  expect(code.hits[0]!.account!.terms[0]).toMatchObject({ code: true });

  const everywhere = await neural!("打印机没有反应");
  expect(everywhere.question?.gate).toMatchObject({ open: true, reason: "everywhere" });
  expect(everywhere.hits[0]!.account!.vectors).not.toBeNull();
});
