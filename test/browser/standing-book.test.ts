import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { receiveMessage } from "../../src/tickets/receiving/receive.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";
import { demoDesk } from "./demo-desk.ts";
import { leavePages, seriousFindings } from "./support.ts";

let desk: Awaited<ReturnType<typeof demoDesk>>;
let tenantId: string;

beforeAll(async () => {
  ({ tenantId } = (await freshTenant()).tenant);
  desk = await demoDesk(await testDatabase(), tenantId, mkdtempSync(join(tmpdir(), "threeline-kb-")));
});
afterAll(async () => {
  await leavePages();
  await desk.close();
});

test("a manager enters what is known of a customer, an agent reads it, and the next ticket takes it over", async () => {
  const say = async (thread: string) => {
    const message = { contact: { externalId: "u-1", customerId: "c-1" }, channel: "web" as const, thread };
    const inbound = { ...message, text: "怎么反结账？", language: "zh" as const, facts: {} };
    return (await receiveMessage(desk.app.tickets, systemCtx(tenantId, "test"), inbound)).ticket;
  };
  const { id } = await say("a");
  const manager = await desk.openAs("manager", `/app/tickets/${id}`);
  await manager.getByRole("button", { name: "台账…" }).click();
  const dialog = manager.getByRole("dialog");
  await dialog.getByText("还没有登记过。").waitFor();
  await dialog.getByLabel("客户名称").fill("云杉制造");
  await dialog.getByLabel("版本号").fill("8.2");
  await dialog.getByLabel("台账有效期至").fill("2020-01-31");
  await dialog.getByLabel(/变更依据/).fill("合同");
  await expect.poll(() => seriousFindings(manager)).toEqual([]);
  await dialog.getByRole("button", { name: /保\s*存/ }).click();
  await manager.getByText("已于 2020-01-31 过期").waitFor();
  await manager.getByText("云杉制造").first().waitFor();
  expect((await say("b")).facts).toEqual({});
  expect(manager.faults).toEqual([]);
  await manager.context().close();

  const agent = await desk.openAs("agent", `/app/tickets/${id}`);
  await agent.getByRole("button", { name: "台账…" }).click();
  await agent
    .getByRole("dialog")
    .getByText(/8\.2 · 有效至 2020-01-31 · 合同/)
    .waitFor();
  expect(await agent.getByRole("button", { name: /保\s*存/ }).count()).toBe(0);
  await agent.context().close();
});
