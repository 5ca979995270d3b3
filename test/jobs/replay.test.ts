import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { replayJob } from "../../src/jobs/replay/job.ts";
import { replayPast } from "../../src/jobs/replay/run.ts";
import { type ScriptStep, scriptedModel } from "../../src/models/scripted.ts";
import { send, testTenant } from "../support/app.ts";

const ROOT = join(import.meta.dirname, "../..");
const AUTONOMY = readFileSync(join(ROOT, "knowledge/policies/autonomy.yaml"), "utf8");
const PROMPT = readFileSync(join(ROOT, "prompts/answer.md"), "utf8");
const article = (step: string) =>
  `---\ntitle: 反结账\naudience: public\nlanguage: zh\n---\n\n# 怎么反结账\n\n反结账在总账的期末处理里做。打开期末处理，${step}，输入结账密码，期间就退回到未结账状态。\n`;
const never = new AbortController().signal;
const quietly = async () => {};

async function past() {
  const tenant = await testTenant();
  await tenant.learn({ "reopen.md": article("点反结账") });
  const key = await tenant.key();
  for (const [contactId, message] of [
    ["c-1", "总账怎么反结账？我的电话 13812345678"],
    ["c-2", "我要投诉，你们服务太差了"],
  ])
    await send(tenant.app.fetch, "POST /v1/chat", key, { message, contactId, channel: "web" });
  const rows = () =>
    inTenant(tenant.app.db, tenant.ctx.tenantId, async (tx) => {
      const of = async (table: string) =>
        (await tx.query<{ n: number }>(`select count(*)::int as n from ${table} where tenant_id = $1`, [tx.tenantId]))
          .rows[0]!.n;
      return [await of("message"), await of("proposal"), await of("draft"), await of("ticket_event")];
    });
  const run = (change: Parameters<typeof replayPast>[2]["change"], deps = tenant.app.replays) =>
    replayPast(deps, tenant.ctx.tenantId, { change, last: 50 }, quietly, never);
  return { ...tenant, key, rows, run };
}

test("a policy that silences the bot shows which past answers would have waited for a person; nothing is stored or sent", async () => {
  const { rows, run } = await past();
  const before = await rows();
  const report = await run({ policy: { kind: "autonomy", text: AUTONOMY.replace("silence: false", "silence: true") } });
  expect(report).toMatchObject({ asked: 2, changed: 1, counts: { action: 1 } });
  expect(report.actions).toContainEqual({ before: "auto", after: "propose", count: 1 });
  expect(report.rows[0]?.question).not.toContain("13812345678");
  expect(await rows()).toEqual(before);
});

test("the same policy again changes nothing", async () => {
  const { run } = await past();
  expect(await run({ policy: { kind: "autonomy", text: AUTONOMY } })).toMatchObject({ asked: 2, changed: 0, rows: [] });
});

test("a changed article shows in what would be said and cited", async () => {
  const { run } = await past();
  const report = await run({ article: { path: "reopen.md", text: article("点撤销结账") } });
  expect(report).toMatchObject({ asked: 2, changed: 1, estimated: true });
  const text = report.rows[0]?.differences.find(({ what }) => what === "text");
  expect([text?.before.includes("点反结账"), text?.after.includes("点撤销结账")]).toEqual([true, true]);
});

test("a changed prompt reaches the model with each past question, and its cost counts", async () => {
  const { app, ctx, run } = await past();
  const steps: ScriptStep[] = [{ text: "{}" }];
  const model = scriptedModel(steps);
  const deps = { ...app.replays, parts: { ...app.replays.parts, model } };
  await run(
    { prompt: PROMPT.replace("version: 1", "version: 2").replace("## Rules", "## Rules\n\n0. Be brief.") },
    deps,
  );
  expect(model.requests.map(({ system }) => system.includes("0. Be brief."))).toContain(true);
  expect(model.requests.some(({ system }) => !system.includes("0. Be brief."))).toBe(true);
  const calls = await inTenant(app.db, ctx.tenantId, (tx) =>
    tx.query("select 1 from model_usage_call where tenant_id = $1 and purpose = 'tool'", [tx.tenantId]),
  );
  expect(calls.rowCount).toBe(model.requests.length);
});

test("a replay by the API runs as a job, once, and only leads may start one", async () => {
  const { app, ctx, member } = await past();
  const manager = await member("manager");
  const agent = await member("agent");
  const body = {
    change: { policy: { kind: "autonomy", text: AUTONOMY.replace("silence: false", "silence: true") } },
    last: 10,
  };
  expect((await send(app.fetch, "POST /v1/replays", agent.as, body)).status).toBe(403);
  const started = await send(app.fetch, "POST /v1/replays", manager.as, body);
  const { id } = started.body as { id: string };
  const show = async () => (await send(app.fetch, `GET /v1/replays/${id}`, manager.as)).body;
  expect(await show()).toMatchObject({ status: "queued", report: null });
  await replayJob(app.replays)({ tenantId: ctx.tenantId, id }, never);
  await replayJob(app.replays)({ tenantId: ctx.tenantId, id }, never);
  expect(await show()).toMatchObject({ status: "done", done: 2, total: 2, report: { asked: 2, changed: 1 } });
});

test("a change that could not go live is refused with its faults, and nothing is queued", async () => {
  const { app, member } = await past();
  const manager = await member("manager");
  for (const change of [
    { policy: { kind: "autonomy", text: "silence: maybe" } },
    { prompt: "no front matter" },
    { article: { path: "a.md", text: "---\ntitle: [\n---\n" } },
    {},
  ])
    expect([change, (await send(app.fetch, "POST /v1/replays", manager.as, { change })).status]).toEqual([change, 400]);
});
