import { expect, test } from "vitest";
import { createBell, repeatForTenants } from "../../src/jobs/repeat.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { testDatabase } from "../support/database.ts";

test("a round begins when it is rung for, long before its time; a ring during a round begins one more", async () => {
  const bell = createBell();
  let rounds = 0;
  let ended = () => {};
  const nextEnd = () =>
    new Promise<void>((resolve) => {
      ended = resolve;
    });
  const deps = { db: await testDatabase(), log: silentLogger, tenants: () => Promise.resolve(["t"]), bell };
  const stop = repeatForTenants(deps, "test", 3_600_000, async () => {
    rounds += 1;
    if (rounds === 1) bell.ring();
    else ended();
  });
  const second = nextEnd();
  bell.ring();
  await second;
  expect(rounds).toBe(2);
  await stop();
  expect(rounds).toBe(2);
});
