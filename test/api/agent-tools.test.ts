import { expect, test } from "vitest";
import { type Answer, send, testTenant } from "../support/app.ts";

const ARTICLES = {
  "zh/reopen.md":
    "---\ntitle: 反结账\naudience: public\nlanguage: zh\n---\n\n# 怎么反结账\n\n反结账在总账的期末处理里做。打开期末处理，点反结账。\n",
  "en/reopen.md":
    "---\ntitle: Reopen a period\naudience: public\nlanguage: en\n---\n\n# Reopen a period\n\nTo reopen a closed period, open Period end and choose Reopen.\n",
  "zh/internal.md":
    "---\ntitle: 反结账内部说明\naudience: internal\nlanguage: zh\n---\n\n# 反结账失败的内部处理\n\n反结账失败时由二线在后台执行脚本 fix_period。\n",
};

async function desk() {
  const tenant = await testTenant();
  await tenant.learn(ARTICLES);
  const key = await tenant.key();
  const chat = await send(tenant.app.fetch, "POST /v1/chat", key, {
    message: "8.2 版本反结账失败，报错 FIN-2107。我已经重启过了，请问怎么处理？请转人工",
    contactId: "c-1",
    channel: "web",
    facts: { version: "8.2" },
  });
  const id = /"ticketId":"([^"]+)"/.exec(String(chat.body))![1]!;
  const agent = await tenant.member("agent");
  const use = (name: string, body: unknown): Promise<Answer> =>
    send(tenant.app.fetch, `POST /v1/tickets/${id}/${name}`, agent.as, body);
  const view = async () =>
    (await send(tenant.app.fetch, `GET /v1/tickets/${id}`, key)).body as {
      messages: unknown[];
      drafts: unknown[];
      ticket: { version: number };
    };
  return { tenant, id, agent, use, view };
}

test("without a model each tool gives its reduced form and says so; nothing is changed, each use is audited", async () => {
  const { tenant, id, use, view } = await desk();
  const before = await view();
  const summary = await use("summary", {});
  expect(summary.body).toMatchObject({
    engine: "embedded",
    notice: "needs_model",
    notes: { version: "8.2", openQuestion: expect.stringContaining("怎么处理") },
  });
  expect(await use("rewrite", { text: "请重启服务。", tone: "friendlier" })).toMatchObject({
    body: { engine: "embedded", text: "您好，请重启服务。\n如仍有疑问，欢迎随时回复。", notice: "needs_model" },
  });
  expect(await use("rewrite", { text: "请重启服务。", tone: "clearer" })).toMatchObject({
    body: { engine: "none", text: null },
  });
  expect(await use("translate", { text: "怎么反结账", to: "en" })).toMatchObject({
    body: { text: null, notice: "needs_model", articles: [{ path: "en/reopen.md" }] },
  });
  const asked = (await use("ask", { question: "反结账失败内部怎么处理？" })).body as {
    sentences: { text: string; cites: number[] }[];
    sources: { kind: string; audience?: string }[];
  };
  expect(asked.sentences.some(({ text }) => text.includes("fix_period"))).toBe(true);
  expect(asked.sentences.every(({ cites }) => cites.every((at) => asked.sources[at] !== undefined))).toBe(true);
  expect(asked.sources.some(({ audience }) => audience === "internal")).toBe(true);

  const after = await view();
  expect([after.messages.length, after.drafts.length, after.ticket.version]).toEqual([
    before.messages.length,
    before.drafts.length,
    before.ticket.version,
  ]);
  const auditor = await tenant.member("auditor");
  const audit = (await send(tenant.app.fetch, "GET /v1/audit?limit=50", auditor.as)).body as {
    rows?: unknown;
    entries?: unknown;
  };
  for (const name of ["summary", "rewrite", "translate", "ask"])
    expect(JSON.stringify(audit)).toContain(`tool.${name}`);
  expect(JSON.stringify(audit)).toContain(id);
});

test("a ticket of another tenant does not exist for any tool", async () => {
  const { id } = await desk();
  const other = await testTenant();
  const stranger = await other.member("agent");
  for (const [name, body] of Object.entries({
    summary: {},
    rewrite: { text: "a", tone: "formal" },
    translate: { text: "a", to: "zh" },
    ask: { question: "what?" },
  }))
    expect([name, (await send(other.app.fetch, `POST /v1/tickets/${id}/${name}`, stranger.as, body)).status]).toEqual([
      name,
      404,
    ]);
});

test("a member who uses the tools without end is slowed down, and nobody else", async () => {
  const { tenant, id, agent, use } = await desk();
  let status = 200;
  for (let i = 0; i < 40 && status === 200; i += 1)
    status = (await use("rewrite", { text: "请重启。", tone: "formal" })).status;
  expect(status).toBe(429);
  expect((await send(tenant.app.fetch, `GET /v1/tickets/${id}`, agent.as)).status).toBe(200);
  const other = await tenant.member("engineer");
  expect((await send(tenant.app.fetch, `POST /v1/tickets/${id}/summary`, other.as, {})).status).toBe(200);
});
