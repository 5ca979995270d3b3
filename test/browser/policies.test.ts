import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";
import { demoDesk } from "./demo-desk.ts";
import { leavePages, type OpenedPage, seriousFindings } from "./support.ts";

const db = await testDatabase();
const { ctx } = await freshTenant();
let desk: Awaited<ReturnType<typeof demoDesk>>;
let page: OpenedPage;

beforeAll(async () => {
  desk = await demoDesk(db, ctx.tenantId, mkdtempSync(join(tmpdir(), "threeline-kb-")));
  // Past requests, and the worker that tries policies on them.
  await desk.ask("系统今天早上开始报错，保存订单提示 500，麻烦看看");
  await desk.ask("你们客服三天不回，太离谱了，要求退款并道歉");
  await desk.app.start();
  page = await desk.openAs("manager", "/app/policies");
}, 120_000);
afterAll(async () => {
  await leavePages();
  await desk.close();
});

const open = (kind: string, part: string, on = page) => on.goto(`/app/policies/${kind}?part=${part}`);
const text = (on = page) => on.getByRole("textbox", { name: /^策略文字/ });
/** Changes the text as a person would see it. */
async function change(from: string, to: string, on = page): Promise<void> {
  const now = await text(on).inputValue();
  expect(now).toContain(from);
  await text(on).fill(now.replace(from, to));
}
const sound = async (on = page) => {
  await expect.poll(() => seriousFindings(on)).toEqual([]);
  expect(on.faults).toEqual([]);
};
const publish = async (note: string, on = page) => {
  await on.getByText("可以发布").waitFor();
  await text(on).press("Control+s");
  const dialog = on.getByRole("dialog");
  await dialog.getByRole("textbox").fill(note);
  return dialog;
};
/** On two Chinese characters Ant Design puts a space between. */
const button = (name: string, on = page) => on.getByRole("button", { name, exact: true });

test("every policy is listed with the version that decides, and reads in words", async () => {
  await page.getByText("第 1 版").first().waitFor();
  expect(await page.locator(".policy-row").count()).toBe(7);
  await sound();
  for (const [name, says] of [
    ["分派", "客户分类：A 战略、C 潜力；事情：投诉"],
    ["时限与日历", "15 分钟"],
    ["审批", "服务经理 → 服务总监"],
    ["自动化", "只拟稿"],
    ["服务目录", "故障处理"],
    ["标签体系", "磐衡 ERP"],
    ["内容安全", "人工先看"],
  ] as const) {
    await page
      .locator(".policy-row")
      .filter({ hasText: new RegExp(`^${name}`) })
      .click();
    await page.locator(".policy-part").getByText(says).first().waitFor();
    await page.getByRole("link", { name: "全部策略" }).click();
  }
  await open("dispatch", "read");
  await page.locator(".policy-part").first().waitFor();
  await sound();
});

test("a change is checked line by line, tried on past requests, published with what the trial said, and taken back", async () => {
  await open("sla", "edit");
  await change("minutes: 15 }", "minutes: soon }");
  const problems = page.locator(".policy-problems");
  await problems.getByText("应为数字").waitFor();
  expect(await page.locator(".numbers .bad").count()).toBe(1);
  expect(await button("试算").isDisabled()).toBe(true);
  await sound();
  const line = Number(/\d+/.exec(await problems.getByRole("button").first().innerText())![0]);
  await problems.getByRole("button").first().click();
  const selected = await text().evaluate((area) => {
    const { value, selectionStart } = area as HTMLTextAreaElement;
    return value.slice(0, selectionStart).split("\n").length;
  });
  expect(selected).toBe(line);
  // What is typed stays over a reload.
  await page.reload();
  expect(await text().inputValue()).toContain("minutes: soon }");
  const now = await text().inputValue();
  await text().fill(
    now
      .replace("minutes: soon }", "minutes: 15 }")
      .replaceAll("firstResponse: { minutes: 60 }", "firstResponse: { minutes: 7 }"),
  );
  await page.getByText("可以发布").waitFor();
  await button("试算").click();
  const trial = page.getByRole("region", { name: "用过去的请求试算" });
  await trial.getByText(/2 个请求里，\d 个会不同/).waitFor();
  await trial.getByRole("region", { name: "合计" }).getByText("7 分钟").first().waitFor();
  await trial.getByRole("region", { name: "会不同的请求" }).getByRole("link").first().waitFor();
  await sound();
  const dialog = await publish("首次响应更快");
  await dialog.getByText(/试算过：2 个过去的请求里/).waitFor();
  expect(await dialog.locator("ins").allInnerTexts()).toContain("7");
  await dialog
    .getByText(/行相同/)
    .first()
    .waitFor();
  await sound();
  await dialog.getByRole("button", { name: /^发\s?布$/ }).click();
  await page.getByRole("tab", { name: "阅读", selected: true }).waitFor();
  await page.locator(".policy-part").getByText("7 分钟").first().waitFor();
  await page.getByRole("tab", { name: "历史" }).click();
  await page.getByText("首次响应更快").waitFor();
  await expect.poll(() => page.locator(".policy-diff ins").allInnerTexts()).toContain("7");
  await sound();
  await page.getByRole("button", { name: "恢复此版" }).click();
  await page.getByRole("tooltip").getByRole("button", { name: "恢复此版" }).click();
  await page.getByText("第 1 版已重新生效").waitFor();
  await expect.poll(() => page.locator(".version-rows li", { hasText: "生效中" }).innerText()).toContain("第 1 版");
});

test("a policy is replayed with its answers, and the text that was not tried says so when it is published", async () => {
  await open("autonomy", "edit");
  await change("clarifications: 2", "clarifications: 1");
  const changing = page.locator(".policy-head").getByText("有未发布的修改");
  await changing.waitFor();
  await page.getByText("连同回答重放").click();
  await page.getByText("可以发布").waitFor();
  await button("试算").click();
  const trial = page.getByRole("region", { name: "用过去的请求试算" });
  await trial.getByText(/2 个请求/).waitFor();
  await change("clarifications: 1", "clarifications: 3");
  await trial.getByText("文字在试算之后改过").waitFor();
  const dialog = await publish("多问一次");
  await dialog.getByText("这份文字还没有试算过").waitFor();
  await page.keyboard.press("Escape");
  await button("放弃修改").click();
  await page.getByRole("tooltip").getByRole("button", { name: "放弃修改" }).click();
  await expect.poll(() => text().inputValue()).toContain("clarifications: 2");
  await changing.waitFor({ state: "detached" });
});

test("of two who change a policy the later one is told, sees what differs, and loses nothing", async () => {
  const second = await desk.openAs("admin", "/app/policies/approval?part=edit");
  await open("approval", "edit");
  await change("timeoutMinutes: 60", "timeoutMinutes: 30");
  await change("timeoutMinutes: 60", "timeoutMinutes:   45 # 会上定的", second);
  const first = await publish("三十分钟");
  await first.getByRole("button", { name: /^发\s?布$/ }).click();
  await page.getByText("第 2 版").first().waitFor();
  const late = await publish("四十五分钟", second);
  await late.getByRole("button", { name: /^发\s?布$/ }).click();
  await second.getByText("现在生效的是第 2 版").waitFor();
  expect(await text(second).inputValue()).toContain("timeoutMinutes:   45");
  await second.getByText("保存我的内容会改动什么").click();
  expect(await second.locator(".draft-conflict del").allInnerTexts()).toContain("30");
  await sound(second);
  await second.getByRole("button", { name: "用我的继续" }).click();
  const again = await publish("四十五分钟", second);
  await again.getByRole("button", { name: /^发\s?布$/ }).click();
  await second.getByText("第 3 版").first().waitFor();
  // The text comes back as it was written.
  await open("approval", "edit", second);
  expect(await text(second).inputValue()).toContain("timeoutMinutes:   45 # 会上定的\n");
  await second.leave();
});

test("the bot is silenced and speaks again; who may not change policies reads them and no more", async () => {
  await open("autonomy", "read");
  await button("静默").click();
  await page
    .getByRole("tooltip")
    .getByRole("button", { name: /^静\s?默$/ })
    .click();
  await page.getByText("已静默：").waitFor();
  const agent = await desk.openAs("agent", "/app/policies/autonomy?part=edit");
  await agent.getByText("已静默：").waitFor();
  await agent.locator(".policy-part").first().waitFor();
  expect(await agent.getByRole("tab", { name: "修改" }).count()).toBe(0);
  expect(await agent.getByRole("button", { name: /静默/ }).count()).toBe(0);
  await agent.getByRole("tab", { name: "历史" }).click();
  await agent.locator(".version-rows li").first().waitFor();
  expect(await agent.getByRole("button", { name: "恢复此版" }).count()).toBe(0);
  await agent.leave();
  await button("解除静默").click();
  await page.getByRole("tooltip").getByRole("button", { name: "解除静默" }).click();
  await page.getByText("未静默：").waitFor();
});

test("in English every word of the policies is English but the names that people gave in Chinese", async () => {
  await page.evaluate(() => localStorage.setItem("tl.language", "en"));
  await page.goto("/app/policies");
  await page.getByText("Service catalogue").waitFor();
  for (let at = 0; at < 7; at += 1) {
    await page.locator(".policy-row").nth(at).click();
    await page.locator(".policy-part").first().waitFor();
    expect((await page.locator(".policies").innerText()).match(/\p{Script=Han}+/gu)).toBe(null);
    await page.getByRole("link", { name: "All policies" }).click();
  }
  await page.evaluate(() => localStorage.setItem("tl.language", "zh"));
});
