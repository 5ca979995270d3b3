import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { embedPassages } from "../../src/knowledge/dense.ts";
import { createSearchThroughChange } from "../../src/knowledge/search/shelf/through-change.ts";
import { vectorProgress } from "../../src/knowledge/vector-models.ts";
import type { Embedder } from "../../src/models/ports.ts";
import { testDatabase } from "../support/database.ts";
import { indexedTenant } from "./index-support.ts";

const db = await testDatabase();

/** A sentence model that knows what printing is; `asked` counts its questions. */
function model(id: string, numbers: readonly number[], beforeBatch: () => void = () => {}) {
  const seen = { asked: 0 };
  const embedder: Embedder = {
    id,
    dimensions: 3,
    kind: "neural",
    embed: (texts) => {
      seen.asked += 1;
      if (texts.length > 1) beforeBatch();
      return Promise.resolve(texts.map((text) => Float32Array.from(/打印|输出到纸/.test(text) ? numbers : [0, 0, 1])));
    },
  };
  return { embedder, seen };
}

test("search asks the old model until the new one is complete, also after a crash in the middle", async () => {
  const { tenantId, put } = await indexedTenant();
  // More than one batch, which is larger on a server.
  const others = db.kind === "native" ? 620 : 120;
  const all = others + 1;
  const pages = Object.fromEntries(
    Array.from({ length: others }, (_, i) => [`zh/p${i}.md`, `# 第${i}页\n\n其他内容${i}。`]),
  );
  await put({ ...pages, "zh/printing.md": "# 打印\n\n先检查打印机。" });
  const ctx = systemCtx(tenantId, "test");
  const old = model("old@3", [1, 0, 0]);
  await embedPassages({ db, clock: systemClock, embedder: old.embedder }, ctx);

  const stop = new AbortController();
  const next = model("new@3", [0, 1, 0], () => stop.abort());
  const search = createSearchThroughChange({
    db,
    embedder: next.embedder,
    embedderById: (id) => Promise.resolve(id === "old@3" ? old.embedder : undefined),
  }).search(tenantId);
  const find = async () => {
    const { hits } = await search({
      text: "文稿输出到纸上失败",
      limit: 3,
      filter: { audiences: ["public"], at: new Date() },
    });
    return [hits[0]?.path, hits[0]?.explain.dense];
  };
  expect(await find()).toEqual(["zh/printing.md", 1]);
  await expect(embedPassages({ db, clock: systemClock, embedder: next.embedder }, ctx, stop.signal)).rejects.toThrow();
  const [first, second] = await inTenant(db, tenantId, vectorProgress);
  expect(first).toMatchObject({ model: "old@3", state: "active", passages: all, embedded: all });
  expect(second).toMatchObject({ model: "new@3", state: "building" });
  expect(second!.embedded).toBeGreaterThan(0);
  expect(second!.embedded).toBeLessThan(all);
  expect(await find()).toEqual(["zh/printing.md", 1]);

  const left = all - second!.embedded;
  expect(await embedPassages({ db, clock: systemClock, embedder: next.embedder }, ctx)).toBe(left);
  expect(await inTenant(db, tenantId, vectorProgress)).toMatchObject([
    { model: "new@3", state: "active", embedded: all },
  ]);
  const asked = old.seen.asked;
  expect(await find()).toEqual(["zh/printing.md", 1]);
  expect(await find()).toEqual(["zh/printing.md", 1]);
  expect(old.seen.asked - asked).toBeLessThanOrEqual(1);
});
