import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";
import { demoDesk } from "./demo-desk.ts";
import { leavePages, seriousFindings } from "./support.ts";

const ARTICLE =
  "---\ntitle: 结账向导\naudience: internal\nlanguage: zh\n---\n\n# 结账向导报错 FIN-2107\n\n报错 FIN-2107 表示有未审核的凭证，先在凭证审核里逐张审核。\n";

let desk: Awaited<ReturnType<typeof demoDesk>>;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "threeline-kb-"));
  writeFileSync(join(folder, "wizard.md"), ARTICLE);
  const { tenant } = await freshTenant();
  desk = await demoDesk(await testDatabase(), tenant.tenantId, folder);
});
afterAll(async () => {
  await leavePages();
  await desk.close();
});

test("an agent rewords a reply and takes it back, hands over with a summary, and asks about the ticket", async () => {
  const id = await desk.ask("8.2 版本报错 FIN-2107，无法结账。已经重启过了，请转人工！");
  const agent = await desk.openAs("agent", `/app/tickets/${id}`);
  const box = agent.getByRole("textbox", { name: "回复客户" });
  await box.fill("请逐张审核凭证。");
  await agent.getByRole("button", { name: "AI 工具" }).first().click();
  await agent.getByRole("menuitem", { name: "更亲切" }).click();
  await expect.poll(() => box.inputValue()).toBe("您好，请逐张审核凭证。\n如仍有疑问，欢迎随时回复。");
  await agent.getByText("没有配置模型").first().waitFor();
  await agent.getByRole("button", { name: "恢复原文" }).click();
  expect(await box.inputValue()).toBe("请逐张审核凭证。");
  expect(await agent.getByRole("button", { name: "恢复原文" }).count()).toBe(0);
  await box.fill("");
  await box.press("Escape");

  await agent.keyboard.press("n");
  await agent.getByRole("button", { name: "交接摘要" }).click();
  const note = agent.getByRole("textbox", { name: "内部备注" });
  await expect.poll(() => note.inputValue()).toContain("现象：8.2 版本报错 FIN-2107，无法结账。");
  await note.press("Escape");

  expect(agent.faults).toEqual([]);

  await agent.keyboard.press("q");
  const dialog = agent.getByRole("dialog", { name: "问问这张工单" });
  await dialog.getByRole("textbox", { name: "要问什么" }).fill("FIN-2107 是什么原因？");
  await dialog.getByRole("textbox", { name: "要问什么" }).press("Enter");
  await dialog.getByText("未审核的凭证").first().waitFor();
  await dialog.getByText("内部资料").first().waitFor();
  expect(await seriousFindings(agent)).toEqual([]);
  await agent.leave();
});

test("the form for the next tier is filled in from a summary, and never over what a person has begun to write", async () => {
  const id = await desk.ask("8.2 版本报错 FIN-2107，无法结账。我已经重启过服务，还是不行，请转人工！");
  const agent = await desk.openAs("agent", `/app/tickets/${id}`);
  await agent.getByRole("heading", { name: /FIN-2107/ }).waitFor();
  await agent.keyboard.press("u");
  await agent.getByText("已根据对话填好").waitFor();
  expect(await agent.getByLabel("现象").inputValue()).toBe("8.2 版本报错 FIN-2107，无法结账。");
  expect(await agent.getByLabel(/已尝试|已试/).inputValue()).toContain("重启过服务");
  await agent.leave();
});
