import { describe, expect, test } from "vitest";
import { listNotifications } from "../../src/access/notifications.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { embedRound } from "../../src/jobs/knowledge/embed.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { DomainError } from "../../src/kernel/errors.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import {
  cancelReembedding,
  pauseReembedding,
  resumeReembedding,
  startReembedding,
} from "../../src/knowledge/reembed/change.ts";
import { estimateReembedding } from "../../src/knowledge/reembed/estimate.ts";
import { reembedProgress } from "../../src/knowledge/reembed/progress.ts";
import { embedTenant } from "../../src/knowledge/reembed/run.ts";
import { createSearchThroughChange } from "../../src/knowledge/search/shelf/through-change.ts";
import type { Embedder } from "../../src/models/ports.ts";
import { testDatabase } from "../support/database.ts";
import { freshMember } from "../support/members.ts";
import { indexedTenant } from "./index-support.ts";

const db = await testDatabase();
/** More than one batch, which is larger on a server. */
const PAGES = db.kind === "native" ? 620 : 120;

/** A sentence model that knows what printing is, and hears of every batch. */
function model(id: string, numbers: readonly number[]) {
  const heard = { batches: 0, onBatch: async () => {} };
  const embedder: Embedder = {
    id,
    dimensions: 3,
    kind: "neural",
    embed: async (texts) => {
      if (texts.length > 1) {
        heard.batches += 1;
        await heard.onBatch();
      }
      return texts.map((text) => Float32Array.from(/打印|输出到纸/.test(text) ? numbers : [0, 0, 1]));
    },
  };
  return { embedder, heard };
}

async function world() {
  const { tenantId, put } = await indexedTenant();
  const others = Object.fromEntries(
    Array.from({ length: PAGES }, (_, i) => [`p${i}.md`, `# 第${i}页\n\n其他内容${i}。`]),
  );
  await put({ ...others, "printing.md": "# 打印\n\n先检查打印机。" });
  const ctx = systemCtx(tenantId, "test");
  const old = model("old@3", [1, 0, 0]);
  const next = model("next@3", [0, 1, 0]);
  const all = new Map([old, next].map(({ embedder }) => [embedder.id, embedder]));
  const deps = {
    db,
    clock: systemClock,
    embedder: old.embedder,
    embedderById: async (id: string) => all.get(id),
    embedderNamed: async (name: string) => {
      const found = all.get(`${name}@3`);
      if (!found) throw new Error("unknown model");
      return found;
    },
  };
  await embedTenant(deps, ctx);
  const { search } = createSearchThroughChange(deps);
  const find = async (text = "文稿输出到纸上失败") => {
    const filter = { audiences: ["public"] as const, at: new Date() };
    const { hits, vectorModel } = await search(tenantId)({ text, limit: 3, filter });
    return [hits[0]?.path, hits[0]?.explain.dense, vectorModel];
  };
  const progress = () => inTenant(db, tenantId, (tx) => reembedProgress(tx, new Date()));
  return { tenantId, put, ctx, deps, old, next, find, progress };
}

describe("a change of the embedding model", () => {
  test("is estimated, stops when it is held, goes on, and switches at the end without a search that finds less", async () => {
    const { ctx, deps, next, find, progress, put } = await world();
    const estimate = await estimateReembedding(deps, ctx, next.embedder, 2_000_000);
    expect(estimate).toMatchObject({ model: "next@3", passages: PAGES + 1 });
    expect(estimate.costMicros).toBe(estimate.tokens * 2);
    await startReembedding(deps, ctx, "next");
    await expect(startReembedding(deps, ctx, "next")).rejects.toThrow(/running/);

    next.heard.onBatch = () => pauseReembedding(deps, ctx);
    await embedTenant(deps, ctx);
    const held = await progress();
    expect(held.change).toMatchObject({ model: "next@3", state: "paused", perSecond: null });
    expect(held.change!.embedded).toBeGreaterThan(0);
    expect(held.change!.embedded).toBeLessThan(PAGES + 1);
    expect(await find()).toEqual(["printing.md", 1, "old@3"]);

    // While it is held, new passages are still found by the model that answers.
    await put({ "plotter.md": "# 绘图仪\n\n大幅面图纸。" });
    await embedTenant(deps, ctx);
    expect((await progress()).models.find(({ model }) => model === "old@3")).toMatchObject({ embedded: PAGES + 2 });
    expect(next.heard.batches).toBe(1);

    next.heard.onBatch = async () => {
      expect(await find()).toEqual(["printing.md", 1, "old@3"]);
    };
    await resumeReembedding(deps, ctx);
    await embedTenant(deps, ctx);
    expect((await progress()).change).toMatchObject({ state: "done", embedded: PAGES + 2 });
    expect((await progress()).models).toMatchObject([{ model: "next@3", state: "active" }]);
    expect(await find()).toEqual(["printing.md", 1, "next@3"]);
    await expect(startReembedding(deps, ctx, "next")).rejects.toThrow(/already/);
    // The choice stays: what comes later is embedded with it, not with the configured model.
    await put({ "scanner.md": "# 扫描仪\n\n只管扫描。" });
    await embedTenant(deps, ctx);
    expect((await progress()).models).toMatchObject([{ model: "next@3", state: "active", embedded: PAGES + 3 }]);
  });

  test("is taken back by cancelling: search stays, and the vectors made so far are deleted", async () => {
    const { ctx, deps, next, find, progress, tenantId } = await world();
    await startReembedding(deps, ctx, "next");
    next.heard.onBatch = () => cancelReembedding(deps, ctx);
    await embedTenant(deps, ctx);
    expect(await find()).toEqual(["printing.md", 1, "old@3"]);
    await embedTenant(deps, ctx);
    expect(await progress()).toMatchObject({ change: null, models: [{ model: "old@3", state: "active" }] });
    await expect(cancelReembedding(deps, ctx)).rejects.toThrow(/No change/);
    const { rows } = await inTenant(db, tenantId, (tx) =>
      tx.query<{ action: string }>(
        "select action from audit where tenant_id = $1 and action like 'knowledge.reembed.%' order by id",
        [tenantId],
      ),
    );
    expect(rows.map(({ action }) => action)).toEqual(["knowledge.reembed.start", "knowledge.reembed.cancel"]);
  });

  test("that fails says since when and why, is tried again, and tells whoever asked for it of both ends", async () => {
    const { deps, next, progress, tenantId } = await world();
    const { ctx: asker } = await freshMember(systemCtx(tenantId, "test"), "manager");
    const told = async () =>
      (await listNotifications(deps, asker, { unreadOnly: false, limit: 10 })).notifications.map(({ text }) => text);
    const round = () => embedRound({ ...deps, log: silentLogger }, tenantId, new AbortController().signal);
    await startReembedding(deps, asker, "next");
    next.heard.onBatch = () => Promise.reject(new DomainError("unavailable", "The model provider refused the key."));
    for (let tries = 0; tries < 2; tries += 1) await expect(round()).rejects.toThrow();
    expect((await progress()).change).toMatchObject({
      state: "running",
      failedAt: expect.any(Date),
      problem: "The model provider refused the key.",
    });
    expect(await told()).toHaveLength(1);
    next.heard.onBatch = async () => {};
    await round();
    expect((await progress()).change).toMatchObject({
      state: "done",
      finishedAt: expect.any(Date),
      failedAt: null,
      problem: null,
    });
    expect((await told()).some((text) => text.includes("Search asks next@3 now"))).toBe(true);
  });

  test("that gets on between failures is no trouble, and new passages for the model before are no getting on", async () => {
    const { deps, put, next, progress, tenantId } = await world();
    const { ctx: asker } = await freshMember(systemCtx(tenantId, "test"), "manager");
    const told = async () =>
      (await listNotifications(deps, asker, { unreadOnly: false, limit: 10 })).notifications.length;
    const round = () => embedRound({ ...deps, log: silentLogger }, tenantId, new AbortController().signal);
    await startReembedding(deps, asker, "next");
    let batches = 0;
    next.heard.onBatch = async () => {
      batches += 1;
      if (batches > 1) throw new DomainError("unavailable", "The model provider failed (503).");
    };
    await expect(round()).rejects.toThrow("503");
    expect((await progress()).change).toMatchObject({ failedAt: null, problem: null });
    expect(await told()).toBe(0);
    await expect(round()).rejects.toThrow("503");
    const { failedAt } = (await progress()).change!;
    expect(failedAt).not.toBeNull();
    await put({ "new.md": "# 新的\n\n新内容。" });
    await expect(round()).rejects.toThrow("503");
    expect((await progress()).change).toMatchObject({ failedAt, problem: "The model provider failed (503)." });
    expect(await told()).toBe(1);
  });

  test("to a model that cannot be asked changes nothing", async () => {
    const { ctx, deps, progress } = await world();
    await expect(startReembedding(deps, ctx, "nobody")).rejects.toThrow(/cannot be asked/);
    expect((await progress()).change).toBeNull();
  });
});
