import type { z } from "zod";
import { ApprovalPolicy, approvalFaults } from "./approval.ts";
import { AutonomyPolicy, autonomyFaults, thresholdFaults } from "./autonomy.ts";
import { calendarFaults } from "./calendar.ts";
import { CataloguePolicy, catalogueFaults } from "./catalogue.ts";
import { DispatchPolicy, dispatchFaults } from "./dispatch.ts";
import { SafetyPolicy, safetyFaults } from "./safety.ts";
import { farTargets, missingCalendars, SlaPolicy, slaFaults } from "./sla.ts";
import type { TableFaults } from "./table.ts";
import { TaxonomyPolicy, taxonomyFaults } from "./taxonomy.ts";

export const POLICY_KINDS = ["catalogue", "dispatch", "sla", "approval", "autonomy", "taxonomy", "safety"] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

/** One valid policy of each kind: all that decisions need. */
export interface Policies {
  readonly catalogue: CataloguePolicy;
  readonly dispatch: DispatchPolicy;
  readonly sla: SlaPolicy;
  readonly approval: ApprovalPolicy;
  readonly autonomy: AutonomyPolicy;
  readonly taxonomy: TaxonomyPolicy;
  readonly safety: SafetyPolicy;
}

export const POLICY_SCHEMAS: { readonly [Kind in PolicyKind]: z.ZodType<Policies[Kind]> } = {
  catalogue: CataloguePolicy,
  dispatch: DispatchPolicy,
  sla: SlaPolicy,
  approval: ApprovalPolicy,
  autonomy: AutonomyPolicy,
  taxonomy: TaxonomyPolicy,
  safety: SafetyPolicy,
};

const FAULTS: { readonly [Kind in PolicyKind]: (policy: Policies[Kind]) => string[] } = {
  catalogue: catalogueFaults,
  dispatch: (policy) => sentences(dispatchFaults(policy)),
  sla: (policy) => [
    ...sentences(slaFaults(policy)),
    ...calendarFaults(policy),
    ...missingCalendars(policy).map((code) => `calendar ${code} is not defined`),
    ...farTargets(policy),
  ],
  approval: (policy) => sentences(approvalFaults(policy)),
  autonomy: (policy) => [...sentences(autonomyFaults(policy)), ...thresholdFaults(policy)],
  taxonomy: taxonomyFaults,
  safety: safetyFaults,
};

/** What is wrong inside one policy beyond its shape. */
export const faultsOf = <Kind extends PolicyKind>(kind: Kind, policy: Policies[Kind]): string[] => FAULTS[kind](policy);

/** What is wrong between policies: catalogue rows that name rows which do not exist. */
export function crossFaults({ catalogue, sla, approval }: Pick<Policies, "catalogue" | "sla" | "approval">): string[] {
  const targets = new Set(sla.targets.map((row) => row.id));
  const approvals = new Set(approval.rules.map((row) => row.id));
  return catalogue.items.flatMap((row) => [
    ...(targets.has(row.sla) ? [] : [`catalogue item ${row.item}: no row ${row.sla} in sla`]),
    ...(approvals.has(row.approval) ? [] : [`catalogue item ${row.item}: no row ${row.approval} in approval`]),
  ]);
}

function sentences({ undecided, unreachable, repeated }: TableFaults): string[] {
  return [
    ...undecided.map(
      (facts) =>
        `nothing is decided for ${Object.entries(facts)
          .map(([name, value]) => `${name}=${value}`)
          .join(" ")}`,
    ),
    ...unreachable.map((id) => `row ${id} is never reached`),
    ...repeated.map((id) => `row id ${id} is used twice`),
  ];
}
