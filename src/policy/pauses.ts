import { z } from "zod";
import { addBusinessMinutes, businessMinutesBetween } from "./business-time.ts";
import type { Calendar } from "./calendar.ts";
import { Bilingual, Code } from "./table.ts";

/** Clocks that a pause may stop. The first response never waits for anybody. */
export const STOPPABLE = ["next_response", "resolution"] as const;
export type Stoppable = (typeof STOPPABLE)[number];

const MOST_DAYS = 30;

/** A reason for which clocks may stand still, as the SLA policy lists them. */
export const PauseRule = z.strictObject({
  code: Code,
  name: Bilingual,
  stops: z.array(z.enum(STOPPABLE)).min(1),
  /** What the customer reads meanwhile. Without it they read that work goes on. */
  told: Bilingual.optional(),
  /** The member names the day to which it lasts. */
  needsDate: z.boolean().default(false),
  /** Calendar days after which it ends by itself, at the latest. */
  mostDays: z.int().min(1).max(180).default(MOST_DAYS),
});
export type PauseRule = z.infer<typeof PauseRule>;

/** A stretch in which a clock stood still; `to` is null while it does. */
export interface Stretch {
  readonly from: Date;
  readonly to: Date | null;
}

/**
 * When `minutes` of opening time have passed since `start`, not counting these stretches (they do not overlap); null
 * when that waits for one that has not ended. What was due before a stretch began stays due then.
 */
export function dueWithPauses(
  calendar: Calendar,
  start: Date,
  minutes: number,
  stretches: readonly Stretch[],
): Date | null {
  let from = start;
  let left = minutes;
  const inOrder = [...stretches].sort((a, b) => a.from.getTime() - b.from.getTime());
  for (const stretch of inOrder) {
    if (stretch.to !== null && stretch.to <= from) continue;
    const worked = stretch.from <= from ? 0 : businessMinutesBetween(calendar, from, stretch.from);
    if (worked >= left) return addBusinessMinutes(calendar, from, left);
    if (stretch.to === null) return null;
    left -= worked;
    from = stretch.to;
  }
  return addBusinessMinutes(calendar, from, left);
}

/** What is left of a spell without these stretches, as spells in order; one that has not ended takes the rest. */
export function withoutPauses(spell: readonly [Date, Date], stretches: readonly Stretch[]): (readonly [Date, Date])[] {
  let rest: (readonly [Date, Date])[] = [spell];
  for (const { from, to } of stretches)
    rest = rest.flatMap(([begin, end]) => {
      const before: readonly [Date, Date] = [begin, earlier(from, end)];
      const after: readonly [Date, Date] = [to === null ? end : later(to, begin), end];
      return [before, after].filter(([first, last]) => first < last);
    });
  return rest;
}

const earlier = (a: Date, b: Date): Date => new Date(Math.min(a.getTime(), b.getTime()));
const later = (a: Date, b: Date): Date => new Date(Math.max(a.getTime(), b.getTime()));
