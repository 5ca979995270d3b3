import { expect, test } from "vitest";
import { type Credentials, type ProblemBody, send, testTenant } from "../support/app.ts";

const tenant = await testTenant();
const editor = (await tenant.member("editor")).as;
const manager = (await tenant.member("manager")).as;
const { fetch } = tenant.app;

interface Written {
  readonly id: string;
  readonly revision: number;
}
interface Gate {
  readonly passed: boolean;
  readonly checked: number;
  readonly missed: readonly { question: string; before: number | null; after: number | null }[];
  readonly lost: readonly { question: string; title: string }[];
}
const content = (title: string, body: string) => ({ title, body, scope: { audience: "public", language: "zh" } });
const call = (route: string, body?: unknown, revision?: number, as: Credentials = editor) =>
  send(fetch, route, as, body, revision === undefined ? {} : { "if-match": `"${revision}"` });
const write = async (title: string, body: string) =>
  (await call("POST /v1/knowledge/articles", content(title, body))).body as Written;
const publish = ({ id, revision }: Written, more: object = {}, as = editor) =>
  call(`POST /v1/knowledge/articles/${id}/publish`, { reason: "", ...more }, revision, as);
const rewrite = async ({ id, revision }: Written, title: string, body: string) =>
  (await call(`PUT /v1/knowledge/articles/${id}/draft`, content(title, body), revision)).body as Written;
const ask = (id: string, question: string) => call(`POST /v1/knowledge/articles/${id}/questions`, { question });
const gate = async ({ id }: Written) => (await call(`POST /v1/knowledge/articles/${id}/gate`)).body as Gate;
const found = async (query: string) =>
  (
    (await send(fetch, "POST /v1/search", await tenant.key(), { query })).body as { hits: { title: string }[] }
  ).hits.map(({ title }) => title);

test("a draft that does not answer its own questions is not published; trying it changes nothing", async () => {
  const draft = await write("备份计划", "# 备份计划\n\n本文待补充。");
  await ask(draft.id, "巡检每季度由谁签字？");
  expect(await gate(draft)).toMatchObject({
    passed: false,
    checked: 1,
    missed: [{ question: "巡检每季度由谁签字？", before: null, after: null }],
  });
  const refused = await publish(draft);
  expect([refused.status, (refused.body as ProblemBody).errors[0]?.field]).toEqual([409, "gate"]);
  expect(await found("备份计划")).toEqual([]);
  const mended = await rewrite(draft, "备份计划", "# 备份计划\n\n巡检每季度由信息主管签字。");
  expect(await gate(mended)).toMatchObject({ passed: true, checked: 1, missed: [], lost: [] });
  expect(await found("备份计划")).toEqual([]);
  expect(await publish(mended)).toMatchObject({
    status: 200,
    body: { version: 1, gate: { passed: true, checked: 1 } },
  });
  expect(await found("备份计划")).toEqual(["备份计划"]);
});

test("a draft that has lost what answered is refused, though search still finds it by its title and by links", async () => {
  const steps = "# 打印模板\n\n## 纸张方向\n\n打开打印模板，点“页面设置”，选择纸张方向：纵向或横向，再点“保存”。";
  const templates = await write("打印模板设置", steps);
  await ask(templates.id, "怎么设置打印模板的纸张方向？");
  const { body } = await publish(templates);
  const now = { id: templates.id, revision: (body as Written).revision };
  const emptied = await rewrite(now, "打印模板设置", "# 打印模板\n\n这里只讲驱动安装。");
  expect(await gate(emptied)).toMatchObject({ passed: false, missed: [{ before: 1, after: null }] });
  expect((await publish(emptied)).status).toBe(409);
  const reworded = await rewrite(emptied, "打印模板设置", `${steps}\n\n重新打开单据后生效。`);
  expect(await gate(reworded)).toMatchObject({ passed: true, missed: [] });
});

test("an article that drowns the answers of another one fails, and only a manager may publish it, with a reason", async () => {
  const quota = await write("导出额度", "# 导出额度\n\n导出额度每月 300 次，在组织设置里查看。");
  await ask(quota.id, "导出额度每月多少次？");
  expect((await publish(quota)).status).toBe(200);
  // Five articles that say the same words louder push the first one out of sight.
  const loud = (n: number) =>
    `# 导出额度每月多少次 ${n}\n\n导出额度每月多少次：导出额度每月多少次，见导出额度表 ${n}。`;
  for (let n = 1; n < 5; n++) expect((await publish(await write(`导出额度每月多少次 ${n}`, loud(n)))).status).toBe(200);
  const last = await write("导出额度每月多少次 5", loud(5));
  expect(await gate(last)).toMatchObject({
    passed: false,
    lost: [{ question: "导出额度每月多少次？", title: "导出额度" }],
  });
  const override = { override: { reason: "旧文章下周合并" } };
  expect((await publish(last)).status).toBe(409);
  expect((await publish(last, override)).status).toBe(403);
  const key = await tenant.key();
  expect((await publish(last, override, key as typeof editor)).status).toBe(403);
  expect((await publish(last, { override: { reason: " " } }, manager)).status).toBe(400);
  expect(await publish(last, override, manager)).toMatchObject({ status: 200, body: { gate: { passed: false } } });
  const { body } = await send(fetch, "GET /v1/audit?limit=20", (await tenant.member("auditor")).as);
  const rows = (body as { rows: { action: string; objectId: string; after: unknown }[] }).rows;
  expect(rows.find(({ action }) => action === "article.gate_overridden")).toMatchObject({
    objectId: last.id,
    after: { reason: "旧文章下周合并", lost: 1 },
  });
  const { versions } = (await call(`GET /v1/knowledge/articles/${last.id}/versions`)).body as { versions: object[] };
  expect(versions).toMatchObject([{ version: 1, gatePassed: false }]);
});

test("a single character in common is no answer, however few articles there are", async () => {
  const site = await testTenant();
  const as = (await site.member("editor")).as;
  const made = await send(fetch, "POST /v1/knowledge/articles", as, content("条码设备", "# 条码设备\n\n待补充。"));
  const { id } = made.body as Written;
  await send(fetch, `POST /v1/knowledge/articles/${id}/questions`, as, { question: "号码归属地不对怎么办" });
  expect((await send(fetch, `POST /v1/knowledge/articles/${id}/gate`, as)).body).toMatchObject({ passed: false });
});

test("questions are added once, listed and taken away", async () => {
  const article = await write("短信签名", "# 短信签名\n\n短信签名需要报备。");
  expect((await ask(article.id, "短信签名要报备吗")).status).toBe(201);
  expect((await ask(article.id, "短信签名要报备吗")).status).toBe(409);
  const list = async () =>
    ((await call(`GET /v1/knowledge/articles/${article.id}/questions`)).body as { questions: Written[] }).questions;
  const [only] = await list();
  expect(only).toMatchObject({ question: "短信签名要报备吗", origin: "person" });
  expect((await call(`DELETE /v1/knowledge/articles/${article.id}/questions/${only!.id}`)).status).toBe(204);
  expect(await list()).toEqual([]);
});
