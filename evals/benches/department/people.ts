import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "../../../src/kernel/ids.ts";
import type { OpenTicket } from "./fill.ts";
import type { Wire } from "./wire.ts";

/** Ends early, and as well, when `signal` aborts. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => {});

/** Again and again, the first time after a part of the interval: people do not open their pages together. */
async function every(ms: number, signal: AbortSignal, act: () => Promise<unknown>): Promise<void> {
  for (await pause(Math.random() * ms, signal); !signal.aborted; await pause(ms, signal)) void act();
}

/** What a page of the workbench asks by itself; see src/web/workbench and src/web/app. */
const QUEUE_MS = 6_000;
const NOTICES_MS = 15_000;
const INBOX_MS = 15_000;
const PRESENCE_MS = 8_000;
const SETTLE_MS = 120;
/** In which all of them open their page: people do not arrive within one second. */
export const ARRIVE_MS = 10_000;
/** How long an agent reads and thinks between two things they do. */
const ACTS_MS = 60_000;
const MESSAGE_ID = /"messageId":"([^"]+)"/;

/** Where somebody sits: their queue, and the ticket they have open. */
export interface Desk {
  readonly wire: Wire;
  readonly ticketId: string;
  /** Their queue is their own; otherwise everybody's. */
  readonly mine: boolean;
  /** Whether they do anything but look. */
  readonly acts: boolean;
  /** Whether drafts may wait for their consent. */
  readonly approves: boolean;
  /** Hears of each message that comes on the ticket. */
  readonly onMessage: (messageId: string) => void;
}

/** One workbench in one browser: it refreshes what it shows, and its person does something now and then. */
export async function work(
  { wire, ticketId, mine, acts, approves, onMessage }: Desk,
  signal: AbortSignal,
): Promise<void> {
  const ticket = `/v1/tickets/${ticketId}`;
  let turn = 0;
  const readTicket = async () => {
    const view = await wire.call<{ ticket: { turn: number } }>("ticket", `GET ${ticket}`);
    turn = view?.ticket.turn ?? turn;
  };
  const queue = `GET /v1/tickets?limit=50&${mine ? "assignee=me" : ""}`;
  const readQueue = (again = false) =>
    wire.call("queue", queue, undefined, again ? { "cache-control": "max-age=3" } : {});
  let settle: ReturnType<typeof setTimeout> | undefined;
  let seen = 0;
  const listen = async () => {
    for (let wait = 1_000; !signal.aborted; await pause(wait * (0.5 + Math.random()), signal)) {
      const heard = (name: string, id: number, text: string) => {
        if (name === "open") return;
        wait = 1_000;
        seen = Math.max(seen, id);
        const messageId = MESSAGE_ID.exec(text)?.[1];
        if (messageId !== undefined) onMessage(messageId);
        clearTimeout(settle);
        settle = setTimeout(() => void readTicket(), SETTLE_MS);
      };
      await wire.follow(`GET ${ticket}/events?after=${seen}`, heard, signal);
      wait = Math.min(wait * 2, 15_000);
    }
  };
  const act = async () => {
    const choice = Math.random();
    if (choice < 0.4) await wire.call("note", `POST ${ticket}/notes`, { text: `备注 ${newId()}` });
    else if (choice < 0.8)
      await wire.call("reply", `POST ${ticket}/replies`, { text: `请在期末处理里点反结账。${newId()}`, turn });
    else await wire.call("claim", `POST ${ticket}/claim`);
    await Promise.all([readTicket(), readQueue()]);
  };
  await pause(Math.random() * ARRIVE_MS, signal);
  if (signal.aborted) return;
  await readTicket();
  await Promise.all([
    listen(),
    every(QUEUE_MS, signal, () => readQueue(true)),
    every(NOTICES_MS, signal, () => wire.call("notifications", "GET /v1/notifications?limit=30")),
    approves ? every(INBOX_MS, signal, () => wire.call("approvals", "GET /v1/approvals/count")) : undefined,
    every(PRESENCE_MS, signal, () => wire.call("presence", `POST ${ticket}/presence`, { writing: false })),
    acts ? every(ACTS_MS, signal, act) : undefined,
  ]);
  clearTimeout(settle);
}

const QUESTIONS = [
  "总账怎么反结账？",
  "怎么月末结账",
  "系统报错 ERP-FIN-2115",
  "怎么导出报表？",
  "How do I reset a password?",
];

/** Visitors who ask, `perSecond` of them; every second one writes on in a conversation that an agent has open. */
export async function chat(
  wire: Wire,
  perSecond: number,
  open: readonly OpenTicket[],
  onSent: (messageId: string, at: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let n = 0;
  await every(1_000 / perSecond, signal, async () => {
    n += 1;
    const goesOn = n % 2 === 0 && open.length > 0 ? open[Math.floor(Math.random() * open.length)] : undefined;
    const message = goesOn ? `还是不行，请尽快处理 ${n}` : QUESTIONS[n % QUESTIONS.length];
    const at = performance.now();
    const { contactId, thread } = goesOn ?? { contactId: newId(), thread: "main" };
    const said = await wire.text("chat", "POST /v1/chat", { message, contactId, thread });
    const messageId = MESSAGE_ID.exec(said)?.[1];
    if (goesOn && messageId !== undefined) onSent(messageId, at);
  });
}

/** Somebody who looks at reports and trends all day. */
export async function analyse(wire: Wire, signal: AbortSignal): Promise<void> {
  const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
  let n = 0;
  await every(5_000, signal, async () => {
    n += 1;
    const range = `from=${day(31)}&to=${day(1)}`;
    if (n % 2 === 0) await wire.call("report", `GET /v1/reports/overall?${range}&tz=Asia/Shanghai`);
    else await wire.call("trend", `GET /v1/voc/trends?${range}`);
  });
}
