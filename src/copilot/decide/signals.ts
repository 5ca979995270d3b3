import { z } from "zod";
import { simplify } from "../../models/simplify.ts";
import { isPuzzled } from "../understand/asks-nothing.ts";
import type { Act } from "./acts.ts";
import { type Cue, sentencesOf } from "./cue.ts";
import * as business from "./cues/business.ts";
import * as mood from "./cues/mood.ts";
import * as people from "./cues/people.ts";
import * as trouble from "./cues/trouble.ts";
import { says } from "./cues-in.ts";
import { type Matter, type Matters, mattersOf, type Turn } from "./matter.ts";
import { taskSignals } from "./task-signals.ts";

/** What the course of a conversation says: the customer's words and the order of turns, by rules and by example sentences. No model. */
export const Signals = z.strictObject({
  /** Nothing is open: it works, or it was understood. */
  settled: z.boolean(),
  checksBack: z.boolean(),
  /**
   * Nothing was ever asked: nothing but thanks, which are settled too, or nothing but a greeting; `asksWho`: what it is that
   * answers; `isPuzzled`: the vendor's question was not understood, or what is meant cannot be told.
   */
  onlyThanks: z.boolean().optional(),
  onlyGreets: z.boolean().optional(),
  asksWho: z.boolean().optional(),
  isPuzzled: z.boolean().optional(),
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
  /** It is about a bill. */
  aboutMoney: z.boolean(),
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
  const open = !now.settled && now.courtesy === null;
  const answered = open && now.vendorTurns > 0;
  const acted = (...acts: Act[]) => open && acts.some((act) => now.lastActs.has(act));
  const last = (cue: Cue, ...acts: Act[]) => (open && says(cue, now.last)) || acted(...acts);
  return {
    settled: now.settled,
    checksBack: now.checksBack,
    onlyThanks: now.courtesy === "thanks",
    onlyGreets: now.courtesy !== null && now.courtesy !== "thanks",
    asksWho: now.courtesy === "who",
    isPuzzled: now.courtesy === "puzzled",
    vendorTurns: now.vendorTurns,
    asksForHuman: (open && says(people.ASKS_HUMAN, lastTurns)) || acted("human"),
    ...injectionIn(matters),
    redress: last(people.REDRESS, "refund"),
    moneyBack: (open && MONEY_BACK.test(now.last)) || acted("refund"),
    grievances: open ? grievancesIn(now) : 0,
    takesBack: says(people.TAKES_BACK, now.last) || now.lastActs.has("takes_back"),
    fault: faulty(now),
    aboutMoney: ABOUT_MONEY.test(now.said),
    faultBefore: matters.before.some(faulty),
    stillFailing: last(trouble.STILL_FAILING, "refutes"),
    pressing: open && says(trouble.PRESSING, now.said),
    ...graveSignals(matters),
    afterAdvice: answered && says(trouble.AFTER_ADVICE, now.last),
    wrongAnswer: answered && (last(trouble.WRONG_ANSWER) || isOfNoUse(now.last)),
    lateFact: answered && last(trouble.LATE_FACT, "late_fact"),
    ...taskSignals(now),
    custom: last(business.CUSTOM, "custom"),
    expertise: last(business.EXPERTISE, "expert"),
    paid: last(business.PAID, "custom"),
    price: last(business.PRICE, "price"),
    operation: last(business.OPERATION, "operation"),
    beyondDocs: last(business.BEYOND_DOCS, "beyond"),
    unanswered: answered && last(business.UNANSWERED),
    expansion: says(mood.EXPANSION, everything),
    promoter: says(mood.PROMOTER, everything),
    churn: says(mood.CHURN, everything),
  };
}

/** A few words that it does not help or is not understood: more of them say what does not, which is read as trouble. */
const isOfNoUse = (last: string): boolean =>
  (last.length <= FEW_WORDS && says(trouble.STILL_FAILING, last)) || isPuzzled(simplify(last));
const FEW_WORDS = 16;

const grievancesIn = ({ said, lastActs }: Matter): number =>
  sentencesOf(said).filter((sentence) => says(people.GRIEVANCE, sentence)).length + (lastActs.has("redress") ? 1 : 0);

const faulty = ({ core, said, saidActs }: Matter): boolean =>
  says(trouble.FAULT, core || said) || (saidActs.has("fault") && !/[?吗]/u.test(core || said));

const ABOUT_MONEY = /账单|发票|扣(?:费|款|了)|收费|计费|费用|\b(?:bill|invoice|charg|fee|price|paying|rip-?off)/u;
const MONEY_BACK =
  /退(?:款|钱|费)|(?<!回)退还(?!是)|(?<!撤|驳)退回(?!去|上|旧|老|原版|版)|赔(?:偿|付|钱)|补偿|减免|抵扣|返还|refund|money back|reimburs|compensat|credit (?:us|me|our|the|note)|waive|take .{0,12} off/u;

/** Lost records and security are looked for in all that was said last, since they outweigh what was talked about before. */
function graveSignals({ now, lastTurns }: Matters): Pick<Signals, "dataLoss" | "security"> {
  if (now.settled) return { dataLoss: false, security: false };
  const said = `${now.said}\n${lastTurns}`;
  const cutOff = says(trouble.CUT_OFF, lastTurns) || now.lastActs.has("cut_off");
  return {
    dataLoss: says(trouble.DATA_LOSS, said) || now.saidActs.has("data_loss"),
    security:
      says(trouble.SECURITY, said) ||
      now.saidActs.has("security") ||
      (cutOff && (says(trouble.WHAT_NOW, lastTurns) || now.saidActs.has("security"))),
  };
}

/** Orders beside a real request are noise to report; orders alone are an attack. */
function injectionIn({ now }: Matters): Pick<Signals, "injection" | "injectionOnly"> {
  const injection = now.orders.length > 0;
  const real =
    now.said.length > 12 &&
    (REAL.test(now.said) || says(trouble.FAULT, now.said) || says(business.OPERATION, now.said));
  return { injection, injectionOnly: injection && !real };
}

const REAL = /[?吗呢]|怎么|如何|how|why/u;
