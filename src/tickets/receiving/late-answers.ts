import type { Tx } from "../../db/pool.ts";
import type { TicketDeps } from "../deps.ts";
import type { Ticket } from "../ticket.ts";

/** The job that looks whether the chats of one window have been answered. */
export const LATE_ANSWERS_JOB = "late-answers";
/** A chat answers in its own request; its job only steps in when that request died: later than it can take. */
export const CHAT_GRACE_MS = 15_000;
/** A job looks at all that a tenant's customers wrote within so long: one for each message would nearly always find it done. */
const WINDOW_MS = 5_000;

/** Messages from `from` up to and without `to`. */
export interface Window {
  readonly from: Date;
  readonly to: Date;
}

const windowFrom = (start: number): Window => ({ from: new Date(start), to: new Date(start + WINDOW_MS) });

/** A window is called by its beginning. */
export const windowOf = (id: string): Window => windowFrom(Date.parse(id));

/** Sees to it that somebody answers the customer's last message on this ticket, should whoever is about to never do. */
export async function expectAnswer(deps: TicketDeps, tx: Tx, { lastCustomerAt }: Ticket): Promise<void> {
  const { from, to } = windowFrom(Math.floor(lastCustomerAt.getTime() / WINDOW_MS) * WINDOW_MS);
  const startAfter = new Date(to.getTime() + (deps.chatGraceMs ?? CHAT_GRACE_MS));
  await deps.queue.send(tx, LATE_ANSWERS_JOB, from.toISOString(), { startAfter, once: true });
}
