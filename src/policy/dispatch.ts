import { z } from "zod";
import {
  ALL_SERVICE_ITEMS,
  CUSTOMER_CLASSES,
  type CustomerClass,
  SERVICE_TYPES,
  type ServiceItem,
} from "../kernel/labels.ts";
import { Bilingual, Code, firstRow, itemFacts, type TableFaults, tableFaults, withItems } from "./table.ts";

export const TEAMS = ["first_line", "technical", "rnd", "delivery", "csm", "experts", "channel_partner"] as const;
export type Team = (typeof TEAMS)[number];

/** Who is accountable. */
export const OWNER_ROLES = [
  "agent",
  "engineer",
  "csm",
  "sales",
  "delivery_contact",
  "expert_lead",
  "channel_manager",
  "service_manager",
] as const;
export type OwnerRole = (typeof OWNER_ROLES)[number];

/** What kind of matter it is, across service types. */
const ISSUE_KINDS = ["product", "custom", "expert", "commercial", "complaint"] as const;
export type IssueKind = (typeof ISSUE_KINDS)[number];

/** The highest service content that the customer is entitled to now. */
export const SERVICE_CONTENTS = ["none", "contract", "sla", "concierge", "expert"] as const;
export type ServiceContent = (typeof SERVICE_CONTENTS)[number];

const Rule = z.strictObject({
  id: Code,
  when: z.strictObject({
    class: z.array(z.enum(CUSTOMER_CLASSES)).min(1).optional(),
    content: z.array(z.enum(SERVICE_CONTENTS)).min(1).optional(),
    issue: z.array(z.enum(ISSUE_KINDS)).min(1).optional(),
    type: z.array(z.enum(SERVICE_TYPES)).min(1).optional(),
    item: z.array(z.enum(ALL_SERVICE_ITEMS)).min(1).optional(),
  }),
  team: z.enum(TEAMS),
  owner: z.enum(OWNER_ROLES),
  tier: z.int().min(1).max(3),
  /** The service is sold to this customer, and booking it needs approval. */
  paidOnly: z.boolean().default(false),
  /** Someone should look at the customer's class. */
  reviewClass: z.boolean().default(false),
  reason: Bilingual,
});

export const DispatchPolicy = z.strictObject({
  issueKinds: z.record(z.enum(ALL_SERVICE_ITEMS), z.enum(ISSUE_KINDS)),
  /** The team that works at a tier above the first when the row names the first line. */
  escalationTeams: z.strictObject({ "2": z.enum(TEAMS), "3": z.enum(TEAMS) }),
  rules: z.array(Rule).min(1),
});
export type DispatchPolicy = z.infer<typeof DispatchPolicy>;

export interface DispatchFacts {
  readonly customerClass: CustomerClass;
  readonly content: ServiceContent;
  readonly item: ServiceItem;
  /** The matter touches a part that was built for this customer. */
  readonly customModule: boolean;
}

export interface Dispatch {
  readonly team: Team;
  readonly ownerRole: OwnerRole;
  readonly tier: 1 | 2 | 3;
  readonly issue: IssueKind;
  readonly paidOnly: boolean;
  readonly reviewClass: boolean;
  readonly reason: Bilingual;
  readonly rule: string;
}

/** An issue about something built for the customer is a custom issue, whatever the item says. */
const issueOf = (policy: DispatchPolicy, facts: DispatchFacts): IssueKind => {
  const issue = policy.issueKinds[facts.item];
  return facts.customModule && issue === "product" ? "custom" : issue;
};

/** Which team takes a request first, who stays accountable, and why. */
export function dispatch(policy: DispatchPolicy, facts: DispatchFacts): Dispatch {
  const issue = issueOf(policy, facts);
  const rule = firstRow(policy.rules, {
    class: facts.customerClass,
    content: facts.content,
    issue,
    ...itemFacts(facts.item),
  });
  if (rule === undefined) return UNDECIDED;
  const { team, owner, tier, paidOnly, reviewClass, reason, id } = rule;
  return { team, ownerRole: owner, tier: tier as 1 | 2 | 3, issue, paidOnly, reviewClass, reason, rule: id };
}

/** A table is checked to be total before it is published; a request is never lost even so. */
const UNDECIDED: Dispatch = {
  team: "first_line",
  ownerRole: "service_manager",
  tier: 1,
  issue: "product",
  paidOnly: false,
  reviewClass: true,
  reason: {
    zh: "派单表没有匹配的行，交服务经理处理。",
    en: "No row of the dispatch table matches; the service manager decides.",
  },
  rule: "undecided",
};

/** The team that works on it at `tier`: rows that name the first line hand up, other teams keep their work. */
export const teamAtTier = (policy: DispatchPolicy, team: Team, tier: number): Team =>
  team !== "first_line" || tier < 2 ? team : policy.escalationTeams[tier >= 3 ? "3" : "2"];

/** Undecided combinations and rows that no combination reaches. */
export function dispatchFaults(policy: DispatchPolicy): TableFaults {
  return tableFaults(policy.rules, dispatchCombinations(policy));
}

function* dispatchCombinations(policy: DispatchPolicy) {
  for (const facts of withItems({ class: CUSTOMER_CLASSES, content: SERVICE_CONTENTS })) {
    const issue = policy.issueKinds[facts["item"] as ServiceItem];
    yield { ...facts, issue };
    if (issue === "product") yield { ...facts, issue: "custom" };
  }
}
