import { expect, test } from "vitest";
import { addPlan } from "../../src/voc/briefing/briefings.ts";
import { addAlert, alarms, raiseAlarms, removeAlert } from "../../src/voc/trends/alerts.ts";
import { addView, removeView, views } from "../../src/voc/views.ts";
import { freshMember } from "../support/members.ts";
import { vocDesk } from "./desk.ts";

const DAY = 86_400_000;

test("members are told of an anomaly and of a threshold once, however often it is judged", async () => {
  const desk = await vocDesk("2026-03-02T05:00:00Z");
  const { voc, ctx, clock } = desk;
  const { tenantId } = ctx;
  const now = clock.now().getTime();
  for (let day = -35; day < 0; day++)
    for (let i = 0; i < (day === -1 ? 9 : 1); i++)
      await desk.tag(await desk.ticket(), ["defect"], { at: new Date(now + day * DAY) });
  const member = await freshMember(ctx, "manager");
  const members = [member.id];
  await addAlert(voc, ctx, { name: "缺陷", rule: { when: "anomaly", by: "day", tags: ["defect"] }, members });
  const rule = { when: "threshold", atLeast: 9, by: "day", tags: ["defect", "praise"] } as const;
  const second = await addAlert(voc, ctx, { name: "九个", rule: { ...rule, tags: [...rule.tags] }, members });
  expect([await raiseAlarms(voc, tenantId), await raiseAlarms(voc, tenantId)]).toEqual([2, 0]);
  expect(await alarms(voc, ctx)).toMatchObject([
    { tag: "defect", step: "2026-03-01", count: 9 },
    { tag: "defect", step: "2026-03-01", count: 9 },
  ]);
  const told = await desk.read((tx) =>
    tx.query(
      "select text from notification where tenant_id = $1 and member_id = $2 and kind = 'insight' order by text",
      [tenantId, member.id],
    ),
  );
  expect(told.rows).toEqual([
    { text: expect.stringMatching(/^九个: 缺陷 2026-03-01 9/) },
    { text: expect.stringMatching(/^缺陷: 缺陷 2026-03-01 9 \(0–\d+\)。缺陷: Defect 2026-03-01 9 \(0–\d+\)$/) },
  ]);
  await removeAlert(voc, ctx, second);
  await expect(removeAlert(voc, ctx, second)).rejects.toThrow(/does not exist/);
  await expect(
    addAlert(voc, ctx, { name: "x", rule: { when: "anomaly", by: "day", tags: ["nope"] }, members }),
  ).rejects.toThrow(/no tag nope/);
});

test("an alert about a product that the taxonomy has no more keeps no other alert from its alarm", async () => {
  const desk = await vocDesk("2026-03-02T05:00:00Z");
  const { voc, ctx } = desk;
  await desk.tag(await desk.ticket(), ["defect"], { at: new Date("2026-03-01T05:00:00Z") });
  const { id } = await freshMember(ctx, "manager");
  const rule = { when: "threshold", atLeast: 1, by: "day", tags: ["defect"] } as const;
  const add = (name: string, more: object = {}) =>
    addAlert(voc, ctx, { name, rule: { ...rule, tags: [...rule.tags], ...more }, members: [id] });
  await add("a", { slice: { dimension: "product", value: "tingke-crm" } });
  await add("b");
  desk.retireProduct("tingke-crm");
  expect(await raiseAlarms(voc, ctx.tenantId)).toBe(1);
});

test("more alerts or briefings than are looked at are refused", async () => {
  const { voc, ctx, read } = await vocDesk("2026-03-02T05:00:00Z");
  const members = [(await freshMember(ctx, "manager")).id];
  const rule = { when: "anomaly", by: "day", tags: [] as string[] } as const;
  const add = () => addAlert(voc, ctx, { name: "x", rule: { ...rule, tags: [] }, members });
  const plan = { every: "week", words: "template", language: "en", report: null, slice: null, name: "x" } as const;
  await add();
  await addPlan(voc, ctx, { ...plan, members });
  await read(async (tx) => {
    for (const [table, most] of [
      ["voc_alert", 200],
      ["voc_briefing_plan", 100],
    ])
      await tx.query(
        `insert into ${table} select t.* from ${table} o
         cross join generate_series(2, $2::int) as n
         cross join jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'n', n)) as t
         where o.tenant_id = $1`,
        [tx.tenantId, most],
      );
  });
  await expect(add()).rejects.toThrow(/200 alerts already; remove one/);
  await expect(addPlan(voc, ctx, { ...plan, members })).rejects.toThrow(/100 briefings already; remove one/);
});

test("a view is its owner's, and everybody's to read when it is shared", async () => {
  const { voc, member } = await vocDesk("2026-03-02T05:00:00Z");
  const [owner, other] = [member("agent"), member("manager")];
  const mine = await addView(voc, owner, { name: "我的", question: { tags: ["defect"] }, shared: false });
  const ours = await addView(voc, owner, { name: "共享", question: { by: "week" }, shared: true });
  expect((await views(voc, owner)).map(({ id }) => id).sort()).toEqual([mine, ours].sort());
  expect((await views(voc, other)).map(({ id }) => id)).toEqual([ours]);
  await expect(removeView(voc, other, ours)).rejects.toThrow(/does not exist/);
  await removeView(voc, owner, mine);
  expect(await views(voc, owner)).toHaveLength(1);
});
