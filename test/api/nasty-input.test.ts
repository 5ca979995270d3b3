import { expect, test } from "vitest";
import { newId } from "../../src/kernel/ids.ts";
import { allEvents, type Credentials, open, send, testTenant } from "../support/app.ts";

const bare = await testTenant();
const { app, member, endUser, learn } = bare;
const importId = await learn({ "a.md": "# A\n\nText.\n" });
const manager = await member("manager");
const admin = await member("admin");
const agent = await member("agent");
const ids = await realIds();

/** Ids that exist, so that bad values get past the lookup: a ticket with a draft that waits, an article, an import. */
async function realIds() {
  const asked = await allEvents(
    await open(app.fetch, "POST /v1/chat", await endUser(), { message: "我要投诉，退款 500 元" }),
  );
  const ticketId = String(asked[0]!.data["ticketId"]);
  const view = await send(app.fetch, `GET /v1/tickets/${ticketId}`, manager.as);
  const { turn } = (view.body as { ticket: { turn: number } }).ticket;
  const reply = { text: "我们退款 500 元给您。", turn };
  const { body } = await send(app.fetch, `POST /v1/tickets/${ticketId}/replies`, manager.as, reply);
  const { articles } = (await send(app.fetch, "GET /v1/knowledge/articles", admin.as)).body as {
    articles: { id: string }[];
  };
  return { ticketId, draftId: (body as { draft: { id: string } }).draft.id, articleId: articles[0]!.id };
}

function idOf(path: string): string {
  if (/chat|tickets/.test(path)) return ids.ticketId;
  if (path.includes("drafts")) return ids.draftId;
  if (path.includes("articles")) return ids.articleId;
  if (path.includes("imports")) return importId;
  return path.includes("members") ? agent.id : newId();
}

/** Values that break programs which trust what they are sent. */
const TEXTS = [
  "",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "x".repeat(30_000),
  "' or 1=1 --",
  "../../etc/passwd",
  "99999999999",
];
const VALUES: readonly unknown[] = [
  ...TEXTS,
  null,
  -1,
  1e308,
  2 ** 31,
  2 ** 53,
  true,
  [],
  [null],
  {},
  { a: { b: "\u0000" } },
];
const QUERY = [
  ...TEXTS.slice(0, 3),
  "99999999999",
  "-1",
  "1e9",
  "NaN",
  "e30",
  Buffer.from('["\\u0000","x"]').toString("base64url"),
];

interface Schema {
  readonly type?: string;
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly minLength?: number;
}
interface Operation {
  readonly parameters?: readonly { name: string; in: string; schema: Schema }[];
  readonly requestBody?: { content: Record<string, { schema: Schema }> };
}
interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, Schema> };
}

const document = (await (await open(app.fetch, "GET /openapi.json")).json()) as Document;
const resolved = (schema: Schema): Schema =>
  schema.$ref === undefined ? schema : document.components.schemas[schema.$ref.split("/").at(-1)!]!;

/** A value that the schema allows, so that one bad field at a time gets past the others. */
function sample(given: Schema): unknown {
  const schema = resolved(given);
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return sample(schema.anyOf[0]!);
  if (schema.properties)
    return Object.fromEntries(Object.entries(schema.properties).map(([name, property]) => [name, sample(property)]));
  if (schema.type === "array") return [sample(schema.items ?? {})];
  if (schema.type === "integer" || schema.type === "number") return 1;
  if (schema.type === "boolean") return true;
  if (schema.format === "uuid") return newId();
  if (schema.format === "date-time") return "2030-01-01T00:00:00Z";
  return "text of a person, long enough".padEnd(schema.minLength ?? 0, "x");
}

/** Each request of the operation: one value of it is bad. */
function* badRequests(path: string, operation: Operation): Generator<{ path: string; body?: unknown; what: string }> {
  const ids = (operation.parameters ?? []).filter((one) => one.in === "path");
  const known = ids.reduce((text, { name }) => text.replace(`{${name}}`, idOf(path)), path);
  for (const { name } of ids)
    for (const text of ["%00", "x", "%F0%28%8C%28", "0".repeat(36)])
      yield {
        path: ids.reduce((at, id) => at.replace(`{${id.name}}`, id.name === name ? text : newId()), path),
        what: name,
      };
  for (const { name } of (operation.parameters ?? []).filter((one) => one.in === "query"))
    for (const value of QUERY)
      yield { path: `${known}?${name}=${encodeURIComponent(value)}`, what: `${name}=${value}` };
  const schema = operation.requestBody?.content["application/json"]?.schema;
  if (schema === undefined) return;
  for (const body of ["", "{", "null", "[]", "5", '"\\ud800"', '{"__proto__": {"a": 1}}'])
    yield { path: known, body, what: body };
  const good = sample(schema) as Record<string, unknown>;
  for (const name of Object.keys(good))
    for (const value of VALUES)
      yield {
        path: known,
        body: { ...good, [name]: value },
        what: `${name}: ${String(JSON.stringify(value)).slice(0, 40)}`,
      };
}

const SKIPPED = /^\/v1\/auth\//;
const key = await bare.key();
const user = await bare.endUser();

/** Who tries a path: whoever gets past its guard, since a refusal for lack of rights proves nothing. */
const callersOf = (path: string): Credentials[] => [
  key,
  ...(/drafts|notifications|replies|approvals/.test(path) ? [admin.as] : []),
  ...(/chat|search/.test(path) ? [user] : []),
];

async function failuresOf(
  path: string,
  method: string,
  operation: Operation,
): Promise<{ sent: number; failed: string[] }> {
  const failed: string[] = [];
  let sent = 0;
  for (const { path: target, body, what } of badRequests(path, operation)) {
    for (const as of callersOf(path)) {
      sent += 1;
      const headers = { "if-match": '"1"', ...(body === undefined ? {} : { "content-type": "application/json" }) };
      const answer = await open(app.fetch, `${method.toUpperCase()} ${target}`, as, body, headers);
      await answer.body?.cancel();
      if (answer.status >= 500) failed.push(JSON.stringify(`${method} ${path} ${what}`));
    }
  }
  return { sent, failed };
}

test("no bad value in any field of any route makes the server fail", { timeout: 60_000 }, async () => {
  const failed: string[] = [];
  let sent = 0;
  for (const [path, operations] of Object.entries(document.paths).filter(([path]) => !SKIPPED.test(path))) {
    for (const [method, operation] of Object.entries(operations)) {
      const found = await failuresOf(path, method, operation);
      failed.push(...found.failed);
      sent += found.sent;
    }
  }
  expect(failed).toEqual([]);
  expect(sent).toBeGreaterThan(500);
});
