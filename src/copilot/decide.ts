import { ALL_SERVICE_ITEMS, type HandoffReason, SERVICE_TYPES } from "../kernel/labels.ts";
import { type Approvals, approvalsNeeded } from "../policy/approval.ts";
import { type Autonomy, autonomyFor, type ConfidenceLimits } from "../policy/autonomy.ts";
import { type Dispatch, dispatch, type Team, teamAtTier } from "../policy/dispatch.ts";
import type { Policies } from "../policy/policies.ts";
import { slaTargets } from "../policy/sla.ts";
import { Decision, DecisionFacts } from "./decide/decision.ts";
import { AGREEMENT, HANDOFFS, type Reason, reasonOf, STOPS, type StopCode } from "./decide/reasons.ts";
import { type Opinion, type Route, routeOf } from "./decide/route.ts";

export { Decision, DecisionFacts };

/** Score of injection signals from which nothing is sent, and from which a person takes over. */
const INJECTION_STOPS = 0.5;
const INJECTION_HANDS_OVER = 0.9;

/** Everything that rules found about one request, before the action is chosen. */
interface Found {
  readonly facts: DecisionFacts;
  readonly route: Route;
  readonly dispatched: Dispatch;
  readonly autonomy: Autonomy;
  readonly approvals: Approvals;
}

/**
 * Decides what happens with a request. Pure. Tier, team, owner, approvals and targets rest on the customer's words, the
 * embedded classifier and the policies; what the model says can take the right to send away, and gives it only to a tenant whose policy says how far an agreement on
 * the type may stand in for the classifier's own certainty (`thresholds.agreed`).
 */
export function decide(policies: Policies, facts: DecisionFacts): Decision {
  const route = routeOf(facts.conversation.signals, facts.understanding === null ? NO_OPINION : facts.opinion);
  const { item } = route;
  const customerClass = facts.customer.class;
  const { content, customModule, contractPlan } = facts.customer;
  const dispatched = dispatch(policies.dispatch, { customerClass, content, item, customModule });
  const autonomy = autonomyFor(policies.autonomy, { channel: facts.channel, item, customerClass });
  const approvals = approvalsNeeded(policies.approval, { customerClass, item, risks: route.risks });
  const found: Found = { facts, route, dispatched, autonomy, approvals };
  const stops = stopsOf(policies, found);
  const handoffReason = handoffOf(policies, found);
  const action = actionOf(facts, stops, handoffReason);
  const tier = action === "auto" || action === "clarify" ? 0 : tierOf(found);
  const urgency = facts.understanding?.urgency.label ?? "normal";
  return {
    action,
    handoffReason,
    serviceType: route.type,
    serviceItem: item,
    tier,
    thirdTierKind: tier === 3 ? route.thirdTierKind : null,
    team: teamOf(policies, found, tier),
    ownerRole: dispatched.ownerRole,
    paidOnly: dispatched.paidOnly,
    reviewClass: dispatched.reviewClass,
    risks: [...route.risks],
    approvals: approvals.approvals.map(({ role }) => ({ role })),
    sla: slaTargets(policies.sla, { customerClass, contractPlan, type: route.type, urgency, tier }),
    autonomy: autonomy.mode,
    mustNotAutoSend: action !== "auto" && (handoffReason !== null || stops.length > 0),
    reasons: reasonsOf(policies, found, stops, handoffReason),
  };
}

const evenly = <Label extends string>(labels: readonly Label[]): Record<Label, number> =>
  Object.fromEntries(labels.map((label) => [label, 1 / labels.length])) as Record<Label, number>;
/** Without a classifier every label is equally likely, so that only rules speak. */
const NO_OPINION: Opinion = { types: evenly(SERVICE_TYPES), items: evenly(ALL_SERVICE_ITEMS), troubleBefore: 0 };

/** Every cause for which nothing may leave without a person. */
function stopsOf(policies: Policies, { facts, route, dispatched, autonomy, approvals }: Found): StopCode[] {
  const { understanding, opinion, model, conversation, checks, draft } = facts;
  const { thresholds, silence } = policies.autonomy;
  const complaint = understanding === null ? 0 : opinion.types.complaint;
  const quiet = conversation.signals.settled && !conversation.signals.checksBack;
  const stops: Record<StopCode, boolean> = {
    check_failed: !checks.passed || checks.failures.length > 0,
    labels_unknown: understanding === null,
    classifier_unsure: understanding !== null && isUnsure(policies, facts, route),
    opinions_disagree: disagrees(facts, route),
    model_labels_unknown: model.outcome === "answered" && model.labels === null,
    maybe_complaint: complaint >= thresholds.complaintGuard,
    always_human:
      needsHuman(route.type) || needsHuman(understanding?.serviceType.label) || needsHuman(model.labels?.serviceType),
    injection: isInjected(facts, INJECTION_STOPS),
    asked_human: conversation.signals.asksForHuman || understanding?.asksForHuman.present === true,
    silenced: silence,
    not_automatic: autonomy.mode !== "auto",
    approval_needed: approvals.approvals.length > 0,
    human_in_charge: conversation.handedOver || conversation.humanReplied,
    built_for_customer: dispatched.tier > 1 && dispatched.issue === "custom",
    weak_evidence: !quiet && facts.answerability < thresholds.answerability,
    no_draft: draft === "none",
    said_before: draft === "answer" && conversation.saidBefore === true,
    files_unread: (conversation.files ?? 0) > 0,
    asked_enough: draft === "question" && conversation.clarifications >= thresholds.clarifications,
  };
  return (Object.keys(stops) as StopCode[]).filter((code) => stops[code]);
}

const needsHuman = (type: string | undefined): boolean => type === "complaint" || type === "professional";

/** The model's label against the classifier's and against the type that the rules settled on. */
function disagrees(facts: DecisionFacts, route: Route): boolean {
  return facts.model.labels !== null && !agrees(facts, route);
}

function agrees({ model, understanding }: DecisionFacts, route: Route): boolean {
  const said = model.labels?.serviceType;
  return said === route.type && said === understanding?.serviceType.label;
}

/** An agreement lowers the limits on the labels, where the policy says so, and nothing else. */
function isUnsure({ autonomy }: Policies, facts: DecisionFacts, route: Route): boolean {
  const { thresholds } = autonomy;
  const limits = agrees(facts, route) ? (thresholds.agreed ?? thresholds) : thresholds;
  return facts.understanding?.unsure === true || !isSure(facts, route, limits);
}

/** Whether the labels are sure enough only because the model names the same type. */
const isSurerByAgreement = ({ autonomy: { thresholds } }: Policies, facts: DecisionFacts, route: Route): boolean =>
  thresholds.agreed !== undefined &&
  agrees(facts, route) &&
  !isSure(facts, route, thresholds) &&
  isSure(facts, route, thresholds.agreed);

/** Written so that a probability which is no number counts as unsure. */
const isSure = ({ opinion }: DecisionFacts, route: Route, limits: ConfidenceLimits): boolean =>
  opinion.types[route.type] >= limits.typeConfidence && opinion.items[route.item] >= limits.itemConfidence;

const isInjected = ({ conversation, understanding }: DecisionFacts, from: number): boolean =>
  conversation.signals.injection || (understanding?.injection.score ?? 0) >= from;

/** Why a person takes over now; null when the machine may answer or a person already has it. */
function handoffOf(policies: Policies, { facts, route, autonomy }: Found): HandoffReason | null {
  const { conversation, understanding, draft, model } = facts;
  if (conversation.handedOver || conversation.humanReplied) return null;
  if (route.reason !== null) return route.reason;
  if (understanding?.asksForHuman.present === true) return "customer_asked_human";
  if ((conversation.files ?? 0) > 0) return "needs_diagnosis";
  if (isInjected(facts, INJECTION_HANDS_OVER)) return "prompt_injection";
  if (autonomy.mode === "off" || understanding === null) return "unsure";
  if (conversation.signals.settled && !conversation.signals.checksBack) return null;
  if (draft === "answer" && conversation.saidBefore === true) return "wrong_answer";
  if (draft === "none") return model.outcome === "failed" ? "model_failure" : "not_in_knowledge_base";
  // A short follow-up looks like small talk to the classifier.
  if (understanding.outOfScope.present && conversation.signals.vendorTurns === 0) return "not_in_knowledge_base";
  const weak = facts.answerability < policies.autonomy.thresholds.answerability;
  return weak && draft === "answer" ? "not_in_knowledge_base" : null;
}

/** A question asked back is no answer: it needs no evidence, but everything else. */
function actionOf(
  { draft }: DecisionFacts,
  stops: readonly StopCode[],
  handoff: HandoffReason | null,
): Decision["action"] {
  if (handoff !== null) return "hand_over";
  if (draft === "question") return stops.every((stop) => stop === "weak_evidence") ? "clarify" : "propose";
  return stops.length === 0 ? "auto" : "propose";
}

/** A task for R&D is tier 3; else the higher of what was said and what the table says, at most 2. */
const tierOf = ({ route, dispatched }: Found): 1 | 2 | 3 =>
  route.thirdTierKind !== null ? 3 : (Math.min(2, Math.max(route.tier, dispatched.tier)) as 1 | 2);

/** Work for R&D that is no custom project goes to R&D itself. */
function teamOf(policies: Policies, { route, dispatched }: Found, tier: number): Team {
  if (tier === 3 && dispatched.issue === "product") return policies.dispatch.escalationTeams["3"];
  return route.reason === "commercial_quote" ? dispatched.team : teamAtTier(policies.dispatch, dispatched.team, tier);
}

function reasonsOf(
  policies: Policies,
  { facts, route, dispatched, autonomy, approvals }: Found,
  stops: readonly StopCode[],
  handoff: HandoffReason | null,
): Reason[] {
  const handedOver = handoff === null ? [] : [reasonOf(`handoff.${handoff}`, HANDOFFS[handoff])];
  // Whoever reads the reasons need not read that the customer asked for a person twice.
  const stopped = stops
    .map((stop) => reasonOf(`stop.${stop}`, STOPS[stop]))
    .filter(({ zh }) => zh !== handedOver[0]?.zh);
  return [
    ...handedOver,
    ...stopped,
    ...(isSurerByAgreement(policies, facts, route) ? [reasonOf("agreement", AGREEMENT)] : []),
    reasonOf(`dispatch.${dispatched.rule}`, dispatched.reason),
    reasonOf(`autonomy.${autonomy.rule}`, autonomy.reason),
    reasonOf(`approval.${approvals.rule}`, approvals.reason),
  ];
}
