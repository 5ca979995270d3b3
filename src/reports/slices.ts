import { familyProducts, type TaxonomyPolicy, unitTree } from "../policy/taxonomy.ts";
import type { Bilingual } from "./metrics/metric.ts";

interface Dimension {
  readonly sql: string;
  readonly name: Bilingual;
}

/** What reports can be cut by: columns of `f` (ticket_fact), the ticket as it stood at its last change. */
export const DIMENSIONS = {
  product: { sql: "f.product", name: { zh: "产品", en: "Product" } },
  module: { sql: "f.module", name: { zh: "模块", en: "Module" } },
  version: { sql: "f.product_version", name: { zh: "版本", en: "Version" } },
  class: { sql: "f.customer_class", name: { zh: "客户等级", en: "Customer class" } },
  stage: { sql: "f.stage", name: { zh: "生命周期", en: "Lifecycle stage" } },
  channel: { sql: "f.channel", name: { zh: "渠道", en: "Channel" } },
  language: { sql: "f.language", name: { zh: "语言", en: "Language" } },
  type: { sql: "f.service_type", name: { zh: "服务类型", en: "Service type" } },
  item: { sql: "f.service_item", name: { zh: "服务项", en: "Service item" } },
  urgency: { sql: "f.urgency", name: { zh: "紧急度", en: "Urgency" } },
  team: { sql: "f.team", name: { zh: "团队", en: "Team" } },
  tier: { sql: "f.tier::text", name: { zh: "层级", en: "Tier" } },
  person: { sql: "f.owner_id::text", name: { zh: "负责人", en: "Owner" } },
  customer: { sql: "f.customer_id::text", name: { zh: "客户", en: "Customer" } },
  sentiment: { sql: "f.sentiment", name: { zh: "情绪", en: "Sentiment" } },
  handoff: { sql: "f.handoff_reason", name: { zh: "转人工原因", en: "Reason of the handover" } },
  cause: { sql: "f.cause", name: { zh: "投诉根因", en: "Root cause" } },
} as const satisfies Record<string, Dimension>;

export type DimensionName = keyof typeof DIMENSIONS;
export const DIMENSION_NAMES = Object.keys(DIMENSIONS) as [DimensionName, ...DimensionName[]];

/** Values to keep, by dimension, one or several; `unknown` stands for nothing known. */
export type Slice = { readonly [Name in DimensionName]?: string | readonly string[] | undefined };

/** A slice whose family of products stands for its products, and whose unit of the organisation for all teams below it. */
export function wholeSlice(taxonomy: TaxonomyPolicy, slice: Slice): Slice {
  const { product, team } = slice;
  const products = typeof product === "string" ? familyProducts(taxonomy, product) : [];
  return {
    ...slice,
    ...(products.length > 0 ? { product: products } : {}),
    ...(typeof team === "string" ? { team: unitTree(taxonomy, team) } : {}),
  };
}

/** The values of a slice as parameters of `conditions`. */
export const sliceValues = (slice: Slice): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.entries(slice).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value].flat()]])),
  );
export const UNKNOWN = "unknown";
