import { expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { configuredChatModel } from "../../src/models/configured.ts";

const SETTINGS = {
  apiKey: "k",
  baseUrl: "http://127.0.0.1:9/v1",
  chatModel: "first",
  embeddingModel: undefined,
  fallbacks: [],
  timeoutMs: 1_000,
};

test("without a key there is no model; with fallbacks the chain is asked in their order", () => {
  const second = { apiKey: "k", baseUrl: "http://127.0.0.1:9/v1", model: "second" };
  expect(configuredChatModel({ ...SETTINGS, apiKey: undefined }, systemClock)).toBeNull();
  expect(configuredChatModel(SETTINGS, systemClock)?.id).toBe("first");
  expect(configuredChatModel({ ...SETTINGS, fallbacks: [second] }, systemClock)?.id).toBe("first > second");
});

test("fallbacks are read from JSON, and a mistake is named without showing the keys in it", () => {
  const fallbacks = [{ baseUrl: "http://127.0.0.1:9/v1", apiKey: "sk-secret", model: "m" }];
  expect(readConfig({ MODEL_FALLBACKS: JSON.stringify(fallbacks) }).MODEL_FALLBACKS).toEqual(fallbacks);
  expect(readConfig({}).MODEL_FALLBACKS).toEqual([]);
  for (const text of ["{", '[{"apiKey":"sk-secret"}]', '{"apiKey":"sk-secret"}'])
    expect(() => readConfig({ MODEL_FALLBACKS: text })).toThrow(/^Bad settings: MODEL_FALLBACKS \((?!.*secret)/);
});
