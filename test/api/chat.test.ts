import { expect, test } from "vitest";
import { newId } from "../../src/kernel/ids.ts";
import { allEvents, type Credentials, eventsOf, open, type SentEvent, send, testTenant } from "../support/app.ts";
import { ANSWERED, chatSite, UNANSWERED } from "../support/chat-site.ts";

const tenant = await testTenant();
const { app } = tenant;
const boss = await tenant.member("manager");
const names = (events: readonly SentEvent[]) => events.map(({ event }) => event);

interface Line {
  readonly seq: number;
  readonly from: "customer" | "ai" | "person";
  readonly text: string;
}

/** Somebody new at the chat, with what they can do there. */
async function visitor() {
  const site = await chatSite(app);
  const user = await tenant.endUser(`visitor-${newId()}`);
  const say = async (message: string, more: object = {}) =>
    allEvents(await open(site.fetch, "POST /v1/chat", user, { message, ...more }));
  const history = async (ticketId: unknown) =>
    (await send(app.fetch, `GET /v1/chat/${ticketId}`, user)).body as { status: string; messages: Line[] };
  const person = (ticketId: unknown) => send(app.fetch, `POST /v1/chat/${ticketId}/person`, user);
  return { site, user, say, history, person };
}

/** Opens the stream and gives the next `count` messages of it. */
async function follow(as: Credentials, route: string, count: number, headers: Credentials = {}): Promise<SentEvent[]> {
  const events: SentEvent[] = [];
  for await (const event of eventsOf(await open(app.fetch, route, as, undefined, headers))) {
    events.push(event);
    if (events.length === count) break;
  }
  return events;
}

const member = (verb: string, ticketId: unknown, body?: unknown) =>
  send(app.fetch, `POST /v1/tickets/${ticketId}/${verb}`, boss.as, body);
const turnOf = async (ticketId: unknown): Promise<number> =>
  ((await send(app.fetch, `GET /v1/tickets/${ticketId}`, boss.as)).body as { ticket: { turn: number } }).ticket.turn;

test("an answer streams as received, understanding, citations, sentences, the stored message, done", async () => {
  const { say, history } = await visitor();
  const events = await say(ANSWERED);
  const order = names(events).filter((name, i, all) => name !== all[i - 1]);
  expect(order).toEqual(["received", "understanding", "citation", "delta", "message", "done"]);
  const { messages } = await history(events[0]!.data["ticketId"]);
  const message = events.find(({ event }) => event === "message")!.data as unknown as Line;
  expect(messages.map(({ from }) => from)).toEqual(["customer", "ai"]);
  expect(messages[1]).toEqual(message);
  // What was streamed is what was stored, and each sentence names only citations that were sent before it.
  const sentences = events.filter(({ event }) => event === "delta").map(({ data }) => String(data["text"]));
  for (const sentence of sentences) expect(message.text).toContain(sentence);
  const cited = events.filter(({ event }) => event === "citation").map(({ data }) => data["number"]);
  for (const { event, data } of events)
    if (event === "delta") for (const n of data["citations"] as number[]) expect(cited).toContain(n);
});

test("ids of events rise, and never go back within a ticket", async () => {
  const { say } = await visitor();
  const ids = [];
  for (const message of [ANSWERED, "thanks", UNANSWERED])
    for (const { id } of await say(message)) if (id !== null) ids.push(id);
  expect(ids.length).toBeGreaterThan(3);
  expect(ids).toEqual([...ids].sort((a, b) => a - b));
  expect(new Set(ids).size).toBe(ids.length);
});

test("a follower resumes after Last-Event-ID with exactly the messages missed, then hears new ones", async () => {
  const { user, say, history } = await visitor();
  const { ticketId } = (await say(ANSWERED))[0]!.data;
  await member("notes", ticketId, { text: "a secret note" });
  await member("replies", ticketId, { text: "A word from a person.", turn: await turnOf(ticketId) });
  const all = (await history(ticketId)).messages;
  expect(all).toHaveLength(3);
  for (const [index, { seq }] of all.entries()) {
    if (index === all.length - 1) break;
    const missed = all.slice(index + 1);
    const route = `GET /v1/chat/${ticketId}/events`;
    const heard = await follow(user, route, missed.length, { "last-event-id": String(seq) });
    expect(heard.map(({ id, data }) => ({ id, ...data }))).toEqual(missed);
    expect(await follow(user, `${route}?after=${seq}`, missed.length)).toEqual(heard);
  }
  const live = follow(user, `GET /v1/chat/${ticketId}/events?after=${all.at(-1)!.seq}`, 1);
  await member("replies", ticketId, { text: "One more thing.", turn: await turnOf(ticketId) });
  expect(await live).toMatchObject([{ event: "message", data: { from: "person", text: "One more thing." } }]);
});

test("a resumption from something that is no event id is refused", async () => {
  const { user, say } = await visitor();
  const { ticketId } = (await say("hello"))[0]!.data;
  for (const bad of ["x", "-1", "1.5", "1e99"])
    expect(
      (await send(app.fetch, `GET /v1/chat/${ticketId}/events`, user, undefined, { "last-event-id": bad })).status,
    ).toBe(400);
});

test("a member follows a ticket's history and resumes it without a gap", async () => {
  const { say } = await visitor();
  const { ticketId } = (await say(UNANSWERED))[0]!.data;
  await member("claim", ticketId);
  const route = `GET /v1/tickets/${ticketId}/events`;
  const first = await follow(boss.as, route, 3);
  expect(names(first)).toEqual(["customer_wrote", "labelled", "handed_over"]);
  const rest = follow(boss.as, route, 2, { "last-event-id": String(first.at(-1)!.id) });
  await member("notes", ticketId, { text: "look" });
  expect(names(await rest)).toEqual(["claimed", "noted"]);
});

test("'talk to a person' works at any time and once: asked again it says nothing more", async () => {
  const { say, person, history } = await visitor();
  const { ticketId } = (await say(ANSWERED))[0]!.data;
  const first = await person(ticketId);
  expect(first).toMatchObject({ status: 200, body: { text: expect.stringMatching(/colleague/) } });
  for (const again of await Promise.all([person(ticketId), person(ticketId)]))
    expect(again).toMatchObject({ status: 200, body: { text: null } });
  const { status, messages } = await history(ticketId);
  expect([status, messages.filter(({ text }) => /colleague/.test(text)).length]).toEqual(["open", 1]);
});

test("'talk to a person' works while the copilot is still thinking, and its answer then stays a draft", async () => {
  const { site, user, person, history } = await visitor();
  const release = site.hold();
  const stream = eventsOf(await open(site.fetch, "POST /v1/chat", user, { message: ANSWERED }));
  const { ticketId } = (await stream.next()).value!.data as { ticketId: string };
  expect((await person(ticketId)).status).toBe(200);
  release();
  const rest = [];
  for await (const { event } of stream) rest.push(event);
  expect(rest).toContain("waiting");
  expect((await history(ticketId)).messages.map(({ from, text }) => [from, /colleague/.test(text)])).toEqual([
    ["customer", false],
    ["ai", true],
  ]);
  const view = await send(app.fetch, `GET /v1/tickets/${ticketId}`, boss.as);
  expect(view.body).toMatchObject({ drafts: [{ state: "proposed", authorId: null }] });
});

test("'talk to a person' opens a resolved ticket again, and of a closed one the ticket that came after it", async () => {
  const { say, person, history } = await visitor();
  const { ticketId } = (await say(UNANSWERED))[0]!.data;
  await member("resolve", ticketId);
  expect((await person(ticketId)).status).toBe(200);
  expect((await history(ticketId)).status).toBe("open");
  await member("resolve", ticketId);
  expect((await member("close", ticketId)).status).toBe(200);
  const later = (await say(ANSWERED))[0]!.data["ticketId"];
  expect(later).not.toBe(ticketId);
  expect((await person(ticketId)).status).toBe(200);
  expect((await history(ticketId)).status).toBe("closed");
  const next = await send(app.fetch, `GET /v1/tickets/${later}`, boss.as);
  expect(next.body).toMatchObject({ ticket: { handoffReason: "customer_asked_human", botSilent: true } });
  // A member is told why the old one stays closed.
  expect(await member("reopen", ticketId)).toMatchObject({ status: 409, body: { errors: [{ field: "status" }] } });
});

test("two handovers of one ticket give one notice", async () => {
  const { say, history } = await visitor();
  const { ticketId } = (await say(UNANSWERED))[0]!.data;
  await member("silence", ticketId, { silent: false });
  const second = await say("Please write another poem about ships.");
  expect(second.find(({ event }) => event === "handoff")?.data["text"]).toBeNull();
  expect((await history(ticketId)).messages.filter(({ from }) => from === "ai")).toHaveLength(1);
});

test("a person's reply silences the bot: what comes next becomes a draft for people", async () => {
  const { say, history } = await visitor();
  const { ticketId } = (await say(ANSWERED))[0]!.data;
  await member("replies", ticketId, { text: "I take this over.", turn: await turnOf(ticketId) });
  const events = await say(ANSWERED);
  expect(names(events)).toEqual(["received", "understanding", "waiting", "done"]);
  expect((await history(ticketId)).messages.map(({ from }) => from)).toEqual(["customer", "ai", "person", "customer"]);
  const view = await send(app.fetch, `GET /v1/tickets/${ticketId}`, boss.as);
  expect(view.body).toMatchObject({ drafts: expect.arrayContaining([expect.objectContaining({ state: "proposed" })]) });
});

test("a burst of messages makes one ticket and one reply, to the last of them", async () => {
  const { site, user, history } = await visitor();
  const release = site.hold();
  const texts = ["Hello", "I have a question", ANSWERED];
  const started = [];
  for (const message of texts) {
    started.push(allEvents(await open(site.fetch, "POST /v1/chat", user, { message })));
    // Each is asked about on its own, or the second would read the third's turn on a busy machine.
    await expect.poll(() => site.asked(), { timeout: 5_000 }).toBe(started.length);
  }
  release();
  const all = await Promise.all(started);
  expect(new Set(all.map((events) => events[0]!.data["ticketId"])).size).toBe(1);
  expect(all.map((events) => names(events).includes("message"))).toEqual([false, false, true]);
  const { messages } = await history(all[0]![0]!.data["ticketId"]);
  expect(messages.map(({ from }) => from)).toEqual(["customer", "customer", "customer", "ai"]);
});

test("a message sent again under its client id is taken in once, and gets the reply that was stored", async () => {
  const { say, history } = await visitor();
  const body = { clientMessageId: "m-1" };
  const first = await say(ANSWERED, body);
  const again = await say(ANSWERED, body);
  expect(again[0]!.data).toMatchObject({ ...first[0]!.data, repeated: true });
  const reply = (events: readonly SentEvent[]) => events.find(({ event }) => event === "message");
  expect(reply(again)).toEqual(reply(first));
  expect((await history(first[0]!.data["ticketId"])).messages).toHaveLength(2);
});

test("two requests with one message at the same time answer with one and the same reply", async () => {
  const { site, user } = await visitor();
  const release = site.hold();
  const body = { message: ANSWERED, clientMessageId: "m-2" };
  const streams = [
    await open(site.fetch, "POST /v1/chat", user, body),
    await open(site.fetch, "POST /v1/chat", user, body),
  ];
  const started = streams.map((stream) => allEvents(stream));
  await expect.poll(() => site.asked()).toBe(2);
  release();
  const [one, two] = (await Promise.all(started)).map((events) => events.find(({ event }) => event === "message"));
  expect(one).toBeDefined();
  expect(two).toEqual(one);
});

test("a message sent again after its ticket was closed opens no new ticket", async () => {
  const { say, person } = await visitor();
  const first = await say(UNANSWERED, { clientMessageId: "m-3" });
  const { ticketId } = first[0]!.data;
  await person(ticketId);
  await member("resolve", ticketId);
  await member("close", ticketId);
  const again = await say(UNANSWERED, { clientMessageId: "m-3" });
  expect(again[0]!.data).toMatchObject({ ticketId, repeated: true });
  expect((await say("Another question", { clientMessageId: "m-4" }))[0]!.data["ticketId"]).not.toBe(ticketId);
});

test.each([
  ["*", "en"],
  ["zh-CN,zh;q=0.9", "zh"],
  ["en-GB", "en"],
])(
  "a code alone is taken as written in the language that %s asks for, or in that of its letters",
  async (asked, language) => {
    const { site } = await visitor();
    const key = await tenant.key(["chat"]);
    const question = { message: "ERP-FIN-2107", contactId: newId() };
    const events = await allEvents(
      await open(site.fetch, "POST /v1/chat", key, question, { "accept-language": asked }),
    );
    expect(events.find(({ event }) => event === "understanding")?.data).toMatchObject({ language });
  },
);

test("an emoji alone that no page belongs to is answered in the language that the contact, else the tenant, writes in", async () => {
  const other = await testTenant();
  const key = await other.key(["chat"]);
  const languageOf = async (contactId: string, message: string, thread: string) => {
    const events = await allEvents(
      await open(other.app.fetch, "POST /v1/chat", key, { message, contactId, thread }, { "accept-language": "*" }),
    );
    const understood = events.find(({ event }) => event === "understanding")!.data as { language: string };
    return understood.language;
  };
  const [first, second] = [newId(), newId()];
  for (const thread of ["a", "b", "c"]) await languageOf(first, "怎么导出考勤表？", thread);
  await languageOf(second, "How do I export the attendance sheet?", "a");
  expect(await languageOf(newId(), "😭😭", "c")).toBe("zh");
  expect(await languageOf(second, "😭😭", "c")).toBe("en");
  // In a chat that is under way its own language stays, also for a code and a link.
  expect(await languageOf(first, "FIN-2107 https://erp.panheng.example/close", "a")).toBe("zh");
});

test("an emoji alone is answered in the language that the page asks for", async () => {
  const { site } = await visitor();
  const key = await tenant.key(["chat"]);
  for (const language of ["zh", "en"]) {
    const question = { message: "😭😭😭", contactId: newId() };
    const events = await allEvents(
      await open(site.fetch, "POST /v1/chat", key, question, { "accept-language": language }),
    );
    expect(events.find(({ event }) => event === "understanding")?.data).toMatchObject({ language });
  }
});

test("an end user gets what is said to them; the vendor's own systems get labels and costs as well", async () => {
  const { site, say } = await visitor();
  const own = await say(UNANSWERED);
  expect(own.find(({ event }) => event === "understanding")?.data).toEqual({ language: "en" });
  expect(Object.keys(own.find(({ event }) => event === "handoff")!.data)).toEqual(["text"]);
  const key = await tenant.key(["chat"]);
  const system = await allEvents(
    await open(site.fetch, "POST /v1/chat", key, { message: UNANSWERED, contactId: newId() }),
  );
  expect(names(system)).toContain("usage");
  expect(system.find(({ event }) => event === "understanding")?.data).toHaveProperty("serviceType");
});

test("threads of one person are separate tickets, and a key names whose conversation it is", async () => {
  const { say } = await visitor();
  const [a, b] = [await say("hello", { thread: "a" }), await say("hello", { thread: "b" })];
  expect(a[0]!.data["ticketId"]).not.toBe(b[0]!.data["ticketId"]);
  const site = await chatSite(app);
  const key = await tenant.key(["chat"]);
  const events = await allEvents(
    await open(site.fetch, "POST /v1/chat", key, { message: "hello", contactId: "crm-7" }),
  );
  const { ticketId } = events[0]!.data;
  expect((await send(app.fetch, `GET /v1/chat/${ticketId}?contactId=crm-7`, key)).status).toBe(200);
  for (const other of ["", "?contactId=crm-8"])
    expect((await send(app.fetch, `GET /v1/chat/${ticketId}${other}`, key)).status).toBe(404);
});
