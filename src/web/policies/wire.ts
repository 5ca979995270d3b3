import type { z } from "zod";
import type { DryRunShape } from "../../api/routes/policies/dry-runs.ts";
import type { VersionShape } from "../../api/routes/policies/policies.ts";
import type { CheckShape, TextShape } from "../../api/routes/policies/policy-text.ts";
import type { ReplayShape } from "../../api/routes/policies/replays.ts";
import type { Policies, PolicyKind } from "../../api/wire.ts";

export type { Policies, PolicyKind };

/** In the order in which a request meets them. */
export const KINDS = [
  "catalogue",
  "dispatch",
  "sla",
  "approval",
  "autonomy",
  "taxonomy",
  "safety",
] as const satisfies readonly PolicyKind[];

/** A policy that decides; version 0 is the one that ships with the product. */
export type Policy = {
  readonly [Kind in PolicyKind]: { readonly kind: Kind; readonly version: number; readonly content: Policies[Kind] };
}[PolicyKind];

export type PolicyText = z.infer<typeof TextShape>;
export type PolicyVersion = z.infer<typeof VersionShape>;
export type Checked = z.infer<typeof CheckShape>;
export type PolicyProblem = Checked["problems"][number];
export type DryRun = z.infer<typeof DryRunShape>;
export type Replay = z.infer<typeof ReplayShape>;

/** A policy's text as it was checked. */
export interface CheckedText extends Checked {
  readonly text: string;
}
