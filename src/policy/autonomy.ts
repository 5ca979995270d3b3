import { z } from "zod";
import {
  ALL_SERVICE_ITEMS,
  CHANNELS,
  type Channel,
  CUSTOMER_CLASSES,
  type CustomerClass,
  SERVICE_TYPES,
  type ServiceItem,
} from "../kernel/labels.ts";
import { Bilingual, Code, firstRow, itemFacts, type TableFaults, tableFaults, withItems } from "./table.ts";

/** What the machine may do, freest first: send, only draft, nothing. */
export const AUTONOMY_MODES = ["auto", "draft_only", "off"] as const;
export type AutonomyMode = (typeof AUTONOMY_MODES)[number];

const Rule = z.strictObject({
  id: Code,
  when: z.strictObject({
    channel: z.array(z.enum(CHANNELS)).min(1).optional(),
    type: z.array(z.enum(SERVICE_TYPES)).min(1).optional(),
    item: z.array(z.enum(ALL_SERVICE_ITEMS)).min(1).optional(),
    class: z.array(z.enum(CUSTOMER_CLASSES)).min(1).optional(),
  }),
  mode: z.enum(AUTONOMY_MODES),
  reason: Bilingual,
});

const Share = z.number().min(0).max(1);

const Confidence = z.strictObject({
  /** Calibrated probability of the service type under which the classifier counts as unsure. */
  typeConfidence: Share,
  /** Calibrated probability of the service item under which the classifier counts as unsure. */
  itemConfidence: Share,
});

export const AutonomyPolicy = z.strictObject({
  /** Silences the machine on every channel: nothing leaves by itself, drafts go on for people. */
  silence: z.boolean(),
  thresholds: Confidence.extend({
    /**
     * Lower limits for when a model names the same service type. Left out by default: a tenant that sets them trusts
     * the model with requests that the classifier alone would leave to a person.
     */
    agreed: Confidence.optional(),
    /** Probability of a complaint from which a person looks, even when another type is likelier. */
    complaintGuard: Share,
    /** Search's answerability under which nothing is answered. */
    answerability: Share,
    /** Questions that the machine may ask in one conversation. */
    clarifications: z.int().min(0),
  }),
  rules: z.array(Rule).min(1),
});
export type ConfidenceLimits = z.infer<typeof Confidence>;
export type AutonomyPolicy = z.infer<typeof AutonomyPolicy>;

export interface AutonomyFacts {
  readonly channel: Channel;
  readonly item: ServiceItem;
  readonly customerClass: CustomerClass;
}

export interface Autonomy {
  readonly mode: AutonomyMode;
  readonly rule: string;
  readonly reason: Bilingual;
}

/** What the machine may do here. The switch and the two types that need a person hold whatever the table says. */
export function autonomyFor(policy: AutonomyPolicy, facts: AutonomyFacts): Autonomy {
  const { type, item } = itemFacts(facts.item);
  const row = firstRow(policy.rules, { channel: facts.channel, type, item, class: facts.customerClass }) ?? UNDECIDED;
  const { mode, id: rule, reason } = row;
  if (mode !== "auto") return { mode, rule, reason };
  if (policy.silence) return SILENCED;
  if (type === "complaint" || type === "professional") return ALWAYS_HUMAN;
  return { mode, rule, reason };
}

const UNDECIDED: Pick<z.infer<typeof Rule>, "id" | "mode" | "reason"> = {
  id: "undecided",
  mode: "draft_only",
  reason: { zh: "自动化表没有匹配的行，只拟稿。", en: "No row of the autonomy table matches; drafts only." },
};

const SILENCED: Autonomy = {
  mode: "draft_only",
  rule: "silence",
  reason: { zh: "机器人静默开关已打开。", en: "The switch that silences the bot is on." },
};

const ALWAYS_HUMAN: Autonomy = {
  mode: "draft_only",
  rule: "always_human",
  reason: {
    zh: "投诉与专业服务必须由人发送。",
    en: "Complaints and professional services are always sent by a person.",
  },
};

export const autonomyFaults = (policy: AutonomyPolicy): TableFaults =>
  tableFaults(policy.rules, withItems({ channel: CHANNELS, class: CUSTOMER_CLASSES }));

const LIMITS = ["typeConfidence", "itemConfidence"] as const;

/** What is wrong with the thresholds beside each other. */
export const thresholdFaults = ({ thresholds }: AutonomyPolicy): string[] =>
  LIMITS.filter((limit) => (thresholds.agreed?.[limit] ?? 0) > thresholds[limit]).map(
    (limit) =>
      `thresholds.agreed.${limit} is above thresholds.${limit}: a model that agrees would make the machine less free; lower it`,
  );
