import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { renewEndUserSecret } from "../../src/access/tenants.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { askSurveys, surveyLink } from "../../src/tickets/surveys/surveys.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";
import { demoDesk } from "./demo-desk.ts";
import { leavePages, openPage, seriousFindings } from "./support.ts";

const db = await testDatabase();
const { ctx } = await freshTenant();
let desk: Awaited<ReturnType<typeof demoDesk>>;
let ticketId: string;
let token: string;

/** Asks, closes what was asked, and gives its survey. */
async function closedTicket(): Promise<void> {
  const manager = await desk.openAs("manager", "/app/help");
  ticketId = await desk.ask("食堂的刷卡机怎么对接？");
  for (const verb of ["resolve", "close"]) {
    const done = await manager.evaluate(
      (path) => fetch(path, { method: "POST", credentials: "same-origin" }).then(({ status }) => status),
      `/v1/tickets/${ticketId}/${verb}`,
    );
    expect(done).toBe(200);
  }
  await manager.leave();
  await askSurveys({ db, clock: systemClock }, ctx.tenantId);
  token = (await surveyLink({ db }, ctx, ticketId)).token;
}

const stored = async () => (await surveyLink({ db }, ctx, ticketId)).survey;

beforeAll(async () => {
  await renewEndUserSecret({ db, clock: systemClock }, ctx);
  desk = await demoDesk(db, ctx.tenantId, mkdtempSync(join(tmpdir(), "threeline-kb-")));
});
beforeEach(closedTicket);
afterAll(async () => {
  await leavePages();
  await desk.close();
});

describe("the survey of a closed ticket", () => {
  test("is answered on its own page, once, in the customer's language", async () => {
    const page = await openPage(desk.base);
    await page.goto(`/survey/${token}`);
    await page.getByRole("heading", { name: "服务评价" }).waitFor();
    expect(await page.locator(".about").innerText()).toContain("食堂的刷卡机");
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "提交" }).click();
    expect(await page.getByRole("alert").innerText()).toBe("请先选择满意程度。");
    await page.getByRole("radio", { name: "5 很满意" }).check();
    await page.getByRole("radio", { name: "6", exact: true }).first().check();
    await page.getByLabel(/还想说点什么/).fill("很快。");
    await page.getByRole("button", { name: "提交" }).click();
    await page.getByText("谢谢，您的评价已收到。").waitFor();
    expect(await stored()).toMatchObject({ csat: 5, ces: 6, comment: "很快。" });
    expect(await seriousFindings(page)).toEqual([]);
    await page.goto(`/survey/${token}?lang=en`);
    await page.getByRole("button", { name: "Change my answer" }).waitFor();
    await inTenant(db, ctx.tenantId, (tx) =>
      tx.query("update survey set answered_at = answered_at - interval '2 hours' where tenant_id = $1", [ctx.tenantId]),
    );
    await page.reload();
    await page.getByText("You have answered this already.").waitFor();
    expect(page.faults).toEqual([]);
    await page.leave();
  });

  test("says that it has ended, that a link is not valid, and lets a person be asked never again", async () => {
    const page = await openPage(desk.base);
    await page.goto(`/survey/${token}`);
    await page.getByRole("button", { name: "不再收到评价邀请" }).click();
    await page.getByText("好的，以后不会再邀请您评价。").waitFor();
    await page.getByRole("button", { name: "撤销" }).click();
    await page.getByRole("button", { name: "不再收到评价邀请" }).waitFor();
    await inTenant(db, ctx.tenantId, (tx) =>
      tx.query("update survey set expires_at = asked_at where tenant_id = $1", [ctx.tenantId]),
    );
    await page.reload();
    await page.getByText("这份问卷已结束。仍然感谢您。").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.goto("/survey/tls.not-ours?lang=en");
    await page.getByText("This link is not valid.").waitFor();
    await page.leave();
  });

  test("is asked in the chat widget once the conversation has ended, and can be put off", async () => {
    const page = await openPage(desk.base);
    await page.goto("/demo?lang=en&theme=light&chat");
    await page.locator("textarea").fill("How do we connect the card reader of the canteen?");
    await page.keyboard.press("Enter");
    await page.locator("article.ai, article.me").first().waitFor();
    const id = await page.evaluate(async () => {
      for (let tries = 0; tries < 200; tries += 1) {
        const key = Object.keys(localStorage).find((name) => name.startsWith("threeline:"));
        if (key !== undefined) return localStorage.getItem(key)!;
        await new Promise((wake) => setTimeout(wake, 50));
      }
      return "";
    });
    await inTenant(db, ctx.tenantId, (tx) =>
      tx.query(
        "update ticket set status = 'closed', closed_at = now(), updated_at = now() where tenant_id = $1 and id = $2",
        [ctx.tenantId, id],
      ),
    );
    ticketId = id;
    await askSurveys({ db, clock: systemClock }, ctx.tenantId);
    await page.reload();
    const card = page.getByRole("region", { name: "How did we do?" });
    await card.getByRole("radio", { name: "4 Satisfied" }).check();
    expect(await seriousFindings(page)).toEqual([]);
    await card.getByRole("button", { name: "Send" }).click();
    await card.getByText("Thank you. We have your answer.").waitFor();
    expect(await stored()).toMatchObject({ csat: 4 });
    await page.reload();
    await page.locator("article").first().waitFor();
    expect(await card.count()).toBe(0);
    await page.leave();
  });
});
