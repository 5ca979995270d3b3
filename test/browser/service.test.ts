import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { foldCases } from "../../src/jobs/cases/solved-cases.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { InboundMessage, receiveMessage } from "../../src/tickets/receiving/receive.ts";
import { askSurveys } from "../../src/tickets/surveys/surveys.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";
import { demoDesk } from "./demo-desk.ts";
import { call, solving } from "./solving.ts";
import { leavePages, seriousFindings } from "./support.ts";

let desk: Awaited<ReturnType<typeof demoDesk>>;
let tenantId: string;
let visitors: ReturnType<typeof solving>;

beforeAll(async () => {
  const { tenant } = await freshTenant();
  tenantId = tenant.tenantId;
  desk = await demoDesk(await testDatabase(), tenantId, mkdtempSync(join(tmpdir(), "threeline-kb-")));
  visitors = solving(desk, tenantId);
});
afterAll(async () => {
  await leavePages();
  await desk.close();
});

test("a solved ticket stands beside a new one like it, and is suggested as an article that an editor finds", async () => {
  const manager = await desk.openAs("manager");
  await visitors.solve(manager, "批量导入物料时报错 IMP-77，请帮忙看看。", "列名里有空格，去掉空格后再导入即可。");
  await foldCases(desk.app, tenantId, new Date(0));
  const id = await visitors.ask("导入物料报错 IMP-77 怎么办");
  await manager.goto(`/app/tickets/${id}`);
  const card = manager.getByRole("region", { name: "相似的已解决工单" });
  await card.locator("summary").getByText("批量导入物料时报错").click();
  await card.getByText("列名里有空格").waitFor();
  expect(await seriousFindings(manager)).toEqual([]);
  await card.getByRole("button", { name: "建议写成文章" }).click();
  await card.getByText("已提交建议").waitFor();
  await manager.goto("/app/knowledge/suggestions");
  await manager.getByRole("tab", { name: "已解决的工单" }).click();
  await manager.getByText("列名里有空格").waitFor();
  await expect.poll(() => seriousFindings(manager)).toEqual([]);
  await manager.getByRole("button", { name: "写一篇文章" }).click();
  await manager.getByRole("tab", { name: "编辑" }).waitFor();
  expect(manager.faults).toEqual([]);
  await manager.leave();
});

test("an agent pauses the clocks with a reason, the customer reads why, and they run again by one button", async () => {
  const id = await visitors.ask("客户端闪退，请人工处理。");
  const agent = await desk.openAs("agent", `/app/tickets/${id}`);
  await agent.getByRole("button", { name: "更多" }).click();
  await agent.getByRole("menuitem", { name: "暂停计时" }).click();
  const dialog = agent.getByRole("dialog");
  await dialog.getByText("我们在等您补充信息").waitFor();
  await expect.poll(() => seriousFindings(agent)).toEqual([]);
  await dialog.getByRole("textbox", { name: "备注" }).fill("等日志");
  await dialog.getByRole("button", { name: "暂停计时" }).click();
  await agent.getByText("计时已暂停：等待客户提供信息").waitFor();
  await agent
    .getByRole("link", { name: /客户端闪退/ })
    .getByText("已暂停")
    .waitFor();
  await agent.locator(".row-pause", { hasText: "等待客户提供信息" }).waitFor();
  await agent.getByRole("button", { name: "筛选" }).click();
  const clocks = async (state: string) => {
    await agent.getByRole("combobox", { name: "计时" }).click();
    await agent.locator(".ant-select-item-option", { hasText: state }).click();
  };
  await clocks("在走");
  await agent.getByRole("link", { name: /客户端闪退/ }).waitFor({ state: "detached" });
  await clocks("已暂停");
  await agent.getByRole("link", { name: /客户端闪退/ }).waitFor();
  await expect.poll(() => seriousFindings(agent)).toEqual([]);
  await agent.getByRole("button", { name: "清除" }).click();
  await agent.getByRole("button", { name: "恢复计时" }).click();
  await agent.getByRole("region", { name: "暂停记录" }).getByText("手动恢复").waitFor();
  expect(agent.faults).toEqual([]);
  await agent.leave();
});

test("a manager says when a member is away and who stands in, and names a mentor for one who may only draft", async () => {
  const manager = await desk.openAs("manager", "/app/admin/members");
  await manager
    .getByRole("button", { name: /^离岗… .*(工程|技服|engineer)/i })
    .first()
    .click();
  const dialog = manager.getByRole("dialog");
  const local = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16);
  await dialog.getByLabel("开始").fill(local(1));
  await dialog.getByLabel("结束").fill(local(5));
  await dialog.getByRole("combobox", { name: "代理人" }).click();
  await manager.locator(".ant-select-item-option").first().click();
  await expect.poll(() => seriousFindings(manager)).toEqual([]);
  await dialog.getByRole("button", { name: /保\s?存/ }).click();
  await manager.getByText(/起离岗 · 代理：/).waitFor();
  await manager
    .getByRole("combobox", { name: /^带教人/ })
    .first()
    .click();
  await manager.locator(".ant-select-item-option").nth(1).click();
  await manager.getByText("已保存", { exact: true }).waitFor();
  await expect.poll(() => seriousFindings(manager)).toEqual([]);
  expect(manager.faults).toEqual([]);
  await manager.leave();
});

test("the link of a closed ticket's survey is copied with one click", async () => {
  const manager = await desk.openAs("manager");
  const id = await visitors.solve(manager, "如何修改单据日期格式", "在个人设置里修改。");
  await call(manager, "POST", `/v1/tickets/${id}/close`);
  await askSurveys(desk.app, tenantId);
  await manager.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await manager.goto(`/app/tickets/${id}`);
  await manager.getByRole("button", { name: "更多" }).click();
  await manager.getByRole("menuitem", { name: "复制评价链接" }).click();
  await manager.getByText("评价链接已复制").waitFor();
  const link = await manager.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/survey\/.+/);
  await manager.goto(link);
  await manager.getByText("如何修改单据日期格式").waitFor();
  await manager.leave();
});

test("two contacts of one person are merged after a look at what moves, and taken back", async () => {
  const say = (externalId: string, text: string) =>
    receiveMessage(
      desk.app.tickets,
      systemCtx(tenantId, "test"),
      InboundMessage.parse({
        ...{ contact: { externalId, customerId: "merge-co" }, channel: "phone", text, language: "zh" },
      }),
    );
  await say("wang-phone", "电话里说的问题");
  const { ticket } = await say("wang-web", "网页上的问题");
  const csm = await desk.openAs("csm", `/app/tickets/${ticket.id}`);
  await csm.getByRole("button", { name: "合并联系人" }).click();
  const dialog = csm.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "要并入的联系人" }).click();
  await csm.locator(".ant-select-item-option").getByText("wang-phone").click();
  await dialog.getByText("将移动 1 张工单").waitFor();
  await expect.poll(() => seriousFindings(csm)).toEqual([]);
  await dialog.getByRole("textbox", { name: "依据" }).fill("同一个手机号");
  await dialog.getByRole("button", { name: /^合\s?并$/ }).click();
  await csm.getByText("已合并").waitFor();
  await csm.getByRole("button", { name: "合并联系人" }).click();
  await csm.getByRole("button", { name: "撤销合并" }).click();
  await csm.getByText("已撤销，工单已移回").waitFor();
  expect(csm.faults).toEqual([]);
  await csm.leave();
});
