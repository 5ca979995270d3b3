/** Types of the server that the browser surfaces build on; nothing of it exists at run time. */
export type { Scope } from "../access/roles.ts";
export type { Proposal, ProposalPassage, ProposalSentence } from "../copilot/proposal.ts";
export type { Explanation } from "../copilot/understand/explain.ts";
export type {
  Channel,
  CustomerClass,
  HandoffReason,
  Language,
  MemberRole,
  Sentiment,
  ServiceItem,
  ServiceType,
  Urgency,
  VocTag,
} from "../kernel/labels.ts";
export type { FilesOnly } from "../kernel/text.ts";
export type { ApproverRole, Risk } from "../policy/approval.ts";
export type { Team } from "../policy/dispatch.ts";
export type { Policies, PolicyKind } from "../policy/policies.ts";
export type { SafetyPolicy } from "../policy/safety.ts";
