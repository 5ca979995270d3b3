import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";
import { demoDesk } from "./demo-desk.ts";
import { findingsInBothThemes, leavePages, openPage } from "./support.ts";

const ARTICLE = `---
title: 凭证审核
audience: public
language: zh
---

# 凭证审核

## 月结前有未审核的凭证怎么办

打开 财务 → 期末 → 结账向导，在第 2 步查看未审核的凭证，逐张审核后再结账。
`;
const PRICES = `---
title: 版本与价格
audience: public
language: zh
---

# 版本与价格

## 旗舰版

旗舰版含 50 个并发用户，买断基础价 298,000 元。
`;
const RISKY = "旗舰版 50 用户多少钱？";

let desk: Awaited<ReturnType<typeof demoDesk>>;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "threeline-kb-"));
  writeFileSync(join(folder, "voucher.md"), ARTICLE);
  writeFileSync(join(folder, "prices.md"), PRICES);
  const { tenant } = await freshTenant();
  desk = await demoDesk(await testDatabase(), tenant.tenantId, folder);
});
afterAll(async () => {
  await leavePages();
  await desk.close();
});

/** A visitor on the demo page with the chat open. */
async function visitor() {
  const page = await openPage(desk.base);
  await page.goto("/demo");
  await page.getByRole("button", { name: "打开在线支持" }).click();
  const ask = async (text: string) => {
    await page.getByRole("textbox", { name: "消息" }).fill(text);
    await page.getByRole("textbox", { name: "消息" }).press("Enter");
  };
  return { page, ask };
}

describe("the workbench", () => {
  test("a cited answer streams to the customer; a risky one is edited by an agent, approved by a manager, and arrives once", async () => {
    const customer = await visitor();
    await customer.ask("月结前有未审核的凭证怎么办？");
    await expect.poll(() => customer.page.locator("article.ai").first().innerText()).toContain("结账向导");
    await customer.ask(RISKY);
    await expect.poll(() => customer.page.getByText("已转人工客服").count()).toBe(1);

    const agent = await desk.openAs("agent", "/app/tickets", { reducedMotion: "no-preference" });
    await agent
      .getByRole("link", { name: /月结前有未审核/ })
      .first()
      .click();
    await expect.poll(() => agent.getByRole("log").innerText()).toContain(RISKY);
    await expect.poll(() => agent.getByRole("complementary").innerText()).toContain("建议转人工");
    const reply = "旗舰版含 50 个并发用户。具体报价由销售经理确认，此前的费用可以退款 500 元。";
    await agent.getByRole("region", { name: "草稿" }).waitFor();
    await agent.keyboard.press("a");
    await agent.getByRole("dialog", { name: "把这段文字提交审批？" }).waitFor();
    await agent.keyboard.press("Escape");
    await agent.getByRole("dialog").waitFor({ state: "detached" });
    await agent.keyboard.press("e");
    await agent.getByRole("textbox", { name: "编辑" }).fill(reply);
    expect(await agent.locator(".diff ins").allInnerTexts()).not.toEqual([]);
    await agent.keyboard.press("Escape");
    await agent.getByRole("textbox", { name: "编辑" }).waitFor({ state: "detached" });
    await expect.poll(() => agent.evaluate(() => document.activeElement?.textContent)).toContain("编辑");
    await agent.keyboard.press("e");
    await expect.poll(() => agent.getByRole("textbox", { name: "编辑" }).inputValue()).toBe(reply);
    await agent.getByRole("button", { name: "保存并提审" }).waitFor();
    // What could not be saved stays in the editor.
    await agent.route("**/v1/drafts/*:edit", (route) => route.abort(), { times: 1 });
    // The message stands for three seconds: who looks only once the key is back may come too late on a busy machine.
    await Promise.all([agent.locator(".ant-message-error").waitFor(), agent.keyboard.press("Control+Enter")]);
    expect(await agent.getByRole("textbox", { name: "编辑" }).inputValue()).toBe(reply);
    await agent.keyboard.press("Control+Enter");
    await agent.getByText(/已提交，等待.*审批/).waitFor();
    expect(await customer.page.getByText("可以退款 500 元").count()).toBe(0);

    const manager = await desk.openAs("manager", "/app/approvals");
    expect(await manager.locator(".exact").innerText()).toBe(reply);
    await manager.getByRole("button", { name: "不采用" }).click();
    const why = manager.getByRole("dialog", { name: "为什么不采用？" });
    await why.getByRole("textbox").fill("退款请写明何时到账");
    await why.getByRole("button", { name: "不采用" }).click();
    await manager.getByText("没有等您审批的回复").waitFor();
    // The author reads why beside the text, and hands it in once more.
    const refused = agent.getByRole("region", { name: "这份草稿未被采用" });
    await refused.getByText("事实有误 · 退款请写明何时到账").waitFor();
    await refused.getByRole("button", { name: "据此改写" }).click();
    await expect.poll(() => agent.getByRole("textbox", { name: "回复客户" }).inputValue()).toBe(reply);
    await agent.keyboard.press("Control+Enter");
    await manager.getByRole("button", { name: "同意发送" }).click();
    await manager.getByText("没有等您审批的回复").waitFor();
    await expect.poll(() => customer.page.locator("article.person").count()).toBe(1);
    expect(await customer.page.locator("article.person .text").innerText()).toBe(reply);
    await customer.page.reload();
    await customer.page.getByRole("button", { name: "打开在线支持" }).click();
    await expect.poll(() => customer.page.locator("article.person").count()).toBe(1);
    await customer.page.getByRole("button", { name: "凭证审核" }).first().click();
    await expect.poll(() => customer.page.locator(".passage").innerText()).toContain("逐张审核后再结账");
    await customer.page.keyboard.press("Escape");
    await customer.page.getByRole("button", { name: "有帮助" }).first().click();
    await customer.page.getByText("感谢反馈").waitFor();
    for (const page of [agent, manager, customer.page]) {
      expect(page.faults).toEqual([]);
      await page.leave();
    }
  });

  test("what waits to be claimed leaves out what the bot has answered; keys walk it, and another page does not lose it", async () => {
    const answered = await visitor();
    await answered.ask("月结前有未审核的凭证怎么办？");
    await answered.page.locator("article.ai").first().waitFor();
    await desk.ask("扫码枪没有反应，请转人工。");
    const agent = await desk.openAs("agent");
    await agent.getByText("待认领", { exact: true }).click();
    await agent.locator("a.row").getByText("扫码枪没有反应").waitFor();
    expect(await agent.locator("a.row.status-pending_customer").count()).toBe(0);
    // The focus is on the view that was chosen.
    await agent.keyboard.press("j");
    await agent.locator("a.row[aria-current=true]").waitFor();
    await agent.locator(".ticket-title").waitFor();
    await agent.keyboard.press("k");
    await agent.keyboard.press("n");
    await agent.getByRole("textbox", { name: "内部备注" }).waitFor();
    expect(await agent.getByRole("dialog").count()).toBe(0);
    await agent.goto("/app/help");
    await agent.goBack();
    await agent.locator("a.row").first().waitFor();
    expect(await agent.locator("a.row.status-pending_customer").count()).toBe(0);
    await agent.leave();
    await answered.page.leave();
  });

  test("where nothing is sure enough for a draft, an agent sees what comes closest and begins a reply with it", async () => {
    const id = await desk.ask("未审核的凭证在哪导出成表格？");
    const agent = await desk.openAs("agent", `/app/tickets/${id}`);
    const closest = agent.getByRole("region", { name: "知识库里最接近的内容" });
    await closest.waitFor();
    await agent.getByRole("textbox", { name: "回复客户" }).fill("您好：");
    await closest.getByRole("button", { name: "据此起草回复" }).click();
    const reply = agent.getByRole("textbox", { name: "回复客户" });
    await expect.poll(() => reply.inputValue()).toMatch(/^您好：\n\n.*结账向导/s);
    // Why a reply was refused stands where its draft stood, with the text to write on with.
    await reply.fill("可以退款 500 元。");
    await reply.press("Control+Enter");
    // What waits is one's own text, not what the copilot had proposed beside it.
    await expect
      .poll(() => agent.getByRole("region", { name: "草稿" }).locator(".exact").innerText())
      .toBe("可以退款 500 元。");
    await agent.getByRole("region", { name: "草稿" }).getByRole("button", { name: "不采用" }).click();
    await agent.getByRole("textbox", { name: "补充说明（可不填）" }).fill("金额超出权限");
    await agent.getByRole("dialog").getByRole("button", { name: "不采用" }).click();
    const refused = agent.getByRole("region", { name: "这份草稿未被采用" });
    await expect.poll(() => refused.innerText()).toContain("事实有误 · 金额超出权限");
    await refused.getByRole("button", { name: "据此改写" }).click();
    await expect.poll(() => reply.inputValue()).toBe("可以退款 500 元。");
    expect(agent.faults).toEqual([]);
    await agent.leave();
  });

  test("two agents on one ticket: the second sees who has it, and who is writing", async () => {
    const id = await desk.ask("打印模板错乱，请帮忙看看。");
    const agent = await desk.openAs("agent", `/app/tickets/${id}`);
    await agent.getByRole("button", { name: "认领" }).click();
    await agent.getByText("已认领").waitFor();
    await agent.getByRole("textbox", { name: "回复客户" }).fill("正在看");
    const engineer = await desk.openAs("engineer", `/app/tickets/${id}`);
    await engineer.getByText(/一线客服 Agent 正在/).waitFor();
    await engineer.getByRole("button", { name: "认领" }).click();
    await engineer.getByText(/已有同事在处理/).waitFor();
    await expect.poll(() => engineer.getByRole("button", { name: "认领" }).isEnabled()).toBe(true);
    for (const page of [agent, engineer]) await page.leave();
  });

  test("a claim can be undone, and a note reaches only colleagues", async () => {
    const id = await desk.ask("系统登录慢，怎么办？请转人工。");
    const agent = await desk.openAs("agent", `/app/tickets/${id}`);
    await agent.getByRole("heading", { name: /系统登录慢/ }).waitFor();
    await agent.keyboard.press("c");
    await agent.getByRole("button", { name: "撤销" }).click();
    await agent.getByRole("button", { name: "认领" }).waitFor();
    await agent.keyboard.press("n");
    await agent.getByRole("textbox", { name: "内部备注" }).fill("客户机房在搬迁 @服务经理 Manager 请知悉");
    await agent.keyboard.press("Control+Enter");
    await agent.locator("article.note").waitFor();
    const manager = await desk.openAs("manager", "/app/help", { viewport: { width: 390, height: 844 } });
    await manager.getByRole("button", { name: /^通知/ }).click();
    await manager.getByText("提到了您").first().waitFor();
    // All of the list is in sight on a phone, where the bell stands at the bottom.
    const notices = (await manager.locator(".notices").boundingBox())!;
    expect(notices.x).toBeGreaterThanOrEqual(0);
    expect(notices.x + notices.width).toBeLessThanOrEqual(390);
    for (const page of [agent, manager]) await page.leave();
  });

  test("when the session ends one signs in above the page, and what was typed is still there", async () => {
    const id = await desk.ask("发票抬头怎么改？请转人工。");
    const agent = await desk.openAs("agent", `/app/tickets/${id}`);
    const box = agent.getByRole("textbox", { name: "回复客户" });
    await box.fill("写到一半的回复");
    await agent.context().clearCookies();
    await box.press("Control+Enter");
    await agent.getByRole("dialog", { name: "登录已过期" }).waitFor();
    await agent.getByLabel("密码", { exact: true }).waitFor();
    await desk.signIn(agent, "agent");
    await expect.poll(() => agent.getByRole("dialog").count()).toBe(0);
    expect(await box.inputValue()).toBe("写到一半的回复");
    await agent.leave();
  });

  test("a reply that could not be delivered is not shown as said, and what arrived while its answer was lost is not sent twice", async () => {
    const id = await desk.ask("盘点单怎么作废？请转人工。");
    const agent = await desk.openAs("agent", `/app/tickets/${id}`);
    const box = agent.getByRole("textbox", { name: "回复客户" });
    const mine = agent.getByRole("log").getByText("盘点单可以在列表里作废。");
    await box.fill("盘点单可以在列表里作废。");
    await agent.context().setOffline(true);
    await box.press("Control+Enter");
    await agent.getByText("网络已断开，请检查网络后再试").first().waitFor();
    await expect.poll(() => mine.count()).toBe(0);
    await agent.context().setOffline(false);
    // The fault is told a moment before the field takes the next order.
    const ready = () => agent.locator(".composer-foot .ant-btn-primary:not(.ant-btn-loading)").waitFor();
    // The server takes it, and its answer never comes: it stands in the conversation, and is not sent once more.
    const losing = async (path: string) => {
      await ready();
      await agent.route(path, async (route) => {
        await route.fetch();
        await route.abort();
      });
      const lost = agent.waitForEvent("requestfailed");
      await agent.keyboard.press("Control+Enter");
      await lost;
      await agent.unroute(path);
    };
    await losing("**/replies");
    await agent.locator(".moved:not(:empty)").waitFor();
    await ready();
    await agent.keyboard.press("Control+Enter");
    await expect.poll(() => mine.count()).toBe(1);
    await agent.getByText("内部备注", { exact: true }).click();
    const note = agent.getByRole("textbox", { name: "内部备注" });
    await note.fill("已答复");
    await losing("**/notes");
    await expect.poll(() => agent.locator("article.note").count()).toBe(1);
    await ready();
    await note.press("Control+Enter");
    await expect.poll(() => note.inputValue()).toBe("");
    expect(await agent.locator("article.note").count()).toBe(1);
    await agent.leave();
  });

  test("an escalation form is filled in from what is known", async () => {
    const id = await desk.ask("报错 FIN-2107，生产环境无法结账，请转人工！");
    const agent = await desk.openAs("agent", `/app/tickets/${id}`);
    await agent.getByRole("heading", { name: /FIN-2107/ }).waitFor();
    await agent.keyboard.press("u");
    expect(await agent.getByLabel("现象").inputValue()).toContain("生产环境无法结账");
    expect(await agent.getByLabel(/证据/).inputValue()).toContain("FIN-2107");
    await agent.leave();
  });

  test("no screen has a serious finding of axe, in either theme", async () => {
    const id = await desk.ask("月结前有未审核的凭证怎么办？请转人工。");
    const page = await openPage(desk.base);
    await page.goto("/app");
    await page.getByRole("button", { name: "登录" }).waitFor();
    const found: Record<string, string[]> = { "sign-in": await findingsInBothThemes(page) };
    await desk.signIn(page, "manager");
    await page.getByRole("navigation").first().waitFor();
    for (const path of ["tickets", `tickets/${id}`, "approvals", "help"]) {
      await page.goto(`/app/${path}`);
      await page.locator("h1, h2").first().waitFor();
      await expect.poll(() => page.locator(".state-box[role=status]").count()).toBe(0);
      found[path] = await findingsInBothThemes(page);
    }
    expect(Object.values(found).flat()).toEqual([]);
    await page.leave();
  });
});
