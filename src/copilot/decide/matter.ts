import { fold } from "../../kernel/fold.ts";
import { simplify } from "../../models/simplify.ts";
import { type Courtesy, courtesyIn, isCall } from "../understand/asks-nothing.ts";
import { type Act, actOf } from "./acts.ts";
import { beginsAnew } from "./asks-anew.ts";
import { sentencesOf } from "./cue.ts";
import { CONFIRMED_DEFECT, FIXED_LATER } from "./cues/rnd.ts";
import { says } from "./cues-in.ts";
import { type Heard, hearTurn } from "./heard.ts";

/** One message of a conversation. Everyone who is not the customer speaks for the vendor, the machine too. */
export interface Turn {
  readonly role: "customer" | "agent";
  readonly text: string;
}

/**
 * What the customer is after now: the conversation since the last thing that was settled or left. Texts are folded, and
 * sentences that give orders to the machine are taken out, so that they steer nothing.
 */
export interface Matter {
  /** What the customer wrote about it. */
  readonly said: string;
  /** The same without the words that it is settled: what a classifier should read. */
  readonly core: string;
  /** What the customer wrote before the vendor first answered. */
  readonly opening: string;
  /** The part of it that stands after the vendor's last message. */
  readonly last: string;
  /** What the vendor wrote about it, and what the vendor wrote last. */
  readonly advice: string;
  readonly lastAdvice: string;
  readonly vendorTurns: number;
  /** What the sentences do, as far as that is sure. */
  readonly saidActs: ReadonlySet<Act>;
  readonly lastActs: ReadonlySet<Act>;
  readonly adviceActs: ReadonlySet<Act>;
  readonly lastAdviceActs: ReadonlySet<Act>;
  /** Sentences that try to steer the machine. */
  readonly orders: readonly string[];
  /** The customer says that it works or is clear, or gives thanks, and asks for nothing more. */
  readonly settled: boolean;
  /** Settled, and the customer only checks what was explained. */
  readonly checksBack: boolean;
  /** What it is when the customer has never asked for anything: nothing but thanks, a greeting, or who answers. */
  readonly courtesy: Courtesy | null;
}

export interface Matters {
  readonly now: Matter;
  /** What was talked about before, newest last. */
  readonly before: readonly Matter[];
  /** All that the customer wrote after the vendor's last message, and all that the customer ever wrote. */
  readonly lastTurns: string;
  readonly everything: string;
}

interface Draft {
  readonly said: Heard[];
  readonly opening: Heard[];
  readonly orders: string[];
  readonly advice: string[];
  last: Heard[];
  /** Said in passing while a fault is open; only those of the last burst. */
  aside: Heard[];
  /** The aside shares nothing with the fault, so no advice was about it. */
  isAsideAnew: boolean;
  /** Said after it was settled without asking anything. */
  tail: Heard[];
  settledAt: number | null;
  checksBack: boolean;
}

const fresh = (): Draft => ({
  said: [],
  opening: [],
  orders: [],
  advice: [],
  last: [],
  aside: [],
  isAsideAnew: false,
  tail: [],
  settledAt: null,
  checksBack: false,
});

/** Cuts a conversation into matters. A settled matter is followed by a new one as soon as something else is asked. */
export function mattersOf(turns: readonly Turn[]): Matters {
  const drafts: Draft[] = [fresh()];
  const bursts: Heard[][] = [[]];
  for (const turn of turns) {
    const text = fold(turn.text);
    if (turn.role === "agent") {
      advise(drafts, text);
      bursts.push([]);
      continue;
    }
    const sentences = hearTurn(text);
    const isAside = turnAway(drafts, text, sentences);
    for (const heard of sentences) {
      if (!heard.order) bursts.at(-1)!.push(heard);
      if (isAside && !heard.order) drafts.at(-1)!.aside.push(heard);
      else place(drafts, heard);
    }
  }
  const matters = drafts.map(finish);
  const now = drafts.at(-1)!;
  // Nothing but an aside since the vendor spoke: then that is what is asked.
  if (now.last.length === 0 && now.aside.length > 0) matters.push(finish(asideOf(now)));
  return {
    now: matters.at(-1)!,
    before: matters.slice(0, -1),
    lastTurns: textOf(bursts.at(-1)!),
    everything: textOf(bursts.flat()),
  };
}

/**
 * Begins another matter where the first words after a reply leave the open one. A fault stays open beside what else is
 * asked: then these words are an aside.
 */
function turnAway(drafts: Draft[], text: string, heard: readonly Heard[]): boolean {
  const open = drafts.at(-1)!;
  const { last, aside, said, advice, settledAt } = open;
  const isOpen = advice.length > 0 && settledAt === null && last.length + aside.length === 0;
  if (!isOpen || !beginsAnew(text, heard, said, advice.join("\n"))) return false;
  open.isAsideAnew = said.some(({ fault }) => fault);
  if (!open.isAsideAnew) drafts.push(fresh());
  return open.isAsideAnew;
}

function advise(drafts: readonly Draft[], text: string): void {
  for (const draft of drafts) {
    draft.last = [];
    draft.aside = [];
    draft.isAsideAnew = false;
  }
  drafts.at(-1)!.advice.push(text);
}

function place(drafts: Draft[], heard: Heard): void {
  const now = drafts.at(-1)!;
  const settled = now.settledAt !== null;
  if (heard.order) {
    // Orders after a settled matter stand alone; within an open one they are noise beside a real request.
    if (settled) drafts.push(fresh());
    drafts.at(-1)!.orders.push(heard.text);
    return;
  }
  if (!settled && (now.aside.length > 0 || heard.turns) && now.said.some(({ fault }) => fault)) {
    now.aside.push(heard);
    return;
  }
  if (settled) placeAfter(drafts, heard);
  else {
    if (heard.turns && now.said.length > 0) drafts.push(fresh());
    say(drafts.at(-1)!, heard);
  }
}

/** Something is said after the matter was settled: it stays there unless it asks for something. */
function placeAfter(drafts: Draft[], heard: Heard): void {
  const now = drafts.at(-1)!;
  if (heard.reopens && !heard.works && !heard.closing) now.settledAt = null;
  else if (!heard.works && !heard.closing && heard.checks) now.checksBack = true;
  else if (!heard.works && !heard.closing && !heard.takesBack && heard.asks) {
    const next = fresh();
    drafts.push(next);
    for (const earlier of now.tail) say(next, earlier);
    say(next, heard);
    return;
  } else if (!heard.works && !heard.closing) now.tail.push(heard);
  say(now, heard);
}

function say(draft: Draft, heard: Heard): void {
  draft.said.push(heard);
  draft.last.push(heard);
  if (draft.advice.length === 0) draft.opening.push(heard);
  // Nothing is settled before the vendor has spoken.
  const lastAdvice = draft.advice.at(-1);
  if (lastAdvice === undefined) return;
  // A way around a confirmed defect is no end of it.
  const works = heard.works && !(says(CONFIRMED_DEFECT, lastAdvice) && !says(FIXED_LATER, lastAdvice));
  const settles =
    works ||
    (heard.assents && endsWith(lastAdvice, draft.said)) ||
    (heard.takesBack && OF_MONEY_OR_BLAME.test(textOf(draft.said)));
  if (settles && draft.settledAt === null) draft.settledAt = draft.said.length - 1;
}

/** A yes to an answer ends the matter; to a question, a request or in an open fault it only goes on with it. */
const endsWith = (advice: string, said: readonly Heard[]): boolean =>
  !wantsMore(advice) && !said.some(({ fault }) => fault);
const wantsMore = (advice: string): boolean => WANTS_MORE.test(sentencesOf(advice).at(-1) ?? "");
const WANTS_MORE =
  /[?吗]|(?:麻烦|请|烦请|劳烦)(?:您|你|再|先)*(?:提供|发|截|告知|告诉|确认|补充|说明|上传|给|稍)|稍等|同事|核实|跟进|could you|can you|would you|please (?:send|provide|share|confirm|attach|tell|wait|hold)|let me (?:check|look)|colleague|look into/u;

/** A wrong version that is put right settles nothing; a bill or a complaint that is taken back does. */
const OF_MONEY_OR_BLAME =
  /投诉|扣|费|账单|钱|退|气死|complain|charg|bill|invoice|refund|\bfee\b|paying|paid|credit|\brant|rip-?off/u;

const asideOf = (draft: Draft): Draft => ({
  ...fresh(),
  said: draft.aside,
  opening: draft.aside,
  last: draft.aside,
  advice: draft.isAsideAnew ? [] : draft.advice.slice(-1),
});

const textOf = (heard: readonly Heard[]): string => heard.map(({ text }) => text).join("\n");
const actsOf = (heard: readonly Heard[]): Set<Act> => new Set(heard.flatMap(({ act }) => act ?? []));
const vendorActs = (advice: string): Act[] =>
  sentencesOf(advice).flatMap((sentence) => actOf(sentence, "vendor") ?? []);

const finish = (draft: Draft): Matter => {
  const advised = draft.advice.map(vendorActs);
  const courtesy = courtesyOf(draft);
  return {
    said: textOf(draft.said),
    core: textOf(draft.settledAt === null ? draft.said : draft.said.slice(0, draft.settledAt)),
    opening: textOf(draft.opening),
    last: textOf(draft.last),
    advice: draft.advice.join("\n"),
    lastAdvice: draft.advice.at(-1) ?? "",
    vendorTurns: draft.advice.length,
    saidActs: actsOf(draft.said),
    lastActs: actsOf(draft.last),
    adviceActs: new Set(advised.flat()),
    lastAdviceActs: new Set(advised.at(-1)),
    orders: draft.orders,
    settled: !isCall(courtesy) && (draft.settledAt !== null || courtesy === "thanks"),
    checksBack: draft.checksBack,
    courtesy,
  };
};

/** An "ok" that ends what the vendor began greets nobody. Signs at the beginning knock. After an answer "?" blames the answer. */
function courtesyOf({ orders, said, last, settledAt, advice }: Draft): Courtesy | null {
  if (orders.length > 0) return null;
  const words = simplify(textOf(said));
  if (advice.length === 0 && words !== "" && !/[\p{L}\p{N}?]/u.test(words)) return "knock";
  // After all that was said before, a knock is still one, and so is who answers: "thanks! one more question".
  const call = courtesyIn(simplify(textOf(last)));
  const courtesy = courtesyIn(words) ?? (isCall(call) ? call : null);
  if (courtesy === "puzzled" && advice.length > 0 && !wantsMore(advice.at(-1)!)) return null;
  return courtesy === "greeting" && settledAt !== null ? "thanks" : courtesy;
}
