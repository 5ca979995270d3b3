import { expect, test } from "vitest";
import type { Ticket } from "../../src/web/wire.ts";
import { refreshed } from "../../src/web/workbench/queue/refreshed.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 1, minute)).toISOString();
const ticket = (id: string, minute: number | null): Ticket =>
  ({ id, updatedAt: at(minute ?? 0), dueAt: minute === null ? null : at(minute) }) as Ticket;
const idsOf = ({ tickets }: { readonly tickets: readonly Ticket[] }) => tickets.map(({ id }) => id).join("");

test("a new beginning of the queue keeps what was scrolled to below it, each ticket once", () => {
  const before = { tickets: [ticket("a", 9), ticket("b", 8), ticket("c", 7), ticket("d", 6)], next: "d" };
  // d was written to, and comes first.
  const fresh = { tickets: [ticket("d", 10), ticket("a", 9)], next: "a" };
  expect(refreshed(before, fresh, "updated")).toEqual({
    tickets: [...fresh.tickets, before.tickets[1], before.tickets[2]],
    next: "d",
  });
});

test("what has left the beginning of the queue is gone, and what was pushed below it stays", () => {
  const before = { tickets: [ticket("a", 9), ticket("b", 8), ticket("c", 7)], next: null };
  expect(idsOf(refreshed(before, { tickets: [ticket("n", 11), ticket("b", 8)], next: "b" }, "updated"))).toBe("nbc");
  expect(idsOf(refreshed(before, { tickets: [ticket("n", 11), ticket("a", 9)], next: "a" }, "updated"))).toBe("nabc");
});

test("by deadline the next ones come first, and those without one last", () => {
  const before = { tickets: [ticket("a", 1), ticket("b", 2), ticket("c", 3), ticket("x", null)], next: null };
  expect(idsOf(refreshed(before, { tickets: [ticket("b", 2)], next: "b" }, "due"))).toBe("bcx");
});

test("a queue that ends within its new beginning is that alone", () => {
  const before = { tickets: [ticket("a", 9), ticket("b", 8)], next: "b" };
  expect(refreshed(before, { tickets: [], next: null }, "updated")).toEqual({ tickets: [], next: null });
});
