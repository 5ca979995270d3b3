import { expect, test } from "vitest";
import { renewEndUserSecret } from "../../src/access/tenants.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { mergeContacts, undoMerge } from "../../src/tickets/contact-merge.ts";
import { offerSurvey } from "../../src/tickets/surveys/survey-offers.ts";
import {
  answerSurvey,
  askSurveys,
  openSurvey,
  setUnsubscribed,
  surveyLink,
} from "../../src/tickets/surveys/surveys.ts";
import { closeTicket, resolveTicket } from "../../src/tickets/work.ts";
import { ticketDesk } from "../support/tickets.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A desk with one closed ticket that was asked about. */
async function askedDesk() {
  const desk = await ticketDesk();
  const { deps, ctx, as, staff, say } = desk;
  await renewEndUserSecret(deps, ctx);
  const end = async (text: string, externalId = "u-1") => {
    const { ticket } = await say(text, { contact: { externalId } });
    await resolveTicket(deps, as(staff.manager), ticket.id);
    await closeTicket(deps, as(staff.manager), ticket.id);
    await askSurveys(deps, ctx.tenantId);
    return ticket;
  };
  const ticket = await end("怎么反结账？");
  const { token } = await surveyLink(deps, ctx, ticket.id);
  const audited = async () => {
    const { rows } = await inTenant(deps.db, ctx.tenantId, (tx) =>
      tx.query<{ action: string }>("select action from audit where tenant_id = $1 and action like 'survey.%'", [
        ctx.tenantId,
      ]),
    );
    return rows.map(({ action }) => action).sort();
  };
  return { ...desk, end, ticket, token, audited };
}

test("a link outlives the secret of end-user tokens, also in a tenant that is older than the secret of links", async () => {
  const { deps, ctx, ticket, token } = await askedDesk();
  await renewEndUserSecret(deps, ctx);
  expect(await openSurvey(deps, token)).toMatchObject({ open: true });
  await inTenant(deps.db, ctx.tenantId, (tx) =>
    tx.query("update tenant set link_secret = null where tenant_id = $1", [ctx.tenantId]),
  );
  const { token: old } = await surveyLink(deps, ctx, ticket.id);
  expect(old).not.toBe(token);
  await renewEndUserSecret(deps, ctx);
  await renewEndUserSecret(deps, ctx);
  expect(await openSurvey(deps, old)).toMatchObject({ open: true });
});

test("an answer can be corrected for an hour, then its link is spent", async () => {
  const { deps, ctx, clock, ticket, token } = await askedDesk();
  await answerSurvey(deps, token, { csat: 2 });
  clock.advance(HOUR / 2);
  await answerSurvey(deps, token, { csat: 4, comment: "好了" });
  clock.advance(HOUR / 2);
  expect(await openSurvey(deps, token)).toMatchObject({ open: false, survey: { csat: 4 } });
  await expect(answerSurvey(deps, token, { csat: 1 })).rejects.toMatchObject({
    code: "conflict",
    problems: [{ field: "token", reason: "answered" }],
  });
  expect((await surveyLink(deps, ctx, ticket.id)).survey).toMatchObject({ csat: 4, comment: "好了" });
});

test("a survey is put before its customer three times at most, three days apart, and looks within a visit count once", async () => {
  const { deps, ctx, clock, ticket, audited } = await askedDesk();
  const look = async () => (await offerSurvey(deps, ctx, ticket.id, ticket.contactId)) !== null;
  expect([await look(), await look()]).toEqual([true, true]);
  clock.advance(2 * HOUR);
  expect(await look()).toBe(false);
  const later: boolean[] = [];
  for (let visits = 0; visits < 4; visits += 1) {
    clock.advance(3 * DAY);
    later.push(await look());
  }
  expect(later).toEqual([true, true, false, false]);
  expect(await audited()).toEqual(["survey.asked", "survey.offered", "survey.offered", "survey.offered"]);
});

test("an answered, an ended and somebody else's survey is not put before anybody", async () => {
  const { deps, ctx, clock, end, ticket, token } = await askedDesk();
  const other = await end("打印机怎么设置？", "u-2");
  await expect(offerSurvey(deps, ctx, ticket.id, other.contactId)).rejects.toMatchObject({ code: "not_found" });
  await answerSurvey(deps, token, { csat: 5 });
  expect(await offerSurvey(deps, ctx, ticket.id, ticket.contactId)).toBeNull();
  clock.advance(15 * DAY);
  expect(await offerSurvey(deps, ctx, other.id, other.contactId)).toBeNull();
});

test("who unsubscribes is asked about no later ticket, also by a link that has ended, and can take it back", async () => {
  const { deps, ctx, clock, end, ticket, token, audited } = await askedDesk();
  clock.advance(15 * DAY);
  await expect(openSurvey(deps, token)).rejects.toMatchObject({ problems: [{ field: "token", reason: "expired" }] });
  await setUnsubscribed(deps, token, true);
  await setUnsubscribed(deps, token, true);
  const second = await end("另一个问题");
  await expect(surveyLink(deps, ctx, second.id)).rejects.toMatchObject({ code: "not_found" });
  expect(await offerSurvey(deps, ctx, ticket.id, ticket.contactId)).toBeNull();
  await setUnsubscribed(deps, token, false);
  expect(await askSurveys(deps, ctx.tenantId)).toBe(1);
  expect(await audited()).toEqual(["survey.allowed", "survey.asked", "survey.asked", "survey.refused"]);
});

test("a link of another tenant's secret, survey or shape opens nothing", async () => {
  const { deps, ctx, token } = await askedDesk();
  const foreign = await askedDesk();
  const [, , survey = "", mac = ""] = token.split(".");
  for (const bad of [
    `tls.${foreign.ctx.tenantId}.${survey}.${mac}`,
    `tls.${ctx.tenantId}.${foreign.token.split(".")[2]}.${mac}`,
    `${token}A`,
    "tls",
    "",
  ])
    await expect(setUnsubscribed(deps, bad, true)).rejects.toMatchObject({ code: "not_found" });
});

test("whoever is merged with somebody who wants no surveys is asked none, and each goes their own way again when it is taken back", async () => {
  const { deps, ctx, as, staff, clock, say } = await askedDesk();
  const csm = as(staff.csm);
  const end = async (externalId: string) => {
    const { ticket } = await say("怎么反结账？", { contact: { externalId, customerId: "c-1" } });
    await resolveTicket(deps, csm, ticket.id);
    await closeTicket(deps, csm, ticket.id);
    return { ticket, asked: await askSurveys(deps, ctx.tenantId) };
  };
  const [phone, web] = [(await end("phone")).ticket, (await end("web")).ticket];
  const refuse = async ({ id }: typeof phone, refused: boolean) =>
    setUnsubscribed(deps, (await surveyLink(deps, ctx, id)).token, refused);
  const merge = async () => {
    clock.advance(1_000);
    return (await mergeContacts(deps, csm, web.contactId, { mergedId: phone.contactId, reason: "同一人" })).id;
  };
  await refuse(phone, true);
  let merged = await merge();
  expect([(await end("phone")).asked, (await end("web")).asked]).toEqual([0, 0]);
  // What closed meanwhile is asked about no more.
  clock.advance(2 * DAY);
  await undoMerge(deps, csm, merged);
  expect([(await end("phone")).asked, (await end("web")).asked]).toEqual([0, 1]);
  merged = await merge();
  await refuse(web, false);
  // The one before as well, which nobody was asked about and closed just now.
  expect((await end("phone")).asked).toBe(2);
  await refuse(web, true);
  clock.advance(2 * DAY);
  await undoMerge(deps, csm, merged);
  expect([(await end("phone")).asked, (await end("web")).asked]).toEqual([0, 0]);
});
