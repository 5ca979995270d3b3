import { expect, test } from "vitest";
import { within } from "../../src/kernel/within.ts";
import { withBreaker, withEmbedderBreaker } from "../../src/models/breaker.ts";
import { ModelFailure } from "../../src/models/failure.ts";
import type { ChatModel, Embedder, ModelRequest } from "../../src/models/ports.ts";
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

const deaf = () => {
  const behaviour = { embed: (): Promise<Float32Array[]> => new Promise(() => {}), calls: 0 };
  const embedder: Embedder = {
    id: "far@3",
    dimensions: 3,
    kind: "neural",
    embed: () => {
      behaviour.calls += 1;
      return behaviour.embed();
    },
  };
  return { behaviour, embedder };
};
const ask = (embedder: Embedder) => within(5, async (signal) => (await embedder.embed(["x"], signal))[0]);

test("an embedder that never answers is asked twice, and then costs a search nothing until it is back", async () => {
  const clock = testClock();
  const { behaviour, embedder } = deaf();
  const states: string[] = [];
  const kept = withEmbedderBreaker(embedder, clock, SETTINGS, (_, state) => states.push(state));
  for (let search = 0; search < 5; search += 1) expect(await ask(kept)).toBeUndefined();
  expect(behaviour.calls).toBe(2);
  clock.advance(1_000);
  behaviour.embed = async () => [new Float32Array([1, 0, 0])];
  // The search that finds out goes on without its vector; the next one has it.
  expect(await ask(kept)).toBeUndefined();
  expect(await ask(kept)).toEqual(new Float32Array([1, 0, 0]));
  expect(states).toEqual(["resting", "trying", "closed"]);
});

test("a search that its asker left says nothing about the embedder", async () => {
  const { behaviour, embedder } = deaf();
  const kept = withEmbedderBreaker(embedder, testClock(), SETTINGS);
  for (let search = 0; search < 4; search += 1) {
    const leaving = new AbortController();
    const asked = kept.embed(["x"], leaving.signal);
    leaving.abort();
    await expect(asked).rejects.toMatchObject({ code: "canceled" });
  }
  expect(behaviour.calls).toBe(4);
});
