import fc from "fast-check";
import { expect, test } from "vitest";
import { openSessions } from "../../src/access/sessions.ts";
import { network } from "../../src/api/limits/address.ts";
import { limitFailures } from "../../src/api/limits/sign-in-limit.ts";
import { createWindows } from "../../src/api/limits/windows.ts";
import { healthRoutes } from "../../src/api/routes/health.ts";
import { keyRoutes } from "../../src/api/routes/keys.ts";
import { sessionRoutes } from "../../src/api/routes/session.ts";
import { createServer } from "../../src/api/server.ts";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { DomainError } from "../../src/kernel/errors.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { type Credentials, send, testTenant } from "../support/app.ts";
import { testClock } from "../support/clock.ts";
import { freshMember, PASSWORD } from "../support/members.ts";

const tenant = await testTenant();
const { db } = tenant.app;
const from = (address: string): Credentials => ({ "x-forwarded-for": `203.0.113.200, ${address}` });

/** A server behind one proxy that gives an address 40 requests a minute, so 2 that change something and 4 refusals. */
async function site() {
  const clock = testClock(new Date().toISOString());
  const sessions = await openSessions({ db, clock });
  const server = createServer(
    {
      db,
      clock,
      log: silentLogger,
      sessions,
      maxBodyBytes: 10_000,
      requestsPerMinute: 10_000,
      addressLimit: { perMinute: 40, trustedProxies: 1 },
    },
    [
      healthRoutes(db),
      keyRoutes({ db, clock }),
      sessionRoutes({ db, clock, sessions, trustedProxies: 1, limited: limitFailures(clock) }),
    ],
  );
  const ask = (route: string, as: Credentials = {}, body?: unknown) =>
    send((request) => server.fetch(request), route, as, body);
  return { clock, ask };
}

test("an address may ask open pages so often and no more, and no other address feels it", async () => {
  const { clock, ask } = await site();
  for (let page = 0; page < 40; page += 1)
    expect((await ask("GET /openapi.json", from("198.51.100.7"))).status).toBe(200);
  const refused = await ask("GET /openapi.json", from("198.51.100.7"));
  expect(refused).toMatchObject({ status: 429, body: { detail: expect.stringMatching(/60 s/) } });
  expect(refused.headers.get("retry-after")).toBe("60");
  expect((await ask("GET /openapi.json", from("198.51.100.8"))).status).toBe(200);
  expect((await ask("GET /healthz", from("198.51.100.7"))).status).toBe(200);
  clock.advance(60_000);
  expect((await ask("GET /openapi.json", from("198.51.100.7"))).status).toBe(200);
});

test("what changes something without credentials is counted apart, whatever the client writes before its address", async () => {
  const { ask } = await site();
  const signIn = (address: string) =>
    ask("POST /v1/auth/sign-in/email", from(address), { email: "x@test.example", password: "not the password" });
  expect((await signIn("198.51.100.9")).status).toBe(401);
  expect((await signIn("198.51.100.9")).status).toBe(401);
  const third = await ask(
    "POST /v1/auth/sign-in/email",
    { "x-forwarded-for": "192.0.2.77, 198.51.100.9" },
    { email: "x@test.example", password: "not the password" },
  );
  expect(third.status).toBe(429);
  expect((await ask("GET /openapi.json", from("198.51.100.9"))).status).toBe(200);
});

test("refused credentials stop further unknown ones of the address, and not those that were good before", async () => {
  const { ask } = await site();
  const here = from("198.51.100.10");
  const key = await tenant.key(["keys:write"]);
  expect((await ask("GET /v1/keys", { ...here, ...key })).status).toBe(200);
  const guess = () => ask("GET /v1/keys", { ...here, authorization: `Bearer tl_${Math.random()}` });
  for (let tries = 0; tries < 4; tries += 1) expect((await guess()).status).toBe(401);
  expect((await guess()).status).toBe(429);
  expect((await ask("GET /v1/keys", { ...here, ...key })).status).toBe(200);
});

test("end users of one address share what may be sent from it, under however many names", async () => {
  const config = readConfig({ ADDRESS_LIMIT_PER_MINUTE: "30", TRUSTED_PROXIES: "1", RATE_LIMIT_PER_MINUTE: "1000000" });
  const app = await createApp(config, db, { clock: tenant.app.clock, log: silentLogger, model: null });
  const say = async (name: string, address: string) =>
    (await send(app.fetch, "POST /v1/chat", { ...(await tenant.endUser(name)), ...from(address) }, { message: "你好" }))
      .status;
  const here: number[] = [];
  for (const name of ["a", "b", "c", "d"]) here.push(await say(name, "198.51.100.11"));
  expect(here).toEqual([200, 200, 200, 429]);
  expect(await say("d", "198.51.100.12")).toBe(200);
});

test("strangers' wrong passwords never keep a browser out that has signed in before, and others go one by one", async () => {
  const clock = testClock();
  const limited = limitFailures(clock);
  const email = "a@b.example";
  const wrong = (i: number) =>
    limited({ email, address: `10.0.${i}.1` }, () => Promise.reject(new DomainError("unauthenticated", "wrong")));
  const right = (device?: string) => limited({ email, address: "192.0.2.1", device }, async () => "in");
  for (let machine = 0; machine < 51; machine += 1) await expect(wrong(machine)).rejects.toThrow("wrong");
  await expect(right()).rejects.toThrow(/15 seconds/);
  expect(await right("d-1")).toBe("in");
  expect(await limited({ email: "another@b.example", address: "192.0.2.1" }, async () => "in")).toBe("in");
  clock.advance(15_000);
  expect(await right()).toBe("in");
  await expect(wrong(60)).rejects.toThrow(/15 seconds/);
});

test("a sign-in leaves a cookie that this browser is known by for this e-mail only, and that no one can make", async () => {
  const { clock, ask } = await site();
  const { email } = await freshMember(tenant.ctx, "agent");
  const body = { email: email.toUpperCase(), password: PASSWORD };
  const cookies = (await ask("POST /v1/auth/sign-in/email", {}, body)).headers.getSetCookie();
  const left = cookies.find((cookie) => cookie.includes("device"))!;
  expect(left).toMatch(/; Max-Age=15552000; Path=\/v1\/auth; HttpOnly; SameSite=Lax$/);
  const { devices } = await openSessions({ db, clock });
  const [device = ""] = left.split(";");
  const recognise = (cookie: string, whose = email) => devices.recognise(new Headers({ cookie }), whose);
  expect(recognise(`a=b; ${device}`)).toMatch(/^[\w-]{12}$/);
  expect(recognise(device, "other@test.example")).toBeUndefined();
  const [name] = device.split("=");
  expect(
    recognise(device.replace(name!, devices.cookie("other@test.example").split("=")[0]!), "other@test.example"),
  ).toBeUndefined();
  for (const forged of [device.replace(/.$/, "_"), device.replace(/\.\d+\./, ".9999999999."), `${name}=..`, `${name}=`])
    if (forged !== device) expect(recognise(forged)).toBeUndefined();
  clock.advance(181 * 86_400_000);
  expect(recognise(device)).toBeUndefined();
});

test("a known browser has ten wrong passwords of its own", async () => {
  const limited = limitFailures(testClock());
  const wrong = () => Promise.reject(new DomainError("unauthenticated", "wrong"));
  const who = { email: "a@b.example", address: "192.0.2.1", device: "d-1" };
  for (let tries = 0; tries < 10; tries += 1) await expect(limited(who, wrong)).rejects.toThrow("wrong");
  await expect(limited(who, wrong)).rejects.toThrow(/Too many/);
  await expect(limited({ ...who, device: "d-2" }, wrong)).rejects.toThrow("wrong");
});

test("however many keys come by, no more than the most are kept, and those that end go first", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(40), fc.nat(30)), { maxLength: 200 }), (steps) => {
      const windows = createWindows(100, 10);
      let now = 0;
      for (const [key, wait] of steps) {
        now += wait;
        windows.at(`k${key}`, now).count += 1;
        expect(windows.size).toBeLessThanOrEqual(10);
        expect(windows.countOf(`k${key}`, now)).toBeGreaterThan(0);
      }
    }),
  );
});

test("addresses of one IPv6 network count as one, a mapped address as its IPv4", () => {
  const one = ["2001:db8:1:2::1", "2001:0DB8:1:2:ffff::", "2001:db8:0001:0002:1:2:3:4", "2001:db8:1:2::%eth0"];
  expect(new Set(one.map(network))).toEqual(new Set(["2001:db8:1:2::/64"]));
  expect(network("2001:db8::1")).toBe("2001:db8:0:0::/64");
  expect(network("::1")).toBe("0:0:0:0::/64");
  expect(network("::ffff:192.0.2.1")).toBe("192.0.2.1");
  expect(network("unknown")).toBe("unknown");
});
