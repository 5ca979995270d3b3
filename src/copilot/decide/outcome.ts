import type { HandoffReason, ServiceType } from "../../kernel/labels.ts";
import type { Policies } from "../../policy/policies.ts";
import { decide } from "../decide.ts";
import type { Understanding } from "../understand/understanding.ts";
import type { Decision } from "./decision.ts";
import { mattersOf, type Turn } from "./matter.ts";
import { opinionOf, readableMatter } from "./opinion.ts";
import type { ThirdTierKind } from "./route.ts";
import { signalsOfMatters } from "./signals.ts";

/** What becomes of a whole conversation, as evaluations ask it. */
export interface Outcome {
  readonly finalServiceType: ServiceType;
  readonly handoff: boolean;
  readonly handoffReason: HandoffReason | null;
  /** 1 to 3; what the machine answers itself counts as the first line's. */
  readonly tier: number;
  readonly thirdTierKind: ThirdTierKind | null;
  readonly autoSent: boolean;
  readonly expansionLead: boolean;
  readonly promoter: boolean;
  readonly churnRisk: boolean;
  readonly decision: Decision;
}

/** Decides the reply to the last turn, as if a well-founded draft had passed its checks: everything else may still stop it. */
export function outcomeOf(
  turns: readonly Turn[],
  deps: { policies: Policies; understand: (text: string) => Understanding },
): Outcome {
  const matters = mattersOf(turns);
  const signals = signalsOfMatters(matters);
  const { core, said } = readableMatter(matters);
  const decision = decide(deps.policies, {
    channel: "web",
    understanding: deps.understand(core || said),
    opinion: opinionOf(matters, deps.understand),
    model: { outcome: "not_asked", labels: null },
    draft: "answer",
    checks: { passed: true, failures: [] },
    answerability: 1,
    conversation: { signals, handedOver: false, humanReplied: false, clarifications: 0 },
    customer: { class: "unknown", content: "contract", contractPlan: null, customModule: false },
  });
  return {
    finalServiceType: decision.serviceType,
    handoff: decision.action === "hand_over",
    handoffReason: decision.handoffReason,
    tier: Math.max(1, decision.tier),
    thirdTierKind: decision.thirdTierKind,
    autoSent: decision.action === "auto",
    expansionLead: signals.expansion,
    promoter: signals.promoter,
    churnRisk: signals.churn,
    decision,
  };
}
