import fc from "fast-check";
import { expect, test } from "vitest";
import { Decision, type DecisionFacts } from "../../src/copilot/decide/decision.ts";
import { decide } from "../../src/copilot/decide.ts";
import { ALL_SERVICE_ITEMS, typeOfItem } from "../../src/kernel/labels.ts";
import type { Policies } from "../../src/policy/policies.ts";
import { shippedPolicies } from "../policy/sample.ts";
import { anyFacts, anyPolicies, easyFacts, quiet } from "./decide-sample.ts";

const policies = shippedPolicies();
const runs = { numRuns: 2_000 };
const codes = (decision: Decision) => decision.reasons.map(({ code }) => code);
const withSignals = (facts: DecisionFacts, signals: Partial<typeof quiet>): DecisionFacts => ({
  ...facts,
  conversation: { ...facts.conversation, signals: { ...quiet, ...signals } },
});

test("a how-to question with a good answer is sent by the machine", () => {
  const decision = decide(policies, easyFacts());
  expect(decision).toMatchObject({
    action: "auto",
    tier: 0,
    team: "first_line",
    mustNotAutoSend: false,
    approvals: [],
  });
  expect(Decision.parse(decision)).toEqual(decision);
});

test("a question that may as well be a fault is sent, since the machine may answer both", () => {
  const { items, types, ...others } = easyFacts("howto", 0.3).opinion;
  const facts: DecisionFacts = {
    ...easyFacts(),
    opinion: {
      ...others,
      items: { ...items, howto: 0.3, suggestion: 0.11, fault: 0.29, support: 0.16 },
      types: { ...types, consult: 0.42, standard: 0.46, complaint: 0.07, professional: 0.05 },
    },
  };
  expect(decide(policies, facts).action).toBe("auto");
});

test("no reason is given twice when the customer asked for a person", () => {
  const facts = withSignals(easyFacts(), { asksForHuman: true });
  const { handoffReason, reasons } = decide(policies, facts);
  const said = reasons.map(({ zh }) => zh);
  expect([handoffReason, said.length]).toEqual(["customer_asked_human", new Set(said).size]);
});

const SPOILED_MODEL: DecisionFacts["model"] = {
  outcome: "answered",
  labels: { serviceType: "standard", serviceItem: "fault" },
};

/** One change each to facts that would otherwise be sent. */
const SPOILERS: Record<string, (facts: DecisionFacts) => DecisionFacts> = {
  "a failed check": (facts) => ({ ...facts, checks: { passed: false, failures: ["number"] } }),
  "a listed failure": (facts) => ({ ...facts, checks: { passed: true, failures: ["number"] } }),
  "no labels": (facts) => ({ ...facts, understanding: null }),
  "model labels outside the sets": (facts) => ({ ...facts, model: { outcome: "answered", labels: null } }),
  "an unsure classifier": (facts) => ({ ...facts, understanding: { ...facts.understanding!, unsure: true } }),
  "a low probability": (facts) => ({ ...facts, opinion: easyFacts("howto", 0.3).opinion }),
  "a probability that is no number": (facts) => ({
    ...facts,
    opinion: { ...facts.opinion, types: { ...facts.opinion.types, consult: Number.NaN } },
  }),
  "a model that sees a fault": (facts) => ({ ...facts, model: SPOILED_MODEL }),
  "injection in the message": (facts) => withSignals(facts, { injection: true }),
  "an injection score": (facts) => ({
    ...facts,
    understanding: { ...facts.understanding!, injection: { score: 0.7, signals: ["override"] } },
  }),
  "a wish for a person": (facts) => withSignals(facts, { asksForHuman: true }),
  "weak evidence": (facts) => ({ ...facts, answerability: 0.1 }),
  "no draft": (facts) => ({ ...facts, draft: "none" }),
  "a person in charge": (facts) => ({ ...facts, conversation: { ...facts.conversation, humanReplied: true } }),
  "an earlier handover": (facts) => ({ ...facts, conversation: { ...facts.conversation, handedOver: true } }),
  "a part built for the customer": (facts) => ({ ...facts, customer: { ...facts.customer, customModule: true } }),
  "an e-mail": (facts) => ({ ...facts, channel: "email" }),
  "the phone": (facts) => ({ ...facts, channel: "phone" }),
};

test.each(Object.entries(SPOILERS))("%s keeps the machine from sending", (_, spoil) => {
  const decision = decide(policies, spoil(easyFacts()));
  expect(decision.action).not.toBe("auto");
  expect(decision.mustNotAutoSend).toBe(true);
});

test("the silence switch keeps the machine from sending, and a draft is still proposed", () => {
  const decision = decide({ ...policies, autonomy: { ...policies.autonomy, silence: true } }, easyFacts());
  expect(decision.action).toBe("propose");
  expect(codes(decision)).toContain("stop.silenced");
});

test("a channel that is off goes to a person", () => {
  expect(decide(policies, { ...easyFacts(), channel: "phone" })).toMatchObject({
    action: "hand_over",
    autonomy: "off",
  });
});

test("a person who has taken over is not handed the request again", () => {
  const facts = withSignals(easyFacts("fault"), { security: true });
  const decision = decide(policies, { ...facts, conversation: { ...facts.conversation, humanReplied: true } });
  expect(decision).toMatchObject({ action: "propose", handoffReason: null });
});

test("a question asked back goes out until it was asked often enough", () => {
  const ask = (clarifications: number) => {
    const facts = easyFacts();
    return decide(policies, {
      ...facts,
      draft: "question",
      answerability: 0.1,
      conversation: { ...facts.conversation, clarifications },
    }).action;
  };
  expect([ask(0), ask(1), ask(2)]).toEqual(["clarify", "clarify", "propose"]);
});

test("a model that fails without a draft is named as the cause", () => {
  const facts: DecisionFacts = { ...easyFacts(), draft: "none", model: { outcome: "failed", labels: null } };
  expect(decide(policies, facts).handoffReason).toBe("model_failure");
});

test("a security incident goes to technical service with two approvals", () => {
  expect(decide(policies, withSignals(easyFacts("fault"), { security: true }))).toMatchObject({
    handoffReason: "security_incident",
    tier: 2,
    team: "technical",
    approvals: [{ role: "engineer" }, { role: "service_manager" }],
  });
});

test("a hotfix is a service task of R&D, a confirmed defect a product task", () => {
  const task = (signals: Partial<typeof quiet>) => decide(policies, withSignals(easyFacts("fault"), signals));
  expect(task({ hotfix: true })).toMatchObject({ tier: 3, thirdTierKind: "service_task", team: "rnd" });
  expect(task({ productDefect: true })).toMatchObject({ tier: 3, thirdTierKind: "product_task", team: "rnd" });
});

test("paid development stays with delivery, and with the CSM for a key customer", () => {
  const facts = withSignals(easyFacts("custom"), { custom: true, paid: true });
  expect(decide(policies, facts)).toMatchObject({ tier: 3, thirdTierKind: "service_task", team: "delivery" });
  const key = { ...facts, customer: { ...facts.customer, class: "A" as const } };
  expect(decide(policies, key)).toMatchObject({ team: "delivery", ownerRole: "csm" });
});

test("complaint and professional are never sent, whatever the policies say", () => {
  fc.assert(
    fc.property(anyPolicies, anyFacts, (given, facts) => {
      const decision = decide(given, facts);
      const types = [decision.serviceType, facts.understanding?.serviceType.label, facts.model.labels?.serviceType];
      if (types.includes("complaint") || types.includes("professional")) expect(decision.action).not.toBe("auto");
    }),
    runs,
  );
});

test("whatever is sent passed every condition, under any policies", () => {
  let sent = 0;
  fc.assert(
    fc.property(anyPolicies, anyFacts, (given, facts) => {
      const decision = decide(given, facts);
      if (decision.action !== "auto") return;
      sent++;
      expect(facts.checks).toEqual({ passed: true, failures: [] });
      expect(facts.understanding?.unsure).toBe(false);
      expect(facts.opinion.types[decision.serviceType]).toBeGreaterThanOrEqual(
        given.autonomy.thresholds.typeConfidence,
      );
      expect(facts.model.labels?.serviceType ?? decision.serviceType).toBe(decision.serviceType);
      expect(facts.understanding!.injection.score).toBeLessThan(0.5);
      expect([facts.conversation.signals.injection, facts.conversation.signals.asksForHuman]).toEqual([false, false]);
      expect([facts.understanding!.asksForHuman.present, given.autonomy.silence]).toEqual([false, false]);
      expect([decision.autonomy, decision.approvals, decision.tier]).toEqual(["auto", [], 0]);
      expect([facts.conversation.handedOver, facts.conversation.humanReplied]).toEqual([false, false]);
      expect(facts.draft).toBe("answer");
    }),
    runs,
  );
  expect(sent).toBeGreaterThan(20);
});

test("nothing that the model says changes tier, team, owner, approvals or targets, and no answer makes it freer", () => {
  const strictness = { auto: 0, clarify: 0, propose: 1, hand_over: 2 };
  const anyItem = fc.constantFrom(...ALL_SERVICE_ITEMS);
  fc.assert(
    fc.property(anyPolicies, anyFacts, anyItem, (given, facts, item) => {
      const silent = decide(given, { ...facts, model: { outcome: "not_asked", labels: null } });
      const labels = { serviceType: typeOfItem(item), serviceItem: item };
      const spoken = decide(given, { ...facts, model: { outcome: "answered", labels } });
      expect(strictness[spoken.action]).toBeGreaterThanOrEqual(strictness[silent.action]);
      const fixed = ({ ownerRole, approvals, serviceType, serviceItem, risks, thirdTierKind }: Decision) => ({
        ownerRole,
        approvals,
        serviceType,
        serviceItem,
        risks,
        thirdTierKind,
      });
      expect(fixed(spoken)).toEqual(fixed(silent));
      if (silent.tier > 0)
        expect([spoken.tier, spoken.team, spoken.sla]).toEqual([silent.tier, silent.team, silent.sla]);
    }),
    runs,
  );
});

const withAgreed = (given: Policies, share: number): Policies => {
  const { thresholds } = given.autonomy;
  const agreed = {
    typeConfidence: thresholds.typeConfidence * share,
    itemConfidence: thresholds.itemConfidence * share,
  };
  return { ...given, autonomy: { ...given.autonomy, thresholds: { ...thresholds, agreed } } };
};

test("a model that names the same type lets less certain labels pass, only where the policy says so", () => {
  const facts = easyFacts("howto", 0.3);
  const trusting = withAgreed(policies, 0.5);
  expect(decide(policies, facts).action).toBe("propose");
  const decision = decide(trusting, facts);
  expect(decision.action).toBe("auto");
  expect(codes(decision)).toContain("agreement");
  const silent = decide(trusting, { ...facts, model: { outcome: "not_asked", labels: null } });
  expect(silent.action).toBe("propose");
  const other = decide(trusting, { ...facts, model: SPOILED_MODEL });
  expect(codes(other)).toEqual(expect.arrayContaining(["stop.opinions_disagree", "stop.classifier_unsure"]));
});

test("an agreement loosens nothing but the certainty of the labels, and never below its own limits", () => {
  let loosened = 0;
  fc.assert(
    fc.property(anyPolicies, anyFacts, fc.double({ min: 0, max: 1, noNaN: true }), (given, facts, share) => {
      const trusting = withAgreed(given, share);
      const [plain, agreed] = [decide(given, facts), decide(trusting, facts)];
      const stops = (decision: Decision) =>
        codes(decision).filter((code) => code !== "agreement" && code !== "stop.classifier_unsure");
      expect(stops(agreed)).toEqual(stops(plain));
      if (agreed.action === plain.action) return;
      loosened++;
      expect(plain.action).toBe("propose");
      expect(["auto", "clarify"]).toContain(agreed.action);
      expect(facts.model.labels?.serviceType).toBe(agreed.serviceType);
      expect(["consult", "standard"]).toContain(agreed.serviceType);
      const least = trusting.autonomy.thresholds.agreed!;
      expect(facts.opinion.types[agreed.serviceType]).toBeGreaterThanOrEqual(least.typeConfidence);
      expect(facts.opinion.items[agreed.serviceItem]).toBeGreaterThanOrEqual(least.itemConfidence);
    }),
    { numRuns: 5_000 },
  );
  expect(loosened).toBeGreaterThan(0);
});

test("tier 3 is exactly a task for R&D, and a tier above 1 is never the machine's", () => {
  fc.assert(
    fc.property(anyPolicies, anyFacts, (given, facts) => {
      const { tier, thirdTierKind, action } = decide(given, facts);
      expect(tier === 3).toBe(thirdTierKind !== null);
      expect(tier === 0).toBe(action === "auto" || action === "clarify");
    }),
    runs,
  );
});

test("every decision says why, in both languages", () => {
  fc.assert(
    fc.property(anyPolicies, anyFacts, (given, facts) => {
      const decision = decide(given, facts);
      expect(decision.reasons.length).toBeGreaterThanOrEqual(3);
      for (const { zh, en } of decision.reasons) expect([zh.length > 0, en.length > 0]).toEqual([true, true]);
      if (decision.action === "hand_over") expect(codes(decision)).toContain(`handoff.${decision.handoffReason}`);
      else expect(decision.handoffReason).toBeNull();
    }),
    runs,
  );
});
