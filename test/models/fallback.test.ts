import { expect, test } from "vitest";
import { fallbackModel } from "../../src/models/fallback.ts";
import type { ModelRequest } from "../../src/models/ports.ts";
import { scriptedModel } from "../../src/models/scripted.ts";

const REQUEST: ModelRequest = {
  system: "s",
  user: "u",
  schema: {},
  schemaName: "answer",
  maxOutputTokens: 10,
  temperature: 0,
};
const never = new AbortController().signal;

test("the next model answers when the first one fails, and the failures are counted", async () => {
  const first = scriptedModel([{ fault: "unavailable" }], "a");
  const second = scriptedModel([{ text: "{}" }], "b");
  expect(await fallbackModel([first, second], 1_000).complete(REQUEST, never)).toMatchObject({
    text: "{}",
    model: "b",
    retries: 1,
  });
  expect(second.requests).toHaveLength(1);
});

test("the second model is not asked when the first one answers", async () => {
  const second = scriptedModel([{ text: "{}" }]);
  await fallbackModel([scriptedModel([{ text: "{}" }]), second], 1_000).complete(REQUEST, never);
  expect(second.requests).toHaveLength(0);
});

test("when every model fails the last failure is reported with all attempts", async () => {
  const chain = fallbackModel(
    [scriptedModel([{ fault: "rate_limited" }]), scriptedModel([{ fault: "timeout" }])],
    1_000,
  );
  await expect(chain.complete(REQUEST, never)).rejects.toMatchObject({ code: "timeout", attempts: 2 });
});

test("the budget holds for the whole chain", async () => {
  const chain = fallbackModel([scriptedModel([{ hang: true }]), scriptedModel([{ hang: true }])], 30);
  await expect(chain.complete(REQUEST, never)).rejects.toMatchObject({ code: "timeout" });
});

test("a model that hangs leaves those behind it their share of the time", async () => {
  const chain = fallbackModel([scriptedModel([{ hang: true }]), scriptedModel([{ text: "{}" }], "b")], 200);
  expect(await chain.complete(REQUEST, never)).toMatchObject({ model: "b", retries: 1 });
});

test("canceling ends the chain as canceled", async () => {
  const controller = new AbortController();
  const asked = fallbackModel([scriptedModel([{ hang: true }]), scriptedModel([{ text: "{}" }])], 1_000).complete(
    REQUEST,
    controller.signal,
  );
  controller.abort();
  await expect(asked).rejects.toMatchObject({ code: "canceled" });
});
