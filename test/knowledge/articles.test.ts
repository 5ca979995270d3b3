import { expect, test } from "vitest";
import { type Credentials, type ProblemBody, send, type TestTenant, testTenant } from "../support/app.ts";

const tenant = await testTenant();
const editor = (await tenant.member("editor")).as;
const { fetch } = tenant.app;

interface Written {
  readonly id: string;
  readonly revision: number;
  readonly version?: number;
}

const SCOPE = { audience: "public", language: "zh" };
const content = (title: string, body: string, scope: object = {}) => ({ title, body, scope: { ...SCOPE, ...scope } });
const call = async (route: string, body?: unknown, revision?: number, as: Credentials = editor) =>
  send(fetch, route, as, body, revision === undefined ? {} : { "if-match": `"${revision}"` });
const done = async (route: string, body?: unknown, revision?: number) => {
  const answer = await call(route, body, revision);
  expect([route, answer.status, answer.body]).toEqual([route, expect.toSatisfy((s: number) => s < 300), answer.body]);
  return answer.body as Written;
};
const write = (title: string, body: string, scope: object = {}) =>
  done("POST /v1/knowledge/articles", content(title, body, scope));
const publish = ({ id, revision }: Written, reason = "") =>
  done(`POST /v1/knowledge/articles/${id}/publish`, { reason }, revision);
const published = async (title: string, body: string, scope: object = {}) => publish(await write(title, body, scope));
const rewrite = ({ id, revision }: Written, title: string, body: string, scope: object = {}) =>
  done(`PUT /v1/knowledge/articles/${id}/draft`, content(title, body, scope), revision);
const found = async (query: string, more: object = {}, of: TestTenant = tenant): Promise<string[]> => {
  const { body } = await send(fetch, "POST /v1/search", await of.key(), { query, ...more });
  const { hits } = body as { hits: { title: string; text: string }[] };
  // Only the article in question: others of this tenant may share a word.
  return hits.filter(({ title }) => title.startsWith(query.slice(0, 2))).map(({ title, text }) => `${title}: ${text}`);
};
const article = async (id: string, as = editor) =>
  (await send(fetch, `GET /v1/knowledge/articles/${id}`, as)).body as Record<string, unknown>;

test("a new article is a draft that no search finds until it is published", async () => {
  const draft = await write("开具电子发票", "# 开具电子发票\n\n在开票中心点击新建发票，每次最多开具 50 张。");
  expect(await found("开具电子发票")).toEqual([]);
  expect(await article(draft.id)).toMatchObject({ status: "draft", version: 0, body: "", hasDraft: true });
  await publish(draft);
  expect(await found("开具电子发票")).toEqual([expect.stringContaining("每次最多开具 50 张")]);
  expect(await article(draft.id)).toMatchObject({ status: "published", version: 1, hasDraft: false, edited: true });
});

test("a draft of a published article changes nothing in search; publishing replaces the version in one step", async () => {
  const first = await published("盘点冻结", "# 盘点冻结\n\n盘点冻结期间不能出库，冻结最长 24 小时。");
  const edited = await rewrite(first, "盘点冻结", "# 盘点冻结\n\n盘点冻结期间不能出库，冻结最长 48 小时。");
  expect(await found("盘点冻结最长多久")).toEqual([expect.stringContaining("24 小时")]);
  await publish(edited, "新版本放宽到 48 小时");
  const after = await found("盘点冻结最长多久");
  expect(after).toEqual([expect.stringContaining("48 小时")]);
  const old = await call(`GET /v1/knowledge/articles/${first.id}?version=1`);
  expect((old.body as { body: string }).body).toContain("24 小时");
});

test("versions say who, when and why, and any two can be compared by line and word", async () => {
  const first = await published("备件申领", "# 备件申领\n\n先填申领单。\n\n审批需要 2 天。\n\n到库房领取。");
  const draft = await rewrite(first, "备件申领", "# 备件申领\n\n先填申领单。\n\n审批需要 3 天。\n\n带上工牌。", {
    validTo: "2027-01-31",
  });
  await publish(draft, "审批时限改为 3 天");
  const { versions } = (await call(`GET /v1/knowledge/articles/${first.id}/versions`)).body as {
    versions: { version: number; author: { type: string }; reason: string; createdAt: string }[];
  };
  expect(versions.map(({ version, author, reason }) => [version, author.type, reason])).toEqual([
    [2, "member", "审批时限改为 3 天"],
    [1, "member", ""],
  ]);
  const diff = (await call(`GET /v1/knowledge/articles/${first.id}/diff?from=1&to=2`)).body as {
    lines: { kind: string; words: { kind: string; text: string }[] }[];
    facts: object[];
  };
  expect(diff.facts).toEqual([{ field: "validTo", before: "", after: "2027-01-31" }]);
  const changed = diff.lines.filter(({ kind }) => kind !== "same");
  expect(changed.map(({ kind }) => kind)).toEqual(["changed", "removed", "added"]);
  expect(changed[0]!.words.filter(({ kind }) => kind !== "same")).toEqual([
    { kind: "removed", text: "2" },
    { kind: "added", text: "3" },
  ]);
});

test("a change of what somebody else has changed meanwhile is refused, and one without If-Match too", async () => {
  const first = await published("打印模板", "# 打印模板\n\n打印模板在设置里。");
  await rewrite(first, "打印模板", "# 打印模板\n\n第一个人的话。");
  for (const revision of [first.revision, undefined]) {
    const answer = await call(`PUT /v1/knowledge/articles/${first.id}/draft`, content("打印模板", "x"), revision);
    expect([answer.status, (answer.body as ProblemBody).errors[0]?.field]).toEqual([412, "if-match"]);
  }
  const stale = await call(`POST /v1/knowledge/articles/${first.id}/publish`, { reason: "" }, first.revision);
  expect(stale.status).toBe(412);
  expect(await found("打印模板 第一个人的话")).toEqual([expect.stringContaining("在设置里")]);
});

test("a retired article is found no more, and found again once it is restored", async () => {
  const first = await published("多币种报价", "# 多币种报价\n\n多币种报价按当日中间价折算。");
  const retired = await done(`POST /v1/knowledge/articles/${first.id}/retire`, { reason: "停用" }, first.revision);
  expect(await found("多币种报价折算")).toEqual([]);
  expect(await article(first.id)).toMatchObject({ status: "retired" });
  await done(`POST /v1/knowledge/articles/${first.id}/restore`, undefined, retired.revision);
  expect(await found("多币种报价折算")).toEqual([expect.stringContaining("当日中间价")]);
});

test("search keeps to what is valid today, to whom it is for, and to the version that a customer runs", async () => {
  await published("工单导出旧版", "# 工单导出\n\n工单导出在旧菜单，一次 500 行。", { product: "p", versions: "<8.2" });
  await published("工单导出新版", "# 工单导出\n\n工单导出在新菜单，一次 900 行。", { product: "p", versions: ">=8.2" });
  await published("工单导出内部", "# 工单导出\n\n工单导出内部说明。", { product: "p", audience: "internal" });
  await published("工单导出过期", "# 工单导出\n\n工单导出过期说明。", { product: "p", validTo: "2020-01-01" });
  await published("工单导出预告", "# 工单导出\n\n工单导出预告说明。", { product: "p", validFrom: "2999-01-01" });
  const titles = async (more: object) =>
    (await found("工单导出", { product: "p", ...more })).map((hit) => hit.split(":")[0]);
  expect(await titles({ version: "8.0" })).toEqual(["工单导出旧版"]);
  expect(await titles({ version: "8.2.1" })).toEqual(["工单导出新版"]);
  expect((await titles({ audience: "internal", version: "9.0" })).sort()).toEqual(["工单导出内部", "工单导出新版"]);
});

test("a text that cannot be read, or says nothing, is refused with the reason and changes nothing", async () => {
  const empty = await write("空文章", "# 空文章");
  const refused = await call(`POST /v1/knowledge/articles/${empty.id}/publish`, { reason: "" }, empty.revision);
  expect([refused.status, (refused.body as ProblemBody).errors[0]?.field]).toEqual([400, "body"]);
  for (const [bad, field] of [
    [content("", "x"), "title"],
    [content("a", "---\ntitle: b\n---\nx"), "body"],
    [content("a", "x", { versions: "newest" }), "scope.versions"],
    [content("a", "x", { validFrom: "2026-02-01", validTo: "2026-01-01" }), "scope.validTo"],
    [content("a", "x".repeat(200_001)), "body"],
  ] as const) {
    const answer = await call("POST /v1/knowledge/articles", bad);
    expect([field, answer.status, (answer.body as ProblemBody).errors[0]?.field]).toEqual([field, 400, field]);
  }
  const nothing = await call(`POST /v1/knowledge/articles/${(await published("甲", "乙丙")).id}/publish`, {}, 3);
  expect(nothing.status).toBe(409);
});

test("the preview reads a text as the index would", async () => {
  const answer = await call("POST /v1/knowledge/preview", {
    content: content("步骤", "# 步骤\n\n说明。\n\n## 准备\n\n- 先备份\n- 再升级"),
  });
  expect(answer.body).toMatchObject({
    problem: null,
    passages: 1,
    sections: [
      { path: ["步骤"], blocks: [{ kind: "paragraph", text: "说明。" }] },
      { path: ["步骤", "准备"], blocks: [{ kind: "item" }, { kind: "item" }] },
    ],
  });
});

test("a person's edit outlives later imports: the file's change waits beside it until somebody decides", async () => {
  const site = await testTenant();
  const as = (await site.member("editor")).as;
  const at = async () =>
    ((await send(fetch, "GET /v1/knowledge/articles", as)).body as { articles: Written[] }).articles[0]!;
  const act = async (verb: string, body?: unknown) => {
    const { id, revision } = await at();
    return send(fetch, `${verb.replace("ID", id)}`, as, body, { "if-match": `"${revision}"` });
  };
  const file = (days: number) => ({ "a.md": `---\naudience: public\n---\n# 退货\n\n退货期限 ${days} 天。` });
  await site.learn(file(7));
  const draft = (await send(fetch, `GET /v1/knowledge/articles/${(await at()).id}/draft`, as)).body as {
    body: string;
    scope: object;
    saved: boolean;
  };
  expect([draft.saved, draft.body]).toEqual([false, "# 退货\n\n退货期限 7 天。"]);
  await act("PUT /v1/knowledge/articles/ID/draft", {
    title: "退货",
    body: "# 退货\n\n退货期限 10 天。",
    scope: draft.scope,
  });
  await act("POST /v1/knowledge/articles/ID/publish", { reason: "" });
  // What the file's front matter says is still a fact of the article: it has not gone.
  const diff = await send(fetch, `GET /v1/knowledge/articles/${(await at()).id}/diff?from=1&to=2`, as);
  const { lines, facts } = diff.body as { lines: { kind: string }[]; facts: object[] };
  expect([lines.map(({ kind }) => kind), facts]).toEqual([["same", "same", "changed"], []]);
  await site.learn(file(7));
  expect(await at()).toMatchObject({ incoming: null, version: 2 });
  await site.learn(file(15));
  expect(await found("退货期限", {}, site)).toEqual([expect.stringContaining("10 天")]);
  expect(await at()).toMatchObject({ incoming: "changed", version: 2 });
  const change = await send(fetch, `GET /v1/knowledge/articles/${(await at()).id}/file-change`, as);
  expect(change.body).toMatchObject({ change: "changed", body: "# 退货\n\n退货期限 15 天。" });
  expect((await act("POST /v1/knowledge/articles/ID/file-change/take")).status).toBe(200);
  await act("POST /v1/knowledge/articles/ID/publish", { reason: "取文件的说法" });
  expect(await found("退货期限", {}, site)).toEqual([expect.stringContaining("15 天")]);
  await site.learn(file(20));
  expect((await act("POST /v1/knowledge/articles/ID/file-change/keep")).status).toBe(200);
  await site.learn(file(20));
  expect(await at()).toMatchObject({ incoming: null, version: 3 });
});

test("an article that a person took out stays out when its unchanged file is imported again", async () => {
  const site = await testTenant();
  const as = (await site.member("manager")).as;
  await site.learn({ "a.md": "# 旧接口\n\n旧接口说明。" });
  const list = await send(fetch, "GET /v1/knowledge/articles", as);
  const { id, revision } = (list.body as { articles: Written[] }).articles[0]!;
  await send(fetch, `POST /v1/knowledge/articles/${id}/retire`, as, { reason: "" }, { "if-match": `"${revision}"` });
  await site.learn({ "a.md": "# 旧接口\n\n旧接口说明。" });
  expect(await found("旧接口说明", {}, site)).toEqual([]);
  expect(await article(id, as)).toMatchObject({ status: "retired" });
});

test("every change of an article leaves its audit row", async () => {
  const draft = await write("审计样例", "# 审计样例\n\n审计样例说明。");
  const live = await publish(draft, "首发");
  await done(`POST /v1/knowledge/articles/${draft.id}/review`, undefined, live.revision);
  const { body } = await send(fetch, "GET /v1/audit?limit=50", (await tenant.member("auditor")).as);
  const rows = (body as { rows: { action: string; objectId: string }[] }).rows;
  const actions = rows.filter(({ objectId }) => objectId === draft.id).map(({ action }) => action);
  expect(actions.reverse()).toEqual(["article.created", "article.published", "article.reviewed"]);
});
