/** The closed sets that requests are labelled with. Order is part of stored artefacts: append, never reorder. */
export const SERVICE_ITEMS = {
  consult: ["presales", "howto", "suggestion"],
  standard: ["fault", "upgrade", "operation", "support"],
  professional: ["custom", "migration", "inspection", "training", "expert"],
  complaint: ["service", "quality", "billing", "promise"],
} as const;

export type ServiceType = keyof typeof SERVICE_ITEMS;
export type ServiceItem = (typeof SERVICE_ITEMS)[ServiceType][number];

export const SERVICE_TYPES = [
  "consult",
  "standard",
  "professional",
  "complaint",
] as const satisfies readonly ServiceType[];
export const ALL_SERVICE_ITEMS: readonly ServiceItem[] = SERVICE_TYPES.flatMap((type) => [...SERVICE_ITEMS[type]]);

/** The type that a service item belongs to; each belongs to one. */
export const typeOfItem = (item: ServiceItem): ServiceType =>
  SERVICE_TYPES.find((type) => (SERVICE_ITEMS[type] as readonly string[]).includes(item))!;

export const VOC_TAGS = [
  "defect",
  "performance",
  "usability",
  "feature_gap",
  "documentation",
  "installation",
  "upgrade",
  "integration",
  "compatibility",
  "data_loss",
  "security",
  "account_permission",
  "pricing_licence",
  "service_response",
  "churn_risk",
  "expansion",
  "praise",
] as const;
export type VocTag = (typeof VOC_TAGS)[number];

export const SENTIMENTS = ["negative", "neutral", "positive"] as const;
export type Sentiment = (typeof SENTIMENTS)[number];

export const URGENCIES = ["high", "normal", "low"] as const;
export type Urgency = (typeof URGENCIES)[number];

export const LANGUAGES = ["zh", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Who may read a passage; each later one includes the earlier ones. */
export const AUDIENCES = ["public", "customer", "internal"] as const;
export type Audience = (typeof AUDIENCES)[number];

export const CUSTOMER_CLASSES = ["A", "B", "C", "D", "E", "unknown"] as const;
export type CustomerClass = (typeof CUSTOMER_CLASSES)[number];

export const CHANNELS = ["web", "api", "email", "phone", "wecom", "dingtalk", "feishu", "ticket"] as const;
export type Channel = (typeof CHANNELS)[number];

/** Why a request went to a person. */
export const HANDOFF_REASONS = [
  "needs_diagnosis",
  "complaint_redress",
  "professional_scoping",
  "commercial_quote",
  "customer_asked_human",
  "not_in_knowledge_base",
  "wrong_answer",
  "wrong_answer_data_loss",
  "data_repair",
  "hotfix",
  "product_defect",
  "feature_roadmap",
  "security_incident",
  "privileged_operation",
  "prompt_injection",
  "unsure",
  "model_failure",
  "content_flagged",
] as const;
export type HandoffReason = (typeof HANDOFF_REASONS)[number];

/** What a member does for the tenant; access/roles.ts says what each may do. */
export const MEMBER_ROLES = [
  "agent",
  "engineer",
  "developer",
  "csm",
  "manager",
  "analyst",
  "editor",
  "admin",
  "auditor",
] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];
