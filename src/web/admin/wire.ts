import type { z } from "zod";
import type { AuditView } from "../../api/routes/audit.ts";
import type { KeyView } from "../../api/routes/keys.ts";
import type { InvitationView } from "../../api/routes/members.ts";
import type { ReasonShape, RunShape } from "../../api/routes/reasons.ts";
import type { UsageShape } from "../../api/routes/usage.ts";
import type { SafetyPolicy, Scope } from "../../api/wire.ts";

export type Invitation = z.infer<typeof InvitationView>;
export type ApiKey = z.infer<typeof KeyView>;
export type ModelUsage = z.infer<typeof UsageShape>;
export type AuditRow = z.infer<typeof AuditView>;
export type Reason = z.infer<typeof ReasonShape>;
export type Training = z.infer<typeof RunShape>;
export type WordList = SafetyPolicy["lists"][number];

const ALL: Readonly<Record<Scope, true>> = {
  ...{ chat: true, search: true, classify: true, "knowledge:read": true, "knowledge:write": true },
  ...{ "tickets:read": true, "tickets:write": true, "customers:read": true, "customers:write": true },
  ...{ "policies:read": true, "policies:write": true, "insights:read": true, "insights:write": true },
  ...{ "members:read": true, "keys:write": true, "audit:read": true, "*": true },
};
/** What a key may be allowed. */
export const SCOPES = Object.keys(ALL) as Scope[];

export interface SuggestedReason {
  readonly terms: readonly string[];
  readonly count: number;
  readonly examples: readonly string[];
}

type ReviewedLabel = "service_item" | "voc" | "sentiment" | "urgency" | "reason";

export interface LabelReport {
  readonly agreement: readonly {
    readonly label: ReviewedLabel;
    readonly reviewed: number;
    readonly agreed: number;
    readonly rate: number | null;
    readonly corrections: readonly { readonly said: string; readonly holds: string; readonly count: number }[];
  }[];
  readonly drift: readonly {
    readonly label: "service_item" | "sentiment" | "urgency";
    readonly now: number;
    readonly before: number;
    readonly index: number | null;
    readonly shares: readonly { readonly value: string; readonly now: number; readonly before: number }[];
  }[];
}

export interface LabelReviews {
  readonly reviews: readonly {
    readonly ticketId: string;
    readonly subject: string;
    readonly said: string;
    readonly holds: string;
    readonly at: string;
  }[];
}
