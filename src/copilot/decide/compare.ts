import { z } from "zod";
import type { Policies } from "../../policy/policies.ts";
import { decide } from "../decide.ts";
import { Decision, type DecisionFacts } from "./decision.ts";

const time = ({ minutes, calendar }: { minutes: number; calendar: string }) => `${minutes} min ${calendar}`;

/** What of a decision a policy can change, as one word each. */
const FIELDS: Readonly<Record<string, (decision: Decision) => string>> = {
  action: ({ action }) => action,
  tier: ({ tier }) => String(tier),
  team: ({ team }) => team,
  ownerRole: ({ ownerRole }) => ownerRole,
  approvals: ({ approvals }) => approvals.map(({ role }) => role).join(", ") || "none",
  autonomy: ({ autonomy }) => autonomy,
  paidOnly: ({ paidOnly }) => String(paidOnly),
  slaPlan: ({ sla }) => sla.plan,
  firstResponse: ({ sla }) => time(sla.firstResponse),
  nextResponse: ({ sla }) => time(sla.nextResponse),
  resolution: ({ sla }) => time(sla.resolution),
};

/** One field of a decision that another policy decides differently. */
const Change = z.object({ field: z.string(), from: z.string(), to: z.string() });
export type Change = z.infer<typeof Change>;

/** Decides one past request under two sets of policies. Reasons are those of the second. */
export function compareDecisions(
  facts: DecisionFacts,
  now: Policies,
  then: Policies,
): { changes: Change[]; reasons: Decision["reasons"] } {
  const [before, after] = [decide(now, facts), decide(then, facts)];
  const changes = Object.entries(FIELDS).flatMap(([field, read]) => {
    const [from, to] = [read(before), read(after)];
    return from === to ? [] : [{ field, from, to }];
  });
  return { changes, reasons: after.reasons };
}

/** What a changed policy would have done to past requests. */
export const DryRunResult = z.object({
  /** Requests that were decided again. */
  decided: z.int(),
  /** Requests of an earlier release, which did not keep what decided them. */
  skipped: z.int(),
  changed: z.int(),
  /** Tickets of the changed requests; missing in trials of an earlier release. */
  changedTickets: z.int().optional(),
  /** How often a field went from one value to another, most frequent first. */
  totals: z.array(Change.extend({ count: z.int() })),
  /** The newest changed request of some tickets, newest first, with the reasons of the new decision in both languages. */
  samples: z.array(
    z.object({
      ticketId: z.string(),
      proposalId: z.string(),
      /** What was asked, its personal data masked; empty in trials of an earlier release. */
      question: z.string().default(""),
      changes: z.array(Change),
      /** Changed requests of this ticket. */
      turns: z.int().default(1),
      reasons: Decision.shape.reasons,
    }),
  ),
});
export type DryRunResult = z.infer<typeof DryRunResult>;
