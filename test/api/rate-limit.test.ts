import { expect, test } from "vitest";
import { healthRoutes } from "../../src/api/routes/health.ts";
import { keyRoutes } from "../../src/api/routes/keys.ts";
import { createServer } from "../../src/api/server.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { type Credentials, send, testTenant } from "../support/app.ts";
import { testClock } from "../support/clock.ts";

const tenant = await testTenant();
const { db } = tenant.app;

/** A server that allows three requests a minute, and its clock. */
function strict() {
  const clock = testClock();
  const deps = { db, clock };
  const server = createServer({ ...deps, log: silentLogger, maxBodyBytes: 1000, requestsPerMinute: 3 }, [
    healthRoutes(db),
    keyRoutes(deps),
  ]);
  const ask = async (as: Credentials, route = "GET /v1/keys") => {
    const { status, headers, body } = await send((request) => server.fetch(request), route, as);
    const limits = ["limit", "remaining", "reset"].map((name) => headers.get(`ratelimit-${name}`));
    return { status, limits, retryAfter: headers.get("retry-after"), body };
  };
  return { clock, ask };
}

test("each answer says how many requests are left, and the one too many says when to come back", async () => {
  const { clock, ask } = strict();
  const key = await tenant.key(["keys:write"]);
  expect((await ask(key)).limits).toEqual(["3", "2", "60"]);
  clock.advance(20_000);
  expect((await ask(key)).limits).toEqual(["3", "1", "40"]);
  expect((await ask(key)).limits).toEqual(["3", "0", "40"]);
  expect(await ask(key)).toMatchObject({
    status: 429,
    limits: ["3", "0", "40"],
    retryAfter: "40",
    body: { type: "urn:threeline:problem:rate_limited", detail: expect.stringMatching(/40 s/) },
  });
  clock.advance(40_000);
  expect(await ask(key)).toMatchObject({ status: 200, limits: ["3", "2", "60"] });
});

test("one caller's limit does not touch another's, and refused routes count as well", async () => {
  const { ask } = strict();
  const [one, two] = [await tenant.key(["keys:write"]), await tenant.key(["chat"])];
  for (let i = 0; i < 4; i += 1) await ask(one);
  for (const status of [403, 403, 403, 429]) expect((await ask(two)).status).toBe(status);
  expect((await ask({}, "GET /healthz")).status).toBe(200);
});
