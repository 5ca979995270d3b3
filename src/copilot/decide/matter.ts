import { fold } from "../../kernel/fold.ts";
import { injectionSignals } from "../understand/injection.ts";
import { says, sentencesOf } from "./cue.ts";
import { BEYOND_DOCS, CUSTOM, OPERATION } from "./cues/business.ts";
import { CLOSING, CONFIRMS, NEW_TOPIC, PROMOTER, RESOLVED } from "./cues/mood.ts";
import { GRIEVANCE, INJECTION, REDRESS, TAKES_BACK } from "./cues/people.ts";
import { LEAVES_TO_RND, WISH } from "./cues/rnd.ts";
import { DATA_LOSS, FAULT, LATE_FACT, SECURITY, STILL_FAILING } from "./cues/trouble.ts";

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
  /** What the vendor wrote about it. */
  readonly advice: string;
  /** What the vendor wrote last. */
  readonly lastAdvice: string;
  readonly vendorTurns: number;
  /** Sentences that try to steer the machine. */
  readonly orders: readonly string[];
  /** The customer says that it works or is clear, and asks for nothing more. */
  readonly settled: boolean;
  /** Settled, and the customer only checks what was explained. */
  readonly checksBack: boolean;
}

interface Draft {
  opening: string[];
  said: string[];
  core: string[];
  orders: string[];
  last: string[];
  advice: string[];
  settled: boolean;
  checksBack: boolean;
}

export interface Matters {
  readonly now: Matter;
  /** What was talked about before, newest last. */
  readonly before: readonly Matter[];
  /** All that the customer wrote after the vendor's last message, and all that the customer ever wrote. */
  readonly lastTurns: string;
  readonly everything: string;
}

const fresh = (): Draft => ({
  opening: [],
  said: [],
  core: [],
  orders: [],
  last: [],
  advice: [],
  settled: false,
  checksBack: false,
});

/** Cuts a conversation into matters. A settled matter is followed by a new one as soon as something else is asked. */
export function mattersOf(turns: readonly Turn[]): Matters {
  const drafts: Draft[] = [fresh()];
  for (const turn of turns) {
    const text = fold(turn.text);
    if (turn.role === "agent") {
      for (const draft of drafts) draft.last = [];
      drafts.at(-1)!.advice.push(text);
    } else for (const sentence of sentencesOf(text)) hear(drafts, sentence);
  }
  const lastVendor = turns.findLastIndex((turn) => turn.role === "agent");
  const customer = (from: number) =>
    turns
      .slice(from)
      .filter((turn) => turn.role === "customer")
      .flatMap((turn) => sentencesOf(fold(turn.text)).filter((sentence) => !isOrder(sentence)));
  const matters = returned(drafts).map(finish);
  return {
    now: matters.at(-1)!,
    before: matters.slice(0, -1),
    lastTurns: customer(lastVendor + 1).join("\n"),
    everything: customer(0).join("\n"),
  };
}

function hear(drafts: Draft[], sentence: string): void {
  const now = drafts.at(-1)!;
  if (isOrder(sentence)) {
    order(drafts, sentence);
    return;
  }
  const works = says(RESOLVED, sentence) && !UNSETTLING.some((cue) => says(cue, sentence));
  const settles = works || takesBack(now, sentence);
  const checksBack = now.settled && says(CONFIRMS, sentence) && !says(FAULT, sentence) && !says(NEW_TOPIC, sentence);
  const opens = now.settled
    ? !settles && !checksBack && !isClosing(sentence) && asksSomething(sentence)
    : turnsAway(now, sentence);
  if (opens) drafts.push(fresh());
  const target = drafts.at(-1)!;
  target.said.push(sentence);
  target.last.push(sentence);
  if (target.advice.length === 0) target.opening.push(sentence);
  if (!settles && !target.settled) target.core.push(sentence);
  target.settled ||= settles && target.said.length > 0;
  target.checksBack ||= checksBack;
}

/** A complaint or a bill is settled, too, when the customer takes it back; a wrong version that is put right is not. */
const takesBack = (now: Draft, sentence: string): boolean =>
  says(TAKES_BACK, sentence) &&
  !says(LATE_FACT, sentence) &&
  OF_MONEY_OR_BLAME.test(`${now.said.join("\n")}\n${sentence}`);

const OF_MONEY_OR_BLAME =
  /投诉|扣|费|账单|钱|退|气死|complain|charg|bill|invoice|refund|fee\b|paying|paid|credit|rant/u;

/** Words that undo what sounds settled in the same sentence. */
const UNSETTLING = [STILL_FAILING, GRIEVANCE, LEAVES_TO_RND];

/** Rules for support conversations, or two or more signals of the general detector. */
const isOrder = (sentence: string): boolean => says(INJECTION, sentence) || injectionSignals(sentence).score >= 0.9;

/** Orders after a settled matter stand alone; within an open one they are noise beside a real request. */
function order(drafts: Draft[], sentence: string): void {
  if (drafts.at(-1)!.settled) drafts.push(fresh());
  drafts.at(-1)!.orders.push(sentence);
}

const turnsAway = (now: Draft, sentence: string): boolean =>
  now.said.length > 0 && says(NEW_TOPIC, sentence) && !says(LATE_FACT, sentence) && sentence.length > 3;

/** Thanks and goodbye, without a request in it. */
const isClosing = (sentence: string): boolean => says(CLOSING, sentence) && !REQUEST.test(sentence);

/** More than thanks, praise or small talk: a question, a request, a fault, or something grave. */
const asksSomething = (sentence: string): boolean =>
  !(says(PROMOTER, sentence) && !/[?吗]/u.test(sentence)) &&
  (REQUEST.test(sentence) || says(NEW_TOPIC, sentence) || GRAVE.some((cue) => says(cue, sentence)));

const GRAVE = [FAULT, SECURITY, DATA_LOSS, REDRESS, GRIEVANCE, OPERATION, WISH, CUSTOM, BEYOND_DOCS, LATE_FACT];
const REQUEST =
  /[?吗呢]|请|麻烦|帮|能不能|可不可以|怎么|如何|咋|什么|为啥|哪|多少|需要|希望|想(?:请|问|要|让|把|在|给)|我要|不过|但是?|坏了|\b(?:please|pls|can you|could you|would you|how|what|why|where|which|who|need|want|i'd like|we'd like|but|however|oh no|except)\b/u;

/** An aside does not replace an open fault when the customer comes back to it. */
function returned(drafts: readonly Draft[]): readonly Draft[] {
  const now = drafts.at(-1)!;
  const open = drafts.slice(0, -1).findLast((draft) => !draft.settled && says(FAULT, draft.said.join("\n")));
  const last = now.last.join("\n");
  const back = COMES_BACK.test(last) || (says(FAULT, last) && !says(FAULT, now.said[0] ?? ""));
  if (open === undefined || open === now || now.settled || !back) return drafts;
  const merged = {
    opening: open.opening,
    said: [...open.said, ...now.said],
    core: [...open.core, ...now.core],
    orders: [...open.orders, ...now.orders],
    last: now.last,
    advice: [...open.advice, ...now.advice],
    settled: now.settled,
    checksBack: now.checksBack,
  };
  return [...drafts.filter((draft) => draft !== open && draft !== now), merged];
}

const COMES_BACK =
  /先(?:把|解决|处理|看|弄|搞|修|顾)|(?:回到|说回|接着|继续)(?:刚才|前面|之前|那个)|(?:刚才|前面|之前|原来)(?:那个|的)?(?:问题|故障|事)|back to (?:the|my|our)|(?:first|main|original|actual) (?:issue|problem|thing)|(?:get|fix|sort) .{0,24} first|first (?:please|get|fix|let's)|more urgent|meanwhile/u;

const finish = (draft: Draft): Matter => ({
  said: draft.said.join("\n"),
  core: draft.core.join("\n"),
  orders: draft.orders,
  opening: draft.opening.join("\n"),
  last: draft.last.join("\n"),
  advice: draft.advice.join("\n"),
  lastAdvice: draft.advice.at(-1) ?? "",
  vendorTurns: draft.advice.length,
  settled: draft.settled,
  checksBack: draft.checksBack,
});
