import { DomainError } from "../kernel/errors.ts";
import { remembered } from "../kernel/remembered.ts";
import type { ContentScreen, ScreenVerdict } from "../models/content-screen.ts";
import {
  masked,
  maskedSpans,
  SAFETY_ACTIONS,
  type SafetyAction,
  type SafetyFinding,
  type SafetyPolicy,
  screen,
} from "../policy/safety.ts";
import type { Turn } from "./decide/matter.ts";
import { type Proposal, type ProposalPassage, type ProposalSentence, saidSentences } from "./proposal.ts";

/** The customer's words that wait for an answer. */
export function waitingWords(turns: readonly Turn[]): string {
  const last = turns.findLastIndex(({ role }) => role !== "customer");
  return turns
    .slice(last + 1)
    .map(({ text }) => text)
    .join("\n");
}

/** The conversation as a model may see it: what a list masks is masked before anything else reads it. */
export const maskedTurns = (policy: SafetyPolicy, turns: readonly Turn[]): Turn[] =>
  turns.map((turn) => (turn.role === "customer" ? { ...turn, text: masked(policy, "in", turn.text) } : turn));

/** Something that keeps a text from leaving alone. */
type Flag = Pick<SafetyFinding, "list" | "action" | "reason" | "reply">;

/** What texts are screened by: the lists, and a provider if there is one. */
export interface Screening {
  readonly policy: SafetyPolicy;
  readonly provider: ContentScreen | null;
  readonly signal: AbortSignal;
}

/** What there is against the customer's words. */
export async function flagsOfMessage(by: Screening, words: string): Promise<Flag[]> {
  const own = screen(by.policy, "in", words).filter(({ action }) => action !== "mask");
  return [...own, ...(await providerFlags(by, words, "in"))];
}

/**
 * The proposal after its text was screened: masked where a list says so, without sentences that a list refuses, and for
 * a person to look at when anything was flagged, on either side.
 */
export async function screened(by: Screening, drafted: Proposal, incoming: readonly Flag[]): Promise<Proposal> {
  const { policy } = by;
  const passages = drafted.retrieved.passages.map((passage) => screenPassage(policy, passage));
  const proposal = { ...drafted, retrieved: { ...drafted.retrieved, passages } };
  const read = proposal.draft.sentences.map((sentence) => screenSentence(policy, sentence));
  const sentences = read.map(({ sentence }) => sentence);
  const draft = { ...proposal.draft, sentences };
  const flags = read.flatMap((one) => one.flags);
  const whole = saidSentences({ draft })
    .map(({ text }) => text)
    .join("\n");
  const across = screen(policy, "out", whole).map((finding) => ({ ...finding, action: "hold" as const }));
  const outgoing = [...flags, ...across, ...(await providerFlags(by, whole, "out"))];
  const all = [
    ...incoming.map((flag) => ({ ...flag, direction: "in" as const })),
    ...outgoing.map((flag) => ({ ...flag, direction: "out" as const })),
  ];
  if (all.length === 0) return { ...proposal, draft };
  const { language } = proposal.request;
  const reply = incoming.find((flag) => flag.action === "refuse")?.reply ?? null;
  const { decision, checks } = proposal;
  const gives = incoming.length > 0 || outgoing.some(({ action }) => action === "refuse");
  return {
    ...proposal,
    draft,
    safety: {
      flags: all.map(({ list, direction, action }) => ({ list, direction, action })),
      reply: reply === null ? null : reply[language],
    },
    checks: { ...checks, passed: false },
    decision: {
      ...decision,
      action: gives || decision.action === "hand_over" ? "hand_over" : "propose",
      handoffReason: incoming.length > 0 ? "content_flagged" : (decision.handoffReason ?? "content_flagged"),
      tier: Math.max(1, decision.tier),
      mustNotAutoSend: true,
      reasons: [...all.map(({ list, reason }) => ({ code: `safety_${list}`, ...reason })), ...decision.reasons],
    },
  };
}

/** A citation shows its passage to the customer, so no list may mind a word of it; agents read it as it stands. */
function screenPassage(policy: SafetyPolicy, passage: ProposalPassage): ProposalPassage {
  const clean = cleaner(policy);
  const { title, headingPath, text } = passage;
  const shown = { title: clean(title), headingPath: headingPath.map(clean), text: clean(text) };
  const same = shown.title === title && shown.text === text && headingPath.every((part) => clean(part) === part);
  return same ? passage : { ...passage, shown };
}

const MOST_TEXTS = 1_000;
/** Policies are parsed once for each content; texts of the knowledge base are screened once under each. */
const cleaners = new WeakMap<SafetyPolicy, (text: string) => string>();

function cleaner(policy: SafetyPolicy): (text: string) => string {
  const clean = cleaners.get(policy) ?? remembered(MOST_TEXTS, (text) => masked(policy, "out", text, SAFETY_ACTIONS));
  cleaners.set(policy, clean);
  return clean;
}

function screenSentence(
  policy: SafetyPolicy,
  sentence: ProposalSentence,
): { readonly sentence: ProposalSentence; readonly flags: readonly Flag[] } {
  if (!sentence.check.supported) return { sentence, flags: [] };
  const found = screen(policy, "out", sentence.text);
  if (found.length === 0) return { sentence, flags: [] };
  const flags = found.filter(({ action }) => action !== "mask");
  const refused = flags.some(({ action }) => action === "refuse");
  const text = maskedSpans(
    sentence.text,
    found.filter(({ action }) => action === "mask"),
  );
  return { sentence: { ...sentence, text, check: { ...sentence.check, supported: !refused } }, flags };
}

/** A provider that cannot be asked holds everything: a text that nobody has screened does not leave alone. */
async function providerFlags({ provider, signal }: Screening, text: string, direction: "in" | "out"): Promise<Flag[]> {
  if (provider === null || text.trim() === "") return [];
  try {
    const { action, label }: ScreenVerdict = await provider.screen(text, direction, signal);
    return action === "pass" ? [] : [providerFlag(action, label)];
  } catch (error) {
    if (!(error instanceof DomainError) || signal.aborted) throw error;
    return [providerFlag("hold", "no verdict")];
  }
}

const providerFlag = (action: SafetyAction, label: string): Flag => ({
  list: "provider",
  action,
  reason: { zh: `内容安全服务：${label || action}`, en: `Content safety provider: ${label || action}` },
  reply: null,
});
