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

export interface PolicyText {
  readonly version: number;
  readonly text: string;
}

export interface PolicyVersion {
  readonly version: number;
  readonly note: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly active: boolean;
}

/** One thing to mend in a policy's text; line and column count from 1. */
export interface PolicyProblem {
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly reason: string;
}

export interface Checked {
  /** Null when there is a problem. */
  readonly content: unknown;
  readonly problems: readonly PolicyProblem[];
}

/** A policy's text as it was checked. */
export interface CheckedText extends Checked {
  readonly text: string;
}

interface Run {
  readonly status: "queued" | "running" | "done" | "failed";
  readonly done: number;
  readonly total: number;
  readonly problem: string | null;
}
interface Change {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

export interface DryRun extends Run {
  readonly result: {
    readonly decided: number;
    readonly skipped: number;
    readonly changed: number;
    readonly totals: readonly (Change & { readonly count: number })[];
    readonly samples: readonly {
      readonly ticketId: string;
      readonly proposalId: string;
      readonly question: string;
      readonly changes: readonly Change[];
      readonly reasons: readonly { readonly code: string; readonly zh: string; readonly en: string }[];
    }[];
  } | null;
}

export interface Replay extends Run {
  readonly report: {
    readonly asked: number;
    readonly changed: number;
    readonly counts: Readonly<Record<string, number>>;
    readonly rows: readonly {
      readonly ticketId: string;
      readonly turn: number;
      readonly question: string;
      readonly differences: readonly { readonly what: string; readonly before: string; readonly after: string }[];
    }[];
  } | null;
}
