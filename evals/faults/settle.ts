import { type Caller, pause } from "./caller.ts";

const DEADLINE_MS = 180_000;

interface View {
  readonly messages: readonly { readonly direction: string; readonly createdAt: string }[];
  readonly proposal: { readonly createdAt: string } | null;
}

/**
 * Waits until every open ticket whose last word is the customer's has its proposal. Gives up after three minutes; what
 * is missing then shows in the rows.
 */
export async function waitUntilSettled(key: Caller): Promise<number> {
  const began = Date.now();
  const settled = new Set<string>();
  while (Date.now() - began < DEADLINE_MS) {
    const open = (await openTickets(key)).filter((id) => !settled.has(id));
    for (const id of open) if (isSettled((await key.call(`GET /v1/tickets/${id}`)).body as View)) settled.add(id);
    if (open.every((id) => settled.has(id))) break;
    await pause(250);
  }
  return Date.now() - began;
}

function isSettled({ messages, proposal }: View): boolean {
  const last = messages.findLast(({ direction }) => direction !== "note");
  return last?.direction !== "in" || (proposal !== null && proposal.createdAt >= last.createdAt);
}

async function openTickets(key: Caller): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = await key.call(`GET /v1/tickets?status=open&limit=100${cursor && `&cursor=${cursor}`}`);
    const { tickets, next } = page.body as { tickets: readonly { id: string }[]; next: string | null };
    ids.push(...tickets.map(({ id }) => id));
    cursor = next;
  }
  return ids;
}
