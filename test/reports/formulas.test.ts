import { expect, test } from "vitest";
import { METRIC_KEYS, METRICS } from "../../src/reports/metrics/index.ts";
import { periodOf } from "../../src/reports/period.ts";
import { runReport } from "../../src/reports/run.ts";
import { mergeContacts, undoMerge } from "../../src/tickets/contact-merge.ts";
import { DRAFT, workedWeek } from "./worked-week.ts";

test("over nothing, counts are 0 and every other number says that there is no data", async () => {
  const week = await workedWeek();
  const values = await week.values([...METRIC_KEYS].slice(0, 20));
  const more = await week.values([...METRIC_KEYS].slice(20));
  for (const { key, unit } of METRICS)
    expect([key, { ...values, ...more }[key]]).toEqual([key, unit === "count" ? 0 : null]);
});

test("pick-up, first and next response and resolution count opening hours only, and not the customer's turn", async () => {
  const week = await workedWeek();
  week.at("2026-03-06T17:30");
  const { id } = await week.askPeople("u-1", "a");
  week.at("2026-03-09T09:30");
  await week.claim(id);
  week.at("2026-03-09T10:00");
  await week.reply(id);
  // Four hours in which the customer has the word.
  week.at("2026-03-09T14:00");
  await week.say("还是不行", { thread: "a" });
  await week.say("在吗", { thread: "a" });
  week.at("2026-03-09T14:40");
  await week.reply(id);
  await week.end(id);
  expect(
    await week.values([
      "pickup_rate",
      "pickup_minutes",
      "first_response_minutes",
      "next_response_minutes",
      "resolution_minutes",
    ]),
  ).toEqual({
    pickup_rate: 1,
    pickup_minutes: 60,
    first_response_minutes: 90,
    next_response_minutes: 40,
    resolution_minutes: 130,
  });
});

test("a ticket handed over that nobody took is offered and not picked up", async () => {
  const week = await workedWeek();
  await week.askPeople("u-1", "a");
  const { id } = await week.askPeople("u-2", "b");
  await week.claim(id);
  await week.askBot("u-3", "c");
  expect(await week.values(["requests", "pickup_rate", "handover_rate"])).toEqual({
    requests: 3,
    pickup_rate: 0.5,
    handover_rate: 0.6667,
  });
});

test("SLA attainment compares with the targets of the policy, and counts what was never answered as missed", async () => {
  const week = await workedWeek();
  week.at("2026-03-02T09:00");
  const met = await week.askPeople("u-1", "a");
  const late = await week.askPeople("u-2", "b");
  await week.askPeople("u-3", "c");
  week.at("2026-03-02T13:00");
  await week.reply(met.id);
  week.at("2026-03-02T13:01");
  await week.reply(late.id);
  await week.end(met.id);
  // Five working days of nine hours, and a minute.
  week.at("2026-03-09T13:02");
  await week.say("还在", { contact: { externalId: "u-2" }, thread: "b" });
  week.at("2026-03-16T09:03");
  await week.reply(late.id);
  await week.end(late.id);
  expect(await week.values(["sla_first", "sla_next", "sla_resolution"])).toEqual({
    sla_first: 0.3333,
    sla_next: 0,
    sla_resolution: 0.5,
  });
});

test("what tiers owe each other is one step for taking a ticket and one for its finding", async () => {
  const week = await workedWeek();
  week.at("2026-03-02T09:00");
  const { id } = await week.askPeople("u-1", "a");
  await week.claim(id);
  await week.up(id);
  week.at("2026-03-02T10:00");
  await week.claim(id, week.staff.engineer);
  // Two working days of nine hours are allowed.
  week.at("2026-03-04T09:01");
  await week.back(id);
  await week.end(id);
  expect(await week.values(["ola", "tier_1", "tier_2", "return_rate", "fcr"])).toEqual({
    ola: 0.5,
    tier_1: 0,
    tier_2: 1,
    return_rate: 1,
    fcr: 0,
  });
});

test("a first contact resolves when nobody reopens it, climbs, or comes back about the same module within seven days", async () => {
  const week = await workedWeek();
  week.at("2026-03-02T09:00");
  for (const [who, module] of [
    ["u-1", "finance"],
    ["u-2", "finance"],
    ["u-3", "finance"],
    ["u-4", "finance"],
  ] as const) {
    const { id } = await week.askBot(who, `${who}-1`, module);
    await week.endBySilence(id);
    if (who === "u-4") {
      await week.again(id);
      await week.end(id);
    }
  }
  week.at("2026-03-05T09:00");
  await week.askBot("u-1", "u-1-2", "finance");
  await week.askBot("u-2", "u-2-2", "inventory");
  week.at("2026-03-10T09:00");
  await week.askBot("u-3", "u-3-2", "finance");
  expect(await week.values(["resolved", "fcr", "reopen_rate"])).toEqual({ resolved: 4, fcr: 0.5, reopen_rate: 0.25 });
});

test("the bot's four resolution rates differ exactly by what they leave out", async () => {
  const week = await workedWeek();
  week.at("2026-03-02T09:00");
  const a = await week.askBot("u-1", "a");
  await week.helpful(a.id, a.contactId, "u-1");
  await week.endBySilence(a.id);
  await week.survey(a.id, { csat: 5 });
  const b = await week.askBot("u-2", "b");
  await week.endBySilence(b.id);
  await week.survey(b.id, { csat: 2 });
  const c = await week.askBot("u-3", "c");
  await week.endByCustomer(c.id, "u-3");
  await week.survey(c.id, null);
  const d = await week.askBot("u-4", "d");
  await week.reply(d.id);
  await week.end(d.id);
  await week.askBot("u-5", "e");
  week.at("2026-03-04T09:00");
  await week.askPeople("u-2", "f");
  expect(
    await week.values(["bot_answered", "bot_confirmed", "bot_assumed", "bot_verified", "bot_adjusted", "survey_rate"]),
  ).toEqual({
    bot_answered: 0.8333,
    bot_confirmed: 0.4,
    bot_assumed: 0.6,
    bot_verified: 0.5,
    bot_adjusted: 0.4,
    survey_rate: 0.6667,
  });
});

test("CSAT is the share of 4 and 5, NPS promoters less detractors, CES the mean", async () => {
  const week = await workedWeek();
  const answers = [
    { csat: 5, nps: 10, ces: 7 },
    { csat: 4, nps: 9, ces: 6 },
    { csat: 3, nps: 8, ces: 5 },
    { csat: 1, nps: 0, ces: 2 },
    null,
  ];
  for (const [i, answer] of answers.entries()) await week.survey((await week.askBot(`u-${i}`, `t-${i}`)).id, answer);
  expect(await week.values(["csat", "csat_mean", "nps", "ces", "survey_rate"])).toEqual({
    csat: 0.5,
    csat_mean: 3.25,
    nps: 25,
    ces: 5,
    survey_rate: 0.8,
  });
});

test("drafts are accepted, edited by so many characters, or rejected; time saved is typing kept less reading", async () => {
  const week = await workedWeek();
  const [one, two, three] = [
    await week.askPeople("u-1", "a"),
    await week.askPeople("u-2", "b"),
    await week.askPeople("u-3", "c"),
  ];
  await week.decide(one.id, "accept");
  await week.decide(two.id, { edit: `${DRAFT.slice(0, 18)}改好了` });
  await week.decide(three.id, "reject");
  expect(await week.values(["drafts", "draft_accepted", "draft_used", "draft_distance", "time_saved"])).toEqual({
    drafts: 3,
    draft_accepted: 0.3333,
    draft_used: 0.6667,
    // Two replaced and one put in, of twenty.
    draft_distance: 0.15,
    // (20 + 17) ÷ 60 − 60 ÷ 500.
    time_saved: 0.4967,
  });
});

test("a draft that is rejected after its ticket was measured counts as well", async () => {
  const week = await workedWeek();
  const { id } = await week.askPeople("u-1", "a");
  expect(await week.values(["drafts"])).toEqual({ drafts: 0 });
  await week.decide(id, "reject");
  expect(await week.values(["drafts", "draft_used"])).toEqual({ drafts: 1, draft_used: 0 });
});

test("a resolution costs its model and the minutes worked at the hourly rate, in whole fen", async () => {
  const week = await workedWeek();
  const provenance = {
    tokens: { input: 900, output: 100 },
    costMicros: 123_456,
    modelCalls: { succeeded: 1, failed: 0 },
  };
  const { id } = await week.askPeople("u-1", "a", "finance", { provenance } as never);
  await week.worked(id, 10);
  await week.reply(id);
  await week.end(id);
  const other = await week.askBot("u-2", "b");
  await week.endBySilence(other.id);
  expect(await week.values(["cost_per_resolution", "work_minutes", "tokens_per_resolution"])).toEqual({
    // (12.3456 + 10 × 6,000 ÷ 60) ÷ 2 = 506.17.
    cost_per_resolution: 506,
    work_minutes: 5,
    tokens_per_resolution: 500,
  });
});

test("the backlog is what was there at the end of the period, whatever became of it later", async () => {
  const week = await workedWeek();
  week.at("2026-03-02T09:00");
  const { id } = await week.askPeople("u-1", "a");
  week.at("2026-03-12T09:00");
  await week.askPeople("u-2", "b");
  week.at("2026-03-20T09:00");
  await week.end(id);
  const on = (to: string) => week.values(["backlog", "backlog_old"], { to });
  expect([await on("2026-03-10"), await on("2026-03-19"), await on("2026-03-31")]).toEqual([
    { backlog: 1, backlog_old: 1 },
    { backlog: 2, backlog_old: 2 },
    { backlog: 1, backlog_old: 1 },
  ]);
});

test("a slice keeps to its rows, and the day is that of the time zone", async () => {
  const week = await workedWeek();
  week.at("2026-03-02T00:30");
  await week.askBot("u-1", "a", "finance");
  week.at("2026-03-02T23:30");
  await week.askBot("u-2", "b", "inventory");
  const only = (slice: Record<string, string>) =>
    week.values(["requests"], { slice, from: "2026-03-02", to: "2026-03-02" });
  expect([
    await only({}),
    await only({ module: "finance" }),
    await only({ stage: "unknown" }),
    await only({ class: "A" }),
  ]).toEqual([{ requests: 2 }, { requests: 1 }, { requests: 2 }, { requests: 0 }]);
});

test("the backlog is refused by steps of time, since it stands at one moment", async () => {
  const week = await workedWeek();
  await expect(week.values(["requests", "backlog"], { by: "day" })).rejects.toThrow(/backlog.*leave `by` out/);
});

test("two contacts that were merged by mistake come back about nothing once they are parted again", async () => {
  const week = await workedWeek();
  const { deps, as, staff } = week;
  week.at("2026-03-02T09:00");
  const met = async (who: string) =>
    (await week.say("你好", { contact: { externalId: who, customerId: "c-1" }, thread: `${who}-hello` })).ticket
      .contactId;
  const [one, other] = [await met("u-1"), await met("u-2")];
  const { id } = await week.askBot("u-1", "a");
  await week.endBySilence(id);
  week.at("2026-03-04T09:00");
  await week.askBot("u-2", "b");
  const fcr = async () => (await week.values(["fcr"]))["fcr"];
  const boss = as(staff.manager);
  const before = await fcr();
  const merge = await mergeContacts(deps, boss, one, { mergedId: other, reason: "同一人" });
  const merged = await fcr();
  await undoMerge(deps, boss, merge.id);
  expect([before, merged, await fcr()]).toEqual([1, 0, 1]);
});

test("a table says how many smaller rows it leaves out", async () => {
  const week = await workedWeek();
  week.at("2026-03-02T09:00");
  for (let i = 0; i < 32; i += 1) await week.askBot(`u-${i}`, `t-${i}`, `module-${i}`);
  await week.askBot("u-1", "t-again", "module-31");
  await week.values([]);
  const period = periodOf("2026-03-01", "2026-03-31", "Asia/Shanghai");
  const query = { period, slice: {}, rate: 0, language: "en" as const, compare: false };
  const { tables } = await runReport(week.deps, week.as(week.staff.manager), "content", query, "self_serve");
  const { rows, more } = tables.find(({ key }) => key === "by_module")!;
  expect([rows.length, more, rows[0]!.value, rows[0]!.cells[0]]).toEqual([30, 2, "module-31", 2]);
  expect(tables.find(({ key }) => key === "by_item")!.more).toBeUndefined();
});
