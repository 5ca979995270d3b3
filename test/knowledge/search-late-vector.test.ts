import { expect, test } from "vitest";
import type { Database } from "../../src/db/pool.ts";
import { AUDIENCES } from "../../src/kernel/labels.ts";
import { createSearch } from "../../src/knowledge/search/search.ts";
import { createSearchThroughChange } from "../../src/knowledge/search/shelf/through-change.ts";
import type { Embedder } from "../../src/models/ports.ts";
import { testDatabase } from "../support/database.ts";
import { indexedTenant } from "./index-support.ts";

const db = await testDatabase();
const query = {
  text: "导入备份文件",
  filter: { audiences: AUDIENCES, at: new Date("2026-06-15T00:00:00Z") },
  limit: 3,
};

/** The same database, and how many connections are held right now. */
function watched(): { db: Database; held: () => number } {
  let held = 0;
  const connect: Database["connect"] = async () => {
    const connection = await db.connect();
    held += 1;
    return {
      ...connection,
      release: (error) => {
        held -= 1;
        connection.release(error);
      },
    };
  };
  return { db: { ...db, connect }, held: () => held };
}

/** A sentence model far away; `embed` says how it behaves. */
const remote = (embed: Embedder["embed"]): Embedder => ({ id: "far@3", dimensions: 3, kind: "neural", embed });

test("while a model does not answer, a search holds no connection; then words alone answer", async () => {
  const { tenantId, put } = await indexedTenant();
  await put({ "zh/backup.md": "# 备份\n\n先停止服务，再导入备份文件。" });
  const { db: pool, held } = watched();
  const heldThen: number[] = [];
  let gaveUp = false;
  const embedder = remote((_texts, signal) => {
    heldThen.push(held());
    signal!.addEventListener("abort", () => {
      heldThen.push(held());
      gaveUp = true;
    });
    return new Promise(() => {});
  });
  const { hits } = await createSearch({ db: pool, embedder, vectorWithinMs: 50 })(tenantId)(query);
  expect(hits[0]?.path).toBe("zh/backup.md");
  expect({ heldThen, gaveUp }).toEqual({ heldThen: [0, 0], gaveUp: true });
});

test("a model that fails leaves the search to words", async () => {
  const { tenantId, put } = await indexedTenant();
  await put({ "zh/backup.md": "# 备份\n\n先停止服务，再导入备份文件。" });
  const embedder = remote(() => Promise.reject(new Error("down")));
  const search = createSearchThroughChange({ db, embedder, embedderById: async () => undefined }).search(tenantId);
  expect((await search(query)).hits[0]?.path).toBe("zh/backup.md");
});
