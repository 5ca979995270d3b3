import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { AUDIENCES } from "../../src/kernel/labels.ts";
import { createSearch } from "../../src/knowledge/search/search.ts";
import type { SearchFilter } from "../../src/knowledge/types.ts";
import { testDatabase } from "../support/database.ts";
import { indexedTenant } from "./index-support.ts";

const AT = new Date("2026-06-15T00:00:00Z");
const open: SearchFilter = { audiences: AUDIENCES, at: AT };
const searcher = async (tenantId: string) => createSearch({ db: await testDatabase() })(tenantId);

async function pathsFor(tenantId: string, text: string, filter: Partial<SearchFilter> = {}, limit = 10) {
  const search = await searcher(tenantId);
  const { hits } = await search({ text, filter: { ...open, ...filter }, limit });
  return [...new Set(hits.map(({ path }) => path))];
}

test("a written article is found in Chinese and English, and the hit carries its source passage", async () => {
  const { tenantId, put } = await indexedTenant();
  const page = "# 备份与恢复\n\n## 恢复到新服务器\n\n先停止服务，再导入备份文件。";
  await put({ "zh/backup.md": page, "en/login.md": "# Sign-in\n\nReset a forgotten password from the sign-in page." });
  expect((await pathsFor(tenantId, "怎么把备份恢复到另一台服务器？"))[0]).toBe("zh/backup.md");
  expect((await pathsFor(tenantId, "I forgot my passwords"))[0]).toBe("en/login.md");
  const { hits } = await (await searcher(tenantId))({ text: "导入备份文件", filter: open, limit: 1 });
  const [hit] = hits;
  expect(page.slice(hit!.start, hit!.end)).toContain("导入备份文件");
  expect(hit!.headingPath).toEqual(["备份与恢复", "恢复到新服务器"]);
  expect(hit!.explain.terms.map(({ term }) => term)).toContain("备份");
});

test("a tenant without articles, and a question without words, give no hits", async () => {
  const { tenantId, put } = await indexedTenant();
  expect(await pathsFor(tenantId, "备份")).toEqual([]);
  await put({ "a.md": "# 备份\n\n备份" });
  expect(await pathsFor(tenantId, "？！")).toEqual([]);
});

test("nobody finds another tenant's articles", async () => {
  const [mine, theirs] = [await indexedTenant(), await indexedTenant()];
  await theirs.put({ "secret.md": "# 备份\n\n备份数据库" });
  await mine.put({ "mine.md": "# 其他\n\n备份" });
  expect(await pathsFor(mine.tenantId, "备份数据库")).toEqual(["mine.md"]);
});

test("an exact error code comes first, whatever stands around it", async () => {
  const { tenantId, put } = await indexedTenant();
  await put({
    "2107.md": "# ERP-FIN-2107：子模块未关账\n\n按顺序关账。",
    "2108.md": "# ERP-FIN-2108：期间已锁定\n\n月末结账的时候总账不能结账，报错信息里有期间。",
    "close.md": "# 月末结账\n\n月末结账报错怎么处理：总账不能结账时查看报错。",
  });
  expect(
    (await pathsFor(tenantId, "您好，我们月末结账的时候总账不能结账，报错 erp-fin-2107，麻烦看看，谢谢！"))[0],
  ).toBe("2107.md");
});

test.each([
  ["ZQ-8891", ["zq8891", "ZQ 8891", "zq-8891", "报错zq8891怎么办", "we get error Zq8891 again"]],
  ["ZQ8891", ["zq-8891", "zq 8891"]],
  ["ERP-FIN-2107", ["erpfin2107", "ERP FIN 2107", "erp-fin2107", "erpfin-2107", "2107"]],
])("a code is found with, without and with other joints: %s", async (code, asked) => {
  const { tenantId, put } = await indexedTenant();
  await put({
    "code.md": `# ${code}\n\nThe device is locked. 设备被锁定。`,
    "other.md": "# ZQ-8892 and ERP-FIN-2108\n\nWe get an error again. 报错怎么办",
    "error.md": "# Errors\n\nHow to read an error that we get again and again. 报错时怎么办",
  });
  for (const text of asked) expect((await pathsFor(tenantId, text))[0], text).toBe("code.md");
});

test("what is asked for by its very title or heading comes first, before what speaks of it more often", async () => {
  const { tenantId, put } = await indexedTenant();
  const often = (thing: string) => `${`${thing}会影响查询，修改${thing}前先看${thing}的说明。`.repeat(6)}`;
  await put({
    "index.md": `# 系统变量索引\n\n${often("系统变量")}\n\n## 系统变量一览\n\n${often("系统变量")}`,
    "variables.md": `# 系统变量\n\n用来调整服务器。\n\n## 如何恢复默认值\n\n执行一次重置。`,
    "defaults.md": `# 手册\n\n## 默认值\n\n${often("默认值")}${often("恢复默认值的权限")}`,
  });
  const first = async (text: string) => (await pathsFor(tenantId, text, {}, 3))[0];
  for (const text of ["系统变量", "系统变量？", "请问系统变量是什么", "系統變量"])
    expect(await first(text), text).toBe("variables.md");
  expect(await first("怎么恢复默认值？")).toBe("variables.md");
});

test("of two codes that only a joint tells apart the one that was written comes first", async () => {
  const { tenantId, put } = await indexedTenant();
  await put({ "joined.md": "# ZQ8891\n\nThe pump stands.", "apart.md": "# ZQ-8891\n\nThe valve is shut." });
  expect(await pathsFor(tenantId, "zq8891")).toEqual(["joined.md", "apart.md"]);
  expect(await pathsFor(tenantId, "zq-8891")).toEqual(["apart.md", "joined.md"]);
});

test("a word before a number makes no code of it", async () => {
  const { tenantId, put } = await indexedTenant();
  await put({ "port.md": "# Ports\n\nThe service listens on port 8080.", "zh.md": "# 端口\n\n服务监听端口 8080。" });
  expect(await pathsFor(tenantId, "what listens on port 8080 of the service")).toEqual(["port.md", "zh.md"]);
});

test("audience, product, edition, deployment, language, version and validity are filters", async () => {
  const { tenantId, put } = await indexedTenant();
  const text = (name: string) => ({ [`${name}.md`]: `# 备份\n\n备份数据库的步骤 ${name}` });
  await put(text("plain"));
  await put(text("internal"), { audience: "internal" });
  await put(text("crm"), { product: "crm" });
  await put(text("flagship"), { editions: ["flagship"] });
  await put(text("saas"), { deployment: "saas" });
  await put(text("english"), { language: "en" });
  await put(text("old"), { versions: ">=7.0 <8.0 || 8.2.x" });
  await put(text("past"), { validTo: "2026-06-14" });
  await put(text("last-day"), { validTo: "2026-06-15" });
  await put(text("future"), { validFrom: "2026-06-16" });
  const found = (filter: Partial<SearchFilter>) => pathsFor(tenantId, "备份数据库", filter, 50);
  expect(await found({})).not.toContain("past.md");
  expect(await found({})).not.toContain("future.md");
  expect(await found({})).toContain("last-day.md");
  expect(await found({ audiences: ["public"] })).not.toContain("internal.md");
  expect(await found({ product: "erp" })).toEqual(expect.not.arrayContaining(["crm.md"]));
  expect(await found({ product: "erp" })).toContain("plain.md");
  expect(await found({ edition: "standard" })).not.toContain("flagship.md");
  expect(await found({ deployment: "on_premise" })).not.toContain("saas.md");
  expect(await found({ language: "en" })).toEqual(["english.md"]);
  expect(await found({ version: "7.3" })).toContain("old.md");
  expect(await found({ version: "8.2.9" })).toContain("old.md");
  expect(await found({ version: "8.0" })).not.toContain("old.md");
});

test("a filter that lets few passages through is searched as deep as needed", async () => {
  const { tenantId, put } = await indexedTenant();
  for (let batch = 0; batch < 4; batch++)
    await put(
      Object.fromEntries(
        Array.from({ length: 60 }, (_, i) => [
          `${batch}-${i}.md`,
          `# 备份数据库\n\n备份数据库 备份数据库 ${batch} ${i}`,
        ]),
      ),
    );
  const long = "说明".repeat(150);
  await put({ "deep.md": `# 说明\n\n${long}备份数据库` }, { audience: "internal" });
  expect(await pathsFor(tenantId, "备份数据库", { audiences: ["internal"] })).toEqual(["deep.md"]);
});

test("the tenant's synonyms are found at once when the dictionary changes", async () => {
  const { db, tenantId, sourceId, put } = await indexedTenant();
  await put({ "close.md": "# 关账\n\n关账的步骤", "other.md": "# 其他\n\n月度报表" });
  const search = await searcher(tenantId);
  const first = async () => (await search({ text: "朔望归零", filter: open, limit: 5 })).hits[0]?.path;
  expect(await first()).not.toBe("close.md");
  await inTenant(db, tenantId, (tx) =>
    tx.query(
      `insert into knowledge_dictionary (tenant_id, source_id, words, synonyms, products, content_hash, updated_at)
       values ($1, $2, '{}', '[["关账", "朔望归零"]]', '[]', 'x', now())`,
      [tenantId, sourceId],
    ),
  );
  expect(await first()).toBe("close.md");
});

test("a removed article is gone at once, and an edited one is found by its new words only", async () => {
  const { tenantId, put, remove } = await indexedTenant();
  await put({ "a.md": "# 备份\n\n备份数据库", "b.md": "# 备份\n\n备份文件" });
  await remove(["a.md"]);
  expect(await pathsFor(tenantId, "备份数据库")).toEqual(["b.md"]);
  await put({ "b.md": "# 恢复\n\n还原文件" });
  expect(await pathsFor(tenantId, "备份")).toEqual([]);
  expect(await pathsFor(tenantId, "还原")).toEqual(["b.md"]);
});

test("answerability is higher where an answer exists, also within polite words", async () => {
  const { tenantId, put } = await indexedTenant();
  const topics = ["备份计划", "权限中心", "打印模板", "盘点方案", "凭证导入", "审批流程", "授权激活", "补丁升级"];
  await put(
    Object.fromEntries(
      topics.map((topic, i) => [
        `${i}.md`,
        `# ${topic}\n\n如何设置${topic}：打开${topic}页面，新建${topic}，保存后生效。`,
      ]),
    ),
  );
  const search = await searcher(tenantId);
  const of = async (text: string) => (await search({ text, filter: open, limit: 5 })).answerability;
  const [inside, wrapped, outside] = await Promise.all([
    of("如何设置打印模板？"),
    of("您好，打扰了，请问如何设置打印模板？期待您的回复，祝工作顺利！"),
    of("你们公司今年春节放假到哪一天"),
  ]);
  expect(inside).toBeGreaterThan(outside);
  expect(wrapped).toBeGreaterThan(outside);
  expect(Math.abs(inside - wrapped)).toBeLessThan(0.25);
});
