import { expect, test } from "vitest";
import { disableMember } from "../../src/access/members.ts";
import { openSessions, SESSION_COOKIE } from "../../src/access/sessions.ts";
import { asSignIn, inTenant } from "../../src/db/tenant.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { testDatabase } from "../support/database.ts";
import { freshMember, PASSWORD } from "../support/members.ts";
import { freshTenant } from "../support/tenants.ts";

const db = await testDatabase();
const deps = { db, clock: systemClock };
const sessions = await openSessions(deps);
const withCookies = (cookies: readonly string[]) =>
  new Headers({ cookie: cookies.map((cookie) => cookie.split(";")[0]).join("; ") });
const signIn = async (email: string, password = PASSWORD) =>
  (await sessions.signIn({ email, password, remember: true })).cookies;

test("a member signs in, and the cookie is HttpOnly and SameSite=Lax", async () => {
  const { ctx } = await freshTenant();
  const member = await freshMember(ctx, "agent");
  const cookies = await signIn(member.email);
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatch(new RegExp(`^${SESSION_COOKIE}=.*; Path=/; HttpOnly; SameSite=Lax`));
  const found = await sessions.find(withCookies(cookies));
  expect(found?.userId).toBe(member.userId);
  expect(found?.memberships).toMatchObject([{ tenantId: ctx.tenantId, memberId: member.id }]);
});

test("a sign-in waits in a line of its own, and a session that was seen in its tenant's", async () => {
  const waited: (string | undefined)[] = [];
  const watched = await openSessions({
    ...deps,
    db: {
      ...db,
      connect: (who) => {
        waited.push(who);
        return db.connect(who);
      },
    },
  });
  const { ctx } = await freshTenant();
  const { email } = await freshMember(ctx, "agent");
  const { cookies } = await watched.signIn({ email, password: PASSWORD, remember: true });
  expect(new Set(waited)).toEqual(new Set(["sign-in"]));
  waited.length = 0;
  await watched.find(withCookies(cookies));
  expect(waited).toEqual([ctx.tenantId]);
});

test("a wrong e-mail, a wrong password and a user of no tenant get the same refusal", async () => {
  const { ctx } = await freshTenant();
  const [member, gone] = [await freshMember(ctx, "agent"), await freshMember(ctx, "agent")];
  await disableMember(deps, ctx, gone.id);
  const refusals = await Promise.all(
    [
      signIn("nobody@test.example"),
      signIn(member.email, "not the password"),
      signIn(gone.email),
      signIn("no e-mail"),
    ].map((attempt) =>
      attempt.catch((error: Error & { code?: string }) => ({ code: error.code, message: error.message })),
    ),
  );
  expect(new Set(refusals.map((refusal) => JSON.stringify(refusal)))).toEqual(
    new Set([JSON.stringify({ code: "unauthenticated", message: "The e-mail or the password is wrong." })]),
  );
  const { rows } = await asSignIn(db, (connection) =>
    connection.query("select 1 from auth.session where user_id = $1", [gone.userId]),
  );
  expect(rows).toEqual([]);
});

test("a session ends when it is signed out, when it expires, and when its signature is changed", async () => {
  const { ctx } = await freshTenant();
  const member = await freshMember(ctx, "agent");
  const [first, second] = [await signIn(member.email), await signIn(member.email)];
  const [name, value] = first[0]!.split(";")[0]!.split("=");
  expect(
    await sessions.find(
      new Headers({ cookie: `${name}=${value!.replace(/^./, (sign) => (sign === "x" ? "y" : "x"))}` }),
    ),
  ).toBeUndefined();
  expect(await sessions.find(new Headers({ cookie: `${name}=${value!.split(".")[0]}` }))).toBeUndefined();
  const { cookies } = await sessions.signOut(withCookies(first));
  expect(cookies[0]).toMatch(/Max-Age=0/);
  expect(await sessions.find(withCookies(first))).toBeUndefined();
  expect(await sessions.find(withCookies(second))).toBeDefined();
  await asSignIn(db, (connection) =>
    connection.query("update auth.session set expires_at = now() - interval '1 second' where user_id = $1", [
      member.userId,
    ]),
  );
  expect(await sessions.find(withCookies(second))).toBeUndefined();
});

test("a session that ends with the browser holds until its day is over, and is not prolonged by use", async () => {
  const { ctx } = await freshTenant();
  const member = await freshMember(ctx, "agent");
  const { cookies } = await sessions.signIn({ email: member.email, password: PASSWORD, remember: false });
  const ends = () =>
    asSignIn(db, (connection) =>
      connection.query<{ at: Date }>("select expires_at as at from auth.session where user_id = $1", [member.userId]),
    );
  const before = await ends();
  expect(await sessions.find(withCookies(cookies))).toMatchObject({ userId: member.userId, cookies: [] });
  expect(await ends()).toEqual(before);
  await asSignIn(db, (connection) =>
    connection.query("update auth.session set expires_at = now() where user_id = $1", [member.userId]),
  );
  expect(await sessions.find(withCookies(cookies))).toBeUndefined();
});

test("a session that is used is prolonged", async () => {
  const { ctx } = await freshTenant();
  const member = await freshMember(ctx, "agent");
  const cookies = await signIn(member.email);
  await asSignIn(db, (connection) =>
    connection.query("update auth.session set expires_at = now() + interval '2 days' where user_id = $1", [
      member.userId,
    ]),
  );
  const found = await sessions.find(withCookies(cookies));
  expect(found?.cookies[0]).toContain(SESSION_COOKIE);
});

test("a changed password ends all other sessions", async () => {
  const { ctx } = await freshTenant();
  const member = await freshMember(ctx, "agent");
  const [first, second] = [await signIn(member.email), await signIn(member.email)];
  const wrong = { currentPassword: "not the password", newPassword: "another good password" };
  await expect(sessions.changePassword(withCookies(first), wrong)).rejects.toMatchObject({ code: "invalid" });
  const { cookies } = await sessions.changePassword(withCookies(first), { ...wrong, currentPassword: PASSWORD });
  expect(await sessions.find(withCookies(second))).toBeUndefined();
  expect(await sessions.find(withCookies(cookies))).toBeDefined();
  await expect(signIn(member.email)).rejects.toMatchObject({ code: "unauthenticated" });
  await signIn(member.email, "another good password");
});

test("a second process reads the same secret, so its sessions hold everywhere", async () => {
  const { ctx } = await freshTenant();
  const cookies = await signIn((await freshMember(ctx, "agent")).email);
  expect(await (await openSessions(deps)).find(withCookies(cookies))).toBeDefined();
});

test("no transaction of a tenant reads passwords, sessions or the memberships of others", async () => {
  const [one, two] = [await freshTenant(), await freshTenant()];
  await freshMember(two.ctx, "agent");
  for (const table of ['"user"', "session", "account", "secret"]) {
    const read = inTenant(db, one.ctx.tenantId, (tx) => tx.query(`select 1 from auth.${table}`));
    await expect(read).rejects.toThrow(/permission denied/);
  }
  const { rows } = await inTenant(db, one.ctx.tenantId, (tx) => tx.query("select 1 from auth.membership"));
  expect(rows).toEqual([]);
  await expect(asSignIn(db, (connection) => connection.query("select 1 from member"))).rejects.toThrow(
    /permission denied/,
  );
});
