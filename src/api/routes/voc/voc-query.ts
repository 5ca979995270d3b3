import { z } from "@hono/zod-openapi";
import type { Tx } from "../../../db/pool.ts";
import { inTenant } from "../../../db/tenant.ts";
import type { Clock } from "../../../kernel/clock.ts";
import type { Ctx } from "../../../kernel/ctx.ts";
import type { VocDeps } from "../../../voc/deps.ts";
import { addDays, type Range } from "../../../voc/periods.ts";
import { DIMENSIONS } from "../../../voc/slices.ts";
import { dayOf } from "../../../voc/tags/tag-ticket.ts";
import { type Taxonomy, taxonomyOf } from "../../../voc/taxonomy/taxonomy.ts";

/** The tag of these routes in the API's description. */
export const VOC = ["voice of the customer"];
export const Day = z.iso.date();

/** A range and a slice, as every question about tags names them. */
export const RangeQuery = z.object({
  from: Day.optional().openapi({ description: "First day, in UTC; 27 days before `to` when left out." }),
  to: Day.optional().openapi({ description: "Last day, included; today when left out." }),
});
export const SliceQuery = z.object({
  dimension: z.enum(DIMENSIONS).optional().openapi({ description: "Only what has `value` in this dimension." }),
  value: z.string().min(1).max(200).optional().openapi({
    description: "A code of the taxonomy (`panheng-erp`, `panheng-erp/finance`), a text such as `8.2`, or `unknown`.",
  }),
});
export const Codes = z
  .string()
  .max(2_000)
  .optional()
  .transform((text) => (text ? text.split(",").map((code) => code.trim()) : []))
  .openapi({ description: "Codes of tags, with commas between; all of the taxonomy when left out." });

export const RangeShape = z.object({ from: Day, to: Day });

/** The range that a query names, filled up to the last four weeks. */
export function rangeOf(clock: Clock, { from, to }: z.infer<typeof RangeQuery>): Range {
  const last = to ?? dayOf(clock.now());
  return { from: from ?? addDays(last, -27), to: last };
}

/** The slice that a query names; undefined for everything. */
export const sliceOf = ({ dimension, value }: z.infer<typeof SliceQuery>) =>
  dimension === undefined || value === undefined ? undefined : { dimension, value };

/** Reads under the taxonomy of the moment, in one transaction. */
export const underTaxonomy = <Result>(
  deps: VocDeps,
  { tenantId }: Pick<Ctx, "tenantId">,
  read: (tx: Tx, taxonomy: Taxonomy) => Promise<Result>,
): Promise<Result> =>
  inTenant(deps.db, tenantId, async (tx) => read(tx, taxonomyOf((await deps.policies(tx)).taxonomy)));
