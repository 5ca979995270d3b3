import { expect, test } from "vitest";
import { policyDryRunJob } from "../../src/jobs/policy-dry-run.ts";
import { shippedPolicies } from "../policy/sample.ts";
import { type ProblemBody, send, testTenant } from "../support/app.ts";

type Tenant = Awaited<ReturnType<typeof testTenant>>;

async function ask(tenant: Tenant, message: string): Promise<void> {
  const as = await tenant.key(["chat"]);
  const answer = await send(tenant.app.fetch, "POST /v1/chat", as, { message });
  expect(answer.status).toBe(200);
}

async function result(tenant: Tenant, as: Record<string, string>, kind: string, content: unknown) {
  const { app, ctx } = tenant;
  const started = await send(app.fetch, `POST /v1/policies/${kind}/dry-run`, as, { content });
  expect(started.status).toBe(202);
  const { id } = started.body as { id: string };
  await policyDryRunJob(app.tickets)({ tenantId: ctx.tenantId, id }, new AbortController().signal);
  return (await send(app.fetch, `GET /v1/policy-dry-runs/${id}`, as)).body as Record<string, unknown>;
}

test("a changed policy is tried on past requests, each difference with its reasons in both languages, and nothing is published", async () => {
  const tenant = await testTenant();
  const { as } = await tenant.member("manager");
  await ask(tenant, "系统今天早上开始报错，保存订单提示 500，麻烦看看");
  await ask(tenant, "你们客服三天不回，太离谱了，要求退款并道歉");
  const { sla } = shippedPolicies();
  const quick = { ...sla, targets: sla.targets.map((row) => ({ ...row, firstResponse: { minutes: 7 } })) };
  const changed = await result(tenant, as, "sla", quick);
  expect(changed).toMatchObject({ status: "done", done: 2, total: 2, result: { decided: 2, skipped: 0, changed: 2 } });
  const { totals, samples } = changed["result"] as {
    totals: { field: string }[];
    samples: { question: string; reasons: object[] }[];
  };
  expect(new Set(totals.map(({ field }) => field))).toEqual(new Set(["firstResponse"]));
  expect(samples.map(({ question }) => question)).toContain("你们客服三天不回，太离谱了，要求退款并道歉");
  expect(samples[0]!.reasons[0]).toMatchObject({ zh: expect.any(String), en: expect.any(String) });
  expect(await result(tenant, as, "sla", sla)).toMatchObject({ result: { decided: 2, changed: 0, totals: [] } });
  const { body } = await send(tenant.app.fetch, "GET /v1/policies/sla/versions", as);
  expect((body as { versions: unknown[] }).versions.length).toBeLessThanOrEqual(1);
});

test("a ticket of several turns that would be decided otherwise is shown once, with how many they are", async () => {
  const tenant = await testTenant();
  const { as } = await tenant.member("manager");
  const key = await tenant.key(["chat"]);
  const say = (contactId: string, message: string) =>
    send(tenant.app.fetch, "POST /v1/chat", key, { contactId, message });
  await say("one", "怎么导出考勤表？");
  await say("one", "导出的考勤表里怎么加部门列？");
  await say("two", "怎么设置审批抄送人？");
  const { sla } = shippedPolicies();
  const quick = { ...sla, targets: sla.targets.map((row) => ({ ...row, firstResponse: { minutes: 7 } })) };
  const { result: found } = (await result(tenant, as, "sla", quick)) as {
    result: {
      changed: number;
      changedTickets: number;
      samples: { ticketId: string; turns: number; question: string }[];
    };
  };
  expect(found).toMatchObject({ changed: 3, changedTickets: 2 });
  expect(found.samples.map(({ turns, question }) => [turns, question])).toEqual([
    [1, "怎么设置审批抄送人？"],
    [2, expect.stringContaining("部门列")],
  ]);
});

test("a policy that could not be published is refused before the trial, with every fault", async () => {
  const tenant = await testTenant();
  const { as } = await tenant.member("manager");
  const refused = await send(tenant.app.fetch, "POST /v1/policies/sla/dry-run", as, { content: { targets: [] } });
  expect(refused.status).toBe(400);
  expect((refused.body as ProblemBody).errors.length).toBeGreaterThan(0);
});

test("a dry run of another tenant does not exist", async () => {
  const [one, other] = [await testTenant(), await testTenant()];
  const { as } = await one.member("manager");
  const started = await send(one.app.fetch, "POST /v1/policies/autonomy/dry-run", as, {
    content: shippedPolicies().autonomy,
  });
  const { id } = started.body as { id: string };
  const stranger = await other.member("manager");
  expect((await send(other.app.fetch, `GET /v1/policy-dry-runs/${id}`, stranger.as)).status).toBe(404);
});
