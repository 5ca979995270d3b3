import type { Decision } from "../../copilot/decide/decision.ts";
import type { Signals } from "../../copilot/decide/signals.ts";
import type { Proposal } from "../../copilot/proposal.ts";
import type { Understanding } from "../../copilot/understand/understanding.ts";
import { ALL_SERVICE_ITEMS, type HandoffReason, SENTIMENTS, SERVICE_TYPES, URGENCIES } from "../../kernel/labels.ts";
import type { Policies } from "../../policy/policies.ts";
import { slaTargets } from "../../policy/sla.ts";
import type { Ticket } from "../../tickets/ticket.ts";
import type { Chance } from "./chance.ts";
import type { Evidence, Topic } from "./topic.ts";

export interface Asked {
  readonly topic: Topic;
  readonly text: string;
  readonly evidence: readonly Evidence[];
  readonly reply: string;
}

/** What the copilot would have made of the message, with the labels that the topic is known to have. */
export function proposalFor(
  chance: Chance,
  policies: Policies,
  ticket: Ticket,
  asked: Asked,
  at: Date,
  outcome: { readonly action: Decision["action"]; readonly handoffReason: HandoffReason | null },
): Proposal {
  const { topic, text, reply } = asked;
  const answerable = outcome.action === "auto" || topic.bot[0] > 0.15;
  const tokens = { input: chance.between(1_400, 2_900), output: chance.between(90, 320) };
  const model = chance.happens(0.55);
  return {
    id: chance.id(at),
    createdAt: at.toISOString(),
    request: { channel: ticket.channel, text, language: ticket.language },
    understanding: understandingOf(chance, ticket, asked),
    signals: QUIET,
    retrieved: {
      answerability: answerable ? 0.6 + 0.38 * chance.next() : 0.1 + 0.35 * chance.next(),
      passages: [],
      withheld: [],
    },
    draft: {
      engine: model ? "model" : "embedded",
      language: ticket.language,
      sentences: [{ kind: "frame", text: reply, cites: [], check: { supported: true, reasons: [], similarity: null } }],
      missing: answerable ? [] : [text.slice(0, 60)],
      clarifyingQuestion: null,
    },
    model: { outcome: model ? "answered" : "not_asked", labels: null, refusedLabels: 0, problem: null },
    checks: { passed: true, removed: 0, failures: [] },
    decision: decisionOf(policies, ticket, topic, outcome),
    provenance: {
      prompt: null,
      model: model ? "demo-model" : null,
      tokens: model ? tokens : { input: 0, output: 0 },
      costMicros: model ? tokens.input * 2 + tokens.output * 8 : 0,
      latencyMs: { understand: 1, retrieve: 12, draft: model ? chance.between(700, 2_600) : 3, check: 2, decide: 1 },
      modelCalls: { succeeded: model ? 1 : 0, failed: 0 },
    },
  } as Proposal;
}

/** One label that stands out; the rest share what is left. */
function labelled<Label extends string>(all: readonly Label[], label: Label, confidence: number) {
  const rest = (1 - confidence) / (all.length - 1);
  const distribution = Object.fromEntries(all.map((one) => [one, one === label ? confidence : rest]));
  return { label, confidence, distribution: distribution as Record<Label, number> };
}

function understandingOf(chance: Chance, ticket: Ticket, { topic, evidence }: Asked): Understanding {
  const sure = () => Math.round((0.72 + 0.27 * chance.next()) * 1000) / 1000;
  const signal = (tag: string) => {
    const found = evidence.find((one) => one.tag === tag);
    return {
      present: found !== undefined,
      confidence: sure(),
      evidence: found ? { start: found.start, end: found.end } : null,
    };
  };
  return {
    language: ticket.language,
    serviceType: labelled(SERVICE_TYPES, topic.type, sure()),
    serviceItem: labelled(ALL_SERVICE_ITEMS, topic.item, sure()),
    voc: evidence.map(({ tag, start, end }) => ({ tag, confidence: sure(), evidence: { start, end } })),
    sentiment: labelled(SENTIMENTS, topic.sentiment, sure()),
    urgency: labelled(URGENCIES, ticket.urgency, sure()),
    product: topic.product,
    module: topic.module,
    entities: [],
    asksForHuman: { present: false, confidence: 0.02, evidence: null },
    churnRisk: signal("churn_risk"),
    expansion: signal("expansion"),
    promoter: signal("praise"),
    injection: { score: 0.01, signals: [] },
    pii: [],
    outOfScope: { present: false, confidence: 0.03 },
    unsure: false,
  };
}

function decisionOf(
  policies: Policies,
  ticket: Ticket,
  topic: Topic,
  { action, handoffReason }: { readonly action: Decision["action"]; readonly handoffReason: HandoffReason | null },
): Decision {
  const { customerClass, urgency } = ticket;
  const key = customerClass === "A" || customerClass === "C";
  const facts = { customerClass, contractPlan: null, type: topic.type, urgency, tier: 1 };
  const human = topic.type === "complaint" || topic.type === "professional";
  return {
    action,
    handoffReason,
    serviceType: topic.type,
    serviceItem: topic.item,
    tier: action === "auto" ? 0 : 1,
    thirdTierKind: null,
    team: action === "auto" ? "first_line" : teamOf(topic, key),
    ownerRole: key ? "csm" : "agent",
    paidOnly: false,
    reviewClass: false,
    risks: [],
    approvals: [],
    sla: slaTargets(policies.sla, facts),
    autonomy: human ? "draft_only" : "auto",
    mustNotAutoSend: human,
    reasons: [{ code: "demo", zh: "演示历史", en: "Demo history" }],
  };
}

const teamOf = (topic: Topic, key: boolean): Decision["team"] => {
  if (topic.type === "professional") return topic.item === "training" ? "experts" : "delivery";
  return key && topic.type === "complaint" ? "csm" : "first_line";
};

/** A conversation that says nothing beyond its first message. */
const QUIET = {
  ...Object.fromEntries(
    [
      "settled checksBack asksForHuman injection injectionOnly redress moneyBack takesBack fault aboutMoney faultBefore",
      "stillFailing pressing dataLoss afterAdvice wrongAnswer lateFact security dataRepair hotfix productDefect wish",
      "notSupported custom expertise paid price operation beyondDocs unanswered expansion promoter churn",
    ]
      .flatMap((names) => names.split(" "))
      .map((name) => [name, false] as const),
  ),
  vendorTurns: 0,
  grievances: 0,
} as unknown as Signals;
