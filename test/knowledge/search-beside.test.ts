import { expect, test } from "vitest";
import { createSearch } from "../../src/knowledge/search/search.ts";
import { testDatabase } from "../support/database.ts";
import { indexedTenant } from "./index-support.ts";

const filter = { audiences: ["public" as const], at: new Date("2026-06-15T00:00:00Z") };

test("of articles that the asker may not read nothing but their best score is told", async () => {
  const { tenantId, put } = await indexedTenant();
  await put({ "open.md": "# 备份\n\n备份数据库的步骤" });
  await put({ "secret.md": "# 备份失败的内部规避办法\n\n备份失败时的规避办法是清空队列" }, { audience: "internal" });
  const search = createSearch({ db: await testDatabase() })(tenantId);
  const hidden = await search({ text: "备份失败有没有规避办法", filter, limit: 5, beside: ["internal"] });
  expect(hidden.hits.map(({ path }) => path)).toEqual(["open.md"]);
  expect(hidden.beside).toBeGreaterThan(hidden.hits[0]!.score);
  const other = await search({ text: "数据库的步骤", filter, limit: 5, beside: ["internal"] });
  expect(other.beside ?? 0).toBeLessThan(other.hits[0]!.score);
  const unasked = await search({ text: "备份失败有没有规避办法", filter, limit: 5 });
  expect(unasked.beside).toBe(0);
  expect(JSON.stringify(hidden)).not.toContain("队列");
});
