import { topicWords } from "../content-words.ts";
import { ASKS_HUMAN, GRIEVANCE, REDRESS } from "./cues/people.ts";
import { AFTER_ADVICE, DATA_LOSS, STILL_FAILING } from "./cues/trouble.ts";
import { says } from "./cues-in.ts";
import { type Heard, hearTurn } from "./heard.ts";

/** Fewer words than these leave open what is asked about: 要多久, "which one?". */
const FEWEST_WORDS = 2;
/** Share of the words of what begins a new matter that may have been said before: of a question, and of a fault. */
const MOST_KNOWN = 0.34;
const MOST_KNOWN_OF_FAULT = 0.2;

const ASKS =
  /[?？吗呢]|怎么|怎样|如何|咋|什么|啥|哪|多少|几[个次天种张条页台人家份套]|能不能|可不可以|是否|支不支持|不[。!]?$|\b(?:how|what|where|which|when|who|why)\b|(?:^|[.,;\n] *)(?:can|could|do|does|is|are|should|may)\b/u;
const POINTS_BACK =
  /这(?!个?[月周年天次季])|那|它|其中|上面|刚才|(?:之前|[您你]们?)说|第.{1,2}步|^(?:然后|接着|之后|所以|但|不过|可是|还有呢)|\b(?:it|its|this|that|these|those|them|they|above|there|one|step|instead|same|you (?:said|mentioned|wrote|told))\b|^(?:and|but|so|or|then)\b/u;

/** Whether a folded text asks something that points to nothing before it, and tells of no fault. */
export function asksByItself(folded: string): boolean {
  if (!ASKS.test(folded) || POINTS_BACK.test(folded)) return false;
  const heard = hearTurn(folded);
  return standsByItself(folded, heard) && !heard.some(({ fault, works, act }) => fault || works || act === "late_fact");
}

/**
 * Whether what a customer says after a reply begins another matter: nearly all that it speaks of is new, to what the
 * customer `said` and to the replies. What is unsure, a fault after a fault, and whatever comes after one asked for a
 * person goes on with the matter before: that is the safer side.
 */
export function beginsAnew(folded: string, heard: readonly Heard[], said: readonly Heard[], advice: string): boolean {
  if (!standsByItself(folded, heard)) return false;
  const isFault = heard.some(({ fault }) => fault);
  if (isFault && said.some(({ fault }) => fault)) return false;
  if (said.some(({ act, text }) => act === "human" || says(ASKS_HUMAN, text))) return false;
  // In a question what sounds settled, or like a fact that was forgotten, is said of what is asked about.
  if (heard.some(({ works, act, text }) => (works || act === "late_fact") && !ASKS.test(text))) return false;
  if (!ASKS.test(folded) && !heard.some(({ asks }) => asks)) return false;
  // Who first tells something of what was advised goes on from there.
  if (heard.length > 1 && heard.some(({ text }) => !ASKS.test(text) && sharesAny(text, advice))) return false;
  const before = [...said.map(({ text }) => text), advice].join("\n");
  return shareKnown(folded, before) <= (isFault ? MOST_KNOWN_OF_FAULT : MOST_KNOWN);
}

const standsByItself = (folded: string, heard: readonly Heard[]): boolean =>
  !POINTS_BACK.test(folded) &&
  !GOES_ON.some((cue) => says(cue, folded)) &&
  !heard.some(({ order, reopens, takesBack, act }) => order || reopens || takesBack || act === "human");

const GOES_ON = [ASKS_HUMAN, GRIEVANCE, REDRESS, STILL_FAILING, AFTER_ADVICE, DATA_LOSS];

const sharesAny = (text: string, folded: string): boolean =>
  [...topicWords(text)].some((word) => folded.includes(word));

/** The share of what a folded text speaks of that was said before; 1 where that is too little to stand by itself. */
export function shareKnown(folded: string, before: string): number {
  const words = [...topicWords(folded)];
  return words.length < FEWEST_WORDS ? 1 : shareSaid(words, before);
}

/** The share of words that a folded text holds; 1 of none. */
export const shareSaid = (words: readonly string[], folded: string): number =>
  words.length === 0 ? 1 : words.filter((word) => folded.includes(word)).length / words.length;
