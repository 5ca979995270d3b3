import { afterEach, expect, test } from "vitest";
import { systemClock } from "../../src/kernel/clock.ts";
import { openaiEmbedder } from "../../src/models/openai/openai-embedder.ts";
import { type Behaviour, embeds, type FakeProvider, fakeProvider, status } from "./fake-provider.ts";

let open: FakeProvider[] = [];
afterEach(async () => {
  await Promise.all(open.map((provider) => provider.close()));
  open = [];
});

async function setUp(behaviours: readonly Behaviour[], dimensions?: number) {
  const provider = await fakeProvider(behaviours);
  open.push(provider);
  const settings = { apiKey: "k", baseUrl: provider.baseUrl, model: "e", batchSize: 2, requestTimeoutMs: 2_000 };
  const embedder = await openaiEmbedder(dimensions === undefined ? settings : { ...settings, dimensions }, systemClock);
  return { provider, embedder };
}

test("texts go out in batches and come back in order as unit vectors", async () => {
  const { provider, embedder } = await setUp([embeds(3)], 3);
  const vectors = await embedder.embed(["a", "bb", "ccc"]);
  expect(provider.bodies.map((body) => body["input"])).toEqual([["a", "bb"], ["ccc"]]);
  expect(vectors.map((vector) => Math.round((vector[0]! / vector[1]!) * 10) / 10)).toEqual([1, 2, 3]);
  for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
});

test("the width is found by asking when it is not given", async () => {
  const { embedder } = await setUp([embeds(7)]);
  expect(embedder).toMatchObject({ dimensions: 7, id: "e@7", kind: "neural" });
});

test("a server that changes its width is refused", async () => {
  const { embedder } = await setUp([embeds(4), embeds(3)]);
  await expect(embedder.embed(["a"])).rejects.toMatchObject({ code: "unavailable" });
});

test("a refused key is a plain domain error", async () => {
  await expect(setUp([status(401, "bad key sk-1")])).rejects.toMatchObject({
    code: "unavailable",
    message: "The model provider refused the key.",
  });
});
