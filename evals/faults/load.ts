import { randomUUID } from "node:crypto";
import { type Running, signIn } from "./process.ts";

/** One message of a customer, and whether the server said that it has it. */
export interface Sent {
  readonly contactId: string;
  readonly clientMessageId: string;
  readonly text: string;
  ticketId: string | null;
  acknowledged: boolean;
}
/** One reply of a member; unknown when the connection died before the answer. */
export interface Replied {
  readonly ticketId: string;
  readonly text: string;
  outcome: "sent" | "waiting" | "refused" | "unknown";
}
export interface Ledger {
  readonly messages: Sent[];
  readonly replies: Replied[];
}

const QUESTIONS = [
  "我要退款，多扣了我们的钱",
  "请帮我们定制一个看板",
  "升级后登录不了了",
  "怎么反结账",
  "How do I set up a webhook?",
];

/** Posts a customer's message; a repetition carries the same id. Only the first event of the stream is waited for. */
export async function post({ url, key }: Running, sent: Sent): Promise<void> {
  const response = await fetch(`${url}/v1/chat`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ message: sent.text, contactId: sent.contactId, clientMessageId: sent.clientMessageId }),
  });
  if (!response.ok) throw new Error(`Chat answered ${response.status}: ${await response.text()}`);
  const decoder = new TextDecoder();
  let seen = "";
  for await (const part of response.body ?? []) {
    seen += decoder.decode(part, { stream: true });
    const ticketId = /"ticketId":"([0-9a-f-]{36})"/.exec(seen)?.[1];
    if (ticketId === undefined) continue;
    sent.ticketId = ticketId;
    sent.acknowledged = true;
  }
}

/** Customers and two members at work until the process dies. */
export async function work(running: Running, ledger: Ledger, signal: AbortSignal): Promise<void> {
  const cookies = await Promise.all([signIn(running, "agent"), signIn(running, "manager")]);
  await Promise.all([
    ...Array.from({ length: 4 }, () => customer(running, ledger, signal)),
    ...cookies.map((cookie) => member(running, cookie, ledger, signal)),
  ]);
}

async function customer(running: Running, ledger: Ledger, signal: AbortSignal): Promise<void> {
  const contactId = `fault-${randomUUID()}`;
  for (let at = 0; !signal.aborted; at += 1) {
    const text = `${QUESTIONS[at % QUESTIONS.length]} ${randomUUID()}`;
    const sent: Sent = { contactId, clientMessageId: randomUUID(), text, ticketId: null, acknowledged: false };
    ledger.messages.push(sent);
    await post(running, sent).catch(() => {});
  }
}

const call = async ({ url }: Running, cookie: string, path: string, init: RequestInit = {}) =>
  fetch(`${url}${path}`, {
    ...init,
    headers: { cookie, origin: url, "content-type": "application/json", ...init.headers },
  });

/** Replies to tickets, each reply three times at once as an impatient person does, and approves what waits. */
async function member(running: Running, cookie: string, ledger: Ledger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await oneReply(running, cookie, ledger).catch(() => {});
    await oneApproval(running, cookie).catch(() => {});
  }
}

async function oneReply(running: Running, cookie: string, ledger: Ledger): Promise<void> {
  const { tickets } = (await (await call(running, cookie, "/v1/tickets?status=open&limit=20")).json()) as {
    tickets: { id: string; turn: number }[];
  };
  const ticket = tickets[Math.floor(Math.random() * tickets.length)];
  if (ticket === undefined) return;
  const text = `已处理 ${randomUUID()}`;
  const replied: Replied = { ticketId: ticket.id, text, outcome: "unknown" };
  ledger.replies.push(replied);
  const key = randomUUID();
  const attempts = Array.from({ length: 3 }, () =>
    call(running, cookie, `/v1/tickets/${ticket.id}/replies`, {
      method: "POST",
      headers: { "idempotency-key": key },
      body: JSON.stringify({ text, turn: ticket.turn }),
    }),
  );
  const answers = await Promise.all(
    attempts.map(async (attempt) => ({
      status: (await attempt).status,
      body: (await (await attempt).json()) as { message?: unknown },
    })),
  );
  const done = answers.find(({ status }) => status === 200);
  replied.outcome = done === undefined ? "refused" : done.body.message == null ? "waiting" : "sent";
}

async function oneApproval(running: Running, cookie: string): Promise<void> {
  const { waiting = [] } = (await (await call(running, cookie, "/v1/approvals")).json()) as {
    waiting?: { draft: { id: string; version: number; textHash: string } }[];
  };
  const draft = waiting[0]?.draft;
  if (draft === undefined) return;
  const approve = () =>
    call(running, cookie, `/v1/drafts/${draft.id}:approve`, {
      method: "POST",
      headers: { "if-match": `"${draft.version}"` },
      body: JSON.stringify({ textHash: draft.textHash }),
    });
  await Promise.all([approve(), approve()]);
}
