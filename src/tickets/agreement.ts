import { inTenant } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import type { TicketDeps } from "./deps.ts";
import { givenLabels, listReviews, REVIEWED_LABELS, type ReviewedLabel, reviewPairs } from "./store/labels.ts";

/** How often people agreed with a label, and what they said instead. */
export interface Agreement {
  readonly label: ReviewedLabel;
  readonly reviewed: number;
  readonly agreed: number;
  /** agreed / reviewed; null without reviews. */
  readonly rate: number | null;
  /** Most frequent corrections first. */
  readonly corrections: readonly { readonly said: string; readonly holds: string; readonly count: number }[];
}

/** How far the given values of a label have moved from those of the time before. */
export interface Drift {
  readonly label: "service_item" | "sentiment" | "urgency";
  readonly now: number;
  readonly before: number;
  /**
   * Population stability index, Σ (p − q) · ln(p / q) over the values, each share smoothed by half a case. Below 0.1 is
   * stable, above 0.25 is a shift. Null when either time has fewer than 30 requests.
   */
  readonly index: number | null;
  readonly shares: readonly { readonly value: string; readonly now: number; readonly before: number }[];
}

const MOST_CORRECTIONS = 20;
const ENOUGH = 30;
const MOST_REVIEWS = 100;

/** Agreement per label from `from` up to `to`, and drift against the equally long time before. */
export const labelReport = (
  deps: Pick<TicketDeps, "db">,
  ctx: Ctx,
  from: Date,
  to: Date,
): Promise<{ agreement: Agreement[]; drift: Drift[] }> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const pairs = await reviewPairs(tx, from, to);
    const agreement = REVIEWED_LABELS.map((label) => agreementOf(label, pairs));
    const earlier = new Date(2 * from.getTime() - to.getTime());
    const drift: Drift[] = [];
    for (const label of ["service_item", "sentiment", "urgency"] as const)
      drift.push(driftOf(label, await givenLabels(tx, label, from, to), await givenLabels(tx, label, earlier, from)));
    return { agreement, drift };
  });

/** The tickets behind an agreement, the newest 100: all that people looked at, or those of one correction. */
export const reviewedTickets = (
  deps: Pick<TicketDeps, "db">,
  ctx: Ctx,
  asked: { readonly label: ReviewedLabel; readonly from: Date; readonly to: Date },
  pair: { readonly said: string; readonly holds: string } | null,
) => inTenant(deps.db, ctx.tenantId, (tx) => listReviews(tx, asked, pair, MOST_REVIEWS));

function agreementOf(label: ReviewedLabel, pairs: Awaited<ReturnType<typeof reviewPairs>>): Agreement {
  const own = pairs.filter((pair) => pair.label === label);
  const count = (rows: typeof own) => rows.reduce((sum, row) => sum + row.count, 0);
  const [reviewed, agreed] = [count(own), count(own.filter(({ said, holds }) => said === holds))];
  const corrections = own
    .filter(({ said, holds }) => said !== holds)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_CORRECTIONS)
    .map(({ said, holds, count }) => ({ said, holds, count }));
  return { label, reviewed, agreed, rate: reviewed === 0 ? null : agreed / reviewed, corrections };
}

type Counts = readonly { readonly value: string; readonly count: number }[];

/** Pure; see `Drift`. */
export function driftOf(label: Drift["label"], now: Counts, before: Counts): Drift {
  const total = (counts: Counts) => counts.reduce((sum, { count }) => sum + count, 0);
  const values = [...new Set([...now, ...before].map(({ value }) => value))].sort();
  const share = (counts: Counts, value: string, smooth: number) =>
    ((counts.find((row) => row.value === value)?.count ?? 0) + smooth) /
    Math.max(1, total(counts) + smooth * values.length);
  const index = values.reduce((sum, value) => {
    const [p, q] = [share(now, value, 0.5), share(before, value, 0.5)];
    return sum + (p - q) * Math.log(p / q);
  }, 0);
  return {
    label,
    now: total(now),
    before: total(before),
    index: Math.min(total(now), total(before)) < ENOUGH ? null : index,
    shares: values.map((value) => ({ value, now: share(now, value, 0), before: share(before, value, 0) })),
  };
}
