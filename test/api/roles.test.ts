import { expect, test } from "vitest";
import { createApiKey } from "../../src/access/api-keys.ts";
import { signEndUserToken } from "../../src/access/end-user-tokens.ts";
import { ACTIONS, type Action, can } from "../../src/access/roles.ts";
import { PUBLIC_PATHS } from "../../src/api/auth.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { newId } from "../../src/kernel/ids.ts";
import { MEMBER_ROLES } from "../../src/kernel/labels.ts";
import { testDatabase } from "../support/database.ts";
import { freshMember } from "../support/members.ts";
import { testSite } from "../support/site.ts";
import { freshTenant } from "../support/tenants.ts";

const db = await testDatabase();
const deps = { db, clock: systemClock };
const { app, call, browser } = await testSite();

const ARTICLE = { title: "t", body: "b", scope: {} };

/** One call of each route: the action it needs, or null where every signed-in caller may. */
const ROUTES: readonly (readonly [call: string, action: Action | null, body?: unknown])[] = [
  ["GET /v1/me", null],
  ["GET /v1/members", "member.read"],
  ["PATCH /v1/members/{id}", "member.write", { role: "agent" }],
  ["PATCH /v1/members/{id}", "member.supervise", { maySend: false }],
  ["POST /v1/members/{id}/disable", "member.write"],
  ["PUT /v1/members/{id}/absence", "member.supervise", { until: null, delegateId: null }],
  ["DELETE /v1/members/{id}/absence", "member.supervise"],
  ["POST /v1/invitations", "member.write", { email: "new@test.example", role: "agent" }],
  ["GET /v1/invitations", "member.write"],
  ["DELETE /v1/invitations/{id}", "member.write"],
  ["GET /v1/audit", "audit.read"],
  ["POST /v1/audit/verify", "audit.read"],
  ["POST /v1/keys", "key.write", { name: "k", scopes: ["chat"] }],
  ["GET /v1/keys", "key.write"],
  ["DELETE /v1/keys/{id}", "key.write"],
  ["GET /v1/tickets", "ticket.read"],
  ["GET /v1/tickets/{id}", "ticket.read"],
  ["POST /v1/tickets/{id}/notes", "note.write", { text: "a note" }],
  ["POST /v1/tickets/{id}/claim", "ticket.claim"],
  ["POST /v1/tickets/{id}/release", "ticket.claim"],
  ["POST /v1/tickets/{id}/assign", "ticket.assign", { memberId: newId() }],
  [
    "POST /v1/tickets/{id}/escalate",
    "ticket.escalate",
    { toTier: 2, symptom: "s", evidence: "e", triedSteps: "t", summary: "s" },
  ],
  ["POST /v1/tickets/{id}/return", "ticket.return", { toTier: 1, solution: "s" }],
  ["POST /v1/tickets/{id}/resolve", "ticket.resolve"],
  ["POST /v1/tickets/{id}/close", "ticket.close"],
  ["POST /v1/tickets/{id}/reopen", "ticket.reopen"],
  ["POST /v1/tickets/{id}/silence", "ticket.reply", { silent: true }],
  ["POST /v1/tickets/{id}/cause", "ticket.resolve", { category: "product", text: "t", remedy: "r" }],
  ["POST /v1/tickets/{id}/cause/verify", "ticket.close"],
  ["POST /v1/tickets/{id}/replies", "ticket.reply", { text: "a reply", turn: 0 }],
  ["POST /v1/drafts/{id}:accept", "draft.decide"],
  ["POST /v1/drafts/{id}:approve", "approval.give", { textHash: "0".repeat(64) }],
  ["POST /v1/drafts/{id}:edit", "draft.decide", { text: "another text" }],
  ["POST /v1/drafts/{id}:reject", "draft.decide", { reason: "tone" }],
  ["GET /v1/approvals", "approval.give"],
  ["GET /v1/knowledge/articles", "knowledge.read"],
  ["POST /v1/knowledge/articles", "knowledge.write", ARTICLE],
  ["GET /v1/knowledge/articles/{id}", "knowledge.read"],
  ["GET /v1/knowledge/articles/{id}/draft", "knowledge.write"],
  ["PUT /v1/knowledge/articles/{id}/draft", "knowledge.write", ARTICLE],
  ["DELETE /v1/knowledge/articles/{id}/draft", "knowledge.write"],
  ["GET /v1/knowledge/articles/{id}/versions", "knowledge.read"],
  ["GET /v1/knowledge/articles/{id}/diff?from=1&to=2", "knowledge.read"],
  ["GET /v1/knowledge/articles/{id}/diff?from=1&to=draft", "knowledge.write"],
  ["POST /v1/knowledge/preview", "knowledge.write", { content: ARTICLE }],
  ["POST /v1/knowledge/articles/{id}/publish", "knowledge.write", {}],
  ["POST /v1/knowledge/articles/{id}/retire", "knowledge.write", {}],
  ["POST /v1/knowledge/articles/{id}/restore", "knowledge.write"],
  ["POST /v1/knowledge/articles/{id}/review", "knowledge.write"],
  ["GET /v1/knowledge/articles/{id}/file-change", "knowledge.write"],
  ["POST /v1/knowledge/articles/{id}/file-change/take", "knowledge.write"],
  ["POST /v1/knowledge/articles/{id}/file-change/keep", "knowledge.write"],
];
/** Open to every member for what is their own; keys and end users have no such things. */
const OWN = [
  "GET /v1/notifications",
  "POST /v1/notifications/read",
  "POST /v1/auth/sign-out",
  "POST /v1/auth/change-password",
];

const published = async (): Promise<string[]> => {
  const { paths } = (await (await app.request("/openapi.json")).json()) as { paths: Record<string, object> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
};
const isPublic = (route: string) => PUBLIC_PATHS.some((path) => path.test(route.split(" ")[1]!));
const status = async (route: string, headers: Record<string, string>, body?: unknown) => {
  const [method, path] = route.replace("{id}", newId()).split(" ") as [string, string];
  return (await call(method, path, { "if-match": '"1"', ...headers }, body)).status;
};

test("the table names every route that is not public", async () => {
  const listed = new Set([...ROUTES.map(([route]) => route.split("?")[0]!), ...OWN]);
  expect((await published()).filter((route) => !isPublic(route)).sort()).toEqual([...listed].sort());
});

test("every route without credentials, or with wrong ones, is 401 unless it is listed as public", async () => {
  const wrong = [
    {},
    { authorization: "Bearer tl_x" },
    { authorization: "Basic eDp5" },
    { cookie: "threeline.session_token=x.y" },
  ];
  for (const route of (await published()).filter((name) => !isPublic(name)))
    for (const headers of wrong)
      expect([route, headers, await status(route, { origin: "http://threeline.test", ...headers })]).toEqual([
        route,
        headers,
        401,
      ]);
  // What the router holds beyond the published routes is closed as well.
  for (const { method, path } of app.routes) {
    const concrete = path.replace(/:[a-zA-Z]+(\{[^}]*\})?/g, newId()).replace("*", "x");
    if (method === "ALL" || PUBLIC_PATHS.some((open) => open.test(concrete))) continue;
    expect([method, path, (await call(method, concrete)).status]).toEqual([method, path, 401]);
  }
});

test.each([...MEMBER_ROLES.map((role) => [role, true] as const), ["agent", false] as const])(
  "each route lets %s (may send: %s) in exactly where the table of roles does",
  async (role, maySend) => {
    const { ctx } = await freshTenant();
    const headers = await browser((await freshMember(ctx, role, { maySend })).email);
    const found = [];
    const expected = [];
    for (const [route, action, body] of ROUTES) {
      const code = await status(route, headers, body);
      expect([route, code >= 500]).toEqual([route, false]);
      found.push([route, code !== 403 && code !== 401]);
      expected.push([route, action === null || can({ type: "member", id: "", role, maySend }, action)]);
    }
    expect(found).toEqual(expected);
    for (const route of OWN.slice(0, 1)) expect([route, await status(route, headers)]).toEqual([route, 200]);
  },
);

test("a key enters only where its scopes allow, and never where consent is given", async () => {
  const { ctx } = await freshTenant();
  for (const scopes of [
    ["*"],
    ["chat"],
    ["tickets:read"],
    ["tickets:write"],
    ["audit:read", "members:read"],
  ] as const) {
    const { id, key } = await createApiKey(deps, ctx, { name: "k", scopes: [...scopes] });
    for (const [route, action, body] of ROUTES) {
      const allowed = action === null || can({ type: "api_key", id, scopes }, action);
      const code = await status(route, { authorization: `Bearer ${key}` }, body);
      // Some verbs ask for a person beyond the action, so a key that is let in may still be refused.
      if (!allowed) expect([scopes, route, code]).toEqual([scopes, route, 403]);
      else expect([scopes, route, code]).not.toEqual([scopes, route, 401]);
    }
  }
});

test("an end user enters none of them", async () => {
  const { ctx } = await freshTenant();
  const expiresAt = Math.floor(Date.now() / 1000) + 600;
  const token = await signEndUserToken(db, { tenantId: ctx.tenantId, userId: "u", expiresAt });
  for (const [route, action, body] of ROUTES.filter(([, needed]) => needed !== null))
    expect([route, action, await status(route, { authorization: `Bearer ${token}` }, body)]).toEqual([
      route,
      action,
      403,
    ]);
});

test("every action of the table is one that a role may do", () => {
  for (const action of ACTIONS)
    expect(MEMBER_ROLES.some((role) => can({ type: "member", id: "", role, maySend: true }, action))).toBe(true);
});
