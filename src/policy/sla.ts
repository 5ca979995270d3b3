import { z } from "zod";
import {
  CUSTOMER_CLASSES,
  type CustomerClass,
  SERVICE_TYPES,
  type ServiceType,
  URGENCIES,
  type Urgency,
} from "../kernel/labels.ts";
import { type Calendar, CalendarsSource, calendarOf } from "./calendar.ts";
import { PauseRule } from "./pauses.ts";
import { Code, combinations, firstRow, type TableFaults, tableFaults } from "./table.ts";

/** Service plans, lowest first. */
export const PLANS = ["standard", "priority", "premier"] as const;
export type Plan = (typeof PLANS)[number];
const TIERS = ["1", "2", "3"] as const;

/** A target: opening minutes, or working days of the row's calendar. */
const Target = z.union([
  z.strictObject({ minutes: z.int().min(1), calendar: Code.optional() }),
  z.strictObject({ days: z.int().min(1), calendar: Code.optional() }),
]);

const Rule = z.strictObject({
  id: Code,
  when: z.strictObject({
    type: z.array(z.enum(SERVICE_TYPES)).min(1).optional(),
    plan: z.array(z.enum(PLANS)).min(1).optional(),
    urgency: z.array(z.enum(URGENCIES)).min(1).optional(),
    tier: z.array(z.enum(TIERS)).min(1).optional(),
  }),
  calendar: Code,
  firstResponse: Target,
  nextResponse: Target,
  resolution: Target,
});

/** What one tier owes the next: to accept, and to give a first finding. Internal, never shown to a customer. */
const Ola = z.strictObject({
  id: Code,
  when: z.strictObject({ tier: z.array(z.enum(TIERS)).min(1), urgency: z.array(z.enum(URGENCIES)).min(1) }),
  calendar: Code,
  accept: Target,
  finding: Target,
});

export const SlaPolicy = z.strictObject({
  ...CalendarsSource.shape,
  /** The plan that a class is queued under; the contract's plan stands when it is higher. */
  planOfClass: z.record(z.enum(CUSTOMER_CLASSES), z.enum(PLANS)),
  targets: z.array(Rule).min(1),
  ola: z.array(Ola),
  pauses: z.array(PauseRule).max(20),
});
export type SlaPolicy = z.infer<typeof SlaPolicy>;

export interface SlaFacts {
  readonly customerClass: CustomerClass;
  /** The plan that the customer bought; null without a contract. */
  readonly contractPlan: Plan | null;
  readonly type: ServiceType;
  readonly urgency: Urgency;
  readonly tier: number;
}

/** Opening minutes on the named calendar. */
export interface SlaTarget {
  readonly minutes: number;
  readonly calendar: string;
}

export interface SlaTargets {
  readonly plan: Plan;
  readonly firstResponse: SlaTarget;
  readonly nextResponse: SlaTarget;
  readonly resolution: SlaTarget;
  readonly ola: { readonly accept: SlaTarget; readonly finding: SlaTarget } | null;
  readonly rule: string;
}

/** The higher of the plan bought and the plan that the class is queued under. */
function planFor(policy: SlaPolicy, facts: Pick<SlaFacts, "customerClass" | "contractPlan">): Plan {
  const queued = policy.planOfClass[facts.customerClass];
  const bought = facts.contractPlan ?? "standard";
  return PLANS.indexOf(bought) > PLANS.indexOf(queued) ? bought : queued;
}

/** Targets of a request; what was promised to the customer stays that of `contractPlan`. */
export function slaTargets(policy: SlaPolicy, facts: SlaFacts): SlaTargets {
  const plan = planFor(policy, facts);
  const tier = String(Math.min(3, Math.max(1, facts.tier)));
  const row =
    firstRow(policy.targets, { plan, type: facts.type, urgency: facts.urgency, tier }) ?? policy.targets.at(-1)!;
  const ola = firstRow(policy.ola, { tier, urgency: facts.urgency });
  const resolve = (target: z.infer<typeof Target>, calendar: string) => minutesOf(policy, target, calendar);
  return {
    plan,
    firstResponse: resolve(row.firstResponse, row.calendar),
    nextResponse: resolve(row.nextResponse, row.calendar),
    resolution: resolve(row.resolution, row.calendar),
    ola: ola ? { accept: resolve(ola.accept, ola.calendar), finding: resolve(ola.finding, ola.calendar) } : null,
    rule: row.id,
  };
}

function minutesOf(policy: SlaPolicy, target: z.infer<typeof Target>, rowCalendar: string): SlaTarget {
  const calendar = target.calendar ?? rowCalendar;
  if ("minutes" in target) return { minutes: target.minutes, calendar };
  return { minutes: target.days * (slaCalendar(policy, calendar)?.dayMinutes ?? 540), calendar };
}

/** The calendar of a target, ready for arithmetic. */
export const slaCalendar = (policy: SlaPolicy, code: string): Calendar | undefined => calendarOf(policy, code);

/** Undecided combinations and rows never reached. */
export const slaFaults = (policy: SlaPolicy): TableFaults =>
  tableFaults(policy.targets, combinations({ plan: PLANS, type: SERVICE_TYPES, urgency: URGENCIES, tier: TIERS }));

const WEEKS_A_YEAR = 52;

/** Targets that lie more than a year of opening hours away: nobody means them, and far ones are on no calendar. */
export function farTargets(policy: SlaPolicy): string[] {
  const calendars = new Map(policy.calendars.map(({ code }) => [code, calendarOf(policy, code)]));
  const far = (id: string, rowCalendar: string, targets: Readonly<Record<string, z.infer<typeof Target>>>) =>
    Object.entries(targets).flatMap(([name, target]) => {
      const { minutes, calendar } = minutesOf(policy, target, rowCalendar);
      const week = (calendars.get(calendar)?.week ?? []).flat();
      const yearly = WEEKS_A_YEAR * week.reduce((total, [open, close]) => total + close - open, 0);
      return minutes > yearly && week.length > 0 ? [`row ${id}: ${name} is more than a year away on ${calendar}`] : [];
    });
  return [
    ...policy.targets.flatMap(({ id, calendar, firstResponse, nextResponse, resolution }) =>
      far(id, calendar, { firstResponse, nextResponse, resolution }),
    ),
    ...policy.ola.flatMap(({ id, calendar, accept, finding }) => far(id, calendar, { accept, finding })),
  ];
}

/** Calendars that rows name and the file does not define. */
export function missingCalendars(policy: SlaPolicy): string[] {
  const known = new Set(policy.calendars.map((calendar) => calendar.code));
  const named = [
    ...policy.targets.flatMap((row) => [
      row.calendar,
      row.firstResponse.calendar,
      row.nextResponse.calendar,
      row.resolution.calendar,
    ]),
    ...policy.ola.flatMap((row) => [row.calendar, row.accept.calendar, row.finding.calendar]),
  ];
  return [...new Set(named.filter((code): code is string => code !== undefined && !known.has(code)))];
}
