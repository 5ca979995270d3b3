import { z } from "zod";
import { ALL_SERVICE_ITEMS, CHANNELS, CUSTOMER_CLASSES, HANDOFF_REASONS, SERVICE_TYPES } from "../../kernel/labels.ts";
import { APPROVER_ROLES, RISKS } from "../../policy/approval.ts";
import { AUTONOMY_MODES } from "../../policy/autonomy.ts";
import { OWNER_ROLES, SERVICE_CONTENTS, TEAMS } from "../../policy/dispatch.ts";
import { PLANS } from "../../policy/sla.ts";
import { ModelLabels } from "../draft/model/model-answer.ts";
import { Understanding } from "../understand/understanding.ts";
import { Opinion } from "./route.ts";
import { Signals } from "./signals.ts";

/** All that a decision rests on, beside the policies. */
export const DecisionFacts = z.object({
  channel: z.enum(CHANNELS),
  /** What the embedded classifier read of the matter at hand; null when it could not. */
  understanding: Understanding.pick({
    serviceType: true,
    urgency: true,
    asksForHuman: true,
    injection: true,
    outOfScope: true,
    unsure: true,
  }).nullable(),
  /** Its opinion on the course of the conversation; see `opinionOf`. Not looked at when it could not read. */
  opinion: Opinion,
  model: z.object({
    outcome: z.enum(["not_asked", "answered", "failed"]),
    /** Null when the model gave none, or one outside the closed sets. */
    labels: ModelLabels.pick({ serviceType: true, serviceItem: true }).nullable(),
  }),
  draft: z.enum(["answer", "question", "none"]),
  checks: z.object({ passed: z.boolean(), failures: z.array(z.string()) }),
  answerability: z.number().min(0).max(1),
  conversation: z.object({
    signals: Signals,
    handedOver: z.boolean(),
    humanReplied: z.boolean(),
    /** Questions that the machine has asked back since the last answer. */
    clarifications: z.int().min(0),
    /** The vendor's last message holds all of the answer, and the customer has written again. */
    saidBefore: z.boolean().optional(),
    /** Files in the messages that wait for a reply; only a person reads them. */
    files: z.int().min(0).optional(),
  }),
  customer: z.object({
    class: z.enum(CUSTOMER_CLASSES),
    content: z.enum(SERVICE_CONTENTS),
    contractPlan: z.enum(PLANS).nullable(),
    customModule: z.boolean(),
  }),
});
export type DecisionFacts = z.infer<typeof DecisionFacts>;

const SlaTarget = z.object({ minutes: z.number(), calendar: z.string() });

/** What happens with a request, and why. Serialises; `reasons` holds every rule that spoke. */
export const Decision = z.object({
  action: z.enum(["auto", "propose", "clarify", "hand_over"]),
  handoffReason: z.enum(HANDOFF_REASONS).nullable(),
  serviceType: z.enum(SERVICE_TYPES),
  serviceItem: z.enum(ALL_SERVICE_ITEMS),
  /** 0 is the machine. 3 exactly when `thirdTierKind` is set. */
  tier: z.int().min(0).max(3),
  thirdTierKind: z.enum(["service_task", "product_task"]).nullable(),
  team: z.enum(TEAMS),
  ownerRole: z.enum(OWNER_ROLES),
  paidOnly: z.boolean(),
  reviewClass: z.boolean(),
  risks: z.array(z.enum(RISKS)),
  approvals: z.array(z.object({ role: z.enum(APPROVER_ROLES) })),
  sla: z.object({
    plan: z.enum(PLANS),
    firstResponse: SlaTarget,
    nextResponse: SlaTarget,
    resolution: SlaTarget,
    ola: z.object({ accept: SlaTarget, finding: SlaTarget }).nullable(),
    rule: z.string(),
  }),
  autonomy: z.enum(AUTONOMY_MODES),
  mustNotAutoSend: z.boolean(),
  reasons: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
});
export type Decision = z.infer<typeof Decision>;
