import { afterEach, expect, test } from "vitest";
import { systemClock } from "../../src/kernel/clock.ts";
import { ModelFailure } from "../../src/models/failure.ts";
import { type LadderStore, memoryLadder } from "../../src/models/ladder.ts";
import { openaiChatModel } from "../../src/models/openai/openai.ts";
import type { ModelRequest } from "../../src/models/ports.ts";
import {
  type Behaviour,
  breaksOff,
  type FakeProvider,
  fakeProvider,
  hangs,
  says,
  sendsRaw,
  status,
  streams,
} from "./fake-provider.ts";

const REQUEST: ModelRequest = {
  system: "Answer in JSON.",
  user: "data",
  schema: { type: "object", properties: { ok: { type: "boolean" } }, required: ["ok"], additionalProperties: false },
  schemaName: "answer",
  maxOutputTokens: 100,
  temperature: 0,
};

let open: FakeProvider[] = [];
afterEach(async () => {
  await Promise.all(open.map((provider) => provider.close()));
  open = [];
});

async function setUp(
  behaviours: readonly Behaviour[],
  options: { budgetMs?: number; requestTimeoutMs?: number; ladder?: LadderStore } = {},
) {
  const provider = await fakeProvider(behaviours);
  open.push(provider);
  const waits: number[] = [];
  const sleep = (ms: number) => {
    waits.push(ms);
    return Promise.resolve();
  };
  const model = openaiChatModel(
    {
      apiKey: "k",
      baseUrl: provider.baseUrl,
      model: "fake-1",
      requestTimeoutMs: options.requestTimeoutMs ?? 5_000,
      budgetMs: options.budgetMs ?? 10_000,
      maxAttempts: 3,
    },
    { ladder: options.ladder ?? memoryLadder(), clock: systemClock, sleep },
  );
  const ask = (signal = new AbortController().signal) => model.complete(REQUEST, signal);
  /** Asks with somebody listening, who has used what they heard or not. */
  const listen = async (inUse = false) => {
    const heard: string[][] = [];
    const listener = { begins: () => void heard.push([]), hears: (piece: string) => heard.at(-1)!.push(piece) };
    const reply = await model
      .complete(REQUEST, new AbortController().signal, { ...listener, inUse: () => inUse })
      .catch((error: unknown) => error as ModelFailure);
    return { heard, reply };
  };
  return { provider, waits, ask, listen };
}

const failure = (ask: Promise<unknown>) =>
  ask.then(
    () => expect.unreachable(),
    (error: unknown) => error as ModelFailure,
  );

test("an answer comes back with its usage and the model's own name", async () => {
  const { provider, ask } = await setUp([says('{"ok":true}')]);
  expect(await ask()).toEqual({
    text: '{"ok":true}',
    usage: { inputTokens: 11, outputTokens: 5 },
    model: "fake-1",
    retries: 0,
  });
  expect(provider.bodies[0]).toMatchObject({
    model: "fake-1",
    temperature: 0,
    max_tokens: 100,
    response_format: { type: "json_schema", json_schema: { name: "answer", strict: true } },
    messages: [
      { role: "system", content: "Answer in JSON." },
      { role: "user", content: "data" },
    ],
  });
});

test("a 429 is tried again after the time the provider asked for", async () => {
  const { waits, ask } = await setUp([status(429, "slow down", { "retry-after": "2" }), says("{}")]);
  expect(await ask()).toMatchObject({ retries: 1 });
  expect(waits).toEqual([2_000]);
});

test("a wait longer than the budget is not begun", async () => {
  const { waits, ask, provider } = await setUp([status(429, "slow down", { "retry-after": "60" })]);
  expect(await failure(ask())).toMatchObject({ code: "rate_limited", attempts: 1 });
  expect(waits).toEqual([]);
  expect(provider.bodies).toHaveLength(1);
});

test("server errors are tried again a few times, then reported as unavailable without the provider's words", async () => {
  const { ask, provider } = await setUp([status(500, "secret detail sk-123")]);
  const error = await failure(ask());
  expect(error).toBeInstanceOf(ModelFailure);
  expect(error).toMatchObject({ code: "unavailable", attempts: 3 });
  expect(error.message).not.toContain("secret");
  expect(provider.bodies).toHaveLength(3);
});

test("a provider that never answers is given up within the budget", async () => {
  const { ask } = await setUp([hangs], { requestTimeoutMs: 60, budgetMs: 150 });
  expect(await failure(ask())).toMatchObject({ code: "timeout" });
});

test("a request that hangs once is tried again", async () => {
  const { ask } = await setUp([hangs, says("{}")], { requestTimeoutMs: 100 });
  expect(await ask()).toMatchObject({ text: "{}", retries: 1 });
});

test("a broken connection is tried again", async () => {
  const { ask } = await setUp([breaksOff, says("{}")]);
  expect(await ask()).toMatchObject({ text: "{}", retries: 1 });
});

test("a body that is not JSON, or JSON of another shape, is a failure and never an answer", async () => {
  for (const body of ["<html>busy</html>", "[1,2]", '{"choices":"none"}', "null"]) {
    const { ask } = await setUp([sendsRaw(body)]);
    expect(await failure(ask())).toMatchObject({ code: "unavailable" });
  }
});

test("canceling stops the call and is reported as canceled", async () => {
  const { ask, provider } = await setUp([hangs]);
  const controller = new AbortController();
  const asked = failure(ask(controller.signal));
  while (provider.bodies.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  controller.abort();
  expect(await asked).toMatchObject({ code: "canceled", attempts: 1 });
});

test("a provider that knows no schema is asked for plain JSON, and remembered", async () => {
  const ladder = memoryLadder();
  const refusesSchema: Behaviour = ({ body, ...rest }, response) => {
    const format = body["response_format"] as { type: string } | undefined;
    (format?.type === "json_schema" ? status(400, "This response_format type is unavailable now") : says("{}"))(
      { body, ...rest },
      response,
    );
  };
  const { ask, provider } = await setUp([refusesSchema], { ladder });
  expect(await ask()).toMatchObject({ retries: 1 });
  expect(await ask()).toMatchObject({ retries: 0 });
  expect(provider.bodies.map((body) => (body["response_format"] as { type: string } | undefined)?.type)).toEqual([
    "json_schema",
    "json_object",
    "json_object",
  ]);
});

test("a provider that knows no formats at all is asked by the prompt alone", async () => {
  const refusesFormats: Behaviour = (request, response) =>
    (request.body["response_format"] === undefined ? says("{}") : status(422, "extra fields not permitted"))(
      request,
      response,
    );
  const { ask } = await setUp([refusesFormats]);
  expect(await ask()).toMatchObject({ retries: 2 });
  expect(await ask()).toMatchObject({ retries: 0 });
});

test("a model that refuses a temperature is asked without one", async () => {
  const refuses: Behaviour = (request, response) =>
    (request.body["temperature"] === undefined ? says("{}") : status(400, "Unsupported value: 'temperature'"))(
      request,
      response,
    );
  const { ask, provider } = await setUp([refuses]);
  expect(await ask()).toMatchObject({ retries: 1 });
  expect(provider.bodies[1]).toMatchObject({ response_format: { type: "json_schema" } });
});

test("a refused key is not tried again", async () => {
  const { ask, provider } = await setUp([status(401, "bad key sk-1")]);
  expect(await failure(ask())).toMatchObject({ code: "unavailable", attempts: 1 });
  expect(provider.bodies).toHaveLength(1);
});

test("who listens hears an answer in pieces, and has its usage at the end", async () => {
  const { listen, provider } = await setUp([streams('{"ok":true,"why":"好"}', { signs: 3 })]);
  const { heard, reply } = await listen();
  expect(heard).toHaveLength(1);
  expect(heard[0]!.length).toBeGreaterThan(3);
  expect(heard[0]!.join("")).toBe('{"ok":true,"why":"好"}');
  expect(reply).toEqual({
    text: '{"ok":true,"why":"好"}',
    usage: { inputTokens: 11, outputTokens: 5 },
    model: "fake-1",
    retries: 0,
  });
  expect(provider.bodies[0]).toMatchObject({
    stream: true,
    stream_options: { include_usage: true },
    response_format: { type: "json_schema" },
  });
});

test("a server that names no usage is counted by an estimate, whole and in pieces", async () => {
  const nameless = { choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "{}" } }] };
  const whole = await setUp([sendsRaw(JSON.stringify({ id: "c1", object: "chat.completion", ...nameless }))]);
  // "Answer in JSON." and "data", four signs to a token.
  expect(await whole.ask()).toMatchObject({ usage: { inputTokens: 5, outputTokens: 1 } });
  const { reply } = await (await setUp([streams('{"ok":true}', { usage: false })])).listen();
  expect(reply).toMatchObject({ usage: { inputTokens: 5, outputTokens: 3 } });
});

test.each([
  [-7, -1],
  [0, 1.5],
  [9e15, "many"],
])(
  "usage that cannot be (%s, %s) is estimated, and a name of a model that cannot be kept is made so",
  async (input, output) => {
    const choices = [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "{}" } }];
    const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: 1 };
    const named = { id: "c1", object: "chat.completion", model: `m\u0000${"x".repeat(5_000)}`, choices, usage };
    const { model, ...reply } = await (await setUp([sendsRaw(JSON.stringify(named))])).ask();
    expect(reply).toMatchObject({ usage: { inputTokens: 5, outputTokens: 1 } });
    expect(model).toBe(`m\uFFFD${"x".repeat(198)}`);
  },
);

test("a stream that ends without saying so is no answer: it is asked for again, unless its words are in use", async () => {
  const cut = streams('{"ok":true}', { cutAfter: 6 });
  const fresh = await (await setUp([cut, streams('{"ok":true}')])).listen();
  expect(fresh).toMatchObject({ reply: { text: '{"ok":true}', retries: 1 } });
  expect(fresh.heard.map((pieces) => pieces.join(""))).toEqual(['{"ok":t'.slice(0, 6), '{"ok":true}']);
  const { reply } = await (await setUp([cut, streams('{"ok":true}')])).listen(true);
  expect(reply).toMatchObject({ code: "unavailable", attempts: 1 });
});

test("a stream cut at the length limit, or held by the provider's filter, is not tried again", async () => {
  for (const finish of ["length", "content_filter"]) {
    const { listen, provider } = await setUp([streams('{"ok":true}', { finish })]);
    expect((await listen()).reply).toMatchObject({ code: "unavailable", attempts: 1 });
    expect(provider.bodies).toHaveLength(1);
  }
});

test("a provider that does not stream is asked for the whole answer, and remembered", async () => {
  const wholly: Behaviour = ({ body, ...rest }, response) =>
    says('{"ok":1}')({ ...rest, body: { ...body, stream: false } }, response);
  const refuses: Behaviour = (request, response) =>
    (request.body["stream"] === true ? status(400, "stream_options is not supported") : says('{"ok":1}'))(
      request,
      response,
    );
  for (const behaviour of [wholly, refuses]) {
    const { listen, provider } = await setUp([behaviour]);
    expect((await listen()).reply).toMatchObject({ text: '{"ok":1}', retries: 1 });
    expect(await listen()).toMatchObject({ reply: { retries: 0 }, heard: [] });
    expect(provider.bodies.map((body) => body["response_format"])).toEqual(
      Array.from({ length: 3 }, () => expect.objectContaining({ type: "json_schema" })),
    );
  }
});

test("what failed requests took is counted with the answer, or with the failure", async () => {
  const cut = await setUp([streams('{"ok":true}', { cutAfter: 6 }), says('{"ok":true}')]);
  expect((await cut.listen()).reply).toMatchObject({ usage: { inputTokens: 11 + 5, outputTokens: 5 + 2 } });
  const long = await setUp([streams('{"ok":', { finish: "length" })]);
  expect((await long.listen()).reply).toMatchObject({ usage: { inputTokens: 5, outputTokens: 100 } });
  const slow = await setUp([hangs], { requestTimeoutMs: 60, budgetMs: 150 });
  const { attempts, usage } = await failure(slow.ask());
  expect(usage).toEqual({ inputTokens: 5 * attempts, outputTokens: 0 });
});

test("a provider that refuses, is busy or cannot be reached takes nothing", async () => {
  for (const behaviour of [status(401), status(429), status(500)]) {
    const { ask } = await setUp([behaviour]);
    expect((await failure(ask())).usage).toEqual({ inputTokens: 0, outputTokens: 0 });
  }
});
