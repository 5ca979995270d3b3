import fc from "fast-check";
import { expect, test } from "vitest";
import type { Proposal } from "../../src/copilot/proposal.ts";
import { ALL_SERVICE_ITEMS, CHANNELS, CUSTOMER_CLASSES, SERVICE_TYPES } from "../../src/kernel/labels.ts";
import { approvalsNeeded, RISKS } from "../../src/policy/approval.ts";
import type { Policies } from "../../src/policy/policies.ts";
import { TICKET_STATUSES } from "../../src/tickets/machine.ts";
import { mayLeaveAlone } from "../../src/tickets/proposal/apply-proposal.ts";
import type { Ticket } from "../../src/tickets/ticket.ts";
import { shippedPolicies } from "../policy/sample.ts";

const shipped = shippedPolicies();
const policies = fc
  .record({ silence: fc.boolean(), mode: fc.constantFrom("auto" as const, "draft_only" as const, "off" as const) })
  .map(
    ({ silence, mode }): Policies => ({
      ...shipped,
      autonomy: {
        ...shipped.autonomy,
        silence,
        rules: [{ id: "all", when: {}, mode, reason: { zh: "全部", en: "all" } }],
      },
    }),
  );
const ticket = fc.record({
  status: fc.constantFrom(...TICKET_STATUSES),
  botSilent: fc.boolean(),
  channel: fc.constantFrom(...CHANNELS),
  customerClass: fc.constantFrom(...CUSTOMER_CLASSES),
}) as fc.Arbitrary<Pick<Ticket, "status" | "botSilent" | "channel" | "customerClass">>;
const proposal = fc.record({
  decision: fc.record({
    action: fc.constantFrom("auto", "propose", "clarify", "hand_over"),
    serviceType: fc.constantFrom(...SERVICE_TYPES),
    serviceItem: fc.constantFrom(...ALL_SERVICE_ITEMS),
    risks: fc.subarray([...RISKS]),
  }),
  checks: fc.record({ passed: fc.boolean() }),
});

test("whatever policies, labels and decisions say, nothing leaves alone that needs a person", () => {
  fc.assert(
    fc.property(policies, ticket, proposal, (policy, about, made) => {
      if (!mayLeaveAlone(policy, about as Ticket, made as Pick<Proposal, "decision" | "checks">)) return;
      expect(["auto", "clarify"]).toContain(made.decision.action);
      expect(["consult", "standard"]).toContain(made.decision.serviceType);
      expect(made.checks.passed).toBe(true);
      expect(about.botSilent).toBe(false);
      expect(about.status).toBe("open");
      const { serviceItem: item, risks } = made.decision;
      expect(approvalsNeeded(policy.approval, { customerClass: about.customerClass, item, risks }).approvals).toEqual(
        [],
      );
      expect(policy.autonomy.silence).toBe(false);
      expect(policy.autonomy.rules[0]?.mode).toBe("auto");
    }),
    { numRuns: 2_000 },
  );
});

test("something may leave alone at all", () => {
  const about = { status: "open", botSilent: false, channel: "web", customerClass: "D" } as Ticket;
  const made = {
    decision: { action: "auto", serviceType: "consult", serviceItem: "howto", risks: [] },
    checks: { passed: true },
  };
  expect(mayLeaveAlone(shipped, about, made as unknown as Proposal)).toBe(true);
});
