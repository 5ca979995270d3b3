import fc from "fast-check";
import { expect, test } from "vitest";
import { isDomainError } from "../../src/kernel/errors.ts";
import { SERVICE_TYPES } from "../../src/kernel/labels.ts";
import {
  type TicketEvent,
  type TicketState,
  TRANSITIONS,
  type TransitionRole,
  transition,
} from "../../src/tickets/machine.ts";

/** CI runs about 1 % of the 200,000 operations that the full run makes. */
const OPERATIONS = Number(process.env["ROUNDS"] ?? 2_000);
const PER_RUN = 50;

const START: TicketState = {
  status: "open",
  tier: 0,
  team: "first_line",
  ownerId: null,
  assigneeId: null,
  botSilent: false,
  handoffReason: null,
  serviceType: null,
  turn: 0,
  reopened: 0,
  causeVerified: false,
};

const roles: TransitionRole[] = ["customer", "system", "agent", "engineer", "developer", "csm", "manager", "admin"];
const member = fc.constantFrom("m1", "m2", "m3");
const event: fc.Arbitrary<TicketEvent> = fc.oneof(
  fc.constantFrom<TicketEvent>(
    { type: "customer_wrote" },
    { type: "bot_replied" },
    { type: "replied" },
    { type: "released" },
    { type: "waiting" },
    { type: "resumed" },
    { type: "resolved" },
    { type: "closed" },
    { type: "reopened" },
    { type: "silenced" },
    { type: "unsilenced" },
  ),
  fc.record({
    type: fc.constant("handed_over" as const),
    team: fc.constantFrom("first_line", "technical"),
    tier: fc.constantFrom(1, 2, 3),
    reason: fc.constant("unsure" as const),
  }),
  fc.record({ type: fc.constant("claimed" as const), memberId: member }),
  fc.record({ type: fc.constant("assigned" as const), memberId: member }),
  fc.record({
    type: fc.constant("escalated" as const),
    tier: fc.constantFrom(2, 3),
    team: fc.constantFrom("technical", "rnd"),
  }),
  fc.record({
    type: fc.constant("returned" as const),
    tier: fc.constantFrom(1, 2),
    team: fc.constantFrom("first_line", "technical"),
  }),
);

/** The rules once more in other words, so that the machine is not checked against itself. */
function allowed(state: TicketState, { type, ...rest }: TicketEvent, role: TransitionRole): boolean {
  const live = ["open", "pending_customer", "pending_internal"].includes(state.status);
  const staff = !["customer", "system"].includes(role);
  const lead = role === "manager" || role === "admin";
  const tier = "tier" in rest ? rest.tier : 0;
  switch (type) {
    case "customer_wrote":
      return !staff && state.status !== "closed";
    case "bot_replied":
      return role === "system" && state.status === "open" && !state.botSilent;
    case "handed_over":
      return live && !staff;
    case "claimed":
      return (
        live && staff && (state.assigneeId === null || state.assigneeId === (rest as { memberId: string }).memberId)
      );
    case "assigned":
      return live && (lead || role === "csm" || role === "system");
    case "escalated":
      return live && (lead || ["agent", "engineer", "csm"].includes(role)) && tier > state.tier;
    case "returned":
      return live && (lead || ["engineer", "developer"].includes(role)) && tier < state.tier;
    case "waiting":
      return state.status === "open" && staff;
    case "resumed":
      return (state.status === "pending_internal" || state.status === "pending_customer") && role !== "customer";
    case "resolved":
      return live;
    case "closed":
      return (
        state.status === "resolved" && role !== "customer" && (state.serviceType !== "complaint" || state.causeVerified)
      );
    case "reopened":
      return (state.status === "resolved" || state.status === "closed") && role !== "system";
    default:
      return live && staff;
  }
}

test("no sequence of operations makes an illegal transition, and one owner stays accountable throughout", () => {
  const start = fc.record({ serviceType: fc.constantFrom(null, ...SERVICE_TYPES), causeVerified: fc.boolean() });
  const steps = fc.array(fc.tuple(event, fc.constantFrom(...roles)), { minLength: PER_RUN, maxLength: PER_RUN });
  fc.assert(
    fc.property(start, steps, (first, operations) => {
      let state: TicketState = { ...START, ...first };
      for (const [operation, role] of operations) {
        const before = state;
        try {
          state = transition(before, operation, role);
          expect(allowed(before, operation, role)).toBe(true);
        } catch (error) {
          if (!isDomainError(error)) throw error;
          expect(allowed(before, operation, role)).toBe(false);
          expect(["conflict", "forbidden"]).toContain(error.code);
        }
        if (before.ownerId !== null) expect(state.ownerId).not.toBeNull();
        if (state.assigneeId !== null) expect(state.ownerId).not.toBeNull();
        expect(state.turn).toBeGreaterThanOrEqual(before.turn);
      }
    }),
    { numRuns: Math.ceil(OPERATIONS / PER_RUN) },
  );
});

test("each transition has at least one role and one status that allow it", () => {
  for (const { from, by } of Object.values(TRANSITIONS)) expect(from.length * by.length).toBeGreaterThan(0);
});

test("a ticket that people work on keeps its tier and team when the bot hands over again", () => {
  const once = transition(
    START,
    { type: "handed_over", team: "technical", tier: 2, reason: "needs_diagnosis" },
    "system",
  );
  const twice = transition(once, { type: "handed_over", team: "first_line", tier: 1, reason: "unsure" }, "system");
  expect([twice.tier, twice.team]).toEqual([2, "technical"]);
});

test("a complaint without a verified cause cannot be closed", () => {
  const resolved: TicketState = { ...START, status: "resolved", serviceType: "complaint" };
  expect(() => transition(resolved, { type: "closed" }, "manager")).toThrow(/verified root cause/);
  expect(transition({ ...resolved, causeVerified: true }, { type: "closed" }, "manager").status).toBe("closed");
});

test("a complaint that comes back, however it does, is verified again before it closes", () => {
  const resolved: TicketState = { ...START, status: "resolved", serviceType: "complaint", causeVerified: true };
  for (const event of [{ type: "customer_wrote" }, { type: "reopened" }] as const)
    expect(transition(resolved, event, "customer")).toMatchObject({ causeVerified: false, reopened: 1 });
  const live = { ...resolved, status: "open" } as const;
  expect(transition(live, { type: "customer_wrote" }, "customer").causeVerified).toBe(true);
});
