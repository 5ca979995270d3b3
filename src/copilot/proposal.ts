import { z } from "zod";
import { AUDIENCES, CHANNELS, LANGUAGES } from "../kernel/labels.ts";
import { DIRECTIONS, SAFETY_ACTIONS } from "../policy/safety.ts";
import { CHECK_RULES, Verdict } from "./check/verdict.ts";
import { Decision, DecisionFacts } from "./decide/decision.ts";
import { Signals } from "./decide/signals.ts";
import { ModelLabels } from "./draft/model/model-answer.ts";
import { toldPlace } from "./told-place.ts";
import { Understanding } from "./understand/understanding.ts";

/** A passage of this run. Citations are its index here; a link is made by the server from article and offsets. */
export const ProposalPassage = z.object({
  chunkId: z.string(),
  articleId: z.string(),
  articleVersion: z.int(),
  path: z.string(),
  title: z.string(),
  headingPath: z.array(z.string()),
  anchor: z.string().nullable(),
  start: z.int(),
  end: z.int(),
  text: z.string(),
  audience: z.enum(AUDIENCES),
  score: z.number(),
  /** What a customer reads in place of the same fields, where a list of words has something against them. */
  shown: z.object({ title: z.string(), headingPath: z.array(z.string()), text: z.string() }).optional(),
});
export type ProposalPassage = z.infer<typeof ProposalPassage>;

export const ProposalSentence = z.object({
  kind: z.enum(["fact", "frame", "question"]),
  text: z.string(),
  /** Indexes into `retrieved.passages`, from 0. */
  cites: z.array(z.int()),
  check: Verdict,
});
export type ProposalSentence = z.infer<typeof ProposalSentence>;

const Milliseconds = z.number().nonnegative();

/** What the copilot proposes for one request: scored by evals, shown in the workbench, kept by the audit. */
export const Proposal = z.object({
  id: z.string(),
  createdAt: z.iso.datetime(),
  request: z.object({
    channel: z.enum(CHANNELS),
    /** What was understood and searched for: the customer's words since the last resolution. Spans count in it. */
    text: z.string(),
    language: z.enum(LANGUAGES),
  }),
  understanding: Understanding,
  signals: Signals,
  retrieved: z.object({
    answerability: z.number(),
    passages: z.array(ProposalPassage),
    /** Found, and kept from the model and the customer because they give orders to whoever answers. */
    withheld: z.array(ProposalPassage.pick({ chunkId: true, articleId: true, path: true, title: true })).default([]),
  }),
  draft: z.object({
    engine: z.enum(["embedded", "model"]),
    language: z.enum(LANGUAGES),
    /** As drafted; those that failed a check are kept here with their reasons and are never shown to a customer. */
    sentences: z.array(ProposalSentence),
    missing: z.array(z.string()),
    clarifyingQuestion: z.string().nullable(),
    /** What the passages say that comes closest, for agents only, where it is not sure enough for a draft. */
    nearest: z.array(ProposalSentence.pick({ text: true, cites: true })).optional(),
  }),
  model: z.object({
    outcome: z.enum(["not_asked", "answered", "failed"]),
    labels: ModelLabels.nullable(),
    /** Labels outside the closed sets. */
    refusedLabels: z.int(),
    /** Why the model's answer was not used; null when it was, or when none was asked. */
    problem: z.string().nullable(),
  }),
  checks: z.object({
    passed: z.boolean(),
    removed: z.int(),
    failures: z.array(z.object({ sentence: z.int(), rule: z.enum(CHECK_RULES), found: z.string() })),
  }),
  /** What content safety has found, and what the customer is told instead of the usual words; absent: nothing. */
  safety: z
    .object({
      flags: z.array(z.object({ list: z.string(), direction: z.enum(DIRECTIONS), action: z.enum(SAFETY_ACTIONS) })),
      reply: z.string().nullable(),
    })
    .optional(),
  decision: Decision,
  /** All that the decision rests on beside the policies, so that other policies can be tried on it later. */
  facts: DecisionFacts.optional(),
  provenance: z.object({
    prompt: z.object({ id: z.string(), version: z.int(), hash: z.string() }).nullable(),
    model: z.string().nullable(),
    tokens: z.object({ input: z.int(), output: z.int() }),
    /** Millionths of the currency unit that prices are configured in. */
    costMicros: z.int(),
    latencyMs: z.object({
      understand: Milliseconds,
      retrieve: Milliseconds,
      draft: Milliseconds,

      decide: Milliseconds,
    }),
    modelCalls: z.object({ succeeded: z.int().max(1), failed: z.int() }),
  }),
});
export type Proposal = z.infer<typeof Proposal>;

/** Sentences that passed, in order: all that anybody may send. */
export const saidSentences = (proposal: Pick<Proposal, "draft">): readonly ProposalSentence[] =>
  proposal.draft.sentences.filter((sentence) => sentence.check.supported);

/** A sentence that is said, with the white space before it. */
export type SaidPart = ProposalSentence & { readonly gap: string };

/** What is said, in order. Steps, table rows and frames stand on lines of their own, lists and pages apart. */
export function saidParts(proposal: Pick<Proposal, "draft">): SaidPart[] {
  const { engine, language } = proposal.draft;
  const said = saidSentences(proposal);
  return said.map((sentence, i) => {
    const before = said[i - 1];
    if (before === undefined) return { ...sentence, gap: "" };
    const flows =
      engine === "model" && before.kind === sentence.kind && !STEP.test(sentence.text) && !STEP.test(before.text);
    const between = flows ? (language === "zh" ? "" : " ") : startsAnew(before, sentence) ? "\n\n" : "\n";
    return { ...sentence, gap: between };
  });
}

/** The draft as one text. */
export const draftText = (proposal: Pick<Proposal, "draft">): string =>
  saidParts(proposal)
    .map(({ gap, text }) => gap + text)
    .join("");

/** Another page, or another list: a reader has to see where one ends. */
const startsAnew = (before: ProposalSentence, sentence: ProposalSentence): boolean =>
  before.kind === "fact" &&
  sentence.kind === "fact" &&
  (before.cites[0] !== sentence.cites[0] || /^\s*1[.)、．]/.test(sentence.text));

const STEP = /^\s*(?:\d{1,2}[.)、．]|[-*•]\s|第.{1,3}步)/;

/** Whether a customer may be pointed to a passage: it is not internal, and no list of words has something against it. */
export const citable = ({ audience, shown }: ProposalPassage): boolean =>
  audience !== "internal" && shown === undefined;

type CitedPassage = Omit<ProposalPassage, "shown">;

/** Passages that the said sentences rest on, as a customer may read them, each once; not all that were retrieved. */
export const citedPassages = (proposal: Proposal): CitedPassage[] => citedWith(proposal, (passage) => passage);

/** The same, each with the place in it that the sentences stand at. */
export const citedPlaces = (proposal: Proposal): CitedPassage[] =>
  citedWith(proposal, (passage, told) => ({ ...passage, ...toldPlace(passage, told) }));

function citedWith(
  proposal: Proposal,
  shownAs: (passage: CitedPassage, told: readonly string[]) => CitedPassage,
): CitedPassage[] {
  const said = saidSentences(proposal);
  return [...new Set(said.flatMap(({ cites }) => cites))].flatMap((i) => {
    const found = proposal.retrieved.passages[i];
    if (found === undefined) return [];
    const { shown, ...passage } = found;
    const told = said.filter(({ cites }) => cites.includes(i)).map(({ text }) => text);
    return shownAs({ ...passage, ...shown }, told);
  });
}
