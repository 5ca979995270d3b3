import { z } from "zod";
import { type Cue, says, sentencesOf } from "./cue.ts";
import * as business from "./cues/business.ts";
import * as mood from "./cues/mood.ts";
import * as people from "./cues/people.ts";
import * as rnd from "./cues/rnd.ts";
import * as trouble from "./cues/trouble.ts";
import { type Matters, mattersOf, type Turn } from "./matter.ts";

/** What the course of a conversation says, read by rules alone: the customer's words and the order of turns, no model. */
export const Signals = z.strictObject({
  /** Nothing is open: it works, or it was understood. */
  settled: z.boolean(),
  checksBack: z.boolean(),
  vendorTurns: z.int().min(0),
  asksForHuman: z.boolean(),
  injection: z.boolean(),
  /** Nothing but orders to the machine. */
  injectionOnly: z.boolean(),
  redress: z.boolean(),
  moneyBack: z.boolean(),
  grievances: z.int().min(0),
  takesBack: z.boolean(),
  fault: z.boolean(),
  /** An earlier matter of the conversation was a fault. */
  faultBefore: z.boolean(),
  stillFailing: z.boolean(),
  pressing: z.boolean(),
  dataLoss: z.boolean(),
  afterAdvice: z.boolean(),
  wrongAnswer: z.boolean(),
  lateFact: z.boolean(),
  security: z.boolean(),
  dataRepair: z.boolean(),
  hotfix: z.boolean(),
  productDefect: z.boolean(),
  wish: z.boolean(),
  notSupported: z.boolean(),
  custom: z.boolean(),
  expertise: z.boolean(),
  paid: z.boolean(),
  price: z.boolean(),
  operation: z.boolean(),
  beyondDocs: z.boolean(),
  unanswered: z.boolean(),
  expansion: z.boolean(),
  promoter: z.boolean(),
  churn: z.boolean(),
});
export type Signals = z.infer<typeof Signals>;

/** Reads the signals of a conversation that ends on a customer's turn. */
export const signalsOf = (turns: readonly Turn[]): Signals => signalsOfMatters(mattersOf(turns));

export function signalsOfMatters(matters: Matters): Signals {
  const { now, lastTurns, everything } = matters;
  const open = !now.settled;
  const last = (cue: Cue) => open && says(cue, now.last);
  const said = `${now.said}\n${lastTurns}`;
  const anywhere = (cue: Cue) => open && says(cue, now.said);
  return {
    settled: now.settled,
    checksBack: now.checksBack,
    vendorTurns: now.vendorTurns,
    asksForHuman: open && says(people.ASKS_HUMAN, lastTurns),
    ...injectionIn(matters),
    redress: last(people.REDRESS),
    moneyBack: open && MONEY_BACK.test(now.last),
    grievances: open ? sentencesOf(now.said).filter((sentence) => says(people.GRIEVANCE, sentence)).length : 0,
    takesBack: says(people.TAKES_BACK, lastTurns),
    fault: says(trouble.FAULT, now.said),
    faultBefore: matters.before.some((matter) => says(trouble.FAULT, matter.said)),
    stillFailing: last(trouble.STILL_FAILING),
    pressing: anywhere(trouble.PRESSING),
    dataLoss: open && says(trouble.DATA_LOSS, said),
    afterAdvice: now.vendorTurns > 0 && last(trouble.AFTER_ADVICE),
    wrongAnswer: now.vendorTurns > 0 && last(trouble.WRONG_ANSWER),
    lateFact: now.vendorTurns > 0 && last(trouble.LATE_FACT),
    security:
      open && (says(trouble.SECURITY, said) || (says(trouble.WHAT_NOW, lastTurns) && says(trouble.CUT_OFF, lastTurns))),
    ...taskSignals(matters),
    custom: last(business.CUSTOM),
    expertise: last(business.EXPERTISE),
    paid: last(business.PAID),
    price: last(business.PRICE),
    operation: last(business.OPERATION),
    beyondDocs: last(business.BEYOND_DOCS),
    unanswered: now.vendorTurns > 0 && last(business.UNANSWERED),
    expansion: says(mood.EXPANSION, everything),
    promoter: says(mood.PROMOTER, everything),
    churn: says(mood.CHURN, everything),
  };
}

const MONEY_BACK =
  /退(?:款|钱|费|还|回)|赔(?:偿|付|钱)|补偿|减免|抵扣|返还|refund|money back|reimburs|compensat|credit (?:us|me|our|the|note)|waive|take .{0,12} off/u;

/** Signals of work for R&D: they rest on what the vendor has said, too. */
function taskSignals({
  now,
}: Matters): Pick<Signals, "dataRepair" | "hotfix" | "productDefect" | "wish" | "notSupported"> {
  const last = (cue: Cue) => !now.settled && says(cue, now.last);
  const fixedLater = says(rnd.FIXED_LATER, now.advice) || says(rnd.FIXED_LATER, now.said);
  const confirmed = says(rnd.CONFIRMED_DEFECT, now.advice);
  const confirmedLast = says(rnd.CONFIRMED_DEFECT, now.lastAdvice);
  const cannotUpgrade = !now.settled && says(rnd.CANNOT_UPGRADE, now.said);
  const wantsPatch = last(rnd.WANTS_PATCH);
  const noScreen =
    says(rnd.NO_SCREEN, now.lastAdvice) && (FOUND.test(now.lastAdvice) || says(rnd.BAD_ROWS, now.lastAdvice));
  return {
    dataRepair:
      (last(rnd.DATA_REPAIR) && says(rnd.BAD_ROWS, `${now.said}\n${now.advice}`)) ||
      (noScreen && !now.settled && MEND.test(now.last)),
    hotfix:
      (wantsPatch && (fixedLater || cannotUpgrade || confirmed)) ||
      (fixedLater &&
        !now.settled &&
        now.vendorTurns > 1 &&
        (cannotUpgrade || !UPGRADED.test(now.said)) &&
        MEND.test(now.last)),
    productDefect:
      !now.settled && !fixedLater && !wantsPatch && (confirmedLast || (confirmed && last(rnd.LEAVES_TO_RND))),
    wish: last(rnd.WISH),
    notSupported: says(rnd.NOT_SUPPORTED, now.advice),
  };
}

const FOUND =
  /核对|核实|查明|查到|确认|定位|二线|技术服务|second line|technicians?|engineers?|confirmed|found|checked|traced/u;
const MEND =
  /改|修|删|清|补|包|处理|解决|fix|correct|repair|remove|delete|take .{0,30}out|package|patch|clean|solv|build/u;
const UPGRADED =
  /升(?:级)?(?:完|了|到了|上去了|好了)|已(?:经)?升|upgraded|updated|moved to|now on|after (?:the )?upgrad/u;

/** Orders beside a real request are noise to report; orders alone are an attack. */
function injectionIn({ now }: Matters): Pick<Signals, "injection" | "injectionOnly"> {
  const injection = now.orders.length > 0;
  const real =
    now.said.length > 12 &&
    (REAL.test(now.said) || says(trouble.FAULT, now.said) || says(business.OPERATION, now.said));
  return { injection, injectionOnly: injection && !real };
}

const REAL = /[?吗呢]|怎么|如何|how|why/u;
