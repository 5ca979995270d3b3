import { type Ledger, post } from "./load.ts";
import { type Running, signIn } from "./process.ts";

export interface Losses {
  lost: number;
  duplicated: number;
  double_sent: number;
  unanswered: number;
  audit_broken: number;
}

interface Stored {
  readonly from: string;
  readonly text: string;
}

/** Compares what the server holds with what it acknowledged. Messages without an answer are sent once more, as clients do. */
export async function reconcile(running: Running, ledger: Ledger): Promise<Losses> {
  const losses: Losses = { lost: 0, duplicated: 0, double_sent: 0, unanswered: 0, audit_broken: 0 };
  for (const sent of ledger.messages.filter(({ acknowledged }) => !acknowledged)) await post(running, sent);
  const conversations = new Map<string, { contactId: string; ticketId: string }>();
  for (const { ticketId, contactId } of ledger.messages)
    if (ticketId !== null) conversations.set(ticketId, { contactId, ticketId });
  const counts = new Map<string, number>();
  for (const conversation of conversations.values()) {
    for (const { text } of await history(running, conversation)) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  for (const { text } of ledger.messages) {
    const count = counts.get(text) ?? 0;
    if (count === 0) losses.lost += 1;
    if (count > 1) losses.duplicated += 1;
  }
  for (const { text, outcome, ticketId } of ledger.replies) {
    const count = counts.get(text) ?? 0;
    if (outcome === "sent" && count === 0 && conversations.has(ticketId)) losses.lost += 1;
    if (count > 1) losses.double_sent += 1;
  }
  losses.unanswered = await unanswered(running, [...conversations.values()]);
  losses.audit_broken = await auditBroken(running);
  return losses;
}

async function history(
  { url, key }: Running,
  { ticketId, contactId }: { ticketId: string; contactId: string },
): Promise<Stored[]> {
  const response = await fetch(`${url}/v1/chat/${ticketId}?contactId=${contactId}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  return ((await response.json()) as { messages: Stored[] }).messages;
}

const PATIENCE_MS = 60_000;

/** Conversations in which nobody, neither bot nor handover, ever reacted to the customer. */
async function unanswered(
  running: Running,
  conversations: readonly { ticketId: string; contactId: string }[],
): Promise<number> {
  let open = conversations;
  for (const until = Date.now() + PATIENCE_MS; open.length > 0 && Date.now() < until; ) {
    const states = await Promise.all(
      open.map(async (one) => ({
        one,
        answered: (await history(running, one)).some(({ from }) => from !== "customer"),
      })),
    );
    open = states.filter(({ answered }) => !answered).map(({ one }) => one);
    if (open.length > 0) await new Promise((resume) => setTimeout(resume, 1_000));
  }
  return open.length;
}

async function auditBroken(running: Running): Promise<number> {
  const cookie = await signIn(running, "auditor");
  const response = await fetch(`${running.url}/v1/audit/verify`, {
    method: "POST",
    headers: { cookie, origin: running.url, "content-type": "application/json" },
    body: "{}",
  });
  const { intact } = (await response.json()) as { intact?: boolean };
  return intact === true ? 0 : 1;
}
