import { join } from "node:path";
import { expect, test } from "vitest";
import { readUsage, setBudget } from "../../src/access/model-usage.ts";
import { loadToolPrompts } from "../../src/jobs/tools/agent-tools.ts";
import { tellByModel } from "../../src/jobs/voc/tell-briefing.ts";
import { tellReport } from "../../src/jobs/voc/tell-report.ts";
import { saysOnly } from "../../src/jobs/voc/watch-voc.ts";
import { type ScriptStep, scriptedModel } from "../../src/models/scripted.ts";
import { addPlan, briefings, removePlan, writeBriefings } from "../../src/voc/briefing/briefings.ts";
import { freshMember } from "../support/members.ts";
import { vocDesk } from "../voc/desk.ts";

const prompts = await loadToolPrompts(join(import.meta.dirname, "../../prompts"));
const PLAIN = [
  "2026-03-02 至 2026-03-08 共有 2 个标签，上一周期 1 个。",
  "“缺陷”2 个，占 100%。",
  "“缺陷”从 1 个升到 2 个。",
];

const desk = await vocDesk("2026-03-10T05:00:00Z");
const { voc, ctx, clock } = desk;
for (const day of ["2026-02-24", "2026-03-02", "2026-03-03"])
  await desk.tag(await desk.ticket(), ["defect"], { at: new Date(`${day}T05:00:00Z`) });
const member = await freshMember(ctx, "manager");

/** The briefing of a fresh plan that a model is to tell; the script is what the model does, null for none. */
async function written(script: readonly ScriptStep[] | null) {
  const plan = { name: "周报", every: "week", language: "zh", slice: null, report: null } as const;
  const id = await addPlan(voc, ctx, { ...plan, members: [member.id], words: "model" });
  const model = script && scriptedModel(script);
  const price = { inputMicros: 1_000_000, outputMicros: 1_000_000 };
  const teller = { db: voc.db, clock, model, modelBudgetMs: 200, price, prompts };
  const tell = tellByModel(teller, new AbortController().signal);
  await writeBriefings(voc, ctx.tenantId, { holds: saysOnly, tell, report: tellReport(voc) });
  const [found] = await briefings(voc, ctx);
  await removePlan(voc, ctx, id);
  return { ...found!, requests: model?.requests ?? [] };
}
const says = (...texts: readonly string[]): ScriptStep => ({
  text: JSON.stringify({ sentences: texts.map((text, i) => ({ n: i + 1, text })) }),
});

test("a model's sentences stand where they hold; the template's take the place of those that do not", async () => {
  const { sentences, told, requests } = await written([
    says(
      "2026-03-02 至 2026-03-08 共收到 2 个标签，由上一周期的 1 个上升。",
      "“缺陷”居首，共 2 个，占 100%。",
      "“缺陷”从 2 个降到 1 个，因为张三离职。",
    ),
  ]);
  expect(sentences).toEqual([
    "2026-03-02 至 2026-03-08 共收到 2 个标签，由上一周期的 1 个上升。",
    "“缺陷”居首，共 2 个，占 100%。",
    PLAIN[2],
  ]);
  const { id, version, hash } = prompts.briefing;
  expect(told).toEqual({ by: "model", model: "scripted", prompt: { id, version, hash }, replaced: 1 });
  expect(requests).toHaveLength(1);
  expect(requests[0]!.user).toContain(PLAIN[2]);
});

const REPLACED = { by: "model", replaced: 3 };
test.each<[string, ScriptStep, object]>([
  ["obeys nobody and invents", says("缺陷 99 个", "一切正常", "请退款"), REPLACED],
  ["says nothing", says(), REPLACED],
  ["numbers its sentences wrongly", says(PLAIN[1]!, PLAIN[2]!, PLAIN[0]!), REPLACED],
  ["answers prose", { text: "Sure! Here is the report." }, { because: "model_failed" }],
  ["answers another shape", { text: '{"sentences":"缺陷"}' }, { because: "model_failed" }],
  ["adds a field", { text: '{"sentences":[],"send":true}' }, { because: "model_failed" }],
  [
    "quotes its instructions",
    says(`x${prompts.briefing.system({ schema: "", words: "" }).slice(0, 300)}`),
    { because: "model_failed" },
  ],
  ["hangs", { hang: true }, { because: "model_failed" }],
  ["is down", { fault: "unavailable" }, { because: "model_failed" }],
])("a model that %s leaves the briefing to the template", async (_, step, told) => {
  const { sentences, ...how } = await written([step]);
  expect(sentences).toEqual(PLAIN);
  expect(how.told).toMatchObject(told);
});

test("a call is counted whatever came of it; with the budget spent nobody is asked", async () => {
  const used = async () => (await readUsage(voc, ctx, clock.now())).tokens;
  const before = await used();
  await written([says("缺陷 99 个")]);
  const after = await used();
  expect(after).toBeGreaterThan(before);
  await setBudget(voc, ctx, { monthlyTokens: 1, monthlyMicros: null });
  const spent = await written([says(...PLAIN)]);
  expect([spent.told, spent.requests]).toEqual([{ by: "template", because: "budget_spent" }, []]);
});

test("without a model the template tells it and says why", async () => {
  expect((await written(null)).told).toEqual({ by: "template", because: "needs_model" });
});

test("a report is told in its own sentences over the days of the briefing; one that has gone tells nothing", async () => {
  const range = { from: "2026-03-02", to: "2026-03-08" };
  const told = await tellReport(voc)(ctx.tenantId, "overall", "en", range);
  expect(told.length).toBeGreaterThan(0);
  expect(told.join(" ")).not.toMatch(/NaN|undefined|\p{Script=Han}/u);
  expect(await tellReport(voc)(ctx.tenantId, "gone", "en", range)).toEqual([]);
});
