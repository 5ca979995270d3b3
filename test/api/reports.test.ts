import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { METRICS } from "../../src/reports/metrics/index.ts";
import { REPORT_NAMES } from "../../src/reports/run.ts";
import { askSurveys } from "../../src/tickets/surveys/surveys.ts";
import { type ProblemBody, send, testTenant } from "../support/app.ts";

const tenant = await testTenant();
const { app, ctx } = tenant;
const analyst = await tenant.key(["insights:read"]);
const get = (path: string, as = analyst) => send(app.fetch, `GET ${path}`, as);

test.each(REPORT_NAMES)("%s answers in both languages and modes, and says that there is no data", async (report) => {
  const told = await get(`/v1/reports/${report}`);
  expect(told).toMatchObject({
    status: 200,
    body: { report, noData: true, sentences: ["这个期间没有数据。"], method: [] },
  });
  const shown = await get(`/v1/reports/${report}?lang=en&mode=self_serve&compare=none&tz=UTC`);
  expect(shown).toMatchObject({ status: 200, body: { sentences: [], previous: null } });
  const { figures, method } = shown.body as { figures: { value: number | null }[]; method: { formula: string }[] };
  expect(method).toHaveLength(figures.length);
  expect(JSON.stringify(shown.body)).not.toMatch(/NaN|Infinity/);
});

test.each([
  ["a reversed period", "from=2026-03-02&to=2026-03-01", "to"],
  ["a date that does not exist", "from=2026-02-30&to=2026-03-01", "from"],
  ["ten years", "from=2016-01-01&to=2026-01-01", "to"],
  ["a time zone that nobody knows", "tz=Mars/Olympus", "tz"],
  ["a negative rate", "rate=-1", "rate"],
  ["a language without words", "lang=fr", "lang"],
])("%s is a problem that names the field", async (_, query, field) => {
  const { status, body } = await get(`/v1/reports/overall?${query}`);
  expect([status, (body as ProblemBody).errors.map((one) => one.field)]).toEqual([400, [field]]);
});

test("a report that does not exist, an unknown metric and a ten-year daily series are problems", async () => {
  for (const path of [
    "/v1/reports/nothing",
    "/v1/reports/measure?metrics=love",
    "/v1/reports/measure?metrics=requests&by=day&from=2024-06-01&to=2026-06-01",
  ])
    expect([path, (await get(path)).status]).toEqual([path, 400]);
});

test("a series holds every step of the period, empty ones too", async () => {
  const { body } = await get("/v1/reports/measure?metrics=requests,csat&by=month&from=2026-01-15&to=2026-04-02");
  expect((body as { rows: { value: string }[] }).rows.map(({ value }) => value)).toEqual([
    "2026-01-01",
    "2026-02-01",
    "2026-03-01",
    "2026-04-01",
  ]);
});

test("the description of the API holds every formula", async () => {
  const { body } = await send(app.fetch, "GET /openapi.json");
  const { description } = (body as { paths: Record<string, { get: { description: string } }> }).paths["/v1/reports"]!
    .get;
  for (const { key, formula } of METRICS) expect([key, description.includes(formula.en)]).toEqual([key, true]);
});

test("a closed ticket is asked about once, and whoever holds the link answers, until it ends", async () => {
  const asked = await send(app.fetch, "POST /v1/chat", await tenant.endUser("u-7"), { message: "怎么反结账？" });
  expect(asked.status).toBe(200);
  const manager = await tenant.member("manager");
  const { body: queue } = await send(app.fetch, "GET /v1/tickets", manager.as);
  const { id } = (queue as { tickets: { id: string }[] }).tickets[0]!;
  await send(app.fetch, `POST /v1/tickets/${id}/resolve`, manager.as);
  await send(app.fetch, `POST /v1/tickets/${id}/close`, manager.as);
  expect([await askSurveys(app, ctx.tenantId), await askSurveys(app, ctx.tenantId)]).toEqual([1, 0]);
  const { body } = await send(app.fetch, `GET /v1/tickets/${id}/survey`, manager.as);
  const { token } = body as { token: string };
  expect(await send(app.fetch, `GET /v1/surveys/${token}`)).toMatchObject({
    status: 200,
    body: { asksNps: true, answered: false },
  });
  expect((await send(app.fetch, `PUT /v1/surveys/${token}`, {}, { csat: 6 })).status).toBe(400);
  expect(
    (await send(app.fetch, `PUT /v1/surveys/${token}`, {}, { csat: 5, nps: 9, ces: 7, comment: "好" })).status,
  ).toBe(204);
  const kept = await send(app.fetch, `GET /v1/tickets/${id}/survey`, manager.as);
  expect(kept.body).toMatchObject({ csat: 5, nps: 9, ces: 7, comment: "好" });
  for (const bad of [`${token}x`, token.replace("tls", "tlu"), "tls.a.b.c"])
    expect([bad, (await send(app.fetch, `GET /v1/surveys/${bad}`)).status]).toEqual([bad, 404]);
  await inTenant(app.db, ctx.tenantId, (tx) =>
    tx.query("update survey set expires_at = asked_at where tenant_id = $1", [ctx.tenantId]),
  );
  expect((await send(app.fetch, `PUT /v1/surveys/${token}`, {}, { csat: 1 })).status).toBe(409);
});
