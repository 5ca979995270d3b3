import { expect, test } from "vitest";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { checkConflicts } from "../../src/knowledge/freshness/check.ts";
import { freshnessReport } from "../../src/knowledge/freshness/report.ts";
import { send, type TestTenant, testTenant } from "../support/app.ts";
import { testClock } from "../support/clock.ts";

const page = (owner: string, body: string, more = "") => `---\nproduct: erp\nowner: ${owner}\n${more}---\n${body}\n`;
const LOCK = (minutes: number) => `# 登录锁定\n\n连续输错密码后账号锁定 ${minutes} 分钟。`;

async function report(tenant: TestTenant, query = "") {
  const { body } = await send(tenant.app.fetch, `GET /v1/knowledge/freshness${query}`, await tenant.key());
  return body as {
    counts: Record<string, number>;
    owners: (Record<string, number> & { owner: string })[];
    stale: { title: string }[];
    expiring: { title: string }[];
    conflicts: { id: string; a: { text: string; title: string }; b: { text: string }; differing: object[] }[];
  };
}
const check = ({ app, ctx }: TestTenant) =>
  checkConflicts({ db: app.db, clock: app.clock }, systemCtx(ctx.tenantId, "t"));

test("articles that nobody has confirmed for long are stale until somebody says that they hold", async () => {
  const tenant = await testTenant();
  await tenant.learn({ "a.md": page("lin", LOCK(30)), "b.md": page("wu", "# 报表\n\n报表在菜单里。") });
  const clock = testClock(new Date(Date.now() + 200 * 86_400_000).toISOString());
  const deps = { db: tenant.app.db, clock };
  const stale = async (owner?: string) => {
    const options = { staleDays: 180, expiringDays: 30, ...(owner && { owner }) };
    return freshnessReport(deps, tenant.ctx, options);
  };
  expect((await stale()).stale.map(({ title }) => title)).toEqual(["登录锁定", "报表"]);
  expect((await stale("wu")).stale.map(({ title }) => title)).toEqual(["报表"]);
  expect((await stale()).owners.map(({ owner, stale: count }) => [owner, count])).toEqual([
    ["lin", 1],
    ["wu", 1],
  ]);
  const { articles } = (await send(tenant.app.fetch, "GET /v1/knowledge/articles", await tenant.key())).body as {
    articles: { id: string; revision: number }[];
  };
  const { reviewArticle } = await import("../../src/knowledge/articles/edit.ts");
  await reviewArticle(deps, tenant.ctx, articles[0]!.id, articles[0]!);
  expect((await stale()).counts).toMatchObject({ published: 2, stale: 1 });
});

test("articles that end soon are listed, and those that have ended are counted apart", async () => {
  const tenant = await testTenant();
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await tenant.learn({
    "soon.md": page("lin", "# 促销\n\n促销价。", `valid_to: ${inDays(10)}\n`),
    "late.md": page("lin", "# 年框\n\n年框价。", `valid_to: ${inDays(100)}\n`),
    "past.md": page("lin", "# 旧价\n\n旧价格。", `valid_to: ${inDays(-5)}\n`),
  });
  const { counts, expiring } = await report(tenant);
  expect(counts).toMatchObject({ published: 3, expiring: 1, expired: 1 });
  expect(expiring.map(({ title }) => title)).toEqual(["旧价", "促销"]);
  expect((await report(tenant, "?expiringDays=200")).counts).toMatchObject({ expiring: 2 });
});

test("two published articles that contradict each other are listed side by side until one is mended or both are said to be right", async () => {
  const tenant = await testTenant();
  const editor = (await tenant.member("editor")).as;
  await tenant.learn({
    "a.md": page("lin", LOCK(30)),
    "b.md": page("wu", LOCK(15)),
    "c.md": page("wu", LOCK(30), 'versions: "<1.0"\n'),
  });
  expect(await check(tenant)).toBe(2);
  expect(await check(tenant)).toBe(null);
  const { conflicts, counts, owners } = await report(tenant);
  expect(counts).toMatchObject({ conflicts: 2 });
  expect(owners.map(({ owner, conflicts: count }) => [owner, count])).toEqual([
    ["lin", 1],
    ["wu", 2],
  ]);
  expect(new Set(conflicts.flatMap(({ a, b }) => [a.text, b.text]))).toEqual(
    new Set(["连续输错密码后账号锁定 30 分钟。", "连续输错密码后账号锁定 15 分钟。"]),
  );
  const dismissed = await send(tenant.app.fetch, `POST /v1/knowledge/conflicts/${conflicts[0]!.id}/dismiss`, editor, {
    reason: "旧版本确实不同",
  });
  expect(dismissed.status).toBe(204);
  expect((await report(tenant)).counts).toMatchObject({ conflicts: 1 });
  await tenant.learn({ "b.md": page("wu", LOCK(30)) });
  expect(await check(tenant)).toBe(0);
  expect((await report(tenant)).conflicts).toEqual([]);
});
