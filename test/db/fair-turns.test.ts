import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { inBackground } from "../../src/db/background.ts";
import { createFairTurns } from "../../src/db/native/fair-turns.ts";
import { openNative } from "../../src/db/native/native.ts";
import { newId } from "../../src/kernel/ids.ts";

const PATIENCE_MS = 60_000;

/** Turns, and who got one, in order. */
function turns(most: number, now?: () => number) {
  const fair = createFairTurns(most, PATIENCE_MS, now);
  const got: string[] = [];
  const leaves: (() => void)[] = [];
  const ask = (who: string) =>
    void fair.take(who).then((leave) => {
      got.push(who);
      leaves.push(leave);
    });
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const leave = async () => {
    leaves.shift()!();
    await settle();
  };
  // Nobody is left in line: whose patience ended later would do so in the midst of another test.
  onTestFinished(async () => {
    while (leaves.length > 0) await leave();
  });
  return { ask, leave, got, settle };
}

test("a tenant that floods waits for itself: another one's request passes all that it has in line", async () => {
  const { ask, leave, got, settle } = turns(4);
  for (let n = 0; n < 50; n += 1) ask("flood");
  ask("quiet");
  await settle();
  expect(got).toEqual(["flood", "flood", "flood", "flood"]);
  await leave();
  expect(got.at(-1)).toBe("quiet");
});

test("what may wait goes behind people, and holds half of the connections at most", async () => {
  const { ask, leave, got, settle } = turns(4);
  await inBackground(async () => {
    for (let n = 0; n < 6; n += 1) ask(`report-${n}`);
  });
  await settle();
  expect(got).toEqual(["report-0", "report-1"]);
  for (let n = 0; n < 3; n += 1) ask(`chat-${n}`);
  await settle();
  expect(got.slice(2)).toEqual(["chat-0", "chat-1"]);
  await leave();
  expect(got.slice(4)).toEqual(["chat-2"]);
  await leave();
  expect(got.slice(5)).toEqual(["report-2"]);
});

test("what may wait does not wait for ever while people keep coming", async () => {
  let now = 0;
  const { ask, leave, got, settle } = turns(1, () => now);
  ask("chat");
  await inBackground(async () => ask("report"));
  ask("chat");
  await settle();
  now = 2_000;
  await leave();
  expect(got).toEqual(["chat", "report"]);
});

test("whoever waits for longer than the patience is refused, and takes no turn later", async () => {
  const { take, waiting } = createFairTurns(1, 5);
  const leave = await take("one");
  await expect(take("two")).rejects.toThrow(/timeout exceeded when trying to connect/);
  expect(waiting()).toBe(0);
  leave();
  (await take("three"))();
});

test("whatever comes and goes, no more than there are hold one, all get theirs, and nothing is left behind", async () => {
  const comers = fc.array(fc.record({ who: fc.constantFrom("a", "b", "c"), later: fc.boolean() }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 6 }), comers, async (most, all) => {
      const { take, waiting } = createFairTurns(most, PATIENCE_MS);
      let holding = 0;
      const work = async (who: string) => {
        const leave = await take(who);
        holding += 1;
        expect(holding).toBeLessThanOrEqual(most);
        await Promise.resolve();
        holding -= 1;
        leave();
      };
      await Promise.all(all.map(({ who, later }) => (later ? inBackground(() => work(who)) : work(who))));
      expect(waiting()).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test.skipIf(process.env["TEST_DATABASE_URL"] === undefined)(
  "on a server whose connections one tenant has taken all, another one's statement goes first",
  async () => {
    const db = openNative(process.env["TEST_DATABASE_URL"]!, () => {}, 2);
    const [flooding, quiet] = [newId(), newId()];
    const order: string[] = [];
    const ask = async (tenantId: string, name: string) => {
      const connection = await db.connect(tenantId);
      order.push(name);
      await connection.query("select pg_sleep(0.02)");
      connection.release();
    };
    const flood = Array.from({ length: 20 }, () => ask(flooding, "flood"));
    await Promise.all([...flood, ask(quiet, "quiet")]);
    expect(order.indexOf("quiet")).toBeLessThan(4);
    expect(db.use?.()).toMatchObject({ waiting: 0 });
    await db.close();
  },
);
