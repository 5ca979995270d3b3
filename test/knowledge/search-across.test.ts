import fc from "fast-check";
import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { AUDIENCES } from "../../src/kernel/labels.ts";
import { embedBatch, embedPassages } from "../../src/knowledge/dense.ts";
import { keepPlaces } from "../../src/knowledge/search/hits/places.ts";
import { createSearch } from "../../src/knowledge/search/search.ts";
import type { SearchFilter } from "../../src/knowledge/types.ts";
import { activeModel, vectorModels } from "../../src/knowledge/vector-models.ts";
import { glossEmbedder } from "../../src/models/gloss/embedder.ts";
import type { Embedder } from "../../src/models/ports.ts";
import { testDatabase } from "../support/database.ts";
import { indexedTenant } from "./index-support.ts";

const db = await testDatabase();
const gloss = glossEmbedder();
const open: SearchFilter = { audiences: AUDIENCES, at: new Date("2026-06-15T00:00:00Z") };

const ENGLISH = {
  "en/backup.md": "# Backup\n\nCreate a full backup of the database every night and restore it to a point in time.",
  "en/printing.md": "# Printing\n\nThe printer prints nothing: check the paper and the print service.",
  "en/invoices.md": "# Invoices\n\nInvoices are issued within three working days after payment.",
};
const CHINESE = {
  "zh/backup.md": "# 备份\n\n每天夜里自动备份数据库，并可恢复到任意时间点。",
  "zh/printing.md": "# 打印\n\n打印机没有反应时，请检查纸张和打印服务。",
  "zh/invoices.md": "# 发票\n\n付款后三个工作日内开具发票。",
};

const embed = (tenantId: string, embedder: Embedder) =>
  embedPassages({ db, clock: systemClock, embedder }, systemCtx(tenantId, "test"));

async function ask(
  tenantId: string,
  text: string,
  options: { embedder?: Embedder; filter?: Partial<SearchFilter> } = {},
) {
  const { embedder, filter } = options;
  const search = createSearch({ db, ...(embedder ? { embedder } : {}) })(tenantId);
  return search({ text, filter: { ...open, ...filter }, limit: 10 });
}
const first = async (...args: Parameters<typeof ask>) => (await ask(...args)).hits[0]?.path;

test("a Chinese question finds the English passage that answers it, and the other way round", async () => {
  const english = await indexedTenant();
  await english.put(ENGLISH);
  const chinese = await indexedTenant();
  await chinese.put(CHINESE);
  for (const embedder of [undefined, gloss]) {
    if (embedder) for (const { tenantId } of [english, chinese]) await embed(tenantId, embedder);
    const using = embedder ? { embedder } : {};
    expect(await first(english.tenantId, "数据库怎么备份和恢复？", using)).toBe("en/backup.md");
    expect(await first(english.tenantId, "打印机打印不出来", using)).toBe("en/printing.md");
    expect(await first(english.tenantId, "发票什么时候能开", using)).toBe("en/invoices.md");
    expect(await first(chinese.tenantId, "How to back up and restore the database", using)).toBe("zh/backup.md");
    expect(await first(chinese.tenantId, "My printer does not print", using)).toBe("zh/printing.md");
    expect(await first(chinese.tenantId, "When do I get the invoice?", using)).toBe("zh/invoices.md");
  }
});

test("passages in the question's language come first where both languages answer", async () => {
  const { tenantId, put } = await indexedTenant();
  await put({ ...ENGLISH, ...CHINESE });
  await embed(tenantId, gloss);
  expect(await first(tenantId, "打印机没有反应怎么办", { embedder: gloss })).toBe("zh/printing.md");
  expect(await first(tenantId, "the printer prints nothing", { embedder: gloss })).toBe("en/printing.md");
});

test("word vectors and translations change nothing within one language", async () => {
  const { tenantId, put } = await indexedTenant();
  await put(CHINESE);
  await embed(tenantId, gloss);
  for (const text of ["打印机没有反应怎么办", "数据库备份", "今天天气怎么样"]) {
    const { hits, answerability } = await ask(tenantId, text, { embedder: gloss });
    const plain = await ask(tenantId, text);
    expect(hits).toEqual(plain.hits);
    expect(answerability).toBe(plain.answerability);
  }
});

test("nobody sees a passage of the other language that the filter keeps back", async () => {
  const { tenantId, put } = await indexedTenant();
  await put(ENGLISH, { audience: "internal" });
  await embed(tenantId, gloss);
  const filter = { audiences: ["public"] as const };
  expect((await ask(tenantId, "数据库怎么备份", { embedder: gloss, filter })).hits).toEqual([]);
  const chineseOnly = { language: "zh" as const };
  expect((await ask(tenantId, "数据库怎么备份", { embedder: gloss, filter: chineseOnly })).hits).toEqual([]);
});

test("a sentence model finds a passage that shares no word with the question, in one language too", async () => {
  const { tenantId, put } = await indexedTenant();
  await put(CHINESE);
  const meaning = (text: string) =>
    /打印|输出到纸/.test(text) ? [1, 0, 0] : /备份/.test(text) ? [0, 1, 0] : [0, 0, 1];
  const neural: Embedder = {
    id: "sentences",
    dimensions: 3,
    kind: "neural",
    embed: (texts) => Promise.resolve(texts.map((text) => Float32Array.from(meaning(text)))),
  };
  await embed(tenantId, neural);
  const { hits } = await ask(tenantId, "文稿输出到纸上失败", { embedder: neural });
  expect(hits[0]).toMatchObject({ path: "zh/printing.md", explain: { dense: 1 } });
});

test("while the sentence model fails, words alone answer", async () => {
  const { tenantId, put } = await indexedTenant();
  await put(CHINESE);
  const broken: Embedder = { ...gloss, kind: "neural", embed: () => Promise.reject(new Error("down")) };
  expect(await first(tenantId, "打印机没有反应", { embedder: broken })).toBe("zh/printing.md");
  await expect(embed(tenantId, broken)).rejects.toThrow("down");
});

test("after a change of the model the new one answers and the old vectors are gone", async () => {
  const { tenantId, put } = await indexedTenant();
  await put(ENGLISH);
  await embed(tenantId, { ...gloss, id: "old" });
  expect(await embed(tenantId, gloss)).toBe(3);
  expect(await inTenant(db, tenantId, vectorModels)).toMatchObject([{ model: gloss.id, state: "active" }]);
});

test("vectors of a model take part once all passages have one", async () => {
  const { tenantId, put } = await indexedTenant();
  await put(ENGLISH);
  expect((await ask(tenantId, "数据库怎么备份", { embedder: gloss })).hits[0]?.explain.dense).toBeNull();
  expect(await inTenant(db, tenantId, (tx) => embedBatch(tx, gloss, new Date()))).toBe(null);
  expect((await inTenant(db, tenantId, activeModel))?.model).toBe(gloss.id);
  expect((await ask(tenantId, "数据库怎么备份", { embedder: gloss })).hits[0]?.explain.dense).toBeGreaterThan(0.3);
});

test("only passages that are new or changed are embedded again", async () => {
  const { tenantId, put } = await indexedTenant();
  await put(ENGLISH);
  expect(await embed(tenantId, gloss)).toBe(3);
  await put({ ...ENGLISH, "en/backup.md": "# Backup\n\nMake a backup by hand." });
  expect(await embed(tenantId, gloss)).toBe(1);
  expect(await embed(tenantId, gloss)).toBe(0);
});

test("the best passages of the other language stand among the first six, and the first three stay as they are", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { maxLength: 30 }), fc.func(fc.boolean()), (items, chance) => {
      const isAcross = (item: number) => chance(item);
      const placed = keepPlaces(items, isAcross);
      expect(placed.toSorted()).toEqual(items.toSorted());
      expect(placed.slice(0, 3)).toEqual(items.slice(0, 3));
      expect(placed.filter((item) => !isAcross(item))).toEqual(items.filter((item) => !isAcross(item)));
      const across = items.filter(isAcross).slice(0, 2);
      for (const item of across) expect(placed.indexOf(item)).toBeLessThan(6);
    }),
  );
});
