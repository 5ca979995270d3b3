import { slaCalendar } from "../../policy/sla.ts";
import { arrivals } from "./arrivals.ts";
import { castOf, type DemoCustomer, versionAt } from "./cast.ts";
import { chanceOf } from "./chance.ts";
import { liveTicket } from "./life.ts";
import type { TicketRows } from "./rows.ts";
import { TOPICS, weightOf } from "./story.ts";
import type { World } from "./world.ts";

export interface HistoryPlan {
  readonly seed: number;
  readonly from: Date;
  readonly until: Date;
  readonly tickets: number;
}

/** The customers of the history; the same plan gives the same ones. */
export const planCast = ({ seed, from }: HistoryPlan): DemoCustomer[] => castOf(chanceOf(seed), from);

/** The tickets of the history in the order in which they came; each has a chance of its own, so any one can be made alone. */
export function* generateTickets(
  plan: HistoryPlan,
  cast: readonly DemoCustomer[],
  { policies, staff }: Pick<World, "policies" | "staff">,
): Generator<TicketRows | null> {
  const { seed, from, until } = plan;
  const desk = slaCalendar(policies.sla, "extended") ?? slaCalendar(policies.sla, policies.sla.calendars[0]!.code)!;
  const all = arrivals(chanceOf(seed + 1), from, until, plan.tickets);
  for (const [index, at] of all.entries()) {
    const chance = chanceOf(seed * 1_000_003 + index);
    const share = (at.getTime() - from.getTime()) / (until.getTime() - from.getTime());
    const customer = chance.weighed(cast, ({ weight }) => weight);
    const owned = TOPICS.filter(({ product }) => customer.products.some(({ code }) => code === product));
    const topic = chance.weighed(owned, (one) =>
      weightOf(one, { share, customerClass: customer.customerClass, version: versionAt(customer, one.product, share) }),
    );
    const contact = chance.pick(customer.contacts);
    yield liveTicket({ chance, policies, staff, desk, until }, { index, at, share, customer, contact, topic });
  }
}
