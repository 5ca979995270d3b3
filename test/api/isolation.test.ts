import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { newId } from "../../src/kernel/ids.ts";
import { type Answer, type ProblemBody, send, testTenant } from "../support/app.ts";
import { enrich, type RichIds } from "../support/rich-tenant.ts";
import { ROUTES } from "./route-table.ts";

const [ours, theirs] = [await testTenant(), await testTenant()];
const { fetch, db } = ours.app;
const [mine, foreign] = [await enrich(ours), await enrich(theirs)];

/** Which of the other tenant's ids a place in a path names: by what stands before it, or by its own name. */
const PLACES: readonly (readonly [place: RegExp, id: keyof RichIds])[] = [
  [/\/v1\/chat\/files\/\{fileId\}$/, "unsent"],
  [/\{fileId\}$/, "file"],
  [/\{messageId\}$/, "message"],
  [/\{questionId\}$/, "question"],
  [/\{ticketId\}$/, "ticket"],
  [/\/tickets\/\{id\}$/, "ticket"],
  [/\/drafts\/\{id\}$/, "draft"],
  [/\/members\/\{id\}$/, "member"],
  [/\/invitations\/\{id\}$/, "invitation"],
  [/\/keys\/\{id\}$/, "key"],
  [/\/briefings\/\{id\}$/, "briefing"],
  [/\/views\/\{id\}$/, "view"],
  [/\/alerts\/\{id\}$/, "alert"],
  [/\/themes\/\{id\}$/, "theme"],
  [/\/requests\/\{id\}$/, "wish"],
  [/\/backfills\/\{id\}$/, "backfill"],
  [/\/proposed-tags\/\{id\}$/, "proposed"],
  [/\/reasons\/\{id\}$/, "reason"],
  [/\/imports\/\{id\}$/, "import"],
  [/\/articles\/\{id\}$/, "article"],
  [/\/conflicts\/\{id\}$/, "conflict"],
  [/\/suggestions\/\{id\}$/, "suggestion"],
  [/\/customers\/\{id\}$/, "customer"],
  [/\/contacts\/\{id\}$/, "contact"],
  [/\/contact-merges\/\{id\}$/, "merge"],
];
/** Runs that are made by long jobs: no row of theirs is here, and an unknown id is all that can be asked. */
const RUNS = [/\/replays\/\{id\}$/, /\/policy-dry-runs\/\{id\}$/];

const filled = (route: string, ids: RichIds): string => {
  let path = route
    .replace("{kind}", "sla")
    .replace("{report}", "overall")
    .replace(/\{(?:version|number)\}/g, "1");
  for (let place = /^[^}]*\{\w+\}/.exec(path); place !== null; place = /^[^}]*\{\w+\}/.exec(path)) {
    const known = PLACES.find(([pattern]) => pattern.test(place![0]));
    const run = RUNS.some((pattern) => pattern.test(place![0]));
    if (known === undefined && !run) throw new Error(`Say in PLACES what ${place[0]} names.`);
    path = path.replace(/\{\w+\}/, known === undefined ? newId() : ids[known[1]]);
  }
  // Who keeps a key may look into a conversation for the contact whose it is.
  return /\/v1\/chat\/[^?]*$/.test(path) ? `${path}?contactId=u-1` : path;
};
const named = ROUTES.filter(([route]) => /\{(?!kind|report|version|number)\w+\}/.test(route));
const admin = mine.admin.as;
const call = (route: string, body?: unknown, as = admin): Promise<Answer> =>
  send(fetch, route, as, body, { "if-match": '"1"' });

/** Every row of the other tenant, table by table. */
const theirRows = () =>
  inTenant(db, theirs.ctx.tenantId, async (tx) => {
    const { rows: tables } = await tx.query<{ name: string }>(
      `select c.table_name as name from information_schema.columns c
       where c.table_schema = 'public' and c.column_name = 'tenant_id'
         and has_table_privilege(current_user, to_regclass(format('public.%I', c.table_name)), 'select') order by 1`,
    );
    const rows: Record<string, string[]> = {};
    for (const { name } of tables) {
      const all = await tx.query<{ row: string }>(
        `select t::text as row from public."${name}" t where t.tenant_id = $1 order by 1`,
        [tx.tenantId],
      );
      rows[name] = all.rows.map(({ row }) => row);
    }
    return rows;
  });

test("whatever route names a row of another tenant, it is not found, as one that does not exist, and nothing changes", async () => {
  const before = await theirRows();
  expect(Object.values(before).filter((rows) => rows.length > 0).length).toBeGreaterThan(30);
  const words = ({ body }: Answer) => (body as ProblemBody).detail?.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID");
  expect(named.length).toBeGreaterThan(70);
  for (const [route, , body] of named) {
    const found = await call(filled(route, foreign.ids), body);
    const missing = await call(
      filled(route, Object.fromEntries(Object.keys(foreign.ids).map((id) => [id, newId()])) as RichIds),
      body,
    );
    expect([route, found.status, words(found)]).toEqual([route, missing.status, words(missing)]);
    expect([route, found.status]).toEqual([route, NOT_404[route.split("?")[0]!] ?? 404]);
  }
  expect(await theirRows()).toEqual(before);
});

/** What has no 404 to give. */
const NOT_404: Readonly<Record<string, number>> = {
  // Who is looking is held in memory by tenant and ticket, whether there is one or not.
  "POST /v1/tickets/{id}/presence": 200,
};

test("the same ids lead to the rows for those whose they are", async () => {
  const reading = named.filter(
    ([name]) => name.startsWith("GET ") && !RUNS.some((run) => run.test(name)) && !name.endsWith("/events"),
  );
  const lost: string[] = [];
  for (const [route] of reading)
    if ((await call(filled(route, foreign.ids), undefined, foreign.admin.as)).status === 404)
      lost.push(route.split("?")[0]!);
  expect(lost.sort()).toEqual([...OWNERS_ONLY].sort());
});

/** What is for the contact of the conversation alone, is not there yet, or names a second row that is nobody's. */
const OWNERS_ONLY: readonly string[] = [
  "GET /v1/tickets/{id}/survey",
  "GET /v1/contacts/{id}/merge-preview",
  "GET /v1/contacts/{id}/erasure",
  "GET /v1/chat/{ticketId}/replies/{messageId}/citations/{number}",
  "GET /v1/knowledge/articles/{id}/diff",
  "GET /v1/knowledge/articles/{id}/file-change",
];

test("a path that mixes a row of one's own with one of another tenant leads nowhere", async () => {
  for (const route of [
    `GET /v1/tickets/${mine.ids.ticket}/files/${foreign.ids.file}`,
    `DELETE /v1/knowledge/articles/${mine.ids.article}/questions/${foreign.ids.question}`,
    `PUT /v1/voc/requests/${mine.ids.wish}/votes/${foreign.ids.ticket}`,
    `PUT /v1/voc/requests/${foreign.ids.wish}/votes/${mine.ids.ticket}`,
  ])
    expect([route, (await call(route)).status]).toEqual([route, 404]);
});

test("a body that names a row of another tenant is refused", async () => {
  const before = await theirRows();
  for (const [route, body] of [
    [`POST /v1/tickets/${mine.ids.ticket}/assign`, { memberId: foreign.ids.member }],
    [`PUT /v1/members/${mine.ids.member}/absence`, { until: "2030-01-01T00:00:00Z", delegateId: foreign.ids.member }],
    ["POST /v1/voc/alerts", { name: "x", rule: { when: "anomaly" }, members: [foreign.ids.member] }],
    ["POST /v1/voc/briefings", { name: "x", members: [foreign.ids.member] }],
    [`POST /v1/knowledge/suggestions/${mine.ids.suggestion}/merge`, { into: foreign.ids.suggestion }],
    ["POST /v1/replays", { change: { article: foreign.ids.article } }],
    ["POST /v1/chat", { message: "你好", contactId: "u-9", files: [foreign.ids.file] }],
  ] as const) {
    const answer = await call(route, body);
    const told = answer.status >= 400 && answer.status < 500;
    expect([route, told || JSON.stringify(answer.body)]).toEqual([route, true]);
  }
  expect(await theirRows()).toEqual(before);
});

test("no list, count, report or export of one tenant shows an id or a word of another", async () => {
  const secrets = [...Object.values(foreign.ids), theirs.ctx.tenantId, "他们的秘密做法", foreign.manager.email];
  for (const [route] of ROUTES.filter(([name]) => name.startsWith("GET ") && !named.some(([one]) => one === name))) {
    const { body } = await call(filled(route, mine.ids));
    const text = JSON.stringify(body);
    for (const secret of secrets) if (text.includes(secret)) expect([route, secret]).toEqual([route, "not shown"]);
  }
});
