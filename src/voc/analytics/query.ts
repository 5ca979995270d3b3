import { z } from "zod";
import { DIMENSIONS, type SliceName } from "../slices.ts";
import { TREES } from "../trees.ts";

const MOST_GROUPS = 5_000;

export const MEASURES = [
  "tags",
  "tickets",
  "customers",
  "negative_share",
  "reopened_share",
  "resolved_share",
  "median_hours_to_resolve",
  "mean_confidence",
] as const;
export type Measure = (typeof MEASURES)[number];

export const GROUPINGS = [
  ...(["tag", "group", "day", "week", "month", "organisation_top"] as const),
  ...[...TREES, "member" as const, ...DIMENSIONS],
] as const;
export type Grouping = (typeof GROUPINGS)[number];
export const AnalyticsQuery = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  measures: z.array(z.enum(MEASURES)).min(1).max(MEASURES.length).default(["tickets"]),
  dimensions: z
    .array(z.enum(GROUPINGS as unknown as [Grouping, ...Grouping[]]))
    .max(4)
    .default(["tag"]),
  filters: z
    .array(
      z.strictObject({
        dimension: z.enum(["tag", "group", ...DIMENSIONS] as unknown as ["tag", "group", ...SliceName[]]),
        in: z.array(z.string().min(1).max(200)).min(1).max(100),
      }),
    )
    .max(12)
    .default([]),
  limit: z.int().min(1).max(MOST_GROUPS).default(1_000),
  offset: z.int().min(0).max(1_000_000).default(0),
});
export type AnalyticsQuery = z.infer<typeof AnalyticsQuery>;

export const TIMES = ["day", "week", "month"] as const;
type Time = (typeof TIMES)[number];
export const isTime = (name: string): name is Time => (TIMES as readonly string[]).includes(name);
