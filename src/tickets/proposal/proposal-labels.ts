import type { Proposal } from "../../copilot/proposal.ts";
import type { Policies } from "../../policy/policies.ts";
import type { SlaTargets } from "../../policy/sla.ts";
import type { TicketPatch } from "../change.ts";
import { targetsOf } from "../due.ts";
import type { Tier } from "../machine.ts";
import type { ReviewedLabel } from "../store/labels.ts";
import type { Ticket } from "../ticket.ts";

/**
 * The labels that a proposal gives its ticket. A complaint stays one until a person says otherwise: it is closed, and
 * answered, under stricter rules than the rest. What a person has said stays, except that a later complaint is heard.
 */
export function labelsOf(
  ticket: Ticket,
  { decision, understanding, request }: Proposal,
  reviewed: readonly ReviewedLabel[],
): TicketPatch {
  const complains = decision.serviceType === "complaint";
  const keeps = !complains && (ticket.serviceType === "complaint" || reviewed.includes("service_item"));
  return {
    ...(keeps ? {} : { serviceType: decision.serviceType, serviceItem: decision.serviceItem }),
    ...(reviewed.includes("urgency") ? {} : { urgency: understanding.urgency.label }),
    ...(reviewed.includes("sentiment") ? {} : { sentiment: understanding.sentiment.label }),
    language: request.language,
  };
}

/** What is owed to the customer: as the proposal says, unless people have labelled the ticket otherwise. */
export function targetsAsLabelled(
  policies: Policies,
  labelled: Ticket,
  { decision, understanding }: Proposal,
): SlaTargets {
  const { serviceType, urgency, tier } = labelled;
  if (serviceType === decision.serviceType && urgency === understanding.urgency.label) return decision.sla;
  return targetsOf(policies, { ...labelled, tier: Math.max(tier, decision.tier) as Tier });
}

const FOLLOWED = ["serviceType", "serviceItem", "urgency", "sentiment", "language"] as const;

/** Which labels a change moves, for the ticket's history: a topic, a mood or a language that turned. */
export const movedLabels = (
  ticket: Ticket,
  patch: TicketPatch,
): Record<string, { from: string | null; to: string | null }> =>
  Object.fromEntries(
    FOLLOWED.filter((name) => patch[name] !== undefined && patch[name] !== ticket[name]).map((name) => [
      name,
      { from: ticket[name], to: patch[name] ?? null },
    ]),
  );
