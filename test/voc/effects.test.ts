import { expect, test } from "vitest";
import { drivers, tagCosts, wilson } from "../../src/voc/trends/effects.ts";
import { vocDesk } from "./desk.ts";

const DAY = { from: "2026-03-02", to: "2026-03-02" };

test("Wilson's interval gives the published values", () => {
  const { low, high } = wilson({ known: 10, had: 1 });
  expect([low.toFixed(4), high.toFixed(4)]).toEqual(["0.0179", "0.4042"]);
  expect(wilson({ known: 5, had: 0 }).low).toBe(0);
});

test("a tag that goes with reopened tickets shows with its interval; a small sample says no data", async () => {
  const desk = await vocDesk("2026-03-02T05:00:00Z");
  const reopened: string[] = [];
  for (let i = 0; i < 50; i++) {
    const id = await desk.ticket();
    await desk.tag(id, i < 25 ? ["upgrade"] : i < 47 ? ["documentation"] : ["praise"]);
    if (i < 20) reopened.push(id);
  }
  await desk.read((tx) =>
    tx.query("update ticket set reopened = 1 where tenant_id = $1 and id = any($2::uuid[])", [tx.tenantId, reopened]),
  );
  const found = await desk.read((tx) => drivers(tx, desk.taxonomy(), DAY, "reopened"));
  expect(found[0]).toMatchObject({
    tag: "upgrade",
    with: { known: 25, had: 20, share: 0.8 },
    without: { known: 25, had: 0, share: 0 },
    effect: { difference: 0.8, sure: true },
  });
  expect(found.find(({ tag }) => tag === "praise")).toMatchObject({ with: { known: 3 }, effect: null });
  expect(await desk.read((tx) => drivers(tx, desk.taxonomy(), DAY, "satisfied"))).toEqual([]);
  const costs = await desk.read((tx) => tagCosts(tx, desk.taxonomy(), DAY));
  expect(costs.find(({ tag }) => tag === "upgrade")).toEqual({
    tag: "upgrade",
    tickets: 25,
    measured: 0,
    agentMinutes: null,
    tokens: null,
    modelCostMicros: null,
    firstResponseBreaches: null,
  });
  await expect(
    desk.read((tx) => tagCosts(tx, desk.taxonomy(), { from: "2025-01-01", to: "2026-03-02" })),
  ).rejects.toThrow(/at most 92/);
});

test("a ticket that says nothing but the outcome counts among those without a tag", async () => {
  const desk = await vocDesk("2026-03-02T05:00:00Z");
  for (let i = 0; i < 60; i++)
    await desk.tag(
      await desk.ticket(),
      i < 20 ? ["upgrade", ...(i < 10 ? ["churn_risk"] : [])] : i < 40 ? ["churn_risk"] : ["praise"],
    );
  const found = await desk.read((tx) => drivers(tx, desk.taxonomy(), DAY, "churn_risk"));
  expect(found.map(({ tag }) => tag).sort()).toEqual(["praise", "upgrade"]);
  expect(found.find(({ tag }) => tag === "upgrade")).toMatchObject({
    with: { known: 20, had: 10, share: 0.5 },
    without: { known: 40, had: 20, share: 0.5 },
    effect: { difference: 0, sure: false },
  });
});
