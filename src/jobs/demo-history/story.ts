import type { CustomerClass } from "../../kernel/labels.ts";
import type { Topic } from "./topic.ts";
import { CRM_SALES_TOPICS } from "./topics-crm-sales.ts";
import { CRM_SYSTEM_TOPICS } from "./topics-crm-system.ts";
import { ERP_FINANCE_TOPICS } from "./topics-erp-finance.ts";
import { ERP_WORKS_TOPICS } from "./topics-erp-works.ts";

export const TOPICS: readonly Topic[] = [
  ...ERP_FINANCE_TOPICS,
  ...ERP_WORKS_TOPICS,
  ...CRM_SALES_TOPICS,
  ...CRM_SYSTEM_TOPICS,
];

/**
 * What is hidden in the history, as shares of its whole length: trends, anomalies and themes have to bring it to light.
 * - A release of the ERP makes the month-end close slow; a patch ends it.
 * - The prices of the ERP rise for customers of class B: price and churn risk rise there and stay.
 * - The CRM's app crashes until a release mends it: compatibility of the module mobile disappears.
 * - Fully digital invoices become a subject that no tag explains, and keep growing.
 */
export const STORY = {
  badRelease: { topic: "close-slow", from: 0.52, peak: 0.56, to: 0.65, times: 26, version: "9.0" },
  priceChange: { topic: "price-renewal", from: 0.7, times: 9, customerClass: "B" },
  fixedBug: { topic: "mobile-crash", until: 0.42 },
  risingTheme: { topic: "e-invoice", from: 0.7, weight: 6 },
} as const;

interface Moment {
  /** Share of the history that has passed, 0..1. */
  readonly share: number;
  readonly customerClass: CustomerClass;
  /** Of the product that the topic is about. */
  readonly version: string;
}

/** How likely a customer writes about the topic at this moment, beside the other topics. */
export function weightOf(topic: Topic, { share, customerClass, version }: Moment): number {
  const { badRelease, priceChange, fixedBug, risingTheme } = STORY;
  switch (topic.id) {
    case badRelease.topic:
      return version === badRelease.version ? topic.weight * (1 + badRelease.times * swell(share)) : topic.weight / 2;
    case priceChange.topic:
      return share >= priceChange.from && customerClass === priceChange.customerClass
        ? topic.weight * priceChange.times
        : topic.weight;
    case fixedBug.topic:
      return share < fixedBug.until ? topic.weight : 0;
    case risingTheme.topic:
      return share < risingTheme.from ? 0 : (risingTheme.weight * (share - risingTheme.from)) / (1 - risingTheme.from);
    default:
      return topic.weight;
  }
}

/** 0..1: up fast from the release to its peak, then down until the patch is everywhere. */
export function swell(share: number): number {
  const { from, peak, to } = STORY.badRelease;
  if (share < from || share > to) return 0;
  return share < peak ? (share - from) / (peak - from) : (to - share) / (to - peak);
}
