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

beforeAll(async () => {
  desk = await demoDesk(db, ctx.tenantId, mkdtempSync(join(tmpdir(), "threeline-kb-")));
}, 120_000);
afterAll(async () => {
  await leavePages();
  await desk.close();
});

const box = (page: OpenedPage) => page.getByRole("textbox", { name: "回复客户" });
const kept = (page: OpenedPage) => page.evaluate(() => JSON.stringify({ ...sessionStorage }));

test("who signs out on a shared desk leaves nothing of what was typed", async () => {
  const id = await desk.ask("发票抬头怎么改？请转人工。");
  const page = await desk.openAs("agent", `/app/tickets/${id}`);
  await box(page).fill("写到一半的回复");
  expect(await kept(page)).toContain("写到一半的回复");
  await page.getByRole("button", { name: /^账户/ }).click();
  await page.getByRole("menuitem", { name: "退出登录" }).click();
  await page.getByLabel("密码", { exact: true }).waitFor();
  expect(await kept(page)).toBe("{}");
  await desk.signIn(page, "engineer");
  expect(await box(page).inputValue()).toBe("");
  expect(page.faults).toEqual([]);
  await page.leave();
});

test("what was typed when a session ended waits for the same member, and is never shown to another", async () => {
  const id = await desk.ask("凭证打印不出来，请转人工。");
  const page = await desk.openAs("agent", `/app/tickets/${id}`);
  const expire = async () => {
    await page.context().clearCookies();
    await box(page).press("Control+Enter");
    await page.getByRole("dialog", { name: "登录已过期" }).getByLabel("密码", { exact: true }).waitFor();
  };
  await box(page).fill("只有我看的话");
  await expire();
  await desk.signIn(page, "agent");
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  expect(await box(page).inputValue()).toBe("只有我看的话");
  await expire();
  await desk.signIn(page, "engineer");
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  await expect.poll(() => box(page).inputValue()).toBe("");
  expect(await kept(page)).not.toContain("只有我看的话");
  await page.leave();
});

test("an analyst reads of a file that it is there, and nothing on the page is broken", async () => {
  const { token } = (await (await fetch(`${desk.base}/demo/token`)).json()) as { token: string };
  const as = { authorization: `Bearer ${token}` };
  const form = new FormData();
  form.append("file", new Blob([PNG], { type: "image/png" }), "身份证.png");
  const file = (await (
    await fetch(`${desk.base}/v1/chat/files`, { method: "POST", headers: as, body: form })
  ).json()) as {
    id: string;
  };
  const body = JSON.stringify({ message: "请看截图", files: [file.id] });
  const headers = { ...as, "content-type": "application/json" };
  const answer = await (await fetch(`${desk.base}/v1/chat`, { method: "POST", headers, body })).text();
  const id = /"ticketId":"([^"]+)"/.exec(answer)![1]!;
  const agent = await desk.openAs("agent", `/app/tickets/${id}`);
  await agent.getByRole("img", { name: "身份证.png" }).waitFor();
  await agent.leave();
  const refused: string[] = [];
  const analyst = await desk.openAs("analyst", "/app/tickets");
  analyst.on("response", (response) => {
    if (response.status() >= 400) refused.push(response.url());
  });
  await analyst.goto(`/app/tickets/${id}`);
  await analyst.getByText("1 个附件，您的角色不能查看").waitFor();
  expect(await analyst.getByRole("img", { name: "身份证.png" }).count()).toBe(0);
  await expect.poll(() => seriousFindings(analyst)).toEqual([]);
  expect(refused).toEqual([]);
  await analyst.context().close();
});

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
