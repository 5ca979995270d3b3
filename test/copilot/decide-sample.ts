import fc from "fast-check";
import type { DecisionFacts } from "../../src/copilot/decide/decision.ts";
import { Signals } from "../../src/copilot/decide/signals.ts";
import {
  ALL_SERVICE_ITEMS,
  CHANNELS,
  CUSTOMER_CLASSES,
  SERVICE_ITEMS,
  SERVICE_TYPES,
  type ServiceItem,
  typeOfItem,
  URGENCIES,
} from "../../src/kernel/labels.ts";
import type { ApproverRole } from "../../src/policy/approval.ts";
import { AUTONOMY_MODES, type AutonomyMode } from "../../src/policy/autonomy.ts";
import { SERVICE_CONTENTS } from "../../src/policy/dispatch.ts";
import type { Policies } from "../../src/policy/policies.ts";
import { PLANS } from "../../src/policy/sla.ts";
import { shippedPolicies } from "../policy/sample.ts";

const shape = Signals.shape;
const COUNTS = ["vendorTurns", "grievances"] as const;

/** No signal at all: a first question. */
export const quiet: Signals = Signals.parse(
  Object.fromEntries(
    Object.keys(shape).map((name) => [name, (COUNTS as readonly string[]).includes(name) ? 0 : false]),
  ),
);

/** Probabilities that put `share` on one item and spread the rest. */
export function opinionOn(item: ServiceItem, share = 0.95): DecisionFacts["opinion"] {
  const rest = (1 - share) / (ALL_SERVICE_ITEMS.length - 1);
  const items = Object.fromEntries(ALL_SERVICE_ITEMS.map((other) => [other, other === item ? share : rest]));
  const types = Object.fromEntries(
    SERVICE_TYPES.map((type) => [type, SERVICE_ITEMS[type].reduce((sum, other) => sum + items[other]!, 0)]),
  );
  return { types, items, troubleBefore: 0 } as DecisionFacts["opinion"];
}

/** A how-to question with a good answer: everything allows sending it. */
export function easyFacts(item: ServiceItem = "howto", share = 0.95): DecisionFacts {
  const opinion = opinionOn(item, share);
  const type = typeOfItem(item);
  return {
    channel: "web",
    understanding: {
      serviceType: { label: type, confidence: opinion.types[type], distribution: opinion.types },
      urgency: { label: "low", confidence: 0.9, distribution: { high: 0.05, normal: 0.05, low: 0.9 } },
      asksForHuman: { present: false, confidence: 0, evidence: null },
      injection: { score: 0, signals: [] },
      outOfScope: { present: false, confidence: 0 },
      unsure: false,
    },
    opinion,
    model: { outcome: "answered", labels: { serviceType: type, serviceItem: item } },
    draft: "answer",
    checks: { passed: true, failures: [] },
    answerability: 0.9,
    conversation: { signals: quiet, handedOver: false, humanReplied: false, clarifications: 0 },
    customer: { class: "B", content: "sla", contractPlan: "priority", customModule: false },
  };
}

const rarely = fc.integer({ min: 0, max: 9 }).map((n) => n === 0);
/** The usual value three times out of four, else one of the others. */
const mostly = <Value>(usual: Value, ...others: Value[]): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
const anyItem = fc.constantFrom(...ALL_SERVICE_ITEMS);

const anySignals: fc.Arbitrary<Signals> = fc.record(
  Object.fromEntries(
    Object.keys(shape).map((name) => [name, (COUNTS as readonly string[]).includes(name) ? fc.nat(3) : rarely]),
  ) as Record<keyof Signals, fc.Arbitrary<never>>,
);

/** Facts where most things are in order, so that all actions come up. */
export const anyFacts: fc.Arbitrary<DecisionFacts> = fc
  .record({
    item: fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom("howto", "fault", "suggestion") },
      { weight: 1, arbitrary: anyItem },
    ),
    share: mostly(0.95, 0.2, 0.5, 0.7, 1),
    channel: fc.constantFrom(...CHANNELS),
    blind: rarely,
    urgency: fc.constantFrom(...URGENCIES),
    asks: rarely,
    injection: mostly(0, 0.6, 1),
    outside: rarely,
    unsure: rarely,
    outcome: fc.constantFrom("not_asked", "answered", "failed"),
    modelItem: fc.option(anyItem),
    agrees: mostly(true, false),
    draft: mostly("answer", "question", "none"),
    failures: mostly<string[]>([], ["number"]),
    answerability: mostly(0.8, 0, 0.49, 0.5, 1),
    signals: fc.oneof({ weight: 2, arbitrary: fc.constant(quiet) }, { weight: 1, arbitrary: anySignals }),
    handedOver: rarely,
    humanReplied: rarely,
    clarifications: fc.nat(3),
    class: fc.constantFrom(...CUSTOMER_CLASSES),
    content: fc.constantFrom(...SERVICE_CONTENTS),
    contractPlan: fc.option(fc.constantFrom(...PLANS)),
    customModule: rarely,
  })
  .map((drawn): DecisionFacts => {
    const base = easyFacts(drawn.item as ServiceItem, drawn.share);
    const labelled = drawn.agrees ? (drawn.item as ServiceItem) : drawn.modelItem;
    const understanding = {
      ...base.understanding!,
      urgency: { ...base.understanding!.urgency, label: drawn.urgency },
      asksForHuman: { present: drawn.asks, confidence: 0.9, evidence: null },
      injection: { score: drawn.injection, signals: [] },
      outOfScope: { present: drawn.outside, confidence: 0.5 },
      unsure: drawn.unsure,
    };
    const { handedOver, humanReplied, clarifications, content, contractPlan, customModule } = drawn;
    return {
      ...base,
      channel: drawn.channel,
      understanding: drawn.blind ? null : understanding,
      model: {
        outcome: drawn.outcome as DecisionFacts["model"]["outcome"],
        labels: labelled === null ? null : { serviceType: typeOfItem(labelled), serviceItem: labelled },
      },
      draft: drawn.draft as DecisionFacts["draft"],
      checks: { passed: drawn.failures.length === 0, failures: drawn.failures },
      answerability: drawn.answerability,
      conversation: { signals: drawn.signals, handedOver, humanReplied, clarifications },
      customer: { class: drawn.class, content, contractPlan, customModule },
    };
  });

const shipped = shippedPolicies();

/** Valid policies with other modes, approvers, thresholds and teams than the shipped ones. */
export const anyPolicies: fc.Arbitrary<Policies> = fc
  .record({
    modes: fc.array(mostly<AutonomyMode>("auto", ...AUTONOMY_MODES), { minLength: 12, maxLength: 12 }),
    approvers: fc.array(mostly<ApproverRole[]>([], ["agent"], ["agent", "service_manager"]), {
      minLength: 20,
      maxLength: 20,
    }),
    silence: rarely,
    typeConfidence: mostly(0.7, 0, 0.9, 1),
    complaintGuard: mostly(0.25, 0, 0.5, 1),
    tiers: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 30, maxLength: 30 }),
  })
  .map(({ modes, approvers, silence, typeConfidence, complaintGuard, tiers }) => ({
    ...shipped,
    autonomy: {
      ...shipped.autonomy,
      silence,
      thresholds: { ...shipped.autonomy.thresholds, typeConfidence, complaintGuard, itemConfidence: 0 },
      rules: shipped.autonomy.rules.map((rule, index) => ({ ...rule, mode: modes[index]! })),
    },
    approval: {
      ...shipped.approval,
      rules: shipped.approval.rules.map((rule, index) => ({
        ...rule,
        approvers: approvers[index]!,
      })),
    },
    dispatch: {
      ...shipped.dispatch,
      rules: shipped.dispatch.rules.map((rule, index) => ({ ...rule, tier: tiers[index]! })),
    },
  }));
