import { expect, test } from "vitest";
import { BEHAVIOURS, healthy } from "../../evals/faults/providers/behaviours.ts";
import { type Behaviour, providerServer } from "../../evals/faults/providers/server.ts";
import { createApiKey } from "../../src/access/api-keys.ts";
import { foldUsage, readUsage, setBudget } from "../../src/access/model-usage.ts";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { budgetedModel } from "../../src/jobs/models/budgeted-model.ts";
import { type Owe, owedCalls } from "../../src/jobs/models/owed-calls.ts";
import { type Clock, systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { runImport } from "../../src/knowledge/import/run.ts";
import { startImport } from "../../src/knowledge/import/start.ts";
import { ModelFailure } from "../../src/models/failure.ts";
import type { ChatModel } from "../../src/models/ports.ts";
import { send } from "../support/app.ts";
import { testClock } from "../support/clock.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const ARTICLE =
  "---\ntitle: 反结账\naudience: public\n---\n\n# 怎么反结账\n\n反结账在总账的期末处理里做。打开期末处理，点反结账，输入结账密码，期间就退回到未结账状态。\n";

async function setUp(behave: Behaviour, clock: Clock = systemClock) {
  const provider = await providerServer(behave);
  const db = await testDatabase();
  const app = await createApp(
    readConfig({
      OPENAI_API_KEY: "k",
      OPENAI_BASE_URL: provider.baseUrl,
      MODEL_INPUT_PRICE_MICROS: "1000000",
      MODEL_OUTPUT_PRICE_MICROS: "2000000",
    }),
    db,
    { clock, log: silentLogger },
  );
  const { ctx } = await freshTenant(clock);
  const { jobId } = await startImport(app.imports, ctx, {
    source: "test",
    files: [{ path: "a.md", content: Buffer.from(ARTICLE) }],
  });
  await runImport(app.imports, ctx, jobId, new AbortController().signal);
  const { key } = await createApiKey(app, ctx, { name: "k", scopes: ["*"] });
  const as = { authorization: `Bearer ${key}` };
  const ask = async (contactId: string) => {
    const { body } = await send(app.fetch, "POST /v1/chat", as, { message: "怎么反结账？", contactId, channel: "web" });
    const ticketId = /"ticketId":"([^"]+)"/.exec(String(body))?.[1];
    const { body: view } = await send(app.fetch, `GET /v1/tickets/${ticketId}`, as);
    const { proposal } = view as {
      proposal: { draft: { engine: string }; model: { outcome: string; problem: string | null } };
    };
    return { engine: proposal.draft.engine, problem: proposal.model.problem, outcome: proposal.model.outcome };
  };
  const close = async () => {
    await app.stop(0);
    await provider.close();
  };
  return { app, ctx, as, ask, provider, used: () => readUsage(app, ctx, clock.now()), close };
}

test("a chat's tokens and cost are counted; at the limit the embedded engine answers and says why", async () => {
  const { app, ctx, as, ask, provider, used, close } = await setUp(healthy);
  try {
    expect(await ask("c-1")).toEqual({ engine: "model", problem: null, outcome: "answered" });
    expect(await used()).toMatchObject({ calls: 1, tokens: 1_020, costMicros: 900 + 2 * 120, state: "open" });
    await setBudget(app, ctx, { monthlyTokens: null, monthlyMicros: 1_000 });
    expect(await ask("c-2")).toEqual({ engine: "embedded", problem: "budget", outcome: "not_asked" });
    expect(provider.asked()).toBe(1);
    expect((await send(app.fetch, "GET /v1/usage", as)).body).toMatchObject({ calls: 1, state: "spent" });
  } finally {
    await close();
  }
});

test("a call whose prompt alone would pass the limit is not made, though the budget is not spent", async () => {
  const { app, ctx, ask, provider, used, close } = await setUp(healthy);
  try {
    await setBudget(app, ctx, { monthlyTokens: 200, monthlyMicros: null });
    expect(await ask("c-1")).toEqual({ engine: "embedded", problem: "budget", outcome: "not_asked" });
    expect(provider.asked()).toBe(0);
    expect(await used()).toMatchObject({ calls: 0, tokens: 0, state: "open" });
  } finally {
    await close();
  }
});

test("a call that breaks off after the model has worked is counted; one that was refused is not", async () => {
  const broken = await setUp(BEHAVIOURS["cut_in_answer"]!());
  const refused = await setUp(BEHAVIOURS["server_error"]!());
  try {
    await broken.ask("c-1");
    const { calls, tokens } = await broken.used();
    expect(calls).toBe(1);
    expect(tokens).toBeGreaterThan(200);
    await refused.ask("c-1");
    expect(await refused.used()).toMatchObject({ calls: 0, tokens: 0 });
  } finally {
    await broken.close();
    await refused.close();
  }
});

test("with the next month the model answers again without anybody doing anything", async () => {
  const clock = testClock("2026-03-31T23:00:00Z");
  const { app, ctx, ask, close } = await setUp(healthy, clock);
  try {
    await setBudget(app, ctx, { monthlyTokens: 0, monthlyMicros: null });
    await setBudget(app, ctx, { monthlyTokens: 5_000, monthlyMicros: null });
    const engines: string[] = [];
    for (let i = 0; i < 6; i += 1) engines.push((await ask(`c-${i}`)).engine);
    expect([engines[0], engines.at(-1)]).toEqual(["model", "embedded"]);
    clock.set("2026-04-01T00:00:01Z");
    expect(await ask("c-9")).toMatchObject({ engine: "model", problem: null });
  } finally {
    await close();
  }
});

test("a call that worked but could not be recorded still counts, by its prompt", async () => {
  const clock = testClock("2026-03-10T09:00:00Z");
  const db = await testDatabase();
  const { ctx } = await freshTenant(clock);
  await setBudget({ db, clock }, ctx, { monthlyTokens: 5_000, monthlyMicros: null });
  const unstorable: ChatModel = {
    id: "m",
    complete: async () => ({
      ...{ text: "{}", model: "m\u0000", retries: 0 },
      usage: { inputTokens: 100, outputTokens: 10 },
    }),
  };
  const account = budgetedModel({ db, clock, price: { inputMicros: 1, outputMicros: 1 } }, unstorable, {
    tenantId: ctx.tenantId,
    purpose: "tool",
  });
  const request = {
    ...{ system: "Say it in a few words.", user: "What is it?" },
    ...{ schema: {}, schemaName: "x", maxOutputTokens: 9, temperature: 0 },
  };
  await expect(account.complete(request, new AbortController().signal)).rejects.toThrow();
  clock.advance(16 * 60_000);
  await foldUsage({ db, clock }, ctx.tenantId);
  const { calls, tokens } = await readUsage({ db }, ctx, clock.now());
  expect(calls).toBe(1);
  expect(tokens).toBeGreaterThan(0);
});

test("where no budget is set no room is kept before a call; it is counted all the same, and one that took nothing is not", async () => {
  const clock = testClock("2026-03-10T09:00:00Z");
  const db = await testDatabase();
  const { ctx } = await freshTenant(clock);
  const kept: number[] = [];
  const model: ChatModel = {
    id: "m",
    complete: async ({ user }) => {
      const { rows } = await inTenant(db, ctx.tenantId, (tx) =>
        tx.query<{ n: number }>("select count(*)::int as n from model_usage_call where tenant_id = $1", [tx.tenantId]),
      );
      kept.push(rows[0]!.n);
      if (user === "fail") throw new ModelFailure("unavailable", "It cannot be reached.", 1);
      return { text: "{}", model: "m", retries: 0, usage: { inputTokens: 100, outputTokens: 10 } };
    },
  };
  const account = { tenantId: ctx.tenantId, purpose: "draft", isUnlimited: true } as const;
  const { complete } = budgetedModel({ db, clock, price: { inputMicros: 1, outputMicros: 1 } }, model, account);
  const ask = (user: string) =>
    complete(
      { system: "s", user, schema: {}, schemaName: "x", maxOutputTokens: 9, temperature: 0 },
      new AbortController().signal,
    );
  await expect(ask("fail")).rejects.toThrow("cannot be reached");
  await ask("work");
  expect(kept).toEqual([0, 0]);
  expect(await readUsage({ db }, ctx, clock.now())).toMatchObject({ calls: 1, tokens: 110 });
});

test("what a model took is kept with the proposal it was for; where that fails, or the call ends later, by itself", async () => {
  const clock = testClock("2026-03-10T09:00:00Z");
  const db = await testDatabase();
  const { ctx } = await freshTenant(clock);
  const working: ChatModel = {
    id: "m",
    complete: async () => ({ ...{ text: "{}", model: "m", retries: 0 }, usage: { inputTokens: 9, outputTokens: 1 } }),
  };
  const counted = async () => (await readUsage({ db }, ctx, clock.now())).calls;
  const call = (owe: Owe) =>
    budgetedModel({ db, clock, price: { inputMicros: 1, outputMicros: 1 } }, working, {
      ...{ tenantId: ctx.tenantId, purpose: "draft" as const, isUnlimited: true, owe },
    }).complete(
      { system: "s", user: "u", schema: {}, schemaName: "x", maxOutputTokens: 9, temperature: 0 },
      new AbortController().signal,
    );

  const together = owedCalls(db, ctx.tenantId);
  await together.keptWith(async (keep) => {
    await call(together.owe);
    expect(await counted()).toBe(0);
    await inTenant(db, ctx.tenantId, async (tx) => keep(tx));
  });
  expect(await counted()).toBe(1);
  await call(together.owe);
  expect(await counted()).toBe(2);

  const failing = owedCalls(db, ctx.tenantId);
  const lost = failing.keptWith(async (keep) => {
    await call(failing.owe);
    await inTenant(db, ctx.tenantId, async (tx) => {
      keep(tx);
      throw new Error("not stored");
    });
  });
  await expect(lost).rejects.toThrow("not stored");
  expect(await counted()).toBe(3);
});
