import { simplify } from "../../models/simplify.ts";
import { assents, isPuzzled } from "../understand/asks-nothing.ts";
import { injectionOnce } from "../understand/injection/injection.ts";
import { withoutMentions } from "../understand/injection/mentions.ts";
import { type Act, actOf } from "./acts.ts";
import { type Cue, sentencesOf } from "./cue.ts";
import { BEYOND_DOCS, CUSTOM, OPERATION } from "./cues/business.ts";
import { CLOSING, CONFIRMS, NEW_TOPIC, PROMOTER, RESOLVED } from "./cues/mood.ts";
import { ASKS_HUMAN, GRIEVANCE, INJECTION, REDRESS, TAKES_BACK } from "./cues/people.ts";
import { LEAVES_TO_RND, WISH } from "./cues/rnd.ts";
import { AFTER_ADVICE, DATA_LOSS, FAULT, LATE_FACT, SECURITY, STILL_FAILING } from "./cues/trouble.ts";
import { cuesIn } from "./cues-in.ts";

/** One sentence of a customer and what it does for the course of the conversation. Text is folded. */
export interface Heard {
  readonly text: string;
  readonly act: Act | null;
  /** Gives orders to the machine. */
  readonly order: boolean;
  readonly fault: boolean;
  /** It works, or it is understood. */
  readonly works: boolean;
  /** Takes in what was said, and says no more. */
  readonly assents: boolean;
  /** Thanks, praise, goodbye. */
  readonly closing: boolean;
  /** Checks what was explained. */
  readonly checks: boolean;
  /** Takes a complaint or a doubt about a bill back. */
  readonly takesBack: boolean;
  /** A question, a request, a fault, or something grave. */
  readonly asks: boolean;
  /** Goes on with what only sounded settled: a way around is no solution. */
  readonly reopens: boolean;
  /** Turns to another matter. */
  readonly turns: boolean;
}

/** Reads one message of a customer. */
export function hearTurn(folded: string): Heard[] {
  // A sign alone is no sentence, and yet an answer.
  const words = simplify(folded);
  if (isPuzzled(words)) return [{ ...hearSentence(folded), act: null, works: false, closing: false }];
  if (assents(words)) return [{ ...hearSentence(folded), act: "settled", assents: true }];
  const sentences = sentencesOf(folded);
  // Other signs are heard as they stand: who begins with them wants something.
  const said = sentences.length === 0 && folded.trim() !== "" ? [folded] : sentences;
  const heard = withoutReportedOrders(folded, said.map(hearSentence));
  const steered = heard.some(({ order }) => order) && !heard.some(({ fault, order }) => fault && !order);
  // Without a fault in the message, the sentences around an order belong to it.
  return steered ? heard.map((one) => (one.works || one.closing ? one : { ...one, order: true })) : heard;
}

/** An order that a message only quotes, or asks about, is given to nobody. */
function withoutReportedOrders(folded: string, heard: Heard[]): Heard[] {
  if (!heard.some(({ order }) => order)) return heard;
  const own = withoutMentions(folded);
  if (own === folded) return heard;
  return sentencesOf(own).some((text) => hearSentence(text).order)
    ? heard
    : heard.map((one) => ({ ...one, order: false }));
}

function hearSentence(text: string): Heard {
  const given = cuesIn(text);
  const question = /[?吗]/u.test(text);
  const hears = (cue: Cue) => given.has(cue);
  const act = actHeard(text, given);
  const fault = hears(FAULT) || (act === "fault" && !question);
  const late = hears(LATE_FACT) || act === "late_fact";
  const turns = hears(NEW_TOPIC) && !late && text.length > 3;
  const undone = UNSETTLING.some(hears) || act === "data_loss" || act === "security";
  const praise = hears(PROMOTER) && !question;
  return {
    text,
    act,
    order:
      hears(INJECTION) ||
      (steers(text) && !fault && !hears(DATA_LOSS) && !hears(AFTER_ADVICE)) ||
      (act === "order" && !ASKS_HOW.test(text) && injectionOnce(text).score > 0),
    fault,
    assents: false,
    works: (hears(RESOLVED) || (act === "settled" && !question)) && !undone,
    closing: act === "closing" ? !question : hears(CLOSING) && !REQUEST.test(text),
    checks: (hears(CONFIRMS) || act === "confirm") && !hears(FAULT) && !hears(NEW_TOPIC),
    takesBack:
      (hears(TAKES_BACK) ||
        (act === "takes_back" && text.length > 6 && !turns && !REQUEST.test(text) && !YES_OR_NO.test(text))) &&
      !late,
    asks: (act !== null && !IDLE.includes(act)) || (!praise && (REQUEST.test(text) || turns || GRAVE.some(hears))),
    reopens: hears(LEAVES_TO_RND) || (act !== null && REOPENING.includes(act)),
    turns,
  };
}

/** A question that its verb begins, as it is typed in chats: without a question mark. */
const YES_OR_NO =
  /^(?:(?:and|so|ok|well)[, ]+)?(?:do|does|did|is|are|am|was|were|will|would|should|has|have|can|could) (?:we|i|you|it|he|she|they|there|this|that|these|those|the|our|my|your|an?|any)\b/u;

/** Who asks how an invoice is reversed wants no money back, and a password that one forgot was not stolen. */
function actHeard(text: string, given: ReadonlySet<Cue>): Act | null {
  const guessed = actOf(text, "customer", given);
  const harmless =
    (guessed === "refund" && ASKS_HOW.test(text) && !given.has(REDRESS)) ||
    (guessed === "security" && FORGOTTEN.test(text) && !given.has(SECURITY));
  return harmless ? "question" : guessed;
}

/**
 * One clear signal of the general detector; the name of a language model alone is none, since products have such
 * features.
 */
function steers(text: string): boolean {
  const { score, signals } = injectionOnce(text);
  return score >= 0.7 && signals.some((signal) => signal !== "jailbreak_name");
}

const FORGOTTEN =
  /忘(?:了|记|掉)?.{0,6}(?:密码|口令)|(?:密码|口令).{0,4}忘|\b(?:forgot|forgotten|forget|can't remember|don't remember|lost) (?:my|the|our) (?:\w+ )?password/u;
const ASKS_HOW = /怎么|如何|怎样|\b(?:how|where) (?:do|can|to|should)\b|^(?:can|could|may) (?:i|we)\b/u;

/** Words that undo what sounds settled in the same sentence. */
const UNSETTLING = [STILL_FAILING, GRIEVANCE, LEAVES_TO_RND, ASKS_HUMAN];
const GRAVE = [FAULT, SECURITY, DATA_LOSS, REDRESS, GRIEVANCE, OPERATION, WISH, CUSTOM, BEYOND_DOCS, LATE_FACT];
const REOPENING: readonly Act[] = ["to_rnd", "patch", "repair", "refutes"];
const IDLE: readonly Act[] = ["settled", "closing", "confirm", "takes_back", "info"];
const REQUEST =
  /[?吗呢]|请|麻烦|帮|能不能|可不可以|怎么|如何|咋|什么|为啥|哪|多少|需要|希望|想(?:请|问|要|让|把|在|给)|我要|不过|但是?|坏了|\b(?:please|pls|can you|could you|would you|how|what|why|where|which|who|need|want|i'd like|we'd like|but|however|oh no|except)\b/u;
