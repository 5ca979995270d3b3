import { expect, test } from "vitest";
import { limitFailures } from "../../src/api/limits/sign-in-limit.ts";
import { createLive, MOST_STREAMS } from "../../src/api/stream/live.ts";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { DomainError } from "../../src/kernel/errors.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { send, testTenant } from "../support/app.ts";

async function* nothing(): AsyncGenerator<never> {}

test("one person keeps a bounded number of streams open, and a closed one makes room", async () => {
  const live = createLive(async () => new Map());
  const actor = { type: "end_user", id: "u-1" } as const;
  const streams = Array.from({ length: MOST_STREAMS }, () => live.counted("t", actor, nothing()));
  expect(() => live.counted("t", actor, nothing())).toThrow(/streams open/);
  expect(() => live.counted("t", { ...actor, id: "u-2" }, nothing())).not.toThrow();
  await streams[0]!.next();
  expect(() => live.counted("t", actor, nothing())).not.toThrow();
});

test("an end user who writes very fast is slowed down, and may still read", async () => {
  const { app, endUser } = await testTenant();
  const config = readConfig({ RATE_LIMIT_PER_MINUTE: "40" });
  const strict = await createApp(config, app.db, { clock: systemClock, log: silentLogger, model: null });
  const as = await endUser();
  const statuses: number[] = [];
  for (let message = 0; message < 3; message += 1)
    statuses.push((await send(strict.fetch, "POST /v1/chat", as, { message: "你好" })).status);
  expect(statuses).toEqual([200, 200, 429]);
  expect((await send(strict.fetch, "GET /v1/me", as)).status).toBe(200);
});

test("a failure on our side counts as nobody's wrong password, so that none is locked out after it", async () => {
  const limited = limitFailures(systemClock);
  const who = { email: "a@b.example", address: "192.0.2.1" };
  const broken = () => Promise.reject(new Error("connection lost"));
  const wrong = () => Promise.reject(new DomainError("unauthenticated", "wrong"));
  for (let i = 0; i < 30; i++) await expect(limited(who, broken)).rejects.toThrow("connection lost");
  for (let i = 0; i < 10; i++) await expect(limited(who, wrong)).rejects.toThrow("wrong");
  await expect(limited(who, async () => "in")).rejects.toThrow(/Too many/);
});
