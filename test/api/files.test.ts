import { expect, test } from "vitest";
import { newId } from "../../src/kernel/ids.ts";
import { allEvents, type Credentials, open, send, testTenant } from "../support/app.ts";

const tenant = await testTenant();
const { app } = tenant;
const agent = await tenant.member("agent");
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

interface Stored {
  readonly id: string;
  readonly name: string;
}

function form(name: string, content: Uint8Array<ArrayBuffer>): FormData {
  const made = new FormData();
  made.append("file", new File([content], name));
  return made;
}
const upload = (as: Credentials, name = "截图.png", content = PNG) =>
  send(app.fetch, "POST /v1/chat/files", as, form(name, content));
const stored = async (as: Credentials, name?: string) => (await upload(as, name)).body as Stored;
const say = async (as: Credentials, body: object) => {
  const answer = await open(app.fetch, "POST /v1/chat", as, body);
  return answer.ok
    ? { status: answer.status, events: await allEvents(answer) }
    : { status: answer.status, body: (await answer.json()) as { errors: { field: string }[] } };
};
/** Sends a file, alone or with words; where it went. */
async function sent(as: Credentials, message = "") {
  const file = await stored(as);
  const { events } = await say(as, { message, files: [file.id] });
  return { file, events: events!, ticketId: String(events![0]!.data["ticketId"]) };
}
const someone = () => tenant.endUser(`visitor-${newId()}`);

test("a customer sends a screenshot and nothing else; the agent sees it, and no machine answers it", async () => {
  const as = await someone();
  const { file, events, ticketId } = await sent(as);
  expect(events.map(({ event }) => event)).toContain("handoff");
  expect(events.some(({ event }) => event === "delta")).toBe(false);
  const view = (await send(app.fetch, `GET /v1/tickets/${ticketId}`, agent.as)).body as {
    ticket: { subject: string; handoffReason: string };
    messages: { text: string; files: Stored[] }[];
  };
  expect(view.ticket).toMatchObject({ subject: "（发来文件）", handoffReason: "needs_diagnosis" });
  expect(view.messages[0]).toMatchObject({
    text: "",
    files: [{ id: file.id, name: "截图.png", mediaType: "image/png", size: PNG.length }],
  });
  for (const [route, who] of [
    [`GET /v1/tickets/${ticketId}/files/${file.id}`, agent.as],
    [`GET /v1/chat/${ticketId}/files/${file.id}`, as],
  ] as const) {
    const answer = await open(app.fetch, route, who);
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(PNG);
  }
});

test("words that come with a file are not answered by a machine that has not seen the file", async () => {
  await tenant.learn({ "close.md": "# 月末结账\n\n打开 财务 → 期末 → 结账向导，按步骤结账。\n" });
  const { events } = await sent(await someone(), "月末结账怎么做？");
  expect(events.some(({ event }) => event === "delta")).toBe(false);
});

test("a file that is no image is only ever downloaded, under its own name", async () => {
  const as = await someone();
  const file = await stored(as, "a'b 日志.log");
  const { events } = await say(as, { message: "日志见附件", files: [file.id] });
  const ticketId = events![0]!.data["ticketId"];
  const answer = await open(app.fetch, `GET /v1/chat/${ticketId}/files/${file.id}`, as);
  expect(answer.headers.get("content-type")).toBe("application/octet-stream");
  expect(answer.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''a%27b%20%E6%97%A5%E5%BF%97.log");
});

test("a file goes once, and only with its own sender's message", async () => {
  const as = await someone();
  const { file, ticketId } = await sent(as);
  expect((await say(as, { message: "", files: [file.id] })).status).toBe(400);
  const waiting = await stored(as);
  const other = await someone();
  const stolen = await say(other, { message: "x", files: [waiting.id] });
  expect(stolen).toMatchObject({ status: 400, body: { errors: [{ field: "files[0]" }] } });
  expect((await send(app.fetch, `DELETE /v1/chat/files/${waiting.id}`, other)).status).toBe(404);
  expect((await send(app.fetch, `GET /v1/chat/${ticketId}/files/${file.id}`, other)).status).toBe(404);
  expect((await send(app.fetch, `DELETE /v1/chat/files/${waiting.id}`, as)).status).toBe(204);
  // What was sent stays.
  expect((await send(app.fetch, `DELETE /v1/chat/files/${file.id}`, as)).status).toBe(404);
});

test("a message that is repeated under its client's id carries its files once", async () => {
  const as = await someone();
  const file = await stored(as);
  const body = { message: "", files: [file.id], clientMessageId: newId() };
  const first = await say(as, body);
  const again = await say(as, body);
  expect(again.events![0]!.data).toMatchObject({ repeated: true, messageId: first.events![0]!.data["messageId"] });
});

test("an empty message without a file is refused, and so are broken and foreign kinds, with what to do", async () => {
  const as = await someone();
  expect((await say(as, { message: "" })).status).toBe(400);
  const page = await upload(as, "page.html", new TextEncoder().encode("<script>") as Uint8Array<ArrayBuffer>);
  expect(page).toMatchObject({ status: 415, body: { errors: [{ field: "file" }] } });
  expect((await send(app.fetch, "POST /v1/chat/files", as, { file: "x" })).status).toBe(415);
  const huge = await upload(as, "big.png", new Uint8Array(10_000_001).fill(0x89));
  expect(huge.status).toBe(413);
});

test("files of another tenant do not exist", async () => {
  const as = await someone();
  const { file, ticketId } = await sent(as);
  const foreign = await testTenant();
  const stranger = await foreign.member("agent");
  expect((await send(app.fetch, `GET /v1/tickets/${ticketId}/files/${file.id}`, stranger.as)).status).toBe(404);
});
