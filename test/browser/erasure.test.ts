import { mkdtempSync } from "node:fs";
import { readFile } from "node:fs/promises";
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

test("an administrator downloads what is held of a person, and erases them once the name is typed; an agent may not", async () => {
  const id = await desk.ask("打印模板错乱，请帮忙看看。");
  const agent = await desk.openAs("agent", `/app/tickets/${id}`);
  await agent.getByRole("region", { name: "客户" }).first().waitFor();
  expect(await agent.getByRole("button", { name: "导出或删除个人数据…" }).count()).toBe(0);
  await agent.leave();

  const admin = await desk.openAs("admin", `/app/tickets/${id}`);
  await admin.getByRole("button", { name: "导出或删除个人数据…" }).click();
  const dialog = admin.getByRole("dialog");
  await dialog.getByText("此操作不能撤销").waitFor();
  await expect.poll(() => seriousFindings(admin)).toEqual([]);
  const [file] = await Promise.all([
    admin.waitForEvent("download"),
    dialog.getByRole("link", { name: "下载" }).click(),
  ]);
  const { contacts, tickets } = JSON.parse(await readFile(await file.path(), "utf8"));
  expect(tickets).toMatchObject([{ id }]);
  const erase = dialog.getByRole("button", { name: "永久删除" });
  await dialog.getByRole("textbox", { name: /依据/ }).fill("来信要求");
  expect(await erase.isDisabled()).toBe(true);
  await dialog.getByRole("textbox", { name: /确认/ }).fill(contacts[0].externalId);
  await erase.click();
  await admin.getByText("已开始删除").waitFor();
  await expect.poll(() => new URL(admin.url()).pathname).toBe("/app/tickets");
  expect(admin.faults).toEqual([]);
  await admin.leave();
});
