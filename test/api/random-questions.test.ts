import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { importDemoHistory } from "../../src/jobs/demo-history/run.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { foldFacts } from "../../src/reports/facts/fold.ts";
import { METRIC_KEYS } from "../../src/reports/metrics/index.ts";
import { REPORT_NAMES } from "../../src/reports/run.ts";
import { DIMENSION_NAMES } from "../../src/reports/slices.ts";
import { GROUPINGS, MEASURES } from "../../src/voc/analytics/query.ts";
import { foldTenant } from "../../src/voc/fold.ts";
import { DIMENSIONS } from "../../src/voc/slices.ts";
import { TREES } from "../../src/voc/trees.ts";
import { shippedPolicies } from "../policy/sample.ts";
import { send, testTenant } from "../support/app.ts";

/** Random questions to every route that counts; some thousands for good. */
const ROUNDS = Number(process.env["ROUNDS"] ?? 250);
const { app, ctx, key } = await testTenant();
const as = await key();

beforeAll(async () => {
  const policies = shippedPolicies();
  const options = { months: 6, seed: 3, tickets: 60 };
  await importDemoHistory({ db: app.db, clock: systemClock, policies }, ctx, options, () => {});
  await foldFacts({ db: app.db, policies: app.tickets.policies }, ctx.tenantId, new Date(0));
  await foldTenant(app, ctx.tenantId);
}, 60_000);

/** Mostly what is asked for in earnest, else whatever comes to somebody's mind. */
const near = <Value>(...good: readonly fc.Arbitrary<Value>[]): fc.Arbitrary<Value | string> =>
  fc.oneof({ weight: 7, arbitrary: fc.oneof(...good) }, { weight: 1, arbitrary: junk });
const junk = fc.oneof(
  fc.string({ maxLength: 40, unit: "binary" }),
  fc.constantFrom(
    ...["", " ", "0", "-1", "NaN", "Infinity", "1e999", "null", "'; drop table voc_tag; --", "%00", "\u0000", "\ud800"],
    ...["__proto__", "constructor", "2026-02-30", "0000-00-00", "9999-12-31", "-000001-01-01", "2026-1-1", "令", "[]"],
  ),
);
const recent = fc.nat({ max: 260 }).map((ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10));
const day = near(recent, fc.constantFrom("2016-01-01", "2036-12-31", "0001-01-01", "9999-12-31"));
const tag = near(fc.constantFrom("defect", "performance", "praise", "churn_risk", "defect,upgrade", "defect,nothing"));
const value = near(
  fc.constantFrom("panheng-erp", "tingke-crm", "panheng-erp/finance", "panheng-erp/unknown", "/", "finance"),
  fc.constantFrom("A", "unknown", "8.2", "web", "first_line", "zh", "negative", "model", "support", "trial"),
);
const step = near(fc.constantFrom("day", "week", "month"));
const dimension = near(fc.constantFrom(...DIMENSIONS));
const level = near(fc.constantFrom(...TREES));
const node = fc.oneof(value, fc.constantFrom("management", "service-centre", "first_line"));
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const range = { from: maybe(day), to: maybe(day) };
const slice = { dimension: maybe(dimension), value: maybe(value) };
const voc = { ...range, ...slice, tags: maybe(tag) };
const query = (path: string, params: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(params).map((given) => {
    const named = Object.entries(given).filter(([, one]) => one !== undefined && one !== null);
    return { route: `GET ${path}?${named.map(([name, one]) => `${name}=${encoded(one)}`).join("&")}`, body: undefined };
  });
const encoded = (one: unknown): string => encodeURIComponent(String(one).toWellFormed());

const several = <Value>(one: fc.Arbitrary<Value>) => fc.array(one, { maxLength: 5 });
const number = near(fc.integer({ min: 1, max: 5_000 }), fc.double(), fc.constantFrom(0, -1, 1e9));
const analytics = fc
  .record(
    {
      from: day,
      to: day,
      measures: several(near(fc.constantFrom(...MEASURES))),
      dimensions: several(near(fc.constantFrom(...GROUPINGS))),
      filters: several(
        fc.record({
          dimension: near(fc.constantFrom("tag", "group", ...DIMENSIONS)),
          in: several(fc.oneof(value, tag)),
        }),
      ),
      limit: number,
      offset: number,
    },
    { requiredKeys: ["from", "to"] },
  )
  .map((body) => ({ route: "POST /v1/analytics/query", body }));
const reportParams = {
  ...range,
  tz: maybe(near(fc.constantFrom("Asia/Shanghai", "UTC", "America/New_York", "Pacific/Apia"))),
  lang: maybe(near(fc.constantFrom("zh", "en"))),
  compare: maybe(near(fc.constantFrom("previous", "none"))),
  rate: maybe(number),
  mode: maybe(near(fc.constantFrom("narrated", "self_serve"))),
  product: maybe(value),
  person: maybe(value),
  cause: maybe(value),
};
const questions = [
  query("/v1/voc/trends", { ...voc, by: maybe(step) }),
  query("/v1/voc/ranking", { ...range, ...slice }),
  query("/v1/voc/slices", { ...range, tags: maybe(tag), by: maybe(fc.oneof(dimension, level)), within: maybe(node) }),
  query("/v1/voc/anomalies", { ...voc, by: maybe(step) }),
  query("/v1/voc/themes", { ...range, by: maybe(step) }),
  query("/v1/voc/drivers", { ...range, outcome: maybe(near(fc.constantFrom("satisfied", "reopened", "churn_risk"))) }),
  query("/v1/voc/costs", range),
  query("/v1/voc/quotes", { ...voc, cursor: maybe(junk), limit: maybe(number) }),
  query("/v1/voc/export", { ...voc, cursor: maybe(junk), format: maybe(near(fc.constantFrom("csv", "jsonl"))) }),
  analytics,
  near(fc.constantFrom(...REPORT_NAMES)).chain((name) => query(`/v1/reports/${encoded(name)}`, reportParams)),
  query("/v1/reports/measure", {
    ...reportParams,
    metrics: several(near(fc.constantFrom(...METRIC_KEYS))).map((keys) => keys.join(",")),
    by: maybe(near(fc.constantFrom("day", "week", "month", ...DIMENSION_NAMES))),
  }),
];

test("whatever is asked, the answer is numbers, an explicit nothing, or a problem that says what is wrong", {
  timeout: 600_000,
}, async () => {
  const answered = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.oneof(...questions), async ({ route, body }) => {
      const answer = await send(app.fetch, route, as, body);
      const said = JSON.stringify(answer.body);
      expect([200, 400, 404], `${route} ${JSON.stringify(body)} ${said}`).toContain(answer.status);
      if (answer.status === 200) {
        answered.add(route.split("?")[0]!);
        expect(said).not.toMatch(/\b(?:NaN|Infinity|undefined)\b/);
      } else {
        expect(answer.headers.get("content-type")).toBe("application/problem+json");
        expect(answer.body).toMatchObject({ detail: expect.stringMatching(/\w/) });
      }
    }),
    { numRuns: ROUNDS },
  );
  expect(answered.size).toBeGreaterThan(3);
});

test("a report of a unit holds all teams below it, and one of a family all its products", async () => {
  const asked = async (more: string) => {
    const { body } = await send(app.fetch, `GET /v1/reports/measure?metrics=requests&from=${first}${more}`, as);
    return (body as { rows: { value: string; figures: { value: number }[] }[] }).rows.map(
      ({ value: name, figures }) => [name, figures[0]!.value] as const,
    );
  };
  const first = new Date(Date.now() - 170 * 86_400_000).toISOString().slice(0, 10);
  const total = (rows: readonly (readonly [string, number])[]) => rows.reduce((sum, [, count]) => sum + count, 0);
  const teams = (await asked("&by=team")).filter(([team]) => ["first_line", "technical"].includes(team));
  expect(total(teams)).toBeGreaterThan(0);
  expect(total(await asked("&team=service-centre"))).toBe(total(teams));
  const products = await asked("&by=product&product=management");
  expect(products.map(([product]) => product)).toEqual(["panheng-erp"]);
  expect(total(await asked("&product=panheng-erp"))).toBe(total(products));
  expect(total(await asked("&team=nobody"))).toBe(0);
});
