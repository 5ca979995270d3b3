import { z } from "zod";
import { ALL_SERVICE_ITEMS, LANGUAGES, SENTIMENTS, SERVICE_TYPES, URGENCIES, VOC_TAGS } from "../../kernel/labels.ts";
import { PII_KINDS } from "../../kernel/pii.ts";

const Probability = z.number().min(0).max(1);

/** `text.slice(start, end)`; positions count UTF-16 units. */
export const Span = z.object({ start: z.int().nonnegative(), end: z.int().nonnegative() });
export type Span = z.infer<typeof Span>;

const labelled = <const Labels extends readonly [string, ...string[]]>(labels: Labels) =>
  z.object({
    label: z.enum(labels),
    /** Calibrated probability of the label. */
    confidence: Probability,
    /** Probabilities of all labels; they sum to 1. */
    distribution: z.record(z.enum(labels), Probability),
  });

/** Something the text may say, with the place that says so. */
const Signal = z.object({ present: z.boolean(), confidence: Probability, evidence: Span.nullable() });

const Entity = z.object({
  kind: z.enum(["version", "error_code", "product", "module"]),
  value: z.string(),
  ...Span.shape,
});
export type Entity = z.infer<typeof Entity>;

const [firstItem, ...otherItems] = ALL_SERVICE_ITEMS;

/** What the embedded classifier reads out of one message; no model call, no database. */
export const Understanding = z.object({
  language: z.enum(LANGUAGES),
  serviceType: labelled(SERVICE_TYPES),
  /** The likeliest item within the service type. */
  serviceItem: labelled([firstItem!, ...otherItems]),
  voc: z.array(z.object({ tag: z.enum(VOC_TAGS), confidence: Probability, evidence: Span })),
  /** Why the customer writes, among the tenant's own reasons; null when none fits. Absent before there were any. */
  reason: z
    .object({ id: z.string(), path: z.array(z.string()), confidence: Probability })
    .nullable()
    .optional(),
  sentiment: labelled(SENTIMENTS),
  urgency: labelled(URGENCIES),
  product: z.string().nullable(),
  module: z.string().nullable(),
  entities: z.array(Entity),
  asksForHuman: Signal,
  churnRisk: Signal,
  expansion: Signal,
  promoter: Signal,
  /** How much the text tries to instruct a language model; `signals` names what was found. */
  injection: z.object({ score: Probability, signals: z.array(z.string()) }),
  pii: z.array(z.object({ kind: z.enum(PII_KINDS), ...Span.shape })),
  /** Not a support request at all: small talk, spam, another subject. */
  outOfScope: z.object({ present: z.boolean(), confidence: Probability }),
  /** The classifier is not sure enough of the service type for anything to be sent without a person. */
  unsure: z.boolean(),
});
export type Understanding = z.infer<typeof Understanding>;

/** Products that a tenant sells, with the names that customers use for them and their modules. */
export interface ProductDictionary {
  readonly products: readonly { readonly name: string; readonly aliases: readonly string[] }[];
  readonly modules: readonly { readonly name: string; readonly product: string; readonly aliases: readonly string[] }[];
}
