import { expect, test } from "vitest";
import { createApiKey } from "../../src/access/api-keys.ts";
import { signEndUserToken } from "../../src/access/end-user-tokens.ts";
import { ACTIONS, can } from "../../src/access/roles.ts";
import { PUBLIC_PATHS } from "../../src/api/auth.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { newId } from "../../src/kernel/ids.ts";
import { MEMBER_ROLES } from "../../src/kernel/labels.ts";
import { ORIGIN, send, testApp } from "../support/app.ts";
import { testDatabase } from "../support/database.ts";
import { freshMember, PASSWORD } from "../support/members.ts";
import { freshTenant } from "../support/tenants.ts";
import { OWN, ROUTES } from "./route-table.ts";

const db = await testDatabase();
const deps = { db, clock: systemClock };
const { server: app, fetch } = await testApp();
const call = (method: string, path: string, headers: Record<string, string> = {}, body?: unknown) =>
  send(fetch, `${method} ${path}`, headers, body);
/** Signs in over HTTP; the headers of a browser on this site. */
const browser = async (email: string): Promise<Record<string, string>> => {
  const answer = await call("POST", "/v1/auth/sign-in/email", {}, { email, password: PASSWORD });
  return { cookie: answer.headers.getSetCookie()[0]!.split(";")[0]!, origin: ORIGIN };
};

const published = async (): Promise<string[]> => {
  const { paths } = (await (await app.request("/openapi.json")).json()) as { paths: Record<string, object> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
};
const isPublic = (route: string) => PUBLIC_PATHS.some((path) => path.test(route.split(" ")[1]!));
const status = async (route: string, headers: Record<string, string>, body?: unknown) => {
  const [method, path] = route
    .replace("{kind}", "sla")
    .replace("{report}", "overall")
    .replace(/\{(?:version|number)\}/, "1")
    .replace(/\{[^}]+\}/g, () => newId())
    .split(" ") as [string, string];
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
      expect([route, headers, await status(route, { origin: ORIGIN, ...headers })]).toEqual([route, headers, 401]);
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

test("an end user chats and searches, and enters nothing else", async () => {
  const { ctx } = await freshTenant();
  const expiresAt = Math.floor(Date.now() / 1000) + 600;
  const token = await signEndUserToken(db, { tenantId: ctx.tenantId, userId: "u", expiresAt });
  for (const [route, action, body] of ROUTES.filter(([, needed]) => needed !== null)) {
    const code = await status(route, { authorization: `Bearer ${token}` }, body);
    expect([route, action, code === 403]).toEqual([route, action, action !== "chat" && action !== "search"]);
  }
});

test("every action of the table is one that a role may do", () => {
  for (const action of ACTIONS)
    expect(MEMBER_ROLES.some((role) => can({ type: "member", id: "", role, maySend: true }, action))).toBe(true);
});
