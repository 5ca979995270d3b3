import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";
import { demoDesk } from "./demo-desk.ts";
import { leavePages, seriousFindings } from "./support.ts";

let desk: Awaited<ReturnType<typeof demoDesk>>;

beforeAll(async () => {
  const { tenant } = await freshTenant();
  desk = await demoDesk(await testDatabase(), tenant.tenantId, mkdtempSync(join(tmpdir(), "threeline-kb-")));
});
afterAll(async () => {
  await leavePages();
  await desk.close();
});

test("one key opens the labels with what they rest on, and a correction holds", async () => {
  const id = await desk.ask("打印模板错乱，请帮忙看看。");
  const agent = await desk.openAs("agent", `/app/tickets/${id}`);
  await agent.getByRole("region", { name: "分类" }).waitFor();
  await agent.keyboard.press("l");
  const dialog = agent.getByRole("dialog");
  await dialog.getByText("最相近的已标注请求").waitFor();
  expect(await dialog.locator(".why li").count()).toBeGreaterThan(2);
  expect(await seriousFindings(agent)).toEqual([]);
  await dialog.getByRole("combobox", { name: "紧急程度" }).click();
  await agent.locator(".ant-select-item-option").getByText("紧急", { exact: true }).click();
  await dialog.getByRole("button", { name: "保存，作为训练样本" }).click();
  await expect.poll(() => dialog.count()).toBe(0);
  await agent.reload();
  await expect.poll(() => agent.getByRole("main").innerText()).toContain("紧急");
  expect(agent.faults).toEqual([]);
  await agent.leave();
});

test("an agent writes down the minutes that a ticket took", async () => {
  const id = await desk.ask("采购订单打印错位，请帮忙看看。");
  const agent = await desk.openAs("agent", `/app/tickets/${id}`);
  await agent.getByRole("button", { name: /^记工时 ?1 分钟/ }).click();
  await agent.getByRole("spinbutton", { name: "分钟" }).fill("25");
  await agent.getByText("这张工单共 0 分钟").waitFor();
  await expect.poll(() => seriousFindings(agent)).toEqual([]);
  await agent.getByRole("button", { name: /记\s?录/ }).click();
  await agent.getByText("已记录 25 分钟").waitFor();
  await agent.getByRole("button", { name: /^记工时/ }).click();
  await agent.getByText("这张工单共 25 分钟").waitFor();
  expect(agent.faults).toEqual([]);
  await agent.leave();
});
