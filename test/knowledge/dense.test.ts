import { expect, test } from "vitest";
import type { Tx } from "../../src/db/pool.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { newId } from "../../src/kernel/ids.ts";
import { densePassages, embedPassages, type PassageText, passageKey } from "../../src/knowledge/dense.ts";
import { registerModel } from "../../src/knowledge/vector-models.ts";
import { vectorHashes, writeVectors } from "../../src/knowledge/vectors.ts";
import { glossEmbedder } from "../../src/models/gloss/embedder.ts";
import type { Embedder } from "../../src/models/ports.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const db = await testDatabase();
const at = new Date("2026-03-02T01:00:00Z");
const gloss = glossEmbedder();
const everyone = { text: "a.audience = any($6)", values: [["public"]] };

async function addArticle(tx: Tx, language: string, title: string, texts: readonly string[], audience = "public") {
  const [id, source] = [newId(), newId()];
  await tx.query("insert into knowledge_source (tenant_id, id, name, created_at) values ($1, $2, $3, $4)", [
    tx.tenantId,
    source,
    source,
    at,
  ]);
  await tx.query(
    `insert into article (tenant_id, id, source_id, path, status, version, title, editions, version_from, version_to,
       audience, language, created_at, updated_at)
     values ($1, $2, $3, $4, 'live', 1, $5, '{}', '{}', '{}', $6, $7, $8, $8)`,
    [tx.tenantId, id, source, `${id}.md`, title, audience, language, at],
  );
  return texts.map((text, ordinal): PassageText => ({ articleId: id, ordinal, title, headingPath: [title], text }));
}

async function keep(tx: Tx, embedder: Embedder, passages: readonly PassageText[]): Promise<void> {
  await registerModel(tx, embedder, at);
  await writeVectors(tx, embedder.id, await embedPassages(embedder, passages));
}

async function ask(tx: Tx, embedder: Embedder, text: string, language: "zh" | "en") {
  const [vector] = await embedder.embed([text]);
  const { id: model, kind } = embedder;
  return densePassages(tx, { model, kind, vector: vector!, language, where: everyone });
}

const ENGLISH = [
  "Create a full backup of the database every night and restore it to a point in time.",
  "The printer prints nothing: check the paper and the print service.",
  "Invoices are issued within three working days after payment.",
];
const CHINESE = [
  "每天夜里自动备份数据库，并可恢复到任意时间点。",
  "打印机没有反应时，请检查纸张和打印服务。",
  "付款后三个工作日内开具发票。",
];

test("a question finds the passage of the same meaning in the other language", async () => {
  const { ctx } = await freshTenant();
  await inTenant(db, ctx.tenantId, async (tx) => {
    const english = await addArticle(tx, "en", "Operations", ENGLISH);
    const chinese = await addArticle(tx, "zh", "操作", CHINESE);
    await keep(tx, gloss, [...english, ...chinese]);
    for (const [i, question] of ["数据库怎么备份和恢复？", "打印机打印不出来", "发票什么时候能开"].entries())
      expect((await ask(tx, gloss, question, "zh"))[0]!.id).toBe(passageKey(english[i]!.articleId, i));
    for (const [i, question] of [
      "How to back up the database",
      "My printer does not print",
      "When do I get the invoice?",
    ].entries())
      expect((await ask(tx, gloss, question, "en"))[0]!.id).toBe(passageKey(chinese[i]!.articleId, i));
  });
});

test("word vectors bring no passage in the question's own language, a sentence model does", async () => {
  const { ctx } = await freshTenant();
  await inTenant(db, ctx.tenantId, async (tx) => {
    const english = await addArticle(tx, "en", "Operations", ENGLISH);
    await keep(tx, gloss, english);
    expect(await ask(tx, gloss, "database backup", "en")).toEqual([]);
    const neural: Embedder = { ...gloss, id: "sentences", kind: "neural" };
    await keep(tx, neural, english);
    expect(await ask(tx, neural, "database backup", "en")).toHaveLength(3);
  });
});

test("no vector brings a passage that the asker may not see", async () => {
  const { ctx } = await freshTenant();
  await inTenant(db, ctx.tenantId, async (tx) => {
    await keep(tx, gloss, await addArticle(tx, "en", "Internal", ENGLISH, "internal"));
    expect(await ask(tx, gloss, "数据库怎么备份", "zh")).toEqual([]);
  });
});

test("an unchanged passage is not embedded again", async () => {
  const { ctx } = await freshTenant();
  await inTenant(db, ctx.tenantId, async (tx) => {
    const passages = await addArticle(tx, "en", "Operations", ENGLISH);
    await keep(tx, gloss, passages);
    const known = await vectorHashes(tx, gloss.id, [passages[0]!.articleId]);
    expect(await embedPassages(gloss, passages, known)).toEqual([]);
    const changed = [{ ...passages[0]!, text: "Create a backup by hand." }, ...passages.slice(1)];
    expect((await embedPassages(gloss, changed, known)).map(({ ordinal }) => ordinal)).toEqual([0]);
  });
});
