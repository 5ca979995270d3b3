import { expect, test } from "vitest";
import { changeMember } from "../../src/access/members.ts";
import { saysOnly } from "../../src/jobs/voc/watch-voc.ts";
import { addPlan, briefings, removePlan, type Telling, writeBriefings } from "../../src/voc/briefing/briefings.ts";
import { freshMember } from "../support/members.ts";
import { vocDesk } from "./desk.ts";

const TEMPLATE: Telling = {
  holds: saysOnly,
  tell: async () => ({ because: "needs_model" }),
  report: async (_, name, language, { from, to }) => [`${name} ${language} ${from} ${to}`],
};

test("a briefing tells the last whole week in computed numbers, once, and tells its members", async () => {
  const desk = await vocDesk("2026-03-10T05:00:00Z");
  const { voc, ctx } = desk;
  const member = await freshMember(ctx, "manager");
  for (const [day, tag] of [
    ["2026-02-24", "defect"],
    ["2026-03-02", "defect"],
    ["2026-03-03", "defect"],
    ["2026-03-08", "upgrade"],
    ["2026-03-09", "praise"],
  ] as const)
    await desk.tag(await desk.ticket(), [tag], { at: new Date(`${day}T05:00:00Z`) });
  const plan = {
    name: "周报",
    every: "week",
    slice: null,
    report: null,
    members: [member.id],
    words: "template",
  } as const;
  const zh = await addPlan(voc, ctx, { ...plan, members: [...plan.members], language: "zh" });
  expect(await writeBriefings(voc, ctx.tenantId, TEMPLATE)).toBe(1);
  expect(await writeBriefings(voc, ctx.tenantId, TEMPLATE)).toBe(0);
  const [written] = await briefings(voc, ctx);
  expect(written).toMatchObject({ from: "2026-03-02", to: "2026-03-08", refused: 0 });
  expect(written!.sentences).toEqual([
    "2026-03-02 至 2026-03-08 共有 3 个标签，上一周期 1 个。",
    "“缺陷”2 个，占 67%。",
    "“升级”1 个，占 33%。",
    "“缺陷”从 1 个升到 2 个。",
    "“升级”从 0 个升到 1 个。",
  ]);
  const told = await desk.read((tx) =>
    tx.query("select 1 from notification where tenant_id = $1 and member_id = $2 and kind = 'insight'", [
      tx.tenantId,
      member.id,
    ]),
  );
  expect(told.rowCount).toBe(1);
  await removePlan(voc, ctx, zh);
  expect(await briefings(voc, ctx)).toEqual([]);
});

test("a plan about a product that the taxonomy has no more says so, and holds up no other plan", async () => {
  const { voc, ctx, retireProduct } = await vocDesk("2026-03-10T05:00:00Z");
  const { id } = await freshMember(ctx, "manager");
  const plan = { every: "week", words: "template", language: "en", report: null, members: [id] } as const;
  const slice = { dimension: "product", value: "tingke-crm" } as const;
  for (const [name, about] of [
    ["a", slice],
    ["b", null],
  ] as const)
    await addPlan(voc, ctx, { ...plan, name, slice: about, members: [id] });
  retireProduct("tingke-crm");
  expect(await writeBriefings(voc, ctx.tenantId, TEMPLATE)).toBe(2);
  expect((await briefings(voc, ctx)).map(({ name, sentences }) => [name, sentences[0]])).toEqual([
    ["a", expect.stringContaining("no “tingke-crm” any more")],
    ["b", "No data from 2026-03-02 to 2026-03-08."],
  ]);
});

test("a sentence with a number that nobody computed does not pass", () => {
  const numbers = JSON.stringify({ total: 12, from: "2026-03-02", share: "67%" });
  expect(saysOnly("“缺陷”12 个，占 67%。", numbers)).toBe(true);
  expect(saysOnly("“缺陷”13 个。", numbers)).toBe(false);
  expect(saysOnly("On 2026-03-03 it rose.", numbers)).toBe(false);
});

test("a plan tells a report on its days to those who may read reports, and nobody else sees it", async () => {
  const { voc, ctx, read, member } = await vocDesk("2026-03-10T05:00:00Z");
  const [manager, analyst, agent] = await Promise.all(
    (["manager", "analyst", "agent"] as const).map((role) => freshMember(ctx, role)),
  );
  const plan = {
    name: "月报",
    every: "month",
    language: "en",
    words: "template",
    slice: null,
    report: "overall",
  } as const;
  const refused = (more: object) => addPlan(voc, ctx, { ...plan, members: [manager!.id], ...more });
  await expect(refused({ members: [manager!.id, agent!.id] })).rejects.toThrow(/may not read reports/);
  await expect(refused({ words: "model" })).rejects.toThrow(/own words/);
  await expect(refused({ slice: { dimension: "class", value: "B" } })).rejects.toThrow(/told whole/);
  await addPlan(voc, ctx, { ...plan, members: [manager!.id, analyst!.id] });
  await changeMember(voc, ctx, analyst!.id, { role: "agent" });
  expect(await writeBriefings(voc, ctx.tenantId, TEMPLATE)).toBe(1);
  expect(await writeBriefings(voc, ctx.tenantId, TEMPLATE)).toBe(0);
  expect(await briefings(voc, manager!.ctx)).toMatchObject([
    { report: "overall", from: "2026-02-01", sentences: ["overall en 2026-02-01 2026-02-28"] },
  ]);
  expect(await briefings(voc, member("agent"))).toEqual([]);
  const told = await read((tx) =>
    tx.query("select member_id from notification where tenant_id = $1 and kind = 'insight'", [tx.tenantId]),
  );
  expect(told.rows).toEqual([{ member_id: manager!.id }]);
});
