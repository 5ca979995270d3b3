import { expect, test } from "vitest";
import { withBreaker } from "../../src/models/breaker.ts";
import { ModelFailure } from "../../src/models/failure.ts";
import type { ChatModel, ModelRequest } from "../../src/models/ports.ts";
import { type ScriptStep, scriptedModel } from "../../src/models/scripted.ts";
import { testClock } from "../support/clock.ts";

const REQUEST: ModelRequest = {
  system: "s",
  user: "u",
  schema: {},
  schemaName: "answer",
  maxOutputTokens: 10,
  temperature: 0,
};
const SETTINGS = { failures: 2, restMs: 1_000, longestRestMs: 5_000 };
const never = new AbortController().signal;
const FAILS: ScriptStep = { fault: "unavailable" };
const codeOf = (model: ChatModel, signal = never) =>
  model.complete(REQUEST, signal).then(
    () => "ok",
    (error: ModelFailure) => `${error.code} ${error.attempts}`,
  );

test("a model that fails twice in a row is not asked again until it has rested", async () => {
  const clock = testClock();
  const inner = scriptedModel([FAILS, FAILS, { text: "{}" }]);
  const model = withBreaker(inner, clock, SETTINGS);
  expect([await codeOf(model), await codeOf(model), await codeOf(model)]).toEqual([
    "unavailable 1",
    "unavailable 1",
    "unavailable 0",
  ]);
  clock.advance(1_000);
  expect(await codeOf(model)).toBe("ok");
  expect(inner.requests).toHaveLength(3);
});

test("a success between two failures starts the count again", async () => {
  const inner = scriptedModel([FAILS, { text: "{}" }, FAILS, { text: "{}" }]);
  const model = withBreaker(inner, testClock(), SETTINGS);
  for (let i = 0; i < 4; i += 1) await codeOf(model);
  expect(inner.requests).toHaveLength(4);
});

test("after the rest one call tries the model while the others go past it", async () => {
  const clock = testClock();
  const inner = scriptedModel([FAILS, FAILS, { text: "{}", delayMs: 20 }]);
  const model = withBreaker(inner, clock, SETTINGS);
  await codeOf(model);
  await codeOf(model);
  clock.advance(1_001);
  expect(await Promise.all([codeOf(model), codeOf(model), codeOf(model)])).toEqual([
    "ok",
    "unavailable 0",
    "unavailable 0",
  ]);
});

test("a model that fails its trial rests again", async () => {
  const clock = testClock();
  const inner = scriptedModel([FAILS]);
  const model = withBreaker(inner, clock, SETTINGS);
  await codeOf(model);
  await codeOf(model);
  clock.advance(1_001);
  expect([await codeOf(model), await codeOf(model)]).toEqual(["unavailable 1", "unavailable 0"]);
});

test("a pause that the provider asked for is kept at once, up to the longest rest", async () => {
  const clock = testClock();
  const asks = { id: "a", complete: () => Promise.reject(new ModelFailure("rate_limited", "busy", 1, 60_000)) };
  const model = withBreaker(asks, clock, SETTINGS);
  await codeOf(model);
  clock.advance(4_900);
  expect(await codeOf(model)).toBe("unavailable 0");
  clock.advance(101);
  expect(await codeOf(model)).toBe("rate_limited 1");
});

test("running out of time counts as a failure, a caller that goes away does not", async () => {
  const inner = scriptedModel([{ hang: true }]);
  const model = withBreaker(inner, testClock(), SETTINGS);
  for (let i = 0; i < 3; i += 1) expect(await codeOf(model, AbortSignal.abort())).toBe("canceled 1");
  expect(await codeOf(model, AbortSignal.timeout(5))).toBe("canceled 1");
  expect(await codeOf(model, AbortSignal.timeout(5))).toBe("canceled 1");
  expect(await codeOf(model)).toBe("unavailable 0");
});
