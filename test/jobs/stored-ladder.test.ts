import { expect, test } from "vitest";
import { storedLadder } from "../../src/jobs/models/stored-ladder.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { configuredChatModel } from "../../src/models/configured.ts";
import { TOP } from "../../src/models/ladder.ts";
import { type Behaviour, fakeProvider, says, status } from "../models/fake-provider.ts";
import { testClock } from "../support/clock.ts";
import { testDatabase } from "../support/database.ts";

const db = await testDatabase();
const never = new AbortController().signal;
const REQUEST = { system: "s", user: "u", schema: {}, schemaName: "answer", maxOutputTokens: 9, temperature: 0 };
const knowsNoSchema: Behaviour = (request, response) => {
  const format = request.body["response_format"] as { type: string } | undefined;
  (format?.type === "json_schema" ? status(400, "response_format is not supported") : says("{}"))(request, response);
};

test("after a restart a provider is asked the way it is known to understand, without being probed anew", async () => {
  const clock = testClock();
  const provider = await fakeProvider([knowsNoSchema]);
  const settings = { apiKey: "k", embeddingModel: undefined, fallbacks: [], timeoutMs: 5_000 };
  /** As a process that has just started. */
  const ask = (chatModel: string) =>
    configuredChatModel(
      { ...settings, baseUrl: provider.baseUrl, chatModel },
      clock,
      storedLadder({ db, clock, log: silentLogger }),
    )!.complete(REQUEST, never);
  try {
    expect(await ask("m-1")).toMatchObject({ retries: 1 });
    expect(await ask("m-1")).toMatchObject({ retries: 0 });
    // Another model of the same server may know more.
    expect(await ask("m-2")).toMatchObject({ retries: 1 });
    // It may have learnt it by now.
    clock.advance(31 * 24 * 3_600_000);
    expect(await ask("m-1")).toMatchObject({ retries: 1 });
  } finally {
    await provider.close();
  }
});

test("a provider that refused a stream is asked for one again after a day, with or without a restart", async () => {
  const clock = testClock();
  const fresh = () => storedLadder({ db, clock, log: silentLogger });
  const running = fresh();
  const lowered = { rung: "json_object", temperature: false, stream: false } as const;
  await running.write("refused", lowered);
  clock.advance(23 * 3_600_000);
  for (const ladder of [running, fresh()]) expect(await ladder.read("refused")).toEqual(lowered);
  clock.advance(2 * 3_600_000);
  for (const ladder of [running, fresh()]) expect(await ladder.read("refused")).toEqual({ ...lowered, stream: true });
  await running.write("refused", lowered);
  for (const ladder of [running, fresh()]) expect(await ladder.read("refused")).toEqual(lowered);
});

test("a process that runs for long probes a provider again as one that has just started does", async () => {
  const clock = testClock();
  const running = storedLadder({ db, clock, log: silentLogger });
  await running.write("long-known", { ...TOP, rung: "prompt" });
  clock.advance(31 * 24 * 3_600_000);
  expect(await running.read("long-known")).toBeUndefined();
});

test("a database that does not answer, or holds what nobody wrote, costs a probe and no answer", async () => {
  const clock = testClock();
  const broken = { ...db, query: () => Promise.reject(new Error("down")) };
  const ladder = storedLadder({ db: broken, clock, log: silentLogger });
  expect(await ladder.read("p")).toBeUndefined();
  await ladder.write("p", { ...TOP, rung: "prompt" });
  expect(await ladder.read("p")).toEqual({ ...TOP, rung: "prompt" });
  await storedLadder({ db, clock, log: silentLogger }).write("odd", { rung: "sorcery" } as never);
  expect(await storedLadder({ db, clock, log: silentLogger }).read("odd")).toBeUndefined();
});
