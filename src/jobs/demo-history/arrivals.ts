import type { Chance } from "./chance.ts";
import { swell } from "./story.ts";

const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000;
/** Tickets by hour of the local day. */
const HOURS = [1, 0.5, 0.3, 0.2, 0.2, 0.3, 0.8, 2, 6, 10, 11, 9, 4, 7, 9, 10, 9, 7, 4, 3, 3, 2.5, 2, 1.5];

/** The instants at which `count` tickets arrive: working days, office hours, month ends and the bad release draw more. */
export function arrivals(chance: Chance, from: Date, until: Date, count: number): Date[] {
  const days: { start: number; weight: number }[] = [];
  for (let start = from.getTime(); start + DAY <= until.getTime(); start += DAY)
    days.push({ start, weight: dayWeight(start, from, until) });
  const hours = HOURS.map((weight, hour) => ({ hour, weight }));
  return Array.from({ length: count }, () => {
    const { start } = chance.weighed(days, ({ weight }) => weight);
    const { hour } = chance.weighed(hours, ({ weight }) => weight);
    const local = Math.floor((start + SHANGHAI) / DAY) * DAY - SHANGHAI;
    return new Date(local + hour * 3_600_000 + Math.floor(chance.next() * 3_600_000));
  })
    .filter((at) => at >= from && at < until)
    .sort((one, other) => one.getTime() - other.getTime());
}

function dayWeight(start: number, from: Date, until: Date): number {
  const local = new Date(start + SHANGHAI);
  const weekend = local.getUTCDay() === 0 || local.getUTCDay() === 6;
  const monthEnd = local.getUTCDate() >= 28 || local.getUTCDate() <= 3;
  const share = (start - from.getTime()) / (until.getTime() - from.getTime());
  return (weekend ? 0.2 : 1) * (monthEnd ? 1.25 : 1) * (1 + 0.35 * share) * (1 + 0.3 * swell(share));
}
