import fc from "fast-check";
import { expect, test } from "vitest";
import { APPROVER_ROLES } from "../../src/policy/approval.ts";
import { type Consent, hashText, mayFill, openPlaces } from "../../src/tickets/approval/approvals.ts";

const outgoing = { textHash: hashText("text"), recipientId: "c1", turn: 3, authorId: null };
const consent = (memberId: string, role: string, change: Partial<Consent> = {}): Consent => ({
  memberId,
  role,
  textHash: outgoing.textHash,
  recipientId: "c1",
  turn: 3,
  ...change,
});

test("every place needs a person of its own", () => {
  const needed = ["agent", "service_manager"] as const;
  expect(openPlaces(needed, [], outgoing)).toEqual(["agent", "service_manager"]);
  expect(openPlaces(needed, [consent("m", "manager")], outgoing)).toEqual(["service_manager"]);
  expect(openPlaces(needed, [consent("a", "agent"), consent("m", "manager")], outgoing)).toEqual([]);
});

test("a manager's early consent does not take the agent's place away from the agent who comes later", () => {
  const consents = [consent("m", "manager"), consent("a", "agent")];
  expect(openPlaces(["agent", "service_manager"], consents, outgoing)).toEqual([]);
});

test("a consent to another text, another recipient or an earlier turn counts for nothing", () => {
  for (const change of [{ textHash: hashText("text ") }, { recipientId: "c2" }, { turn: 2 }]) {
    expect(openPlaces(["agent"], [consent("a", "agent", change)], outgoing)).toEqual(["agent"]);
  }
});

test("an author is never the second approver of the same text", () => {
  const own = { ...outgoing, authorId: "m" };
  expect(openPlaces(["agent", "service_manager"], [consent("a", "agent"), consent("m", "manager")], own)).toEqual([
    "service_manager",
  ]);
});

test("whatever consents there are, a complete set holds as many different people of fitting roles as there are places", () => {
  const role = fc.constantFrom("agent", "engineer", "developer", "csm", "manager", "admin", "analyst");
  const consents = fc.array(
    fc.record({
      memberId: fc.constantFrom("a", "b", "c"),
      role,
      textHash: fc.constantFrom(outgoing.textHash, "other"),
      recipientId: fc.constantFrom("c1", "c2"),
      turn: fc.constantFrom(2, 3),
    }),
    { maxLength: 6 },
  );
  const needed = fc.array(fc.constantFrom(...APPROVER_ROLES), { maxLength: 3 });
  fc.assert(
    fc.property(needed, consents, fc.constantFrom(null, "a", "b"), (places, given, authorId) => {
      if (openPlaces(places, given, { ...outgoing, authorId }).length > 0) return;
      const valid = given.filter(
        (one) => one.textHash === outgoing.textHash && one.recipientId === "c1" && one.turn === 3,
      );
      const people = new Set(valid.map((one) => one.memberId));
      expect(people.size).toBeGreaterThanOrEqual(places.length);
      for (const place of places) expect(valid.some((one) => mayFill(place, one.role))).toBe(true);
      if (places.length > 1 && authorId !== null)
        expect([...people].filter((id) => id !== authorId).length).toBeGreaterThanOrEqual(places.length - 1);
    }),
  );
});
