import { expect, test } from "vitest";
import { createApiKey } from "../../src/access/api-keys.ts";
import { acceptInvitation, inviteMember } from "../../src/access/invitations.ts";
import { changeMember, disableMember } from "../../src/access/members.ts";
import { openSessions } from "../../src/access/sessions.ts";
import { limitFailures } from "../../src/api/limits/sign-in-limit.ts";
import { sessionRoutes } from "../../src/api/routes/session.ts";
import { createServer } from "../../src/api/server.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { newId } from "../../src/kernel/ids.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { send } from "../support/app.ts";
import { testClock } from "../support/clock.ts";
import { testDatabase } from "../support/database.ts";
import { freshMember, PASSWORD } from "../support/members.ts";
import { ORIGIN, testSite } from "../support/site.ts";
import { freshTenant } from "../support/tenants.ts";

const deps = { db: await testDatabase(), clock: systemClock };
const clock = testClock();
const { app, call, browser } = await testSite(clock);
const signIn = (email: string, password: string, headers = {}) =>
  call("POST", "/v1/auth/sign-in/email", headers, { email, password });

test("a member signs in, reads who they are, and signs out", async () => {
  const { ctx } = await freshTenant();
  const member = await freshMember(ctx, "engineer");
  const answer = await signIn(member.email.toUpperCase(), PASSWORD);
  expect(answer.status).toBe(204);
  expect(answer.headers.getSetCookie()[0]).toMatch(/Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
  const headers = await browser(member.email);
  const me = await (await call("GET", "/v1/me", headers)).json();
  expect(me).toMatchObject({
    type: "member",
    id: member.id,
    tenantId: ctx.tenantId,
    member: { role: "engineer", maySend: true },
    tenants: [{ id: ctx.tenantId }],
  });
  expect(me.actions).toContain("ticket.send");
  expect(me.actions).not.toContain("member.write");
  expect((await call("POST", "/v1/auth/sign-out", headers)).status).toBe(204);
  expect((await call("GET", "/v1/me", headers)).status).toBe(401);
});

test("a wrong password and an unknown e-mail get the same problem, and ten of them stop further ones for a while", async () => {
  const { ctx } = await freshTenant();
  const member = await freshMember(ctx, "agent");
  const bodies = await Promise.all(
    [await signIn(member.email, "wrong password"), await signIn(`x${member.email}`, "wrong password")].map(
      async (answer) => {
        const { instance: _, ...problem } = (await answer.json()) as { instance: string };
        return { status: answer.status, problem };
      },
    ),
  );
  expect(bodies[0]).toEqual(bodies[1]);
  expect(bodies[0]!.status).toBe(401);
  for (let attempt = 0; attempt < 3; attempt += 1) expect((await signIn(member.email, PASSWORD)).status).toBe(204);
  const many = await Promise.all(Array.from({ length: 12 }, () => signIn(member.email, "wrong password")));
  expect(many.map(({ status }) => status).sort()).toEqual([...Array(9).fill(401), 429, 429, 429]);
  expect((await signIn(member.email, PASSWORD)).status).toBe(429);
  clock.advance(15 * 60_000);
  expect((await signIn(member.email, PASSWORD)).status).toBe(204);
});

test("a request that changes something with a cookie must come from this site", async () => {
  const { ctx } = await freshTenant();
  const { cookie } = await browser((await freshMember(ctx, "admin")).email);
  const create = (headers: Record<string, string>) =>
    call("POST", "/v1/keys", { cookie: cookie!, ...headers }, { name: "k", scopes: ["chat"] });
  for (const origin of [undefined, "null", "https://evil.example", `${ORIGIN}.evil.example`]) {
    expect((await create(origin === undefined ? {} : { origin })).status).toBe(403);
  }
  expect((await create({ origin: ORIGIN })).status).toBe(201);
  // Behind a proxy that ends TLS, and behind one that changes Host.
  expect((await create({ origin: ORIGIN.replace("http:", "https:") })).status).toBe(201);
  expect((await create({ origin: "https://help.test", "x-forwarded-host": "help.test" })).status).toBe(201);
  expect((await call("GET", "/v1/keys", { cookie: cookie! })).status).toBe(200);
  expect((await signIn("a@test.example", "whatever it is", { origin: "https://evil.example" })).status).toBe(403);
});

test("a key needs no origin, and wins over a cookie", async () => {
  const { ctx } = await freshTenant();
  const { key } = await createApiKey(deps, ctx, { name: "k", scopes: ["keys:write"] });
  const { cookie } = await browser((await freshMember(ctx, "agent")).email);
  const headers = { authorization: `Bearer ${key}`, cookie: cookie! };
  expect((await call("POST", "/v1/keys", headers, { name: "k", scopes: ["keys:write"] })).status).toBe(201);
  expect(await (await call("GET", "/v1/me", headers)).json()).toMatchObject({ type: "api_key", member: null });
  expect((await call("GET", "/v1/me", { ...headers, authorization: "Bearer nonsense" })).status).toBe(401);
});

test("over https the cookie is sent back over https only", async () => {
  const { ctx } = await freshTenant();
  const { email } = await freshMember(ctx, "agent");
  const direct = await app.request("https://threeline.test/v1/auth/sign-in/email", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  const proxied = await signIn(email, PASSWORD, { "x-forwarded-proto": "https" });
  for (const answer of [direct, proxied]) expect(answer.headers.getSetCookie()[0]).toMatch(/; Secure$/);
});

test("a change of role and a disabling hold at the next request", async () => {
  const { ctx } = await freshTenant();
  const member = await freshMember(ctx, "admin");
  await freshMember(ctx, "admin");
  const headers = await browser(member.email);
  expect((await call("GET", "/v1/audit", headers)).status).toBe(200);
  await changeMember(deps, ctx, member.id, { role: "agent" });
  expect((await call("GET", "/v1/audit", headers)).status).toBe(403);
  await disableMember(deps, ctx, member.id);
  expect((await call("GET", "/v1/me", headers)).status).toBe(401);
});

test("a member of several tenants chooses one by id or by name", async () => {
  const [one, two, foreign] = [await freshTenant(), await freshTenant(), await freshTenant()];
  const member = await freshMember(one.ctx, "agent");
  const { token } = await inviteMember(deps, two.ctx, { email: member.email, role: "manager" });
  await acceptInvitation(deps, { token, name: "Same", password: PASSWORD });
  const headers = await browser(member.email);
  const roleIn = async (tenant?: string) => {
    const answer = await call("GET", "/v1/me", tenant === undefined ? headers : { ...headers, "x-tenant": tenant });
    return answer.status === 200 ? ((await answer.json()) as { member: { role: string } }).member.role : answer.status;
  };
  expect(await roleIn()).toBe("agent");
  expect(await roleIn(two.ctx.tenantId)).toBe("manager");
  expect(await roleIn(two.tenant.slug)).toBe("manager");
  // A download is a plain link, which cannot carry a header.
  expect((await call("GET", `/v1/members?x-tenant=${foreign.ctx.tenantId}`, headers)).status).toBe(403);
  const linked = await call("GET", `/v1/members?x-tenant=${two.ctx.tenantId}`, headers);
  expect(((await linked.json()) as { members: { role: string }[] }).members).toMatchObject([{ role: "manager" }]);
  expect(await roleIn(foreign.ctx.tenantId)).toBe(403);
  expect(await roleIn(newId())).toBe(403);
});

test("an invitation is accepted over HTTP without credentials", async () => {
  const { ctx } = await freshTenant();
  const headers = await browser((await freshMember(ctx, "admin")).email);
  const email = `${newId().slice(-12)}@test.example`;
  const invited = (await (await call("POST", "/v1/invitations", headers, { email, role: "csm" })).json()) as {
    token: string;
  };
  const accept = () =>
    call("POST", "/v1/invitations/accept", {}, { token: invited.token, name: "Li Lei", password: PASSWORD });
  expect((await accept()).status).toBe(201);
  expect((await accept()).status).toBe(400);
  expect(await (await call("GET", "/v1/me", await browser(email))).json()).toMatchObject({ member: { role: "csm" } });
});

test("changing one's password needs the old one", async () => {
  const { ctx } = await freshTenant();
  const { email } = await freshMember(ctx, "agent");
  const headers = await browser(email);
  const change = (currentPassword: string, newPassword: string) =>
    call("POST", "/v1/auth/change-password", headers, { currentPassword, newPassword });
  expect((await change("wrong password", "another good one")).status).toBe(400);
  expect((await change(PASSWORD, "short")).status).toBe(400);
  expect((await change(PASSWORD, "another good one")).status).toBe(204);
  expect((await call("GET", "/v1/me", headers)).status).toBe(401);
  await browser(email, "another good one");
});

test("a refusal is answered without a look at whether the e-mail has an account: its time tells nobody", async () => {
  const { ctx } = await freshTenant();
  const member = await freshMember(ctx, "agent");
  const sessions = await openSessions({ db: deps.db, clock });
  const stuck = { ...deps.db, connect: () => new Promise<never>(() => {}) };
  const server = createServer(
    { ...{ db: stuck, clock, log: silentLogger, sessions }, maxBodyBytes: 10_000, requestsPerMinute: 1_000 },
    [sessionRoutes({ db: stuck, clock, sessions, trustedProxies: 0, limited: limitFailures(clock) })],
  );
  for (const email of [member.email, `x${member.email}`]) {
    const body = { email, password: "wrong password" };
    const answer = await send((request) => server.fetch(request), "POST /v1/auth/sign-in/email", {}, body);
    expect(answer.status).toBe(401);
  }
});

test("signing in, being refused, a new password and signing out leave audit rows with the address", async () => {
  const { ctx } = await freshTenant();
  const member = await freshMember(ctx, "agent");
  const behind = { "x-forwarded-for": "10.9.9.9, 203.0.113.7" };
  await signIn(member.email, "wrong password", behind);
  clock.advance(1_000);
  const headers = { ...(await browser(member.email)), ...behind };
  clock.advance(1_000);
  const change = { currentPassword: PASSWORD, newPassword: `${PASSWORD} anew` };
  const changed = await call("POST", "/v1/auth/change-password", headers, change);
  clock.advance(1_000);
  const cookie = changed.headers.getSetCookie()[0]!.split(";")[0]!;
  expect((await call("POST", "/v1/auth/sign-out", { ...headers, cookie })).status).toBe(204);
  const readRows = () =>
    inTenant(deps.db, ctx.tenantId, (tx) =>
      tx.query<{ action: string; actor: { type: string }; address: string }>(
        `select action, actor, after->>'address' as address from audit
         where tenant_id = $1 and object = 'member' and object_id = $2 and after ? 'address' order by at, id`,
        [ctx.tenantId, member.id],
      ),
    );
  // Nobody waits for the row of a refusal.
  await expect.poll(async () => (await readRows()).rowCount).toBe(4);
  const { rows } = await readRows();
  expect(rows.map(({ action, actor }) => `${action} by ${actor.type}`)).toEqual([
    "session.refused by system",
    "session.start by member",
    "password.change by member",
    "session.end by member",
  ]);
  // One proxy of ours stands before this site: what a client wrote before it does not count.
  expect(rows[0]!.address).toBe("203.0.113.7");
});

test("inviting an e-mail again and again gives no more guesses at its password than signing in", async () => {
  const [victim, own] = [await freshMember((await freshTenant()).ctx, "admin"), await freshTenant()];
  const accept = async (token: string) =>
    (await call("POST", "/v1/invitations/accept", {}, { token, name: "Eve", password: "a guess at it" })).status;
  for (let guess = 0; guess < 10; guess += 1)
    expect(await accept((await inviteMember(deps, own.ctx, { email: victim.email, role: "agent" })).token)).toBe(401);
  const { token } = await inviteMember(deps, own.ctx, { email: victim.email, role: "agent" });
  expect(await accept(token)).toBe(429);
  expect((await signIn(victim.email, PASSWORD)).status).toBe(429);
});

test("a token that names no tenant is refused as any wrong one", async () => {
  const token = `tli_${"-".repeat(36)}_${"-".repeat(36)}_${"a".repeat(43)}`;
  const answer = await call("POST", "/v1/invitations/accept", {}, { token, name: "Eve", password: PASSWORD });
  expect(answer.status).toBe(400);
});
