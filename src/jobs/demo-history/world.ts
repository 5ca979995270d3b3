import { addBusinessMinutes } from "../../policy/business-time.ts";
import type { Calendar } from "../../policy/calendar.ts";
import type { Policies } from "../../policy/policies.ts";
import type { DemoContact, DemoCustomer } from "./cast.ts";
import type { Chance } from "./chance.ts";
import type { Pen } from "./pen.ts";
import type { DemoStaff } from "./staff.ts";
import { swell } from "./story.ts";
import type { Topic } from "./topic.ts";

export const COPILOT = { type: "copilot" as const, id: "copilot" };
export const SYSTEM = { role: "system" as const, actor: { type: "system", id: "demo-history" } };
export const MINUTE = 60_000;

export interface World {
  readonly chance: Chance;
  readonly policies: Policies;
  /** The hours in which people of the vendor work. */
  readonly desk: Calendar;
  readonly staff: readonly DemoStaff[];
  readonly until: Date;
}

export interface Arrival {
  readonly index: number;
  readonly at: Date;
  /** Share of the history that has passed, 0..1. */
  readonly share: number;
  readonly customer: DemoCustomer;
  readonly contact: DemoContact;
  readonly topic: Topic;
}

const THANKS = { zh: ["好的，谢谢", "可以了，多谢", "明白了"], en: ["Thanks, that works", "Great, thank you"] };
const STILL = {
  zh: ["还是不行", "按这个做了没用，麻烦人工看一下", "找不到这个菜单"],
  en: ["Still not working", "That did not help, please have a person look"],
};
export function customerSays(pen: Pen, { contact, customer }: Arrival, at: Date, text: string): void {
  const messageId = pen.say(at, "in", { type: "customer", id: contact.externalId }, text);
  const changes = {
    role: "customer" as const,
    actor: { type: "end_user", id: contact.externalId },
    content: { messageId },
  };
  pen.event(at, { type: "customer_wrote" }, { ...changes, patch: { language: customer.language } });
}

export const thanks = ({ chance }: World, { customer }: Arrival): string => chance.pick(THANKS[customer.language]);
export const stillFails = ({ chance }: World, { customer }: Arrival): string => chance.pick(STILL[customer.language]);

export const later = (at: Date, milliseconds: number): Date => new Date(at.getTime() + Math.round(milliseconds));
/** So many minutes of the desk's opening time later, and never the very instant. */
export const deskLater = ({ desk }: World, at: Date, minutes: number): Date =>
  later(addBusinessMinutes(desk, at, Math.max(1, minutes)), 1_000);
/** People are slower while everybody calls about the bad release. */
export const strain = ({ share }: Arrival): number => 1 + 1.1 * swell(share);
