import { expect, test } from "vitest";
import { shippedFiles, shippedPolicies } from "../policy/sample.ts";
import { type Answer, allEvents, open, type ProblemBody, send, testTenant } from "../support/app.ts";

const yaml = (kind: string) => shippedFiles().find(({ name }) => name === `${kind}.yaml`)!.text;
const content = (answer: Answer) => (answer.body as { content: Record<string, unknown> }).content;

test("a manager publishes a policy over the version they saw, and it decides at once", async () => {
  const { app, member } = await testTenant();
  const { as } = await member("manager");
  const before = await send(app.fetch, "GET /v1/policies/approval", as);
  expect(before.headers.get("etag")).toBe('"0"');
  const stricter = { ...content(before), timeoutMinutes: 5 };
  const put = (match: string) =>
    send(app.fetch, "PUT /v1/policies/approval", as, { content: stricter, note: "faster" }, { "if-match": match });
  expect(await put('"0"')).toMatchObject({ status: 200, body: { kind: "approval", version: 1 } });
  expect(await put('"0"')).toMatchObject({ status: 412 });
  expect(content(await send(app.fetch, "GET /v1/policies/approval", as))).toEqual(stricter);
  const { body } = await send(app.fetch, "GET /v1/policies", as);
  expect((body as { policies: { kind: string; version: number }[] }).policies).toContainEqual(
    expect.objectContaining({ kind: "approval", version: 1 }),
  );
});

test("the history keeps every version, and an earlier one can decide again", async () => {
  const { app, member } = await testTenant();
  const { as } = await member("admin");
  const { approval } = shippedPolicies();
  for (const [index, timeoutMinutes] of [10, 20, 30].entries()) {
    const body = { content: { ...approval, timeoutMinutes }, note: `${timeoutMinutes} minutes` };
    const answer = await send(app.fetch, "PUT /v1/policies/approval", as, body, { "if-match": `"${index}"` });
    expect(answer.status).toBe(200);
  }
  const activate = (version: number, headers?: Record<string, string>) =>
    send(app.fetch, "POST /v1/policies/approval/activate", as, { version }, headers);
  expect((await activate(1)).status).toBe(412);
  expect((await activate(1, { "if-match": '"2"' })).status).toBe(412);
  expect(await activate(1, { "if-match": '"3"' })).toMatchObject({ status: 204 });
  const page = await send(app.fetch, "GET /v1/policies/approval/versions?limit=2", as);
  expect(page.body).toMatchObject({ versions: [{ version: 3, active: false, note: "30 minutes" }, { version: 2 }] });
  const rest = await send(app.fetch, "GET /v1/policies/approval/versions?before=2", as);
  expect(rest.body).toMatchObject({ versions: [{ version: 1, active: true }] });
  const first = await send(app.fetch, "GET /v1/policies/approval/versions/1", as);
  expect(content(first)["timeoutMinutes"]).toBe(10);
  expect((await send(app.fetch, "GET /v1/policies/approval/versions/9", as)).status).toBe(404);
  expect((await activate(9, { "if-match": '"1"' })).status).toBe(404);
});

test("a YAML file is refused with file, line and reason of each fault, and changes nothing", async () => {
  const { app, member } = await testTenant();
  const { as } = await member("admin");
  const put = (text: string) =>
    send(app.fetch, "PUT /v1/policies/approval", as, text, { "content-type": "application/yaml", "if-match": '"0"' });
  const broken = await put("rules:\n  - id: [a\n");
  expect(broken.status).toBe(400);
  expect((broken.body as ProblemBody).errors[0]!.field).toMatch(/^approval\.yaml:\d+$/);
  const wrong = await put(yaml("approval").replace("timeoutMinutes: 60", "timeoutMinutes: soon"));
  expect(wrong.body).toMatchObject({
    errors: [{ field: "approval.yaml:3", reason: expect.stringMatching(/number/i) }],
  });
  // What is missing has no line of its own, but a name.
  const short = await put("rules: []\n");
  expect((short.body as ProblemBody).errors.map(({ reason }) => reason)).toContainEqual("timeoutMinutes: is missing");
  expect((await send(app.fetch, "GET /v1/policies/approval", as)).headers.get("etag")).toBe('"0"');
  expect(await put(yaml("approval"))).toMatchObject({ status: 200, body: { version: 1 } });
});

test("a policy is read as the text of its file, of now and of earlier versions, and checked with the place of each fault", async () => {
  const { app, member } = await testTenant();
  const { as } = await member("admin");
  const read = async (query = "") =>
    (await send(app.fetch, `GET /v1/policies/approval/text${query}`, as)).body as { version: number; text: string };
  const shipped = await read();
  expect(shipped.version).toBe(0);
  const check = async (text: string, kind = "approval") =>
    (await send(app.fetch, `POST /v1/policies/${kind}/check`, as, { text })).body as {
      content: unknown;
      problems: { line: number; reason: string }[];
    };
  expect(await check(shipped.text)).toEqual({ content: shippedPolicies().approval, problems: [] });
  const wrong = shipped.text.replace("timeoutMinutes: 60", "timeoutMinutes: soon");
  const line = wrong.split("\n").findIndex((each) => each.includes("soon")) + 1;
  expect(await check(wrong)).toMatchObject({ content: null, problems: [{ line, path: "timeoutMinutes" }] });
  // What another policy names cannot go.
  await send(app.fetch, "PUT /v1/policies/sla", as, { content: shippedPolicies().sla }, { "if-match": '"0"' });
  await send(
    app.fetch,
    "PUT /v1/policies/catalogue",
    as,
    { content: shippedPolicies().catalogue },
    { "if-match": '"0"' },
  );
  const content = { ...shippedPolicies().approval, timeoutMinutes: 5 };
  await send(app.fetch, "PUT /v1/policies/approval", as, { content }, { "if-match": '"0"' });
  const renamed = await check(shipped.text.replace("id: commercial", "id: business"));
  expect(renamed.problems).toContainEqual(
    expect.objectContaining({ line: 1, reason: expect.stringContaining("no row commercial in approval") }),
  );
  expect((await read()).text).toContain("timeoutMinutes: 5\n");
  expect(await read("?version=1")).toEqual(await read());
  expect((await send(app.fetch, "GET /v1/policies/approval/text?version=9", as)).status).toBe(404);
});

test("a policy comes back as it was written, comments and all, and a change of a comment alone is a version", async () => {
  const { app, member } = await testTenant();
  const { as } = await member("admin");
  const read = async (kind: string) =>
    ((await send(app.fetch, `GET /v1/policies/${kind}/text`, as)).body as { text: string }).text;
  const put = (kind: string, text: string, seen: number) =>
    send(app.fetch, `PUT /v1/policies/${kind}`, as, { text, note: "" }, { "if-match": `"${seen}"` });
  const written = `# 谁来同意\r\n\r\n${yaml("approval")}\n\n# the end   `;
  expect(await put("approval", written, 0)).toMatchObject({ status: 200, body: { version: 1 } });
  expect(await read("approval")).toBe(written);
  expect(await put("approval", written, 1)).toMatchObject({ status: 200, body: { version: 1 } });
  expect(await put("approval", written.replace("the end", "that is all"), 1)).toMatchObject({ body: { version: 2 } });
  expect(await read("approval")).toContain("# that is all   ");
  expect(content(await send(app.fetch, "GET /v1/policies/approval", as))).toEqual(shippedPolicies().approval);
  const same = { content: shippedPolicies().approval };
  const json = await send(app.fetch, "PUT /v1/policies/approval", as, same, { "if-match": '"2"' });
  expect(json.body).toMatchObject({ version: 2 });
  expect((await put("approval", "rules:\n  - id: [a\n", 2)).body).toMatchObject({
    errors: [{ field: expect.stringMatching(/^approval\.yaml:\d+$/) }],
  });
});

test("the switch that silences the bot changes its word in the text of the policy and nothing else", async () => {
  const { app, member } = await testTenant();
  const { as } = await member("admin");
  const written = yaml("autonomy").replace(/^silence: false$/m, "silence:   false # by hand, see the wiki");
  expect(written).toContain("see the wiki");
  await send(app.fetch, "PUT /v1/policies/autonomy", as, { text: written, note: "" }, { "if-match": '"0"' });
  await send(app.fetch, "POST /v1/policies/silence", as, { silence: true });
  const read = await send(app.fetch, "GET /v1/policies/autonomy/text", as);
  expect(read.body).toMatchObject({ version: 2, text: written.replace("silence:   false", "silence:   true") });
});

test("a text that cannot be stored as it is written is refused with its line", async () => {
  const { app, member } = await testTenant();
  const { as } = await member("admin");
  const headers = { "content-type": "application/yaml", "if-match": '"0"' };
  const put = await send(app.fetch, "PUT /v1/policies/approval", as, `# a\n# \u0000\n${yaml("approval")}`, headers);
  expect(put.status).toBe(400);
  expect(put.body).toMatchObject({ errors: [{ field: "(body), line 2", reason: expect.stringContaining("NUL") }] });
});

test("a policy that leaves a case undecided is refused with the case", async () => {
  const { app, member } = await testTenant();
  const { as } = await member("admin");
  const { approval } = shippedPolicies();
  const body = { content: { ...approval, rules: approval.rules.slice(0, 3) } };
  const answer = await send(app.fetch, "PUT /v1/policies/approval", as, body, { "if-match": '"0"' });
  expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringMatching(/nothing is decided for/) } });
});

test("policies are read by every member and written by managers and administrators only", async () => {
  const { app, member, key, endUser } = await testTenant();
  const callers = { agent: (await member("agent")).as, chat: await key(["chat"]), user: await endUser() };
  expect((await send(app.fetch, "GET /v1/policies", callers.agent)).status).toBe(200);
  for (const as of [callers.chat, callers.user])
    expect((await send(app.fetch, "GET /v1/policies", as)).status).toBe(403);
  for (const as of Object.values(callers)) {
    expect((await send(app.fetch, "PUT /v1/policies/sla", as, { content: {} }, { "if-match": '"0"' })).status).toBe(
      403,
    );
    expect((await send(app.fetch, "POST /v1/policies/silence", as, { silence: true })).status).toBe(403);
    expect((await send(app.fetch, "POST /v1/policies/sla/activate", as, { version: 1 })).status).toBe(403);
  }
});

test("with the switch thrown nothing leaves by itself, not even the notice of a handover; people still reply", async () => {
  const { app, member, endUser } = await testTenant();
  const { as } = await member("manager");
  const user = await endUser();
  const thrown = await send(app.fetch, "POST /v1/policies/silence", as, { silence: true });
  expect(thrown.body).toEqual({ silence: true, version: 1 });
  const events = await allEvents(await open(app.fetch, "POST /v1/chat", user, { message: "怎么反结账？" }));
  expect(events.map(({ event }) => event)).toEqual(["received", "understanding", "handoff", "done"]);
  const { ticketId } = events[0]!.data;
  await send(app.fetch, `POST /v1/chat/${ticketId}/person`, user);
  const said = async () =>
    ((await send(app.fetch, `GET /v1/chat/${ticketId}`, user)).body as { messages: { from: string }[] }).messages;
  expect((await said()).map(({ from }) => from)).toEqual(["customer"]);
  const view = await send(app.fetch, `GET /v1/tickets/${ticketId}`, as);
  const { ticket } = view.body as { ticket: { turn: number; botSilent: boolean; tier: number } };
  expect(ticket).toMatchObject({ botSilent: true, tier: 1 });
  await send(app.fetch, `POST /v1/tickets/${ticketId}/replies`, as, { text: "在总账里点反结账。", turn: ticket.turn });
  expect((await said()).map(({ from }) => from)).toEqual(["customer", "person"]);
  const released = await send(app.fetch, "POST /v1/policies/silence", as, { silence: false });
  expect(released.body).toEqual({ silence: false, version: 2 });
});

test("another taxonomy starts the backfill that brings the past under it, once; other policies start none", async () => {
  const { app, member } = await testTenant();
  const { as } = await member("admin");
  const put = (kind: string, body: unknown, version: number) =>
    send(app.fetch, `PUT /v1/policies/${kind}`, as, { content: body }, { "if-match": `"${version}"` });
  const started = async () => {
    const { body } = await send(app.fetch, "GET /v1/voc/backfills", as);
    return (body as { backfills: { version: number }[] }).backfills.map(({ version }) => version);
  };
  const { taxonomy, approval } = shippedPolicies();
  const kinds = taxonomy.kinds.map((kind, i) => (i > 0 ? kind : { ...kind, words: [...(kind.words ?? []), "闪退"] }));
  const changed = { ...taxonomy, kinds };
  expect((await put("taxonomy", changed, 0)).status).toBe(200);
  expect((await put("taxonomy", changed, 1)).status).toBe(200);
  expect((await put("approval", { ...approval, timeoutMinutes: 7 }, 0)).status).toBe(200);
  expect(await started()).toEqual([1]);
  expect((await put("taxonomy", taxonomy, 1)).status).toBe(200);
  const back = await send(app.fetch, "POST /v1/policies/taxonomy/activate", as, { version: 1 }, { "if-match": '"2"' });
  expect(back.status).toBe(204);
  expect((await started()).sort()).toEqual([1, 1, 2]);
});

test("of people who change one policy at the same time over the version that they saw, one wins and the others are told", async () => {
  const { app, member } = await testTenant();
  const { as } = await member("admin");
  const { approval } = shippedPolicies();
  const put = (timeoutMinutes: number, seen: number) =>
    send(
      app.fetch,
      "PUT /v1/policies/approval",
      as,
      { content: { ...approval, timeoutMinutes } },
      { "if-match": `"${seen}"` },
    );
  for (const [seen, minutes] of [10, 20, 30].entries()) expect((await put(minutes, seen)).status).toBe(200);
  const activate = (version: number, seen: number) =>
    send(app.fetch, "POST /v1/policies/approval/activate", as, { version }, { "if-match": `"${seen}"` });
  const statuses = async (...all: Promise<Answer>[]) => (await Promise.all(all)).map(({ status }) => status).sort();
  expect(await statuses(activate(1, 3), activate(2, 3))).toEqual([204, 412]);
  const now = Number((await send(app.fetch, "GET /v1/policies/approval", as)).headers.get("etag")?.replaceAll('"', ""));
  expect(await statuses(put(40, now), put(50, now), activate(3, now))).toSatisfy(
    (all: number[]) => all.filter((status) => status < 300).length === 1 && all.includes(412),
  );
});

test("a stored policy that can no longer be read is shown as it was stored, and can be replaced or left for an earlier one", async () => {
  const { app, ctx, member } = await testTenant();
  const { as } = await member("admin");
  const { approval, taxonomy, sla, catalogue } = shippedPolicies();
  const put = (kind: string, policy: unknown, seen: number) =>
    send(app.fetch, `PUT /v1/policies/${kind}`, as, { content: policy }, { "if-match": `"${seen}"` });
  expect((await put("sla", sla, 0)).status).toBe(200);
  expect((await put("approval", approval, 0)).status).toBe(200);
  expect((await put("approval", { ...approval, timeoutMinutes: 5 }, 1)).status).toBe(200);
  expect((await put("taxonomy", taxonomy, 0)).status).toBe(200);
  const spoil = (kind: string, change: string) =>
    app.db.query(`update policy_version set content = ${change} where tenant_id = $1 and kind = $2`, [
      ctx.tenantId,
      kind,
    ]);
  await spoil("approval", `'{"gone": "by"}'::jsonb`);
  await spoil("taxonomy", "content - 'serviceModules'");

  expect(await send(app.fetch, "GET /v1/policies", as)).toMatchObject({ status: 200 });
  const shown = await send(app.fetch, "GET /v1/policies/approval", as);
  expect([shown.status, shown.headers.get("etag"), content(shown)]).toEqual([200, '"2"', { gone: "by" }]);
  expect(await send(app.fetch, "GET /v1/policies/approval/text", as)).toMatchObject({
    status: 200,
    body: { version: 2 },
  });
  expect((await put("catalogue", catalogue, 0)).status).toBe(200);
  const [first] = taxonomy.kinds;
  const moved = { ...taxonomy, kinds: taxonomy.kinds.map((one) => (one === first ? { ...one, ordinal: 999 } : one)) };
  expect((await put("taxonomy", moved, 1)).body).toMatchObject({ status: 400 });
  expect((await put("taxonomy", taxonomy, 1)).status).toBe(200);
  expect(await put("approval", approval, 2)).toMatchObject({ status: 200, body: { version: 3 } });
  expect((await send(app.fetch, "POST /v1/policies/silence", as, { silence: true })).status).toBe(200);
});

test("YAML that repeats itself by aliases without end is refused with its place", async () => {
  const { app, member } = await testTenant();
  const { as } = await member("admin");
  const lines = ["a: &a [x, x, x, x, x, x, x, x, x]"];
  for (const [from, to] of ["ab", "bc", "cd", "de", "ef", "fg"].map((pair) => [...pair]))
    lines.push(`${to}: &${to} [${Array.from({ length: 9 }, () => `*${from}`).join(", ")}]`);
  const answer = await send(app.fetch, "POST /v1/policies/approval/check", as, { text: lines.join("\n") });
  expect(answer).toMatchObject({ status: 200, body: { content: null, problems: [{ line: 1 }] } });
});

test("an alias of nothing is told by its name", async () => {
  const { app, member } = await testTenant();
  const { as } = await member("admin");
  const answer = await send(app.fetch, "POST /v1/policies/approval/check", as, { text: "a: &a [1]\nb: [*a, *nope]" });
  const problems = [{ line: 1, reason: "the alias *nope has no anchor &nope before it" }];
  expect(answer).toMatchObject({ status: 200, body: { content: null, problems } });
});
