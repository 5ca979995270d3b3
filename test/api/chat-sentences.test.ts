import { expect, test } from "vitest";
import { firstPassageLines } from "../../evals/obliging-model.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { propose } from "../../src/jobs/propose.ts";
import { sweep } from "../../src/jobs/sweep.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { newId } from "../../src/kernel/ids.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import type { ChatModel } from "../../src/models/ports.ts";
import { type Drip, type ScriptStep, scriptedModel } from "../../src/models/scripted.ts";
import { allEvents, eventsOf, open, type SentEvent, send, testTenant } from "../support/app.ts";
import { ANSWERED, chatSite } from "../support/chat-site.ts";

const tenant = await testTenant();
const { app, ctx } = tenant;
const key = await tenant.key();
const never = new AbortController().signal;

const LABELS = { service_type: "consult", service_item: "howto", voc: [], sentiment: "neutral", urgency: "low" };
/** Sentences of the first passage; `wrong` puts one after them that no passage bears out. */
const writes =
  (wrong = false): Extract<ScriptStep, { text: unknown }>["text"] =>
  (request) => {
    const sentences = firstPassageLines(request).map((text) => ({ text, cites: [1] }));
    const last = { text: "It costs 999 euros and is ready on 3 May 2031.", cites: [1] };
    const said = wrong ? [...sentences, last, ...sentences] : sentences;
    return JSON.stringify({ labels: LABELS, sentences: said, clarifying_question: null, missing: [] });
  };
const drip: Drip = { signs: [24], everyMs: 0 };

/** A model that writes `first` sentences, and each further one when it is let. */
function stepwise(first = 1, text = writes()) {
  let allowed = first;
  const waiting = new Set<() => void>();
  const hold = (said: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (said.split('"cites":[1]}').length - 1 >= allowed) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const let_ = (count: number) => {
    allowed += count;
    for (const look of waiting) look();
  };
  return {
    step: { text, drip: { ...drip, hold } } satisfies ScriptStep,
    next: () => let_(1),
    all: () => let_(Number.POSITIVE_INFINITY),
  };
}

interface Line {
  readonly id: string;
  readonly seq: number;
  readonly from: string;
  readonly text: string;
  readonly writing: boolean;
}

/** Somebody new at the chat of a model that plays this script. */
async function visitor(...script: readonly ScriptStep[]) {
  const model = scriptedModel(script);
  let canceled = false;
  const watched: ChatModel = {
    id: model.id,
    complete: (request, signal, listener) => {
      signal.addEventListener("abort", () => {
        canceled = true;
      });
      return model.complete(request, signal, listener);
    },
  };
  const site = await chatSite(app, watched);
  const user = await tenant.endUser(`reader-${newId()}`);
  const ask = (message = ANSWERED, more: object = {}) => open(site.fetch, "POST /v1/chat", user, { message, ...more });
  const history = async (ticketId: unknown) =>
    ((await send(site.fetch, `GET /v1/chat/${ticketId}`, user)).body as { messages: Line[] }).messages;
  const job = (ticketId: unknown) =>
    propose(
      { tickets: site.tickets, copilot: site.copilot },
      systemCtx(ctx.tenantId, "propose"),
      String(ticketId),
      never,
    );
  const ticket = async (ticketId: unknown) =>
    (await send(site.fetch, `GET /v1/tickets/${ticketId}`, key)).body as {
      ticket: { status: string; turn: number; botSilent: boolean };
      drafts: unknown[];
      proposal: { decision: { action: string } } | null;
    };
  /** Resolves once the model was told to stop. */
  const stopped = async () => {
    while (!canceled) await new Promise((resume) => setTimeout(resume, 5));
  };
  return { model, stopped, site, user, ask, history, job, ticket };
}
type Visitor = Awaited<ReturnType<typeof visitor>>;

const names = (events: readonly SentEvent[]) => events.map(({ event }) => event);
const deltas = (events: readonly SentEvent[]) => events.filter(({ event }) => event === "delta");
const joined = (events: readonly SentEvent[]) =>
  deltas(events)
    .map(({ data }) => `${data["gap"]}${data["text"]}`)
    .join("");
const rowsLeft = (ticketId: unknown) =>
  inTenant(app.db, ctx.tenantId, async (tx) => {
    const count = async (of: string) =>
      (await tx.query(`select 1 from ${of} where tenant_id = $1 and ticket_id = $2`, [tx.tenantId, ticketId])).rowCount;
    return { all: await count("message"), sentences: await count("message_sentence") };
  });

/** Reads until so many sentences have come, then leaves as a customer does. */
async function readSome(response: Response, count: number): Promise<SentEvent[]> {
  const events: SentEvent[] = [];
  for await (const event of eventsOf(response)) {
    events.push(event);
    if (deltas(events).length >= count) break;
  }
  return events;
}
const ticketOf = (events: readonly SentEvent[]) => events[0]!.data["ticketId"];
/** A stream that two can read. */
const twice = (response: Response): [Response, Response] => {
  const [one, other] = response.body!.tee();
  return [{ body: one } as Response, { body: other } as Response];
};
test("sentences come while the model writes, each stored before it is shown, and add up to the stored message", async () => {
  const slow = stepwise();
  const { ask, history, ticket } = await visitor(slow.step);
  const events: SentEvent[] = [];
  let early = 0;
  for await (const event of eventsOf(await ask())) {
    events.push(event);
    if (event.event !== "delta" || event.id === null) continue;
    early += 1;
    const stored = (await history(ticketOf(events))).at(-1)!;
    expect(stored.text).toBe(joined(events));
    slow.next();
  }
  expect(early).toBeGreaterThan(1);
  const order = names(events).filter((name, i, all) => name !== all[i - 1]);
  expect(order).toEqual(["received", "understanding", "citation", "delta", "message", "done"]);
  const [asked, reply, ...more] = await history(ticketOf(events));
  expect(more).toEqual([]);
  expect(asked).toMatchObject({ from: "customer", text: ANSWERED });
  expect(reply).toMatchObject({ from: "ai", writing: false, text: joined(events) });
  expect(await ticket(ticketOf(events))).toMatchObject({
    ticket: { status: "pending_customer" },
    proposal: { decision: { action: "auto" } },
  });
  const ids = events.map(({ id }) => id).filter((id) => id !== null);
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
});

test("a message that was written sentence by sentence is stored as one that came whole", async () => {
  const model = stepwise();
  const [slow, whole] = [await visitor(model.step), await visitor({ text: writes() })];
  const stored = async ({ ask, history, ticket }: Visitor) => {
    const events: SentEvent[] = [];
    for await (const event of eventsOf(await ask())) {
      events.push(event);
      if (event.event === "delta") model.next();
    }
    const id = ticketOf(events);
    const { id: _, createdAt: __, seq: ___, ...message } = (await history(id)).at(-1)! as Line & { createdAt: string };
    const { proposal } = await ticket(id);
    const { id: ____, createdAt: _____, provenance: ______, ...made } = proposal as never as Record<string, unknown>;
    return { message, made };
  };
  expect(await stored(slow)).toEqual(await stored(whole));
});

test("a sentence that fails ends the message, and a person takes over; nothing shown is taken back", async () => {
  const slow = stepwise(1, writes(true));
  const { ask, history, ticket } = await visitor(slow.step);
  const [left, kept] = twice(await ask());
  await readSome(left, 1);
  slow.all();
  const events = await allEvents(kept);
  expect(deltas(events).length).toBeGreaterThan(0);
  expect(names(events).slice(-3)).toEqual(["message", "handoff", "done"]);
  const [, said, told, ...more] = await history(ticketOf(events));
  expect(more).toEqual([]);
  expect(said).toMatchObject({ writing: false, text: joined(events) });
  expect(said!.text).not.toContain("999");
  expect(told).toMatchObject({ from: "ai" });
  const { ticket: state, drafts, proposal } = await ticket(ticketOf(events));
  expect(state).toMatchObject({ status: "open", botSilent: true });
  expect(drafts).toHaveLength(1);
  expect(proposal?.decision.action).toBe("hand_over");
});

test("a model that breaks off in the middle leaves what was shown, and a person", async () => {
  const slow = stepwise();
  const { ask, history } = await visitor({ ...slow.step, drip: { ...slow.step.drip, cutAfter: 420 } });
  const [left, kept] = twice(await ask());
  await readSome(left, 1);
  slow.all();
  const events = await allEvents(kept);
  expect(deltas(events).length).toBeGreaterThan(0);
  expect(names(events).slice(-3)).toEqual(["message", "handoff", "done"]);
  expect((await history(ticketOf(events))).map(({ writing }) => writing)).toEqual([false, false, false]);
});

test("a reader resumes after Last-Event-ID at the very sentence, and hears the rest as it comes", async () => {
  const slow = stepwise(2);
  const { ask, site, user } = await visitor(slow.step);
  const [left, kept] = twice(await ask());
  const ticketId = ticketOf(await readSome(left, 2));
  const route = `GET /v1/chat/${ticketId}/events`;
  const first = await readSome(await open(site.fetch, route, user), 1);
  slow.all();
  const from = deltas(first)[0]!;
  const rest: SentEvent[] = [];
  for await (const event of eventsOf(
    await open(site.fetch, route, user, undefined, { "last-event-id": String(from.id) }),
  )) {
    rest.push(event);
    if (event.event === "message") break;
  }
  const live = await allEvents(kept);
  const heard = [from, ...deltas(rest)].map(({ id, data }) => [id, data["text"]]);
  expect(heard).toEqual(
    deltas(live)
      .filter(({ id }) => id !== null)
      .map(({ id, data }) => [id, data["text"]])
      .slice(0, heard.length),
  );
  expect(rest.at(-1)).toMatchObject({ event: "message", data: { writing: false, text: joined(live) } });
});

test("a customer who leaves stops the model; the job then finishes the very message, once", async () => {
  const { ask, job, history, model, stopped } = await visitor(stepwise(2).step, { text: writes() });
  const some = await readSome(await ask(), 2);
  const ticketId = ticketOf(some);
  await stopped();
  const half = (await history(ticketId)).at(-1)!;
  expect(half.writing).toBe(true);
  await job(ticketId);
  await job(ticketId);
  expect(model.requests).toHaveLength(2);
  const [, whole, ...more] = await history(ticketId);
  expect(more).toEqual([]);
  expect(whole).toMatchObject({ id: half.id, writing: false });
  expect(whole!.text.startsWith(half.text)).toBe(true);
  expect(whole!.text.length).toBeGreaterThan(half.text.length);
});

test("where the model then says something else, the message ends where it stood and a person takes over, once", async () => {
  const other = (request: Parameters<typeof firstPassageLines>[0]) =>
    String((writes() as (request: never) => string)(request as never)).replace(/"text":"[^"]*",/, (first) =>
      first.replace(/\.?",$/, ' now.",'),
    );
  const { ask, job, history, ticket, stopped } = await visitor(stepwise(2).step, { text: other });
  const some = await readSome(await ask(), 2);
  await stopped();
  const half = (await history(ticketOf(some))).at(-1)!;
  await job(ticketOf(some));
  await job(ticketOf(some));
  const [, said, told, ...more] = await history(ticketOf(some));
  expect(more).toEqual([]);
  expect(said).toMatchObject({ id: half.id, text: half.text, writing: false });
  expect(told).toMatchObject({ from: "ai", writing: false });
  expect((await ticket(ticketOf(some))).ticket).toMatchObject({ status: "open", botSilent: true });
});

test("the same message sent again while it is answered hears the same answer, and asks no model", async () => {
  const slow = stepwise();
  const { ask, model } = await visitor(slow.step);
  const [left, kept] = twice(await ask(ANSWERED, { clientMessageId: "m-1" }));
  await readSome(left, 1);
  const [second, again] = twice(await ask(ANSWERED, { clientMessageId: "m-1" }));
  await readSome(second, 1);
  slow.all();
  const [whole, repeated] = [await allEvents(kept), await allEvents(again)];
  expect(repeated.at(-1)).toMatchObject({ event: "done", data: { status: "pending_customer" } });
  expect(repeated.find(({ event }) => event === "message")?.data).toEqual(
    whole.find(({ event }) => event === "message")?.data,
  );
  expect(model.requests).toHaveLength(1);
});

test("a newer message of the customer ends what was being said, and is answered itself", async () => {
  const slow = stepwise();
  const { ask, history, ticket } = await visitor(slow.step, { text: writes() });
  const [left, kept] = twice(await ask());
  await readSome(left, 1);
  const second = await allEvents(await ask(`${ANSWERED} For version 8.2, please.`));
  slow.all();
  const old = await allEvents(kept);
  expect(names(old)).not.toContain("handoff");
  const lines = await history(ticketOf(second));
  expect(lines.map(({ from, writing }) => `${from} ${writing}`)).toEqual([
    "customer false",
    "ai false",
    "customer false",
    "ai false",
  ]);
  expect((await ticket(ticketOf(second))).ticket).toMatchObject({ botSilent: false });
});

test("a person who takes over in the middle has the last word", async () => {
  const slow = stepwise();
  const { ask, site, user, history } = await visitor(slow.step);
  const [left, kept] = twice(await ask());
  const ticketId = ticketOf(await readSome(left, 1));
  await send(site.fetch, `POST /v1/chat/${ticketId}/person`, user);
  const shownThen = (await history(ticketId)).find(({ writing }) => writing)!;
  slow.all();
  await allEvents(kept);
  const lines = await history(ticketId);
  expect(lines).toHaveLength(3);
  expect(lines.filter(({ writing }) => writing)).toEqual([]);
  expect(lines[1]!.text).toBe(shownThen.text);
});

test("the workbench hears each sentence in the ticket's history while it is said", async () => {
  const slow = stepwise();
  const { ask, site, history } = await visitor(slow.step);
  const [left, kept] = twice(await ask());
  const ticketId = ticketOf(await readSome(left, 1));
  const kinds: string[] = [];
  for await (const { event } of eventsOf(await open(site.fetch, `GET /v1/tickets/${ticketId}/events`, key))) {
    kinds.push(event);
    if (event === "said") slow.all();
    if (event === "bot_replied") break;
  }
  expect(kinds.slice(0, 3)).toEqual(["customer_wrote", "answering", "said"]);
  await allEvents(kept);
  expect((await history(ticketId)).at(-1)!.writing).toBe(false);
});

test("a message that nobody can finish any more is ended by the sweep", async () => {
  const { ask, site, user, history, stopped } = await visitor(stepwise().step);
  const some = await readSome(await ask(), 1);
  const ticketId = ticketOf(some);
  await stopped();
  await send(site.fetch, `POST /v1/chat/${ticketId}/person`, user);
  const later = { now: () => new Date(Date.now() + 600_000) };
  const deps = { tickets: { ...site.tickets, clock: later }, copilot: site.copilot, log: silentLogger };
  await sweep(deps, ctx.tenantId, never);
  expect((await history(ticketId)).filter(({ writing }) => writing)).toEqual([]);
});

test("a finished message can never be changed, and nothing of its sentences is left beside it", async () => {
  const slow = stepwise();
  const { ask, history } = await visitor(slow.step);
  const [left, kept] = twice(await ask());
  await readSome(left, 1);
  slow.all();
  const events = await allEvents(kept);
  const reply = (await history(ticketOf(events))).at(-1)!;
  const change = (text: string) =>
    inTenant(app.db, ctx.tenantId, (tx) =>
      tx.query(`update message set ${text} where tenant_id = $1 and id = $2`, [tx.tenantId, reply.id]),
    );
  expect((await change("text = 'other'")).rowCount).toBe(0);
  await expect(change("author = '{}'")).rejects.toThrow(/permission denied/);
  expect(await rowsLeft(ticketOf(events))).toEqual({ all: 2, sentences: 0 });
});
