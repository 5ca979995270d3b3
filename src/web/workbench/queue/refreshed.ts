import type { Ticket } from "../../wire.ts";

/** The orders of the queue; the field of each, and whether its latest come first. Those without a value come last. */
const ORDERS = {
  updated: { field: "updatedAt", descending: true },
  created: { field: "createdAt", descending: true },
  due: { field: "dueAt", descending: false },
} as const;

export interface Page {
  readonly tickets: readonly Ticket[];
  readonly next: string | null;
}

/**
 * The queue that was loaded before, with its beginning as `fresh` has it. What came after the last row of `fresh` stays
 * as it was; what stood before and is missing there has left the queue.
 */
export function refreshed(before: Page, fresh: Page, sort: string): Page {
  const last = fresh.tickets.at(-1);
  if (fresh.next === null || last === undefined) return fresh;
  const known = new Set(fresh.tickets.map(({ id }) => id));
  const rest = before.tickets.filter((ticket) => !known.has(ticket.id) && comesAfter(ticket, last, sort));
  return rest.length === 0 ? fresh : { tickets: [...fresh.tickets, ...rest], next: before.next };
}

function comesAfter(ticket: Ticket, other: Ticket, sort: string): boolean {
  const { field, descending } = ORDERS[sort as keyof typeof ORDERS] ?? ORDERS.updated;
  const [one, two] = [timeOf(ticket[field]), timeOf(other[field])];
  if (one === null || two === null) return one === null;
  return descending ? one <= two : one >= two;
}

const timeOf = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));
