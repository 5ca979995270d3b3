import { expect, test } from "vitest";
import { type ProblemBody, send, testTenant } from "../support/app.ts";

const tenant = await testTenant();
const { app } = tenant;
const key = await tenant.key();
const ask = (body: object, as = key) => send(app.fetch, "POST /v1/search", as, { query: "怎么备份", ...body });

interface Found {
  readonly hits: readonly {
    readonly score: number;
    readonly account?: {
      readonly terms: readonly { readonly passage: number; readonly neighbours: number }[];
      readonly vectorPoints: number;
      readonly articlePoints: number;
    };
  }[];
  readonly question?: { readonly gate: { readonly open: boolean } };
}

test("a search accounts for its scores when asked to, and not to end users", async () => {
  await tenant.learn({ "a.md": "---\naudience: public\n---\n# 备份\n\n每天夜里自动备份数据库。" });
  expect(((await ask({})).body as Found).hits[0]).not.toHaveProperty("account");
  const { hits, question } = (await ask({ explain: true })).body as Found;
  const { terms, vectorPoints, articlePoints } = hits[0]!.account!;
  const words = terms.reduce((sum, { passage, neighbours }) => sum + passage + neighbours, 0);
  expect(words + vectorPoints + articlePoints).toBeCloseTo(hits[0]!.score, 4);
  expect(question?.gate.open).toBe(false);
  const seen = (await ask({ explain: true }, await tenant.endUser())).body as Found;
  expect(seen.hits).toHaveLength(1);
  expect(seen.hits[0]).not.toHaveProperty("account");
});

test("a change of the embedding model is weighed, begun, held, resumed and cancelled; each step fits the one before", async () => {
  const other = await testTenant();
  const as = await other.key();
  const call = (verb: string, body?: object) =>
    send(app.fetch, `POST /v1/knowledge/embeddings${verb === "" ? "" : `/${verb}`}`, as, body);
  const change = async () =>
    ((await send(app.fetch, "GET /v1/knowledge/embeddings", as)).body as { change: { state: string } | null }).change;

  const unknown = await call("", { model: "some-model" });
  expect(unknown.status).toBe(400);
  expect((unknown.body as ProblemBody).errors[0]!.field).toBe("model");
  expect((await call("pause")).status).toBe(409);
  const weighed = await call("", { model: "embedded", dryRun: true });
  expect(weighed).toMatchObject({ status: 200, body: { passages: 0, tokens: 0, costMicros: 0 } });
  expect(await change()).toBeNull();

  expect((await call("", { model: "embedded" })).status).toBe(202);
  expect(await change()).toMatchObject({ state: "running" });
  expect((await call("", { model: "embedded" })).status).toBe(409);
  expect((await call("resume")).status).toBe(409);
  expect((await call("pause")).status).toBe(204);
  expect(await change()).toMatchObject({ state: "paused" });
  expect((await call("resume")).status).toBe(204);
  expect((await call("cancel")).status).toBe(204);
  expect(await change()).toBeNull();
});
