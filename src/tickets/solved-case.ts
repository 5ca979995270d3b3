/** One message of a solved conversation, as far as finding the solution needs it. */
export interface CaseMessage {
  readonly id: string;
  readonly direction: "in" | "out";
  readonly by: "customer" | "copilot" | "member";
  /** The sentence that says a person takes over. */
  readonly handover: boolean;
  readonly cites: boolean;
  readonly text: string;
}

export interface FoundCase {
  /** What the customer asked, whole, for its words. */
  readonly problem: string;
  readonly questionId: string | null;
  readonly replyId: string | null;
}

/** Signs of a question that are read; the matter stands at its beginning. */
const MOST_SIGNS = 1_000;
/** The last replies of which one is the solution; after it come thanks and goodbyes. */
const LAST_REPLIES = 3;

/**
 * What was asked and which reply solved it. The question is all that the customer wrote before the first answer. The
 * solution is, among the last three replies (a member's, else the copilot's), the last one that rests on an article, or
 * else the longest: what follows a solution is a greeting. Without a question or an answer nothing is found.
 */
export function solvedCaseOf(messages: readonly CaseMessage[]): FoundCase {
  const spoken = messages.filter(({ handover, text }) => !handover && text.trim() !== "");
  const answered = spoken.findIndex(({ direction }) => direction === "out");
  const asked = spoken.slice(0, answered < 0 ? undefined : answered).filter(({ direction }) => direction === "in");
  const problem = asked
    .map(({ text }) => text.trim())
    .join("\n")
    .slice(0, MOST_SIGNS);
  return { problem, questionId: asked[0]?.id ?? null, replyId: solutionOf(spoken)?.id ?? null };
}

function solutionOf(spoken: readonly CaseMessage[]): CaseMessage | undefined {
  const replies = spoken.filter(({ direction }) => direction === "out");
  const ofMembers = replies.filter(({ by }) => by === "member");
  const last = (ofMembers.length > 0 ? ofMembers : replies).slice(-LAST_REPLIES);
  const longest = last.reduce<CaseMessage | undefined>(
    (best, reply) => (best === undefined || reply.text.length > best.text.length ? reply : best),
    undefined,
  );
  return last.findLast(({ cites }) => cites) ?? longest;
}

/** A word of a request with how much it counts, 0..1, and in how many solved cases it stands. */
export interface AskedTerm {
  readonly term: string;
  readonly weight: number;
  readonly found: number;
}

/**
 * How much each word tells: a word of every case tells next to nothing, ln(1 + most / found). `most` is the number of
 * cases, or the number up to which they are counted.
 */
export const tellingWeight = ({ weight, found }: Pick<AskedTerm, "weight" | "found">, most: number): number =>
  weight * Math.log(1 + most / Math.max(1, found));

/**
 * 0..1: how much of what a request says (by weight) a case says too, less up to half for words that the case says
 * beside it: an all-round complaint holds the words of every question.
 */
export function likeness(asked: ReadonlyMap<string, number>, terms: readonly string[]): number {
  const shared = terms.filter((term) => asked.has(term));
  const whole = [...asked.values()].reduce((sum, weight) => sum + weight, 0);
  if (whole === 0 || shared.length === 0) return 0;
  const covered = shared.reduce((sum, term) => sum + asked.get(term)!, 0) / whole;
  return Math.min(1, covered * (0.5 + 0.5 * (shared.length / terms.length)));
}
