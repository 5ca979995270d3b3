import { expect, test } from "vitest";
import {
  budgetState,
  foldUsage,
  readBudgetState,
  readUsage,
  recordModelCall,
  releaseModelCall,
  reserveModelCall,
  setBudget,
} from "../../src/access/model-usage.ts";
import { listNotifications } from "../../src/access/notifications.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { newId } from "../../src/kernel/ids.ts";
import { testClock } from "../support/clock.ts";
import { testDatabase } from "../support/database.ts";
import { freshMember } from "../support/members.ts";
import { freshTenant } from "../support/tenants.ts";

async function setUp(start?: string) {
  const db = await testDatabase();
  const clock = testClock(start);
  const { ctx } = await freshTenant(clock);
  const deps = { db, clock };
  const tx = <Result>(run: Parameters<typeof inTenant<Result>>[2]) => inTenant(db, ctx.tenantId, run);
  const spend = (tokens: number, costMicros = 0, id = newId()) =>
    tx(async (held) =>
      recordModelCall(held, clock.now(), {
        id,
        purpose: "draft",
        model: "m",
        inputTokens: tokens,
        outputTokens: 0,
        costMicros,
      }),
    );
  const callOf = (id: string, inputTokens: number) => ({
    ...{ id, inputTokens, purpose: "draft" as const, model: "m", outputTokens: 0, costMicros: 0 },
  });
  const reserve = (tokens: number, id = newId()) =>
    tx((held) => reserveModelCall(held, clock.now(), callOf(id, tokens)));
  const release = (id: string) => tx(async (held) => releaseModelCall(held, id));
  const mayAsk = async () => (await tx((held) => readBudgetState(held, clock.now()))) !== "spent";
  const fold = () => foldUsage(deps, ctx.tenantId);
  return { deps, ctx, clock, spend, reserve, release, mayAsk, fold, usage: () => readUsage(deps, ctx, clock.now()) };
}

test("the tighter of the two limits decides; a limit of nothing is used up from the start", () => {
  const budget = { monthlyTokens: 1_000, monthlyMicros: 100 };
  expect(budgetState(budget, { tokens: 799, micros: 79 })).toBe("open");
  expect(budgetState(budget, { tokens: 10, micros: 80 })).toBe("warned");
  expect(budgetState(budget, { tokens: 1_000, micros: 0 })).toBe("spent");
  expect(budgetState({ monthlyTokens: 0, monthlyMicros: null }, { tokens: 0, micros: 0 })).toBe("spent");
  expect(budgetState({ monthlyTokens: null, monthlyMicros: null }, { tokens: 1e12, micros: 1e12 })).toBe("open");
});

test("without a budget a model may always be asked, and its use is counted all the same", async () => {
  const { spend, mayAsk, usage } = await setUp();
  await spend(5_000, 12);
  expect(await mayAsk()).toBe(true);
  expect(await usage()).toMatchObject({ month: "2026-03", tokens: 5_000, costMicros: 12, calls: 1, state: "open" });
});

test("a call counts once, before and after it is folded", async () => {
  const { spend, fold, usage } = await setUp();
  const id = newId();
  await spend(100, 1, id);
  await spend(100, 1, id);
  await spend(50);
  const before = await usage();
  await fold();
  await spend(7);
  expect(before).toMatchObject({ tokens: 150, calls: 2 });
  expect(await usage()).toMatchObject({ tokens: 157, calls: 3 });
});

test("folds at the same time lose and double nothing", async () => {
  const { spend, fold, usage } = await setUp();
  await Promise.all(Array.from({ length: 30 }, () => spend(10)));
  await Promise.all([fold(), spend(10), fold(), spend(10), fold()]);
  await fold();
  expect(await usage()).toMatchObject({ tokens: 320, calls: 32 });
});

test("at the limit no model may be asked, until the next month or a higher limit", async () => {
  const { deps, ctx, clock, spend, mayAsk } = await setUp("2026-03-31T23:00:00Z");
  await setBudget(deps, ctx, { monthlyTokens: 100, monthlyMicros: null });
  await spend(99);
  expect(await mayAsk()).toBe(true);
  await spend(1);
  expect(await mayAsk()).toBe(false);
  await setBudget(deps, ctx, { monthlyTokens: 200, monthlyMicros: null });
  expect(await mayAsk()).toBe(true);
  await spend(100);
  expect(await mayAsk()).toBe(false);
  clock.set("2026-04-01T00:00:00Z");
  expect(await mayAsk()).toBe(true);
});

test("requests at the same time overshoot by no more than the calls under way", async () => {
  const { deps, ctx, spend, mayAsk, usage } = await setUp();
  await setBudget(deps, ctx, { monthlyTokens: 1_000, monthlyMicros: null });
  const atOnce = 8;
  const customer = async () => {
    for (let i = 0; i < 10; i += 1) if (await mayAsk()) await spend(60);
  };
  await Promise.all(Array.from({ length: atOnce }, customer));
  const { tokens, state } = await usage();
  expect(state).toBe("spent");
  expect(tokens).toBeLessThan(1_000 + atOnce * 60);
});

test("managers are told once at 80 % and once at the end, nobody else", async () => {
  const { deps, ctx, spend, fold } = await setUp();
  const manager = await freshMember(ctx, "manager");
  const agent = await freshMember(ctx, "agent");
  await setBudget(deps, ctx, { monthlyTokens: 100, monthlyMicros: null });
  const told = async (member: typeof manager) =>
    (await listNotifications(deps, member.ctx, { unreadOnly: false, limit: 10 })).notifications.map(({ kind }) => kind);
  await spend(79);
  await fold();
  expect(await told(manager)).toEqual([]);
  for (const tokens of [1, 5, 30, 30]) {
    await spend(tokens);
    await fold();
  }
  expect(await told(manager)).toEqual(["budget", "budget"]);
  expect(await told(agent)).toEqual([]);
});

test("one tenant's use is nothing to another", async () => {
  const [one, other] = [await setUp(), await setUp()];
  await other.spend(500);
  expect(await one.usage()).toMatchObject({ tokens: 0, calls: 0 });
});

test("a call is made only when its prompt fits into what is left, calls under way included", async () => {
  const { deps, ctx, spend, reserve, release, usage } = await setUp();
  await setBudget(deps, ctx, { monthlyTokens: 100, monthlyMicros: null });
  const [first, second] = [newId(), newId()];
  expect(await reserve(60, first)).toBe(true);
  expect(await reserve(60)).toBe(false);
  expect(await reserve(40, second)).toBe(true);
  expect(await reserve(1)).toBe(false);
  expect(await usage()).toMatchObject({ tokens: 0, calls: 0 });
  await spend(50, 0, first);
  await release(second);
  expect(await reserve(51)).toBe(false);
  expect(await reserve(50)).toBe(true);
  expect(await usage()).toMatchObject({ tokens: 50, calls: 1 });
});

test("calls that begin at the same moment do not take the same room", async () => {
  const { deps, ctx, reserve } = await setUp();
  await setBudget(deps, ctx, { monthlyTokens: 100, monthlyMicros: null });
  const begun = await Promise.all(Array.from({ length: 8 }, () => reserve(30)));
  expect(begun.filter(Boolean)).toHaveLength(3);
});

test("what a process that died had reserved counts as used, once", async () => {
  const { deps, ctx, clock, reserve, fold, usage } = await setUp();
  await setBudget(deps, ctx, { monthlyTokens: 100, monthlyMicros: null });
  await reserve(60);
  await fold();
  expect(await usage()).toMatchObject({ tokens: 0 });
  clock.advance(16 * 60_000);
  await fold();
  await fold();
  expect(await usage()).toMatchObject({ tokens: 60, calls: 1 });
});

test("a call that is recorded after it was thought lost counts once, by what it took", async () => {
  const { deps, ctx, clock, reserve, spend, fold, usage } = await setUp("2026-03-02T05:00:00Z");
  await setBudget(deps, ctx, { monthlyTokens: 1_000, monthlyMicros: null });
  const [late, lost] = [newId(), newId()];
  for (const id of [late, lost]) await reserve(60, id);
  clock.advance(20 * 60_000);
  await fold();
  expect(await usage()).toMatchObject({ tokens: 120, calls: 2 });
  await spend(70, 0, late);
  await fold();
  expect(await usage()).toMatchObject({ tokens: 130, calls: 2 });
  clock.advance(25 * 3_600_000);
  await fold();
  expect(await usage()).toMatchObject({ tokens: 130, calls: 2 });
});

test("without a budget nothing is reserved", async () => {
  const { reserve, usage } = await setUp();
  expect(await reserve(1e9)).toBe(true);
  expect(await usage()).toMatchObject({ tokens: 0, calls: 0 });
});
