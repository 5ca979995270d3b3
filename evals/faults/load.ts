import { newId } from "../../src/kernel/ids.ts";
import type { Random } from "../random.ts";
import { type Answer, type Caller, callerWith, pause, signIn, type Target } from "./caller.ts";
import type { Cast } from "./cast.ts";

/** What the process has confirmed to its callers: all of it must be there in the end. */
export interface Ledger {
  readonly messages: Map<string, { readonly ticketId: string; readonly messageId: string; readonly text: string }>;
  readonly replies: { readonly messageId: string; readonly text: string }[];
  readonly notes: { readonly messageId: string; readonly text: string }[];
  /** Verdicts on the audit that were not intact. */
  readonly brokenAudits: unknown[];
}

export interface Load {
  readonly ledger: Ledger;
  /** Lets everybody finish what they are at, trying again until the process answers. */
  finish(): Promise<void>;
}

const CUSTOMERS = 4;
/** Conversations of each customer: few enough for bursts in one, enough for agents to find quiet ones. */
const THREADS = 8;
const QUESTIONS = [
  "总账怎么反结账？",
  "怎么导出报表？",
  "How do I reset a password?",
  "我要投诉，你们服务太差了",
  "请退款 500 元",
  "系统报错 ERR-1042，打不开了",
  "写一首关于船的诗",
  "转人工",
];
const REPLIES = ["请在期末处理里点反结账", "我们同意退款 500 元给您", "我们保证明天修好", "请重新登录一次"];

/** Puts customers, agents, approvers and an auditor to work on the process. */
export async function startLoad(cast: Cast, target: Target, random: Random): Promise<Load> {
  const ledger: Ledger = { messages: new Map(), replies: [], notes: [], brokenAudits: [] };
  const stopping = new AbortController();
  const { signal } = stopping;
  const key = callerWith(target, { authorization: `Bearer ${cast.key}` });
  const agents = await Promise.all([...cast.agents, cast.trainee].map((person) => signIn(target, person)));
  const managers = await Promise.all(cast.managers.map((person) => signIn(target, person)));
  const repeat = async (step: () => Promise<void>) => {
    while (!signal.aborted) {
      await step();
      await pause(random.between(0, 120));
    }
  };
  const running = [
    ...Array.from({ length: CUSTOMERS }, (_, i) => repeat(() => askSomething(key, `customer-${i}`, ledger, random))),
    ...agents.map((agent) => repeat(() => workOnTicket(agent, ledger, random))),
    ...managers.map((manager) => repeat(() => approveSomething(manager, ledger, random))),
    repeat(() => checkAudit(managers[1]!, ledger)),
  ];
  return {
    ledger,
    finish: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

/** One message, sent again until it is acknowledged; or, rarely, the button that asks for a person. */
async function askSomething(key: Caller, contactId: string, ledger: Ledger, random: Random): Promise<void> {
  const thread = `thread-${Math.floor(random.between(0, THREADS))}`;
  const earlier = [...ledger.messages.values()].at(-1);
  if (earlier !== undefined && random.next() < 0.05) {
    await key.call(`POST /v1/chat/${earlier.ticketId}/person?contactId=${contactId}`);
    return;
  }
  const clientMessageId = newId();
  const text = `${random.pick(QUESTIONS)} (${clientMessageId.slice(-6)})`;
  const leavesEarly = random.next() < 0.3;
  for (;;) {
    const received = await send(key, { message: text, contactId, thread, clientMessageId }, leavesEarly);
    if (received !== undefined) {
      ledger.messages.set(clientMessageId, { ...received, text });
      return;
    }
    await pause(50);
  }
}

/** Sends a chat and reads its stream; what `received` said, or undefined when the process died before saying it. */
async function send(
  key: Caller,
  body: object,
  leavesEarly: boolean,
): Promise<{ ticketId: string; messageId: string } | undefined> {
  let received: { ticketId: string; messageId: string } | undefined;
  let text = "";
  try {
    const response = await key.open("POST /v1/chat", body);
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
      text += part;
      const found =
        /^event: received\ndata: (.*)$/m.exec(text)?.[1] ??
        /event: received\n(?:id: .*\n)?data: (.*)\n/.exec(text)?.[1];
      if (found !== undefined) received ??= JSON.parse(found);
      if (received !== undefined && leavesEarly) break;
    }
  } catch {
    // The stream broke; an acknowledged message stays acknowledged.
  }
  return received;
}

interface TicketView {
  readonly ticket: { readonly id: string; readonly turn: number };
  readonly drafts: readonly { readonly id: string; readonly state: string; readonly version: number }[];
}

/** One thing that an agent does on some open ticket. */
async function workOnTicket(agent: Caller, ledger: Ledger, random: Random): Promise<void> {
  const { tickets } = (await agent.call("GET /v1/tickets?limit=30")).body as { tickets: readonly { id: string }[] };
  if (tickets.length === 0) return;
  const route = `/v1/tickets/${random.pick(tickets).id}`;
  const view = (await agent.call(`GET ${route}`)).body as TicketView;
  const draft = view.drafts.findLast(({ state }) => state === "proposed");
  const choice = random.next();
  const nonce = newId().slice(-12);
  if (draft !== undefined && choice < 0.4) {
    noteReply(
      ledger,
      await agent.call(`POST /v1/drafts/${draft.id}:accept`, undefined, { "if-match": `"${draft.version}"` }),
    );
  } else if (draft !== undefined && choice < 0.5) {
    await agent.call(
      `POST /v1/drafts/${draft.id}:edit`,
      { text: `改过的回复 ${nonce}` },
      { "if-match": `"${draft.version}"` },
    );
  } else if (choice < 0.75) {
    const body = { text: `${random.pick(REPLIES)} ${nonce}`, turn: view.ticket.turn };
    const reply = () => agent.call(`POST ${route}/replies`, body, { "idempotency-key": nonce });
    noteReply(ledger, ...(await twice(reply)));
  } else if (choice < 0.9) {
    const text = `备注 ${nonce}`;
    const note = () => agent.call(`POST ${route}/notes`, { text }, { "idempotency-key": nonce });
    for (const { status, body } of await twice(note))
      if (status === 201) ledger.notes.push({ messageId: (body as { id: string }).id, text });
  } else {
    await agent.call(`POST ${route}/claim`);
  }
}

interface Waiting {
  readonly draft: { readonly id: string; readonly version: number; readonly textHash: string };
}

async function approveSomething(manager: Caller, ledger: Ledger, random: Random): Promise<void> {
  const { waiting } = (await manager.call("GET /v1/approvals")).body as { waiting: readonly Waiting[] };
  if (waiting.length === 0) return;
  const { draft } = random.pick(waiting);
  const approval = { textHash: draft.textHash };
  const match = { "if-match": `"${draft.version}"` };
  noteReply(ledger, ...(await twice(() => manager.call(`POST /v1/drafts/${draft.id}:approve`, approval, match))));
}

/** As an impatient person does: the same request again before the first has answered. */
const twice = <Result>(request: () => Promise<Result>): Promise<Result[]> => Promise.all([request(), request()]);

function noteReply(ledger: Ledger, ...answers: readonly Answer[]): void {
  for (const { status, body } of answers) {
    const message = status === 200 ? (body as { message: { id: string; text: string } | null }).message : null;
    if (message !== null) ledger.replies.push({ messageId: message.id, text: message.text });
  }
}

async function checkAudit(admin: Caller, ledger: Ledger): Promise<void> {
  const { status, body } = await admin.call("POST /v1/audit/verify");
  if (status === 200 && !(body as { intact: boolean }).intact) ledger.brokenAudits.push(body);
  await pause(300);
}
