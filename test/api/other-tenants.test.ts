import { expect, test } from "vitest";
import { newId } from "../../src/kernel/ids.ts";
import { type Answer, allEvents, type Credentials, open, type ProblemBody, send, testTenant } from "../support/app.ts";

const [ours, theirs] = [await testTenant(), await testTenant()];
const { fetch } = ours.app;
const admin = (await ours.member("admin")).as;
const key = await ours.key();
const foreign = await theirRows();

/** A ticket with a draft that waits, an import with its article, a key and a member of the other tenant. */
async function theirRows() {
  const boss = await theirs.member("manager");
  const importId = await theirs.learn({ "secret.md": "# Secret\n\nTheir secret.\n" });
  const [first] = await allEvents(await open(fetch, "POST /v1/chat", await theirs.endUser(), { message: "我要投诉" }));
  const ticket = String(first!.data["ticketId"]);
  const view = await send(fetch, `GET /v1/tickets/${ticket}`, boss.as);
  const { turn } = (view.body as { ticket: { turn: number } }).ticket;
  const text = "我们退款 500 元给您。";
  const replied = await send(fetch, `POST /v1/tickets/${ticket}/replies`, boss.as, { text, turn });
  const { draft } = replied.body as { draft: { id: string; textHash: string; version: number } };
  const list = await send(fetch, "GET /v1/knowledge/articles", boss.as);
  const article = (list.body as { articles: { id: string }[] }).articles[0]!.id;
  const created = await send(fetch, "POST /v1/keys", (await theirs.member("admin")).as, {
    name: "k",
    scopes: ["chat"],
  });
  return { ticket, draft, importId, article, key: created.body as { id: string; key: string }, member: boss.id };
}

const NO_BODY = undefined;
const FORM = { toTier: 2, symptom: "s", evidence: "e", triedSteps: "t", summary: "s" };
const REQUESTS: readonly (readonly [route: string, body?: unknown])[] = [
  [`GET /v1/tickets/${foreign.ticket}`],
  [`GET /v1/tickets/${foreign.ticket}/events`],
  [`POST /v1/tickets/${foreign.ticket}/claim`],
  [`GET /v1/tickets/${foreign.ticket}/similar`],
  [`POST /v1/tickets/${foreign.ticket}/article-suggestion`],
  [`POST /v1/tickets/${foreign.ticket}/notes`, { text: "note" }],
  [`POST /v1/tickets/${foreign.ticket}/replies`, { text: "reply", turn: 1 }],
  [`POST /v1/tickets/${foreign.ticket}/assign`, { memberId: foreign.member }],
  [`POST /v1/tickets/${foreign.ticket}/escalate`, FORM],
  [`POST /v1/tickets/${foreign.ticket}/resolve`],
  [`GET /v1/chat/${foreign.ticket}`],
  [`GET /v1/chat/${foreign.ticket}/events`],
  [`POST /v1/chat/${foreign.ticket}/person`],
  [`POST /v1/drafts/${foreign.draft.id}:accept`],
  [`POST /v1/drafts/${foreign.draft.id}:approve`, { textHash: foreign.draft.textHash }],
  [`POST /v1/drafts/${foreign.draft.id}:edit`, { text: "another" }],
  [`POST /v1/drafts/${foreign.draft.id}:reject`, { reason: "tone" }],
  [`GET /v1/knowledge/imports/${foreign.importId}`],
  [`GET /v1/knowledge/imports/${foreign.importId}/events`],
  [`POST /v1/knowledge/imports/${foreign.importId}/cancel`],
  [`POST /v1/knowledge/imports/${foreign.importId}/pause`],
  [`POST /v1/knowledge/imports/${foreign.importId}/resume`],
  [`POST /v1/knowledge/imports/${foreign.importId}/retry`],
  [`GET /v1/knowledge/articles/${foreign.article}`],
  [`GET /v1/knowledge/articles/${foreign.article}/draft`],
  [`PUT /v1/knowledge/articles/${foreign.article}/draft`, { title: "t", body: "b", scope: {} }],
  [`DELETE /v1/knowledge/articles/${foreign.article}/draft`],
  [`GET /v1/knowledge/articles/${foreign.article}/versions`],
  [`GET /v1/knowledge/articles/${foreign.article}/diff?from=1&to=draft`],
  [`POST /v1/knowledge/articles/${foreign.article}/publish`, {}],
  [`POST /v1/knowledge/articles/${foreign.article}/retire`, {}],
  [`POST /v1/knowledge/articles/${foreign.article}/restore`],
  [`POST /v1/knowledge/articles/${foreign.article}/review`],
  [`GET /v1/knowledge/articles/${foreign.article}/file-change`],
  [`DELETE /v1/keys/${foreign.key.id}`],
  [`PATCH /v1/members/${foreign.member}`, { role: "agent" }],
  [`POST /v1/members/${foreign.member}/disable`],
];
const match = { "if-match": `"${foreign.draft.version}"` };
const call = (route: string, body: unknown): Promise<Answer> => send(fetch, route, admin, body, match);

test("another tenant's ids answer exactly as ids that do not exist", async () => {
  const words = ({ body }: Answer) => (body as ProblemBody).detail.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID");
  for (const [route, body] of REQUESTS) {
    const unknown = route.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, newId());
    const [found, missing] = [await call(route, body ?? NO_BODY), await call(unknown, body ?? NO_BODY)];
    expect([route, found.status, words(found)]).toEqual([route, 404, words(missing)]);
  }
});

test("nothing of the other tenant has changed, and its own people still see it", async () => {
  const boss = await theirs.member("manager");
  const view = await send(fetch, `GET /v1/tickets/${foreign.ticket}`, boss.as);
  expect(view.body).toMatchObject({
    ticket: { assigneeId: null, status: "open" },
    drafts: [{}, { state: "waiting" }].slice(-1),
  });
  const chat: Credentials = { authorization: `Bearer ${foreign.key.key}` };
  expect((await send(fetch, "GET /v1/me", chat)).status).toBe(200);
});

test("no list shows a row of another tenant", async () => {
  for (const route of ["tickets", "knowledge/articles", "knowledge/imports", "keys", "members", "audit", "approvals"]) {
    const { status, body } = await send(fetch, `GET /v1/${route}`, admin);
    const text = JSON.stringify(body);
    expect([route, status]).toEqual([route, 200]);
    for (const id of [foreign.ticket, foreign.article, foreign.importId, foreign.key.id, foreign.member])
      expect([route, text.includes(id)]).toEqual([route, false]);
  }
  const found = await send(fetch, "POST /v1/search", key, { query: "Their secret" });
  expect(found.body).toMatchObject({ hits: [] });
});

test("an assignment or a mention of another tenant's member is refused, or tells nobody", async () => {
  const [first] = await allEvents(await open(fetch, "POST /v1/chat", await ours.endUser(), { message: "你好" }));
  const { ticketId } = first!.data;
  expect((await call(`POST /v1/tickets/${ticketId}/assign`, { memberId: foreign.member })).status).toBe(404);
  await call(`POST /v1/tickets/${ticketId}/notes`, { text: "look", mentions: [foreign.member] });
  const boss = await send(fetch, "GET /v1/notifications", (await theirs.member("manager")).as);
  expect(JSON.stringify(boss.body)).not.toContain(String(ticketId));
});

test("expired, revoked, foreign and damaged credentials are refused with a word of why", async () => {
  const expiredUser = await ours.endUser("u-1", -1);
  const expiredKey = await ours.key(["*"], new Date(Date.now() - 1000).toISOString());
  const revoked = await send(fetch, "POST /v1/keys", admin, { name: "k", scopes: ["search"] });
  const { id, key: secret } = revoked.body as { id: string; key: string };
  await send(fetch, `DELETE /v1/keys/${id}`, admin);
  const token = (await ours.endUser())["authorization"]!;
  const swapped = token.replace(ours.ctx.tenantId, theirs.ctx.tenantId);
  for (const [as, reason] of [
    [expiredUser, /expired/],
    [expiredKey, /expired/],
    [{ authorization: `Bearer ${secret}` }, /not valid/],
    [{ authorization: swapped }, /not valid/],
    [{ authorization: `${token.slice(0, -2)}AA` }, /not valid/],
    [{ authorization: "Bearer tlu.x.y.z" }, /not valid/],
  ] as const) {
    const answer = await send(fetch, "POST /v1/search", as, { query: "x" });
    expect(answer).toMatchObject({ status: 401, body: { detail: expect.stringMatching(reason) } });
  }
});

test("an end user cannot read another contact's ticket, nor notes, drafts or labels of their own", async () => {
  const [owner, stranger] = [await ours.endUser("owner"), await ours.endUser("stranger")];
  const events = await allEvents(await open(fetch, "POST /v1/chat", owner, { message: "我要投诉，退钱" }));
  const ticketId = String(events[0]!.data["ticketId"]);
  await call(`POST /v1/tickets/${ticketId}/notes`, { text: "a secret among members" });
  for (const method of ["GET", "POST"])
    for (const tail of ["", "/events", "/person"])
      expect(
        (await send(fetch, `${method} /v1/chat/${ticketId}${tail}`, stranger, method === "POST" ? {} : undefined))
          .status,
      ).toBe(404);
  for (const route of [
    `GET /v1/tickets/${ticketId}`,
    "GET /v1/tickets",
    "GET /v1/approvals",
    "GET /v1/members",
    "GET /v1/audit",
  ])
    expect([route, (await send(fetch, route, owner)).status]).toEqual([route, 403]);
  const seen = JSON.stringify([events, (await send(fetch, `GET /v1/chat/${ticketId}`, owner)).body]);
  expect(seen).toContain("我要投诉");
  expect(seen).not.toMatch(/secret|complaint|serviceType|draft|sentiment|urgency|costMicros|ownerId|team/);
});
