import type { Ticket } from "../../tickets/ticket.ts";
import type { Chance } from "./chance.ts";
import type { SurveyRow } from "./rows.ts";
import type { Arrival } from "./world.ts";

const HOUR = 3_600_000;

/** What the customer answers to the survey after the close; most do not answer. */
export function surveyOf(chance: Chance, ticket: Ticket, arrival: Arrival, until: Date): SurveyRow | null {
  const askedAt = new Date(ticket.closedAt!.getTime() + 60_000);
  if (askedAt >= until) return null;
  const answeredAt = new Date(askedAt.getTime() + chance.around(5) * HOUR);
  const asksNps = chance.happens(0.35);
  const silent = {
    id: chance.id(askedAt),
    asksNps,
    csat: null,
    nps: null,
    ces: null,
    comment: null,
    askedAt,
    answeredAt: null,
  };
  if (!chance.happens(0.38) || answeredAt >= until) return silent;
  const mood = moodOf(ticket, arrival) + 0.9 * (chance.next() + chance.next() - 1);
  const csat = clamp(Math.round(4.4 + mood), 1, 5);
  const words = arrival.customer.language === "zh" ? COMMENTS.zh : COMMENTS.en;
  return {
    ...silent,
    csat,
    ces: clamp(Math.round(5.6 + 1.3 * mood), 1, 7),
    nps: asksNps
      ? clamp(
          Math.round(8.3 + 2.6 * mood - (arrival.customer.customerClass === "B" && arrival.share > 0.7 ? 1.5 : 0)),
          0,
          10,
        )
      : null,
    comment: chance.happens(0.25) ? words[csat >= 4 ? 0 : 1]! : null,
    answeredAt,
  };
}

/** Complaints, second tries and long waits weigh on it. */
function moodOf(ticket: Ticket, { topic }: Arrival): number {
  const hours = (ticket.resolvedAt!.getTime() - ticket.createdAt.getTime()) / HOUR;
  const waits = Math.min(1.2, Math.max(0, Math.log10(Math.max(1, hours)) - 1) * 0.9);
  return (
    0.3 -
    (ticket.serviceType === "complaint" ? 0.8 : 0) -
    0.8 * ticket.reopened -
    waits -
    (topic.sentiment === "negative" ? 0.35 : 0) +
    (topic.sentiment === "positive" ? 0.5 : 0)
  );
}

const COMMENTS = {
  zh: ["回复很快，解决了问题", "等了太久，还要重复描述"],
  en: ["Quick and clear", "Took too long, had to explain twice"],
};
const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
