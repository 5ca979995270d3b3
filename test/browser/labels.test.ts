import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";
import { demoDesk } from "./demo-desk.ts";
import { closeBrowser, seriousFindings } from "./support.ts";

let desk: Awaited<ReturnType<typeof demoDesk>>;

beforeAll(async () => {
  const { tenant } = await freshTenant();
  desk = await demoDesk(await testDatabase(), tenant.tenantId, mkdtempSync(join(tmpdir(), "threeline-kb-")));
});
afterAll(async () => {
  await closeBrowser();
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
  await agent.context().close();
});
