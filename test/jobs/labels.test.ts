import { expect, test } from "vitest";
import { type Trained, type TrainingTask, trainInWorker, trainJob } from "../../src/jobs/training/training.ts";
import { allEvents, open, send, type TestTenant, testTenant } from "../support/app.ts";

const quiet = new AbortController().signal;

async function ask(tenant: TestTenant, message: string): Promise<string> {
  const [first] = await allEvents(
    await open(tenant.app.fetch, "POST /v1/chat", await tenant.key(["chat"]), { message }),
  );
  return first!.data["ticketId"] as string;
}

async function train(
  tenant: TestTenant,
  as: Record<string, string>,
  kind: string,
  by: (task: TrainingTask) => Trained,
) {
  const { app, ctx } = tenant;
  const started = await send(app.fetch, "POST /v1/trainings", as, { kind });
  expect(started.status).toBe(202);
  const { id } = started.body as { id: string };
  const job = trainJob({ ...app.tickets, train: (task) => Promise.resolve(by(task)) });
  await job({ tenantId: ctx.tenantId, id }, quiet);
  await job({ tenantId: ctx.tenantId, id }, quiet);
  const { body } = await send(app.fetch, "GET /v1/trainings", as);
  return (body as { trainings: { status: string; problem: string | null }[] }).trainings[0]!;
}

test("a corrected label holds at once, stays when the copilot speaks again, and is kept with who said it", async () => {
  const tenant = await testTenant();
  const { app } = tenant;
  const agent = await tenant.member("agent");
  const id = await ask(tenant, "请教一下怎么批量导入客户档案");
  const corrected = await send(app.fetch, `POST /v1/tickets/${id}/labels`, agent.as, {
    serviceItem: "operation",
    urgency: "high",
    voc: ["usability"],
  });
  expect(corrected).toMatchObject({
    status: 200,
    body: {
      serviceItem: "operation",
      urgency: "high",
      voc: ["usability"],
      reviewed: ["service_item", "voc", "urgency"],
    },
  });
  expect((corrected.body as { reviews: { label: string; by: object }[] }).reviews).toContainEqual(
    expect.objectContaining({ label: "urgency", holds: "high", by: { type: "member", id: agent.id } }),
  );
  await send(app.fetch, "POST /v1/chat", await tenant.key(["chat"]), { message: "怎么导出？", ticketId: id });
  const { body } = await send(app.fetch, `GET /v1/tickets/${id}`, agent.as);
  expect(body).toMatchObject({ ticket: { serviceType: "standard", serviceItem: "operation", urgency: "high" } });
  expect((await send(app.fetch, `GET /v1/tickets/${id}/tags`, agent.as)).body).toMatchObject({
    tags: [{ tag: "usability", source: "person" }],
  });
});

test("labels follow merged and split tags, leave a tenant's own tags alone, and change no tag when they are refused", async () => {
  const tenant = await testTenant();
  const { app } = tenant;
  const [agent, manager] = [await tenant.member("agent"), await tenant.member("manager")];
  const id = await ask(tenant, "请教一下怎么批量导入客户档案");
  const name = { zh: "名", en: "Name" };
  for (const change of [
    { type: "add", code: "dark", name, group: "request", words: ["深色模式"] },
    { type: "split", from: "usability", into: { code: "crowded", name, words: ["太挤"] } },
    { type: "merge", from: "documentation", into: "usability" },
  ])
    expect((await send(app.fetch, "POST /v1/voc/taxonomy/changes", manager.as, change)).status).toBe(202);
  const set = [{ tag: "dark" }, { tag: "crowded" }];
  await send(app.fetch, `PUT /v1/tickets/${id}/tags`, agent.as, { set });
  const label = async (body: object) => {
    const { status } = await send(app.fetch, `POST /v1/tickets/${id}/labels`, agent.as, body);
    const { tags } = (await send(app.fetch, `GET /v1/tickets/${id}/tags`, agent.as)).body as {
      tags: { tag: string }[];
    };
    return [status, tags.map(({ tag }) => tag).sort()];
  };
  expect(await label({ voc: ["documentation"] })).toEqual([200, ["crowded", "dark"]]);
  expect(await label({ voc: ["praise"], reasonId: "018f0000-0000-7000-8000-000000000000" })).toEqual([
    400,
    ["crowded", "dark"],
  ]);
  expect(await label({ voc: ["praise"] })).toEqual([200, ["dark", "praise"]]);
});

test("a label outside the closed sets, or a reason that does not exist, changes nothing", async () => {
  const tenant = await testTenant();
  const { as } = await tenant.member("agent");
  const id = await ask(tenant, "怎么导出报表");
  for (const body of [{ serviceItem: "magic" }, {}, { reasonId: "018f0000-0000-7000-8000-000000000000" }, { x: 1 }])
    expect((await send(tenant.app.fetch, `POST /v1/tickets/${id}/labels`, as, body)).status).toBe(400);
  expect((await send(tenant.app.fetch, `GET /v1/tickets/${id}/labels`, as)).body).toMatchObject({ reviewed: [] });
});

test("agreement counts confirmed against corrected labels", async () => {
  const tenant = await testTenant();
  const { as } = await tenant.member("manager");
  const id = await ask(tenant, "系统报错 500，保存不了订单，麻烦看看");
  const { body } = await send(tenant.app.fetch, `GET /v1/tickets/${id}/labels`, as);
  const { urgency } = body as { urgency: string };
  await send(tenant.app.fetch, `POST /v1/tickets/${id}/labels`, as, { urgency });
  await send(tenant.app.fetch, `POST /v1/tickets/${id}/labels`, as, { urgency: urgency === "low" ? "high" : "low" });
  const to = new Date(Date.now() + 60_000).toISOString();
  const from = new Date(Date.now() - 3_600_000).toISOString();
  const report = await send(tenant.app.fetch, `GET /v1/labels/report?from=${from}&to=${to}`, as);
  expect(report.body).toMatchObject({
    agreement: expect.arrayContaining([
      expect.objectContaining({ label: "urgency", reviewed: 2, agreed: 1, rate: 0.5 }),
    ]),
    drift: expect.arrayContaining([expect.objectContaining({ label: "urgency", index: null })]),
  });
});

test("a label is explained by clues, words and similar examples, the tenant's own corrections among them", async () => {
  const tenant = await testTenant();
  const { as } = await tenant.member("agent");
  const text = "麻烦把测试环境的授权再延长两周";
  const id = await ask(tenant, text);
  await send(tenant.app.fetch, `POST /v1/tickets/${id}/labels`, as, { serviceItem: "operation" });
  const { body } = await send(tenant.app.fetch, "POST /v1/labels/explain", as, { text });
  const { contributions, examples } = body as { contributions: unknown[]; examples: { own: boolean }[] };
  expect(contributions.length).toBeGreaterThan(3);
  expect(examples[0]).toMatchObject({ own: true, id: `ticket:${id}`, serviceItem: "operation" });
});

test("a training that fails its gate leaves the model before in place", async () => {
  const tenant = await testTenant();
  const { as } = await tenant.member("manager");
  const refused = await train(tenant, as, "understanding", () => ({
    content: null,
    problem: "worse",
    figures: { n: 1 },
  }));
  expect(refused).toMatchObject({ status: "refused", problem: "worse", figures: { n: 1 } });
});

test("a training says since when it runs, and whoever asked for it is told of its end, also when it breaks off", async () => {
  const { app, ctx, member } = await testTenant();
  const { as } = await member("manager");
  const newest = async () =>
    ((await send(app.fetch, "GET /v1/trainings", as)).body as { trainings: Record<string, unknown>[] }).trainings[0]!;
  const start = async () =>
    ((await send(app.fetch, "POST /v1/trainings", as, { kind: "understanding" })).body as { id: string }).id;
  const told = async () =>
    (
      (await send(app.fetch, "GET /v1/notifications", as)).body as { notifications: { kind: string; text: string }[] }
    ).notifications.filter(({ kind }) => kind === "training");
  const first = await start();
  expect(await newest()).toMatchObject({ status: "queued", startedAt: null });
  const breaks = trainJob({
    ...app.tickets,
    train: async () => {
      expect(await newest()).toMatchObject({ status: "queued", startedAt: expect.any(String) });
      throw new Error("out of memory");
    },
  });
  await expect(breaks({ tenantId: ctx.tenantId, id: first }, quiet)).rejects.toThrow("out of memory");
  expect(await newest()).toMatchObject({ status: "failed", problem: expect.stringContaining("Start it again") });
  expect(await told()).toMatchObject([{ text: expect.stringContaining("failed") }]);
  // The queue tries again; a training that has ended stays ended.
  await breaks({ tenantId: ctx.tenantId, id: first }, quiet);
  const passes = trainJob({
    ...app.tickets,
    train: () => Promise.resolve({ content: null, problem: "worse", figures: {} }),
  });
  await passes({ tenantId: ctx.tenantId, id: await start() }, quiet);
  expect((await told()).map(({ text }) => text)).toContainEqual(expect.stringContaining("did not pass"));
});

test("a training that a restart stops is begun again, and is not called failed", async () => {
  const { app, ctx, member } = await testTenant();
  const { as } = await member("manager");
  const { id } = (await send(app.fetch, "POST /v1/trainings", as, { kind: "understanding" })).body as { id: string };
  const stopping = new AbortController();
  const stopped = trainJob({
    ...app.tickets,
    train: () => {
      stopping.abort();
      return Promise.reject(new Error("stopped"));
    },
  });
  await expect(stopped({ tenantId: ctx.tenantId, id }, stopping.signal)).rejects.toThrow("stopped");
  const { body } = await send(app.fetch, "GET /v1/trainings", as);
  expect(body).toMatchObject({ trainings: [{ status: "queued" }] });
});

test("reasons are trained from the tenant's live articles as well as from examples", async () => {
  const tenant = await testTenant();
  const { as } = await tenant.member("manager");
  const page = "# 作废发票\n\n在开票中心作废。\n";
  await tenant.learn({ "billing/void.md": page });
  const tasks: TrainingTask[] = [];
  await train(tenant, as, "reasons", (task) => {
    tasks.push(task);
    return { content: null, problem: "none yet", figures: {} };
  });
  expect(tasks).toMatchObject([
    { kind: "reasons", articles: [{ path: "billing/void.md", title: "作废发票", body: page }] },
  ]);
});

test("contact reasons are learned by example, given to requests as deep as they are sure, and can be corrected", async () => {
  const tenant = await testTenant();
  const { app, ctx } = tenant;
  const { as } = await tenant.member("manager");
  const add = async (name: string, parentId: string | null, examples: string[]) =>
    ((await send(app.fetch, "POST /v1/reasons", as, { name, parentId, examples })).body as { id: string }).id;
  const invoices = await add("发票", null, []);
  const reprint = await add("发票重开", invoices, [
    "发票抬头错了请重开",
    "重新开一张发票",
    "发票税号不对，作废重开",
    "帮忙重开上个月发票",
  ]);
  await add("发票丢失", invoices, ["发票寄丢了", "没收到纸质发票", "发票快递不见了", "发票还没收到"]);
  await add("登录", null, ["登录不了", "忘记密码进不去", "账号被锁", "验证码收不到登不上"]);
  expect((await send(app.fetch, "POST /v1/reasons", as, { name: "发票", parentId: null })).status).toBe(400);
  expect((await send(app.fetch, `PUT /v1/reasons/${invoices}`, as, { name: "x", parentId: reprint })).status).toBe(400);
  expect((await send(app.fetch, `DELETE /v1/reasons/${invoices}`, as)).status).toBe(409);
  const started = await send(app.fetch, "POST /v1/trainings", as, { kind: "reasons" });
  const { id } = started.body as { id: string };
  await trainJob({ ...app.tickets, train: trainInWorker })({ tenantId: ctx.tenantId, id }, quiet);
  const runs = await send(app.fetch, "GET /v1/trainings", as);
  expect(runs.body).toMatchObject({ trainings: [{ status: "passed" }] });
  const tried = await send(app.fetch, "POST /v1/reasons/try", as, { text: "发票的抬头写错了，需要重开" });
  expect(tried.body).toMatchObject({ reason: { id: reprint, path: ["发票", "发票重开"] } });
  const ticket = await ask(tenant, "你好，上月的发票抬头错了，麻烦重开一张");
  expect((await send(app.fetch, `GET /v1/tickets/${ticket}/labels`, as)).body).toMatchObject({ reasonId: reprint });
  const none = await send(app.fetch, `POST /v1/tickets/${ticket}/labels`, as, { reasonId: null });
  expect(none.body).toMatchObject({ reasonId: null, reviewed: ["reason"] });
});

test("reasons are suggested by what no reason of today fits, a ticket counts once, and no personal data is shown", async () => {
  const tenant = await testTenant();
  const { app, ctx } = tenant;
  const { as } = await tenant.member("analyst");
  const say = async (contactId: string, ...messages: string[]) => {
    for (const message of messages)
      await allEvents(
        await open(app.fetch, "POST /v1/chat", await tenant.key(["*"]), { message, contactId, channel: "web" }),
      );
  };
  await say("a", "怎么导出凭证清单，电话 13912345678", "导出凭证清单的按钮在哪", "凭证清单怎么导出");
  await say("b", "凭证清单怎么导出");
  await say("c", "凭证清单如何导出到表格");
  const suggested = async () =>
    ((await send(app.fetch, "GET /v1/reasons/suggestions", as)).body as { suggestions: { count: number }[] })
      .suggestions;
  const before = await suggested();
  expect(before).toMatchObject([{ count: 3 }]);
  expect(JSON.stringify(before)).not.toContain("13912345678");
  const add = (name: string, examples: string[]) => send(app.fetch, "POST /v1/reasons", as, { name, examples });
  await add("导出凭证", ["怎么导出凭证清单", "凭证清单怎么导出", "凭证清单如何导出到表格", "导出凭证清单的按钮在哪"]);
  await add("登录", ["登录不了", "忘记密码进不去", "账号被锁", "验证码收不到登不上"]);
  const { id } = (await send(app.fetch, "POST /v1/trainings", as, { kind: "reasons" })).body as { id: string };
  await trainJob({ ...app.tickets, train: trainInWorker })({ tenantId: ctx.tenantId, id }, quiet);
  expect(await suggested()).toEqual([]);
});
