import { expect, test } from "vitest";
import { acceptedAge, createSharedAnswers } from "../../src/api/shared-answers.ts";
import { send, testTenant } from "../support/app.ts";
import { testClock } from "../support/clock.ts";

/** Answers that count how often they were made. */
function counted() {
  const clock = testClock();
  const shared = createSharedAnswers(clock);
  let made = 0;
  const ask = async (maxAgeS: number, key = "queue") => {
    const { text } = await shared(key, maxAgeS, async () => {
      made += 1;
      return made;
    });
    return Number(text);
  };
  return { clock, shared, ask };
}

test("five hundred who ask at once for an answer of three seconds get one that was made once", async () => {
  const { ask } = counted();
  const answers = await Promise.all(Array.from({ length: 500 }, () => ask(3)));
  expect(new Set(answers)).toEqual(new Set([1]));
});

test("an answer is never older than its reader allows, and who allows nothing gets a new one that serves the rest", async () => {
  const { clock, ask } = counted();
  expect(await ask(3)).toBe(1);
  clock.advance(2_000);
  expect(await ask(3)).toBe(1);
  expect(await ask(1)).toBe(2);
  expect(await ask(0)).toBe(3);
  expect(await ask(3)).toBe(3);
  clock.advance(3_000);
  expect(await ask(3)).toBe(4);
  expect(await ask(3, "another queue")).toBe(5);
});

test("a failure is for those who waited for it, not for who asks next", async () => {
  const { shared, ask } = counted();
  const failing = () => shared("queue", 3, () => Promise.reject(new Error("The database is away.")));
  await expect(Promise.all([failing(), failing()])).rejects.toThrow("away");
  expect(await ask(3)).toBe(1);
});

test("only a whole number of seconds says how old an answer may be, and ten are the most", () => {
  expect(
    ["max-age=3", "no-cache, max-age=5", "max-age=9999", undefined, "no-cache", "max-age=-1", "xmax-age=3"].map(
      acceptedAge,
    ),
  ).toEqual([3, 5, 10, 0, 0, 0, 0]);
});

test("one's own change is in the queue at once, an unchanged queue is not sent again, and others' own queues stay theirs", async () => {
  const { app, member, key } = await testTenant();
  const [one, other] = [await member("agent"), await member("agent")];
  await send(app.fetch, "POST /v1/chat", await key(["*"]), { message: "我要投诉，你们的服务太差了", contactId: "u-1" });
  const queue = async (who: typeof one, query = "", headers = {}) =>
    send(app.fetch, `GET /v1/tickets?${query}`, who.as, undefined, { "cache-control": "max-age=3", ...headers });
  const first = await queue(one);
  const { tickets } = first.body as { tickets: { id: string; assigneeId: string | null }[] };
  expect(tickets).toHaveLength(1);
  const etag = first.headers.get("etag")!;
  expect((await queue(other, "", { "if-none-match": etag })).status).toBe(304);
  await send(app.fetch, `POST /v1/tickets/${tickets[0]!.id}/claim`, one.as);
  const fresh = await send(app.fetch, "GET /v1/tickets", one.as);
  expect(fresh.body).toMatchObject({ tickets: [{ assigneeId: one.id }] });
  expect((await queue(other)).body).toMatchObject({ tickets: [{ assigneeId: one.id }] });
  expect((await queue(one, "assignee=me")).body).toMatchObject({ tickets: [{}] });
  expect((await queue(other, "assignee=me")).body).toMatchObject({ tickets: [] });
});

test("the number beside the inbox is that of the drafts in it that would take one's consent", async () => {
  const { app, member, key } = await testTenant();
  const [author, manager] = [await member("agent"), await member("manager")];
  const complaint = { message: "我要投诉，重复扣费了，请退款", contactId: "u-1" };
  await send(app.fetch, "POST /v1/chat", await key(["*"]), complaint);
  const { tickets } = (await send(app.fetch, "GET /v1/tickets", author.as)).body as {
    tickets: { id: string; turn: number }[];
  };
  const { id, turn } = tickets[0]!;
  const reply = { text: "已为您申请退款，稍后答复。", turn };
  expect(await send(app.fetch, `POST /v1/tickets/${id}/replies`, author.as, reply)).toMatchObject({ status: 200 });
  const mine = async ({ as }: typeof author) => {
    const inbox = (await send(app.fetch, "GET /v1/approvals", as)).body as { waiting: { mine: boolean }[] };
    expect(inbox.waiting).toHaveLength(1);
    const count = inbox.waiting.filter((row) => row.mine).length;
    expect((await send(app.fetch, "GET /v1/approvals/count", as)).body).toEqual({ mine: count });
    return count;
  };
  expect([await mine(author), await mine(manager)]).toEqual([0, 1]);
});
