import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { tellReport } from "../../src/jobs/voc/tell-report.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { writeBriefings } from "../../src/voc/briefing/briefings.ts";
import { tagTicket } from "../../src/voc/tags/tag-ticket.ts";
import { taxonomyOf } from "../../src/voc/taxonomy/taxonomy.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";
import { demoDesk } from "./demo-desk.ts";
import { giveHistory } from "./history-desk.ts";
import { leavePages, type OpenedPage, seriousFindings } from "./support.ts";

let desk: Awaited<ReturnType<typeof demoDesk>>;
let page: OpenedPage;
let tenantId: string;
const db = await testDatabase();
const VIEWS = ["overview", "trends", "anomalies", "themes", "quotes", "effects", "reports"];
const YEAR = "from=2020-01-01&to=2020-02-01";

beforeAll(async () => {
  ({ tenantId } = (await freshTenant()).tenant);
  desk = await demoDesk(db, tenantId, mkdtempSync(join(tmpdir(), "empty-kb-")));
  await giveHistory(db, tenantId, desk.app.policies, 300);
  page = await desk.openAs("manager", "/app/insights");
}, 120_000);
afterAll(async () => {
  await leavePages();
  await desk.close();
});

/** Lets a rule read one tag out of these words of a ticket. */
const say = (ticketId: string, text: string) =>
  inTenant(db, tenantId, (tx) =>
    tagTicket(
      tx,
      taxonomyOf(desk.app.policies.taxonomy),
      {
        ...{ ticketId, turn: 9, at: new Date(), text, customerId: null, customerClass: "D" },
        tags: [{ tag: "usability", source: "rule", confidence: 0.8, evidence: { start: 0, end: text.length } }],
        ...{ product: null, module: null, version: null, edition: null, channel: "web", team: "first_line" },
        ...{ language: "zh", sentiment: "neutral", serviceItem: "fault" },
      },
      new Date(),
    ),
  );

test("from a number to the words behind it is one click, and back brings the number", async () => {
  await page.goto("/app/insights/overview");
  const row = page.locator(".bar-row").first();
  const count = Number(await row.locator(".bar-text").textContent());
  expect(count).toBeGreaterThan(0);
  await row.click();
  await page.locator("li.quote blockquote").first().waitFor();
  expect(new URL(page.url()).pathname).toBe("/app/insights/quotes");
  expect(await page.locator("li.quote").count()).toBe(Math.min(30, count));
  await page.goBack();
  await page.locator(".bar-row").first().waitFor();
});

test("a link restores view, period, slice, tags and step", async () => {
  const address =
    "/app/insights/trends?from=2026-01-05&to=2026-09-30&dimension=class&value=B&tags=defect&step=month&by=module";
  await page.goto(address);
  await page.getByText("仅看 客户等级：B 贡献").waitFor();
  expect(await page.getByLabel("开始日期").inputValue()).toBe("2026-01-05");
  await page.locator(".ant-segmented-item-selected", { hasText: "按月" }).waitFor();
  await page.locator(".tag-select", { hasText: "缺陷" }).waitFor();
  await page.getByRole("button", { name: /仅看/ }).click();
  await page.waitForURL((url) => !url.search.includes("dimension"));
  await page.reload();
  await page.locator(".tag-select", { hasText: "缺陷" }).waitFor();
});

test("the page says where days begin: in UTC for tags, in one's own zone for reports", async () => {
  const zone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  for (const [view, text] of [
    ["trends", "日界：UTC"],
    ["reports", `日界：${zone}`],
  ]) {
    await page.goto(`/app/insights/${view}`);
    await page.getByText(text!, { exact: true }).waitFor();
  }
});

test("every chart can be read as a table", async () => {
  await page.goto("/app/insights/overview?from=2026-01-05&to=2026-11-20");
  await page.locator(".chart canvas").first().waitFor();
  for (const toggle of await page.locator(".ant-segmented-item", { hasText: "表格" }).all()) await toggle.click();
  await page.locator("table.plain").first().waitFor();
  expect(await page.locator(".chart").count()).toBe(0);
});

test("a theme shows how it grows, and its words are one click away", async () => {
  await page.goto("/app/insights/themes?step=month");
  const theme = page.locator(".themes a").first();
  const [name, count] = await Promise.all(
    [".theme-name", ".theme-count strong"].map((part) => theme.locator(part).textContent()),
  );
  await theme.click();
  await page.locator("li.quote blockquote").first().waitFor();
  expect(await page.locator("li.quote").count()).toBe(Number(count));
  expect(new URL(page.url()).searchParams.get("theme")).toBeTruthy();
  await page.reload();
  await page.locator("h2", { hasText: name! }).waitFor();
  await page.locator(".ant-segmented-item", { hasText: "表格" }).click();
  const cells = await page.locator("table.plain td").allTextContents();
  expect(cells.reduce((sum, cell) => sum + Number(cell), 0)).toBe(Number(count));
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("link", { name: "全部主题" }).click();
  await page.locator(".themes a").first().waitFor();
  await page.goto("/app/insights/themes?theme=00000000-0000-7000-8000-000000000000");
  await page.getByRole("alert").waitFor();
});

test("a report tells its numbers, or shows how each is computed", async () => {
  await page.goto("/app/insights/reports?report=bot&from=2026-01-05&to=2026-11-20");
  await page.getByText("机器人解决率·扣除重开").first().waitFor();
  expect(await page.locator(".told li").count()).toBeGreaterThan(1);
  await page.getByText("教我怎么看").click();
  await page.locator(".method dd").first().waitFor();
  expect(await page.locator("body").innerText()).not.toMatch(/NaN|Infinity|undefined/);
});

test("where nothing was said, it says so; and a period that makes no sense is a problem that can be read", async () => {
  for (const view of VIEWS) {
    await page.goto(`/app/insights/${view}?${YEAR}`);
    await page
      .getByText(/无数据|没有超出预期范围的标签|没有标签解释不了的主题/)
      .first()
      .waitFor();
  }
  await page.goto("/app/insights/reports?from=2026-03-02&to=2026-03-01");
  await page.getByRole("alert").first().waitFor();
});

test("a view is kept under a name, opens again, and goes away", async () => {
  await page.goto("/app/insights/trends?tags=defect&step=month&dimension=class&value=B");
  await page.getByRole("button", { name: "已存视图" }).click();
  await page.getByLabel("视图名称").fill("B 类缺陷");
  await page.getByRole("button", { name: "保存当前视图" }).click();
  await page.getByRole("link", { name: "B 类缺陷" }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.goto("/app/insights/overview");
  await page.getByRole("button", { name: "已存视图" }).click();
  await page.getByRole("link", { name: "B 类缺陷" }).click();
  await page.getByText("仅看 客户等级：B 贡献").waitFor();
  const { pathname, searchParams } = new URL(page.url());
  expect([pathname, searchParams.get("tags"), searchParams.get("step")]).toEqual([
    "/app/insights/trends",
    "defect",
    "month",
  ]);
  await page.getByRole("button", { name: "已存视图" }).click();
  await page.getByRole("button", { name: "删除 B 类缺陷" }).click();
  await page
    .locator(".ant-popconfirm")
    .getByRole("button", { name: /删\s?除/ })
    .click();
  await page.getByText("还没有保存的视图").waitFor();
});

test("an alert watches the present tag and slice; a threshold needs a tag", async () => {
  await page.goto("/app/insights/anomalies?step=week&dimension=class&value=B");
  await page.getByLabel("预警名称").fill("B 类变慢");
  await page.getByText("达到数量").click();
  expect(await page.getByRole("button", { name: "添加预警" }).isDisabled()).toBe(true);
  await page.goto("/app/insights/anomalies?step=week&dimension=class&value=B&tags=performance");
  await page.getByLabel("预警名称").fill("B 类变慢");
  await page.getByText("达到数量").click();
  await page.getByLabel("至少多少单").fill("7");
  await page.getByRole("button", { name: "添加预警" }).click();
  await page.getByText("性能 · 仅看 客户等级：B 贡献 · 每周 · ≥ 7 单").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "删除 B 类变慢" }).click();
  await page
    .locator(".ant-popconfirm")
    .getByRole("button", { name: /删\s?除/ })
    .click();
  await page.getByText("还没有预警").waitFor();
});

test("products and units are looked into level by level, and a link restores the level", async () => {
  await page.goto("/app/insights/trends?by=product_tree&from=2026-01-05&to=2026-11-20");
  await page.getByRole("button", { name: "看 经营管理 的下一层" }).click();
  await page.getByRole("button", { name: "看 磐衡 ERP 的下一层" }).click();
  await page.locator(".bar-name", { hasText: "磐衡 ERP · 财务" }).waitFor();
  await page.reload();
  await page.locator(".tree-path b", { hasText: "磐衡 ERP" }).waitFor();
  const count = Number(
    await page.locator(".bar-row", { hasText: "磐衡 ERP · 财务" }).locator(".bar-text").textContent(),
  );
  expect(count).toBeGreaterThan(0);
  await page.getByRole("link", { name: "经营管理" }).click();
  await page.locator(".bar-name", { hasText: /^磐衡 ERP$/ }).waitFor();
  await page.goto("/app/insights/trends?by=organisation_tree&within=service-centre&from=2026-01-05&to=2026-11-20");
  await page.locator(".bar-row", { hasText: "一线客服" }).click();
  await page.getByText("仅看 组织：一线客服").waitFor();
  await page.locator("li.quote").first().waitFor();
});

test("what goes with an outcome and what a tag took are shown, each a click from the words", async () => {
  await page.goto("/app/insights/effects?from=2026-01-05&to=2026-11-20");
  await page.getByText("这里最多看 92 天").waitFor();
  await page.locator(".bar-row").first().waitFor();
  await page.getByText("重新打开", { exact: true }).click();
  const tag = page.locator("section.table-box a").first();
  await tag.waitFor();
  expect(await page.locator("body").innerText()).not.toMatch(/NaN|Infinity|undefined/);
  await tag.click();
  await page.locator("li.quote blockquote").first().waitFor();
});

test("a request gathers votes, leads to their words, and is told of when it is there", async () => {
  await say(await desk.ask("希望支持深色模式，晚上太亮"), "希望支持深色模式");
  await page.goto("/app/insights/requests");
  await page.getByText("还没有收集诉求").waitFor();
  await page.getByLabel("客户要什么", { exact: true }).last().fill("深色模式");
  await page.locator(".new-alert .ant-select").click();
  await page.locator(".ant-select-item", { hasText: "易用性" }).click();
  await page.getByLabel("客户会说的词，用逗号隔开").fill("深色模式");
  await page.getByRole("button", { name: /^添\s?加$/ }).click();
  await page.getByRole("button", { name: /深色模式 的选票/ }).click();
  await page.locator("li.quote", { hasText: "深色模式" }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "上线并通知 深色模式" }).click();
  await page.getByLabel("版本", { exact: true }).fill("8.3");
  await page.getByLabel(/^更新说明/).fill("https://example.com/8.3");
  await page.locator("form[aria-label] button[type=submit]").click();
  await page
    .getByText(/已通知/)
    .first()
    .waitFor();
  await page.getByText("已上线 · 8.3").waitFor();
});

test("a briefing is planned for the present slice, and goes away", async () => {
  await page.goto("/app/insights/briefings?dimension=class&value=B");
  await page.getByText("还没有简报").waitFor();
  await page.getByLabel("简报名称").fill("B 类周报");
  await page.getByText("模型措辞", { exact: true }).click();
  await page.getByRole("button", { name: "添加简报" }).click();
  await page.getByRole("rowheader", { name: "B 类周报" }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "删除 B 类周报" }).click();
  await page
    .locator(".ant-popconfirm")
    .getByRole("button", { name: /删\s?除/ })
    .click();
  await page.getByRole("rowheader", { name: "B 类周报" }).waitFor({ state: "detached" });
});

test("a report is sent regularly to those who may read it; whoever may not is named in the refusal", async () => {
  await page.goto("/app/insights/reports?report=bot");
  await page.getByRole("link", { name: "定期发送…" }).click();
  await page.getByText("报表按整份讲述").waitFor();
  await page.getByLabel("简报名称").fill("机器人月报");
  await page.getByText("每月", { exact: true }).click();
  await page.getByRole("combobox", { name: "发给" }).click();
  await page.keyboard.type("一线客服");
  await page.locator(".ant-select-item-option", { hasText: "一线客服" }).first().click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "添加简报" }).click();
  await page.getByText(/不能看报表/).waitFor();
  await page.getByRole("combobox", { name: "发给" }).press("Backspace");
  await page.getByRole("button", { name: "添加简报" }).click();
  await page.getByRole("row", { name: /机器人月报 机器人使用分析 每月 模板措辞/ }).waitFor();
  await expect.poll(() => seriousFindings(page)).toEqual([]);
  await writeBriefings(
    { db, clock: systemClock, policies: async () => desk.app.policies, enqueueBackfill: async () => {} },
    tenantId,
    {
      holds: () => true,
      tell: async () => ({ because: "needs_model" }),
      report: tellReport({ db, policies: async () => desk.app.policies }),
    },
  );
  await page.reload();
  const told = page.getByRole("region", { name: /机器人月报/ });
  await expect.poll(() => told.locator("li").count()).toBeGreaterThan(1);
  await told.getByRole("link", { name: "看报表" }).click();
  await page.getByText("机器人解决率·扣除重开").first().waitFor();
});

test("an agent sees no report; whoever may not see personal data sees its kind in its place", async () => {
  const agent = await desk.openAs("agent", "/app/insights");
  await agent.locator(".insight-tabs a").first().waitFor();
  expect(await agent.locator(".insight-tabs a").allTextContents()).toEqual([
    ...["概览", "趋势", "异常", "主题", "原话", "成因与成本", "诉求", "简报", "标签体系"],
  ]);
  await agent.leave();
  const ticketId = await desk.ask("系统打不开，请回电 13912345678");
  await say(ticketId, "系统打不开，请回电 13912345678");
  const today = new Date().toISOString().slice(0, 10);
  const shown = async (role: "agent" | "analyst") => {
    const reader = await desk.openAs(role, `/app/insights/quotes?tags=usability&from=${today}&to=${today}`);
    await reader.locator("li.quote", { hasText: "请回电" }).waitFor();
    const text = await reader.locator(".insights").innerText();
    await reader.leave();
    return [/13912345678/.test(text), /\[phone\]/.test(text), /个人信息已按角色遮盖/.test(text)];
  };
  expect([await shown("agent"), await shown("analyst")]).toEqual([
    [true, false, false],
    [false, true, true],
  ]);
});

test("no serious finding of axe, and nothing against the content policy", { timeout: 120_000 }, async () => {
  const findings: string[] = [];
  for (const view of VIEWS) {
    await page.goto(`/app/insights/${view}?from=2026-01-05&to=2026-11-20`);
    await page.waitForLoadState("networkidle");
    findings.push(...(await seriousFindings(page)).map((finding) => `${view}: ${finding}`));
  }
  expect([findings, page.faults]).toEqual([[], []]);
});
