import { z } from "zod";
import {
  ALL_SERVICE_ITEMS,
  CUSTOMER_CLASSES,
  type CustomerClass,
  SERVICE_TYPES,
  type ServiceItem,
} from "../kernel/labels.ts";
import { Bilingual, Code, firstRow, itemFacts, type TableFaults, tableFaults, withItems } from "./table.ts";

/** What makes a reply dangerous. */
export const RISKS = ["money", "promise", "security", "data"] as const;
export type Risk = (typeof RISKS)[number];

export const APPROVER_ROLES = [
  "agent",
  "engineer",
  "csm",
  "sales_manager",
  "service_manager",
  "service_director",
] as const;
export type ApproverRole = (typeof APPROVER_ROLES)[number];

const Rule = z.strictObject({
  id: Code,
  when: z.strictObject({
    risk: z
      .array(z.enum(["none", ...RISKS]))
      .min(1)
      .optional(),
    type: z.array(z.enum(SERVICE_TYPES)).min(1).optional(),
    item: z.array(z.enum(ALL_SERVICE_ITEMS)).min(1).optional(),
    class: z.array(z.enum(CUSTOMER_CLASSES)).min(1).optional(),
  }),
  /** In order; accepting a draft is the first approval. */
  approvers: z.array(z.enum(APPROVER_ROLES)).max(2),
  reason: Bilingual,
});

export const ApprovalPolicy = z.strictObject({
  rules: z.array(Rule).min(1),
  /** An approval that waits longer than this goes to the next role up. */
  timeoutMinutes: z.int().min(1),
});
export type ApprovalPolicy = z.infer<typeof ApprovalPolicy>;

export interface ApprovalFacts {
  readonly customerClass: CustomerClass;
  readonly item: ServiceItem;
  readonly risks: readonly Risk[];
}

export interface Approval {
  readonly role: ApproverRole;
}

export interface Approvals {
  readonly approvals: readonly Approval[];
  readonly rule: string;
  readonly reason: Bilingual;
}

/** More people are stricter; as many people of higher rank are stricter too. */
export const strictness = (approvers: readonly ApproverRole[]): number =>
  approvers.reduce((sum, role) => sum + APPROVER_ROLES.length + APPROVER_ROLES.indexOf(role), 0);

/**
 * How many people must agree before the reply leaves, and who. Each risk is looked up alone and the strictest row
 * counts, so another risk never asks for fewer. Complaint and professional need a person whatever the table says.
 */
export function approvalsNeeded(policy: ApprovalPolicy, facts: ApprovalFacts): Approvals {
  const { type, item } = itemFacts(facts.item);
  const rows = ["none", ...RISKS.filter((risk) => facts.risks.includes(risk))].map(
    (risk) => firstRow(policy.rules, { risk, type, item, class: facts.customerClass }) ?? UNDECIDED,
  );
  const strictest = rows.reduce((best, row) => (strictness(row.approvers) > strictness(best.approvers) ? row : best));
  const alwaysHuman = (type === "complaint" || type === "professional") && strictest.approvers.length === 0;
  const row = alwaysHuman ? ALWAYS_HUMAN : strictest;
  return { approvals: row.approvers.map((role) => ({ role })), rule: row.id, reason: row.reason };
}

type ApprovalRow = Pick<z.infer<typeof Rule>, "id" | "approvers" | "reason">;

const UNDECIDED: ApprovalRow = {
  id: "undecided",
  approvers: ["agent", "service_manager"],
  reason: {
    zh: "审批表没有匹配的行，按最严处理。",
    en: "No row of the approval table matches, so the strictest holds.",
  },
};

const ALWAYS_HUMAN: ApprovalRow = {
  id: "always_human",
  approvers: ["agent"],
  reason: {
    zh: "投诉与专业服务必须由人发送。",
    en: "Complaints and professional services are always sent by a person.",
  },
};

export const approvalFaults = (policy: ApprovalPolicy): TableFaults =>
  tableFaults(policy.rules, withItems({ risk: ["none", ...RISKS], class: CUSTOMER_CLASSES }));
