import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addMember } from "../../src/access/members.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { type Train, trainJob } from "../../src/jobs/training/training.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { newId } from "../../src/kernel/ids.ts";
import { addReason } from "../../src/tickets/reasons.ts";
import { listRuns } from "../../src/tickets/store/training.ts";
import { testDatabase } from "../support/database.ts";
import { PASSWORD } from "../support/members.ts";
import { freshTenant } from "../support/tenants.ts";
import { demoDesk } from "./demo-desk.ts";
import { leavePages, type OpenedPage, openPage, seriousFindings } from "./support.ts";

const db = await testDatabase();
const { ctx } = await freshTenant();
let desk: Awaited<ReturnType<typeof demoDesk>>;
let page: OpenedPage;

beforeAll(async () => {
  desk = await demoDesk(db, ctx.tenantId, mkdtempSync(join(tmpdir(), "threeline-kb-")));
  page = await desk.openAs("admin", "/app/admin/members");
}, 60_000);
afterAll(async () => {
  await leavePages();
  await desk.close();
});

const open = async (tab: string) => {
  await page.goto(`/app/admin/${tab}`);
  await page.locator(".admin h1").waitFor();
};
const sound = async () => {
  // Colours are judged once nothing fades any more.
  await expect.poll(() => seriousFindings(page)).toEqual([]);
  expect(page.faults).toEqual([]);
};

test("an administrator invites a person by a link that is shown once; the person joins and can be disabled", async () => {
  await open("members");
  await page.getByRole("textbox", { name: "邮箱" }).fill(`new-${newId().slice(-8)}@test.example`);
  await page.getByRole("button", { name: /邀\s?请/ }).click();
  const dialog = page.getByRole("dialog");
  const link = await dialog.getByRole("textbox").inputValue();
  expect(link).toContain("/app/invitation#tli_");
  await sound();
  await dialog.getByRole("button", { name: "我已保存" }).click();

  const guest = await openPage(desk.base);
  await guest.goto(link.slice(link.indexOf("/app")));
  await guest.getByLabel("姓名").fill("新同事");
  await guest.getByLabel("密码").fill(PASSWORD);
  await guest.getByRole("button", { name: /加\s?入/ }).click();
  await guest.getByRole("navigation").first().waitFor();
  expect(await seriousFindings(guest)).toEqual([]);

  await page.reload();
  const row = page.getByRole("row").filter({ hasText: "新同事" });
  await row.getByRole("button", { name: /停\s?用/ }).click();
  await page
    .getByRole("tooltip")
    .getByRole("button", { name: /停\s?用/ })
    .click();
  await expect.poll(() => row.count()).toBe(0);
  await guest.reload();
  await guest.getByRole("button", { name: /登\s?录/ }).waitFor();
  await guest.leave();
});

test("a key is shown once, works, and is revoked", async () => {
  await open("keys");
  await page.getByText("还没有密钥").waitFor();
  await page.getByRole("textbox", { name: "用途名称" }).fill("门户");
  await page.getByRole("button", { name: "新建密钥" }).click();
  const dialog = page.getByRole("dialog");
  const key = await dialog.getByRole("textbox").inputValue();
  const me = () => fetch(`${desk.base}/v1/me`, { headers: { authorization: `Bearer ${key}` } });
  expect((await me()).status).toBe(200);
  await sound();
  await dialog.getByRole("button", { name: "我已保存" }).click();
  await page.getByRole("button", { name: /吊\s?销/ }).click();
  await page
    .getByRole("tooltip")
    .getByRole("button", { name: /吊\s?销/ })
    .click();
  await page.getByText(/已吊销 /).waitFor();
  expect((await me()).status).toBe(401);
});

test("limits of the model budget are set and seen", async () => {
  await open("usage");
  await page.getByText("本月没有调用模型").waitFor();
  await page.getByRole("checkbox", { name: "限制 token 数" }).check();
  await page.getByRole("spinbutton", { name: "限制 token 数" }).fill("5000000");
  await page.getByRole("button", { name: "保存限额" }).click();
  await page.getByText(/token: 0 \/ 5,000,000/).waitFor();
  await sound();
});

test("lists of words are tried before they decide, refused when they are malformed, and published", async () => {
  await open("safety");
  await page.getByRole("button", { name: "新增词表" }).click();
  const list = page.getByRole("region", { name: "词表 list_" });
  await list.getByRole("textbox", { name: /^正则/ }).fill("(a+)+b");
  const trial = page.getByRole("region", { name: "试一试" });
  await trial.getByRole("textbox").fill("请发我竞品甲的报价");
  await trial.getByRole("button", { name: /查\s?找/ }).click();
  await trial.getByRole("alert").waitFor();
  await list.getByRole("textbox", { name: /^正则/ }).fill("");
  await list.getByRole("textbox", { name: /^词/ }).fill("竞品甲");
  await trial.getByRole("button", { name: /查\s?找/ }).click();
  await trial.getByText(/竞品甲 · list_\d · 人工先看/).waitFor();
  await sound();
  await page.getByRole("button", { name: /发\s?布/ }).click();
  await page.getByText("已发布").waitFor();
  await page.reload();
  await expect.poll(() => page.getByRole("textbox", { name: /^词/ }).last().inputValue()).toBe("竞品甲");
});

test("contact reasons stand in a tree, are written with examples, and what none fits is suggested", async () => {
  await addReason({ db, clock: systemClock }, ctx, { name: "账务", description: "", parentId: null, examples: [] });
  for (const text of ["食堂刷卡机怎么对接", "食堂刷卡机对接协议", "食堂的刷卡机怎么对接系统", "刷卡机怎么对接食堂"])
    await desk.ask(text);
  await open("reasons");
  await page.getByRole("button", { name: "新增联络原因" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: "名称" }).fill("结账");
  await expect.poll(() => seriousFindings(page)).toEqual([]);
  await form.getByRole("combobox", { name: "上级" }).click();
  await page.locator(".ant-select-item-option").getByText("账务").click();
  await form.getByRole("textbox", { name: /例句/ }).fill("怎么反结账\n月末结账报错");
  await form.getByRole("button", { name: /保\s?存/ }).click();
  const tree = page.getByRole("list", { name: "联络原因" });
  await tree.getByText("2 个例句").waitFor();
  const suggested = page.getByRole("region", { name: "没有原因能解释的请求" });
  await suggested
    .getByText(/刷卡机/)
    .first()
    .waitFor();
  await suggested.getByRole("button", { name: "采纳为联络原因" }).first().click();
  expect(await form.getByRole("textbox", { name: /例句/ }).inputValue()).toContain("刷卡机");
  await form.getByRole("button", { name: /取\s?消/ }).click();
  await page.getByRole("textbox", { name: "输入一句客户的话" }).fill("你好");
  await page.getByRole("button", { name: /判\s?断/ }).click();
  await page.getByText("没有合适的联络原因").waitFor();
  await sound();
});

test("a training is started and its gate's outcome is told", async () => {
  await inTenant(db, ctx.tenantId, (tx) =>
    tx.query(
      `insert into training_run (tenant_id, id, kind, status, figures, requested_by, created_at, finished_at)
       values ($1, $2, 'understanding', 'refused', '{"before": 0.91, "after": 0.88}', 'x', now() - interval '1 day', now())`,
      [ctx.tenantId, newId()],
    ),
  );
  await open("trainings");
  await page.getByText("未过关，沿用原模型").waitFor();
  await page.getByText(/after 0.88/).waitFor();
  await page.getByRole("button", { name: "训练联络原因" }).click();
  await page.getByText("等待开始").waitFor();
  await sound();
  const job = (train: Train) => trainJob({ ...desk.app.tickets, train });
  const id = await inTenant(db, ctx.tenantId, async (tx) => {
    const [newest] = await listRuns(tx, 1);
    return newest!.id;
  });
  let fail = (_: Error) => {};
  const running = job(
    () =>
      new Promise((_, reject) => {
        fail = reject;
      }),
  );
  const ended = running({ tenantId: ctx.tenantId, id }, new AbortController().signal).catch(() => {});
  await page.getByText(/正在训练，.*开始/).waitFor();
  expect(await page.getByRole("button", { name: "训练理解模型" }).isDisabled()).toBe(true);
  fail(new Error("out of memory"));
  await ended;
  await page.getByText("联络原因：训练失败，请重新开始").waitFor();
  await page.getByText("训练中断，原因见服务器日志").waitFor();
  expect(await page.getByRole("button", { name: "训练理解模型" }).isEnabled()).toBe(true);
  await page.getByRole("button", { name: /^通知/ }).click();
  await page.getByText("联络原因的训练失败").waitFor();
  await page.keyboard.press("Escape");
});

test("agreement and drift lead to the tickets behind them", async () => {
  const id = await desk.ask("打印模板错乱，请帮忙看看。");
  const said = await page.evaluate(async (ticket) => {
    const path = `/v1/tickets/${ticket}/labels`;
    const { urgency } = await (await fetch(path)).json();
    const body = JSON.stringify({ urgency: urgency === "high" ? "low" : "high" });
    return (await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body })).status;
  }, id);
  expect(said).toBe(200);
  await open("agreement");
  await page.getByRole("button", { name: /→ .* × 1/ }).click();
  const behind = page.getByRole("region", { name: "背后的工单" });
  await sound();
  await behind.getByRole("link", { name: /打印模板错乱/ }).click();
  await page.locator(".ticket-title").waitFor();
  expect(page.url()).toContain(id);
});

test("the audit is read, filtered and verified", async () => {
  await open("audit");
  await page.getByRole("textbox", { name: "动作" }).fill("policy.published");
  await page.getByRole("button", { name: /筛\s?选/ }).click();
  await expect.poll(async () => (await page.getByRole("row").filter({ hasText: "policy" }).count()) > 2).toBe(true);
  await page.locator("details.change summary").first().click();
  await page.getByRole("button", { name: "校验链条" }).click();
  await page.getByText(/^完好：/).waitFor();
  await sound();
  // On a phone a row is a few lines high, not as many as an id has groups of letters.
  const { width, height } = page.viewportSize()!;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.locator("details.change summary").first().click();
  const heights = await page.locator(".audit-rows tbody tr").evaluateAll((rows) => rows.map((row) => row.clientHeight));
  expect(Math.max(...heights)).toBeLessThan(140);
  await sound();
  await page.setViewportSize({ width, height });
});

test("a member of two tenants chooses one, and stays there after a reload", async () => {
  const other = await freshTenant();
  const { rows } = await db.query<{ user_id: string }>(
    `select user_id from auth.membership where tenant_id = $1 and user_id in (select id from auth."user" where email like '%admin%')`,
    [ctx.tenantId],
  );
  const member = { userId: rows[0]!.user_id, email: "two@test.example", name: "二", role: "admin" as const };
  await inTenant(db, other.ctx.tenantId, (tx) =>
    addMember(tx, systemClock, other.ctx, { ...member, team: null, maySend: true }),
  );
  await page.goto("/app/admin/members");
  await page.getByRole("button", { name: /^账户/ }).click();
  await page.getByRole("menuitem", { name: other.tenant.slug }).click();
  await expect.poll(() => page.evaluate(() => localStorage.getItem("tl.tenant"))).toBe(other.ctx.tenantId);
  await page.goto("/app/admin/members");
  await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
});

test("an agent has no way in, and a manager sees what managers set", async () => {
  const agent = await desk.openAs("agent", "/app/admin/members");
  await agent.getByText("这里没有内容").waitFor();
  await agent.leave();
  const manager = await desk.openAs("manager", "/app/admin");
  await manager.getByRole("link", { name: "内容安全" }).waitFor();
  expect(await manager.getByRole("link", { name: "接口密钥" }).count()).toBe(0);
  await manager.leave();
});
