import { businessMinutesBetween } from "../../policy/business-time.ts";
import { withoutPauses } from "../../policy/pauses.ts";
import { type SlaPolicy, type SlaTarget, slaCalendar, slaTargets } from "../../policy/sla.ts";
import type { FactPause, FactSource } from "./read.ts";

/**
 * The facts of one ticket. Every length of time is in seconds of opening hours of the calendar that the ticket's SLA row
 * names; seconds and targets are null where the thing has not happened. What each means is written at the columns
 * (`ticket_fact` in the migrations) and, for readers of reports, in metrics/.
 */
export function measureTicket({ policy, seconds }: Measure, { ticket, events, messages, proposals }: FactSource) {
  const type = ticket.serviceType ?? "consult";
  const facts = { customerClass: ticket.customerClass, contractPlan: null, type, urgency: ticket.urgency };
  const targets = slaTargets(policy, { ...facts, tier: 1 });
  const handedOver = events.find(({ kind }) => kind === "handed_over")?.at ?? null;
  const pickedUp = firstAfter(events, handedOver, ({ kind, by }) => by === "member" && PICKS_UP.has(kind));
  const answers = events.filter(({ kind, action }) => kind === "bot_replied" && action !== "clarify");
  const rated = events.findLast(({ kind }) => kind === "rated")?.helpful ?? null;
  const lastProposal = proposals.at(-1);
  const next = nextResponses(messages, (from, to) => seconds(targets.nextResponse, from, to));
  const paused = stretches(ticket.pauses);
  const length = (spells: readonly (readonly [Date, Date])[]) =>
    sum(spells, ([from, to]) => seconds(targets.resolution, from, to));
  const byReason = pausedByReason(ticket.pauses, (from, to) => seconds(targets.resolution, from, to));
  const ola = olaOf(events, (tier) => slaTargets(policy, { ...facts, tier }).ola, seconds);
  return {
    ticket_id: ticket.id,
    version: ticket.version,
    created_at: ticket.createdAt,
    contact_id: ticket.contactId,
    customer_id: ticket.customerId,
    customer_class: ticket.customerClass,
    stage: ticket.stage,
    channel: ticket.channel,
    language: ticket.language,
    product: ticket.product ?? lastProposal?.product ?? null,
    module: proposals.findLast(({ module }) => module !== null)?.module ?? null,
    product_version: ticket.productVersion,
    service_type: ticket.serviceType,
    service_item: ticket.serviceItem,
    urgency: ticket.urgency,
    sentiment: ticket.sentiment,
    team: ticket.team,
    owner_id: ticket.ownerId,
    tier: Math.max(ticket.tier, ...events.flatMap(({ kind, tier }) => (kind === "escalated" ? [tier ?? 0] : []))),
    handoff_reason: ticket.handoffReason,
    answerability: proposals[0]?.answerability ?? null,
    bot_answers: answers.length,
    human_replies: messages.filter(({ direction, by }) => direction === "out" && by === "member").length,
    handed_over_at: handedOver,
    picked_up_at: pickedUp,
    first_reply_at: ticket.firstReplyAt,
    pickup_seconds:
      handedOver !== null && pickedUp !== null ? seconds(targets.firstResponse, handedOver, pickedUp) : null,
    first_seconds:
      ticket.firstReplyAt === null ? null : seconds(targets.firstResponse, ticket.createdAt, ticket.firstReplyAt),
    first_target: targets.firstResponse.minutes * 60,
    next_count: next.length,
    next_seconds: next.reduce((sum, one) => sum + one, 0),
    next_met: next.filter((one) => one <= targets.nextResponse.minutes * 60).length,
    resolved_at: ticket.resolvedAt,
    closed_at: ticket.closedAt,
    resolution_seconds:
      ticket.resolvedAt === null
        ? null
        : length(ourSpells(ticket.createdAt, events).flatMap((spell) => withoutPauses(spell, paused))),
    resolution_target: targets.resolution.minutes * 60,
    escalations: events.filter(({ kind }) => kind === "escalated").length,
    returns: events.filter(({ kind }) => kind === "returned").length,
    ola_count: ola.count,
    ola_met: ola.met,
    reopened: ticket.reopened,
    confirmed: rated === true || events.findLast(({ kind }) => kind === "resolved")?.by === "end_user",
    input_tokens: sum(proposals, ({ inputTokens }) => inputTokens),
    output_tokens: sum(proposals, ({ outputTokens }) => outputTokens),
    cost_micros: sum(proposals, ({ costMicros }) => costMicros),
    work_minutes: ticket.workMinutes,
    cause: ticket.cause,
    paused_count: paused.length,
    paused_seconds: sum(Object.values(byReason), (each) => each),
    paused: byReason,
  };
}
export type TicketFact = ReturnType<typeof measureTicket>;

const PICKS_UP = new Set(["claimed", "assigned", "replied"]);
/** After these the customer has the word, or nobody. */
const STOPS = new Set(["replied", "bot_replied", "resolved", "closed"]);
const STARTS = new Set(["customer_wrote", "reopened"]);

const sum = <Row>(rows: readonly Row[], value: (row: Row) => number): number =>
  rows.reduce((total, row) => total + value(row), 0);

/** Pauses that stopped the resolution's clock. */
const stopping = (pauses: readonly FactPause[]) => pauses.filter(({ stops }) => stops.includes("resolution"));
const stretches = (pauses: readonly FactPause[]) =>
  stopping(pauses).map(({ from, to }) => ({ from: new Date(from), to: to === null ? null : new Date(to) }));

/** Seconds that the resolution's clock stood still, by reason; a pause that holds counts when it has ended. */
function pausedByReason(pauses: readonly FactPause[], seconds: (from: Date, to: Date) => number) {
  const found: Record<string, number> = {};
  for (const { reason, from, to } of stopping(pauses))
    if (to !== null) found[reason] = (found[reason] ?? 0) + seconds(new Date(from), new Date(to));
  return found;
}

/** A policy with its calendars made ready once for many tickets. */
export function measureBy(policy: SlaPolicy) {
  const calendars = new Map<string, ReturnType<typeof slaCalendar>>();
  const hoursOf = (code: string) => {
    if (!calendars.has(code)) calendars.set(code, slaCalendar(policy, code));
    return calendars.get(code);
  };
  const seconds = ({ calendar }: SlaTarget, from: Date, to: Date): number => {
    const hours = hoursOf(calendar);
    const plain = () => Math.max(0, (to.getTime() - from.getTime()) / 60_000);
    return Math.round((hours === undefined ? plain() : businessMinutesBetween(hours, from, to)) * 60);
  };
  return { policy, seconds };
}
type Measure = ReturnType<typeof measureBy>;

const firstAfter = (
  events: FactSource["events"],
  from: Date | null,
  fits: (event: FactSource["events"][number]) => boolean,
): Date | null => (from === null ? null : (events.find((event) => event.at >= from && fits(event))?.at ?? null));

/** How long each message after the first answer waited for ours; of several in a row the oldest counts. */
function nextResponses(messages: FactSource["messages"], seconds: (from: Date, to: Date) => number): number[] {
  const waits: number[] = [];
  let answered = false;
  let since: Date | null = null;
  for (const { direction, handover, at } of messages) {
    if (direction === "in") {
      if (answered) since ??= at;
    } else if (!handover) {
      if (since !== null) waits.push(seconds(since, at));
      answered = true;
      since = null;
    }
  }
  return waits;
}

/** The stretches in which it was our turn, from the first message to the last resolution. */
function ourSpells(createdAt: Date, events: FactSource["events"]): (readonly [Date, Date])[] {
  const spells: (readonly [Date, Date])[] = [];
  let since: Date | null = createdAt;
  for (const { kind, at } of events) {
    if (STOPS.has(kind)) {
      if (since !== null) spells.push([since, at]);
      since = null;
    } else if (STARTS.has(kind)) since ??= at;
  }
  return spells;
}

type Ola = { readonly accept: SlaTarget; readonly finding: SlaTarget } | null;

/** What tiers owe each other: to take a ticket that was handed up, and to give it back with a finding. */
function olaOf(
  events: FactSource["events"],
  targetsOf: (tier: number) => Ola,
  seconds: (target: SlaTarget, from: Date, to: Date) => number,
): { readonly count: number; readonly met: number } {
  let count = 0;
  let met = 0;
  for (const [i, { kind, at, tier }] of events.entries()) {
    const ola = kind === "escalated" ? targetsOf(tier ?? 2) : null;
    if (ola === null) continue;
    for (const [target, ends] of [
      [ola.accept, "claimed"],
      [ola.finding, "returned"],
    ] as const) {
      const end = events.slice(i + 1).find((event) => event.kind === ends);
      if (end === undefined) continue;
      count += 1;
      if (seconds(target, at, end.at) <= target.minutes * 60) met += 1;
    }
  }
  return { count, met };
}
