import type { Values } from "../values.ts";
import type { Policies } from "../wire.ts";
import { allOf, listed, type Part } from "./part.ts";
import type { ReadingWords } from "./words.ts";

type Sla = Policies["sla"];
type Target = Sla["targets"][number]["resolution"];
const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** How soon a request is answered and solved. */
export function slaParts(policy: Sla, values: Values, words: ReadingWords): Part[] {
  const target = (given: Target, calendar: string) => {
    const length = "minutes" in given ? values.minutes(given.minutes) : values.words.days(given.days);
    const own = given.calendar;
    return own === undefined || own === calendar ? length : values.words.on(length, values.calendar(own));
  };
  return [
    {
      title: words.targets,
      text: words.firstCounts,
      head: [words.when, words.firstResponse, words.nextResponse, words.resolution, words.calendar, words.row],
      rows: policy.targets.map((row) => [
        values.when(row.when),
        target(row.firstResponse, row.calendar),
        target(row.nextResponse, row.calendar),
        target(row.resolution, row.calendar),
        values.calendar(row.calendar),
        row.id,
      ]),
    },
    listed(
      words.plans,
      [words.class, words.plan],
      Object.entries(policy.planOfClass).map(([code, plan]) => [
        values.value("class", code),
        values.value("plan", plan),
      ]),
    ),
    {
      title: words.ola,
      text: words.olaText,
      head: [words.when, words.accept, words.finding, words.calendar, words.row],
      rows: policy.ola.map((row) => [
        values.when(row.when),
        target(row.accept, row.calendar),
        target(row.finding, row.calendar),
        values.calendar(row.calendar),
        row.id,
      ]),
    },
    {
      title: words.pauses,
      head: [words.pause, words.stops, words.mostDays, words.needsDate, words.told],
      rows: policy.pauses.map((pause) => [
        values.said(pause.name),
        pause.stops.map((clock) => values.words.stops[clock] ?? clock).join(values.words.or),
        pause.mostDays,
        pause.needsDate ? values.words.yes : values.words.no,
        pause.told === undefined ? "" : values.said(pause.told),
      ]),
    },
    {
      title: words.calendars,
      head: [words.calendar, ...WEEK.map((day) => values.words.weekdays[day]), words.holidays],
      rows: policy.calendars.map(({ name, week, holidays }) => [
        values.said(name),
        ...WEEK.map((day) => week[day].map((hours) => hours.join("–")).join(values.words.or) || "—"),
        holidays ? words.closed : words.open,
      ]),
    },
    {
      title: words.holidayYears,
      head: [words.year, words.confirmed, words.off, words.worked],
      rows: policy.holidayYears.map(({ year, confirmed, off, worked }) => [
        year,
        confirmed ? values.words.yes : values.words.no,
        off
          .map(({ from, to, name }) => `${values.said(name)} ${from.slice(5)}${from === to ? "" : `–${to.slice(5)}`}`)
          .join(values.words.or),
        worked.map(({ date }) => date.slice(5)).join(values.words.or) || values.words.none,
      ]),
    },
  ];
}

const FEN = 100;

/** What services there are, and what each usually takes. */
export function catalogueParts(policy: Policies["catalogue"], values: Values, words: ReadingWords): Part[] {
  const money = (fen: number) => new Intl.NumberFormat(undefined, { minimumFractionDigits: 0 }).format(fen / FEN);
  const price = (given: { readonly fen: number; readonly per: string } | null) =>
    given === null ? "—" : words.price(money(given.fen), given.per);
  return [
    {
      title: words.services,
      head: [
        ...[words.service, words.type, words.tier, words.charge, words.priceHead, words.effort],
        ...[words.slaRow, words.approvalRow, words.checklist],
      ],
      rows: policy.items.map((item) => [
        values.said(item.name),
        values.value("type", item.type),
        values.value("tier", String(item.tier)),
        values.words.chargeable[item.chargeable] ?? item.chargeable,
        price(item.price),
        values.minutes(item.effortMinutes),
        item.sla,
        item.approval,
        item.checklist.map(values.said).join(values.words.and),
      ]),
    },
    {
      title: words.freeExperts,
      head: [words.service, words.classes, words.internalPrice],
      rows: policy.freeExpertServices.map((service) => [
        values.said(service.name),
        allOf(values, "class", service.classes),
        money(service.internalPriceFen),
      ]),
    },
    {
      title: words.paidExperts,
      head: [words.service, words.priceHead, words.notFor],
      rows: policy.paidExpertServices.map((service) => [
        values.said(service.name),
        price(service.price),
        service.notFor.map(values.said).join(values.words.and),
      ]),
    },
  ];
}
