import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { claimsOf } from "../../src/knowledge/freshness/claims.ts";
import { findConflicts } from "../../src/knowledge/freshness/conflicts.ts";
import { documentFormatOf, isArticlePath, parseArticle, parseSource } from "../../src/knowledge/parse/article.ts";
import { readRules } from "../../src/knowledge/parse/rules.ts";
import type { ArticleScope, ParsedArticle } from "../../src/knowledge/types.ts";

type Page = readonly [markdown: string, scope?: Partial<ArticleScope>];

function conflictsOf(pages: Readonly<Record<string, ParsedArticle>>) {
  const read = Object.entries(pages).map(([id, page]) => claimsOf(id, page));
  return findConflicts(
    read.flatMap(({ claims }) => claims),
    read.flatMap(({ lists }) => lists),
  );
}
const pageOf = ([markdown, scope]: Page): ParsedArticle => {
  const parsed = parseSource("a.md", markdown, []);
  return { ...parsed, scope: { ...parsed.scope, product: "erp", ...scope } };
};
const between = async (a: Page, b: Page) =>
  (await conflictsOf({ a: pageOf(a), b: pageOf(b) })).map(({ kind, differing }) => [
    kind,
    ...differing.map((d) => `${d.a}≠${d.b}`),
  ]);
const limit = (days: string): Page => [`# 会话与登录\n\n## 登录锁定\n\n连续输错密码后账号锁定 ${days}分钟。`];

test.each<[string, Page, Page, string[]]>([
  ["a number", limit("30 "), limit("15 "), ["number", "30≠15"]],
  [
    "a number in other articles under the same heading",
    ["# 常见问题\n\n## 备份保留多久\n\n自动备份默认保留 30 天，到期自动清理。"],
    ["# 备份策略\n\n## 备份保留多久\n\n自动备份默认保留 14 天，到期自动清理。"],
    ["number", "30≠14"],
  ],
  [
    "a version",
    ["# 安装要求\n\n## 数据库\n\n数据库需要 PostgreSQL 14.2 或更新的版本。"],
    ["# 安装要求\n\n## 数据库\n\n数据库需要 PostgreSQL 15.0 或更新的版本。"],
    ["version", "14.2≠15.0"],
  ],
  [
    "a number in English",
    ["# Webhooks\n\nA failed delivery is tried again up to 5 times within one day."],
    ["# Webhooks\n\nA failed delivery is tried again up to 8 times within one day."],
    ["number", "5≠8"],
  ],
  [
    "a number in Chinese words",
    ["# 数据导出\n\n导出的文件在下载中心保留三天后自动删除。"],
    ["# 数据导出\n\n导出的文件在下载中心保留七天后自动删除。"],
    ["number", "三≠七"],
  ],
  [
    "a step",
    ["# 反结账\n\n1. 打开期末处理菜单\n2. 选择要反结账的会计期间\n3. 点击反结账按钮\n4. 输入管理员密码"],
    [
      "# 反结账\n\n1. 打开期末处理菜单\n2. 选择要反结账的会计期间\n3. 点击反结账按钮\n4. 通知所有用户退出系统\n5. 输入管理员密码",
    ],
    ["steps", "输入管理员密码≠通知所有用户退出系统"],
  ],
])("two articles that state %s differently for one thing are found", async (_, a, b, expected) => {
  expect(await between(a, b)).toEqual([expected]);
  // Whichever is read first.
  expect(await between(b, a)).toHaveLength(1);
});

test.each<[string, Page, Page]>([
  ["say the same", limit("30 "), limit("30 ")],
  ["are for other versions", [limit("30 ")[0], { versions: "<8.2" }], [limit("15 ")[0], { versions: ">=8.2" }]],
  ["are for other products", [limit("30 ")[0], { product: "erp" }], [limit("15 ")[0], { product: "crm" }]],
  [
    "are for other editions",
    [limit("30 ")[0], { editions: ["standard"] }],
    [limit("15 ")[0], { editions: ["flagship"] }],
  ],
  [
    "are for other deployments",
    [limit("30 ")[0], { deployment: "saas" }],
    [limit("15 ")[0], { deployment: "on_premise" }],
  ],
  ["hold at other times", [limit("30 ")[0], { validTo: "2026-01-31" }], [limit("15 ")[0], { validFrom: "2026-02-01" }]],
  [
    "speak of two error codes",
    ["# ERP-FIN-2107\n\n出现 ERP-FIN-2107 时等待 5 分钟后再次提交单据。"],
    ["# ERP-FIN-2108\n\n出现 ERP-FIN-2108 时等待 10 分钟后再次提交单据。"],
  ],
  [
    "speak of two editions in their own words",
    ["# 版本价格\n\n标准版最多支持 50 个并发用户同时在线。"],
    ["# 版本价格\n\n旗舰版最多支持 500 个并发用户同时在线。"],
  ],
  [
    "speak of two upgrades",
    ["# 从 8.0 升级到 8.2\n\n升级 50 GB 的账套大约需要 90 分钟。"],
    ["# 从 8.2 升级到 9.0\n\n升级 50 GB 的账套大约需要 60 分钟。"],
  ],
  [
    "give two examples",
    ["# 折扣\n\n例如下单 100 件时按九折计算最终的金额。"],
    ["# 折扣\n\n例如下单 300 件时按九折计算最终的金额。"],
  ],
  [
    "answer a question and its opposite",
    ["# 试用\n\n试用期不超过 30 天的账号可以申请延长。"],
    ["# 试用\n\n试用期超过 60 天的账号可以申请延长。"],
  ],
])("two articles that %s are no conflict", async (_, a, b) => {
  expect(await between(a, b)).toEqual([]);
});

test("both sentences are given with their places in the sources", async () => {
  const [found] = await conflictsOf({ a: pageOf(limit("30 ")), b: pageOf(limit("15 ")) });
  for (const side of [found!.a, found!.b]) {
    const [markdown] = side.articleId === "a" ? limit("30 ") : limit("15 ");
    expect(markdown.slice(side.start, side.end)).toBe(side.text);
    expect(side.text).toMatch(/^连续输错密码后账号锁定 \d+ 分钟。$/);
  }
});

test("the sample knowledge base, with its articles for former versions, contradicts itself nowhere", async () => {
  const folder = resolve(import.meta.dirname, "../../knowledge");
  const rules = readRules(readFileSync(join(folder, "rules.yaml"), "utf8"), "rules.yaml");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const paths = files.filter((path) => isArticlePath(path) && documentFormatOf(path) === undefined);
  expect(paths.length).toBeGreaterThan(100);
  const pages = paths.map((path) => [path, parseArticle(path, readFileSync(join(folder, path)), rules)] as const);
  expect(await conflictsOf(Object.fromEntries(pages))).toEqual([]);
});
