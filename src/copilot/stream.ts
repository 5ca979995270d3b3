import { z } from "zod";
import { isDomainError } from "../kernel/errors.ts";
import { HANDOFF_REASONS } from "../kernel/labels.ts";
import { begin, finish, gate } from "./answer.ts";
import { Decision } from "./decide/decision.ts";
import { FRAMES } from "./draft/frames.ts";
import { citedPassages, type Proposal, saidSentences } from "./proposal.ts";
import type { CopilotDeps, CopilotRequest } from "./request.ts";

/** What a customer's chat sees of one answer. Nothing of it names scores, labels of others or internal passages. */
export const StreamEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("understanding"),
    serviceType: Decision.shape.serviceType,
    language: z.enum(["zh", "en"]),
  }),
  z.object({
    type: z.literal("citation"),
    /** Index that deltas cite. */
    index: z.int(),
    articleId: z.string(),
    chunkId: z.string(),
    title: z.string(),
    path: z.string(),
    anchor: z.string().nullable(),
  }),
  /** One checked sentence. Never taken back. */
  z.object({
    type: z.literal("delta"),
    kind: z.enum(["fact", "frame", "question"]),
    text: z.string(),
    cites: z.array(z.int()),
  }),
  z.object({ type: z.literal("handoff"), reason: z.enum(HANDOFF_REASONS).nullable(), text: z.string() }),
  z.object({ type: z.literal("usage"), inputTokens: z.int(), outputTokens: z.int(), costMicros: z.int() }),
  z.object({ type: z.literal("done"), proposalId: z.string(), action: Decision.shape.action }),
  z.object({ type: z.literal("error"), code: z.string(), message: z.string() }),
]);
export type StreamEvent = z.infer<typeof StreamEvent>;

/**
 * The same as `answer`, as events; the generator returns the proposal, or null after an error. The gate comes first:
 * unless the reading alone allows an automatic answer, and the finished proposal still does, nothing but a handover
 * is shown. Only sentences that passed their checks are emitted.
 */
export async function* answerStream(
  deps: CopilotDeps,
  request: CopilotRequest,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent, Proposal | null> {
  try {
    const begun = begin(deps, request);
    const open = gate(deps, request, begun);
    const { language } = begun.reading;
    yield { type: "understanding", serviceType: open.serviceType, language };
    const held = open.action !== "auto";
    if (held) yield { type: "handoff", reason: open.handoffReason, text: FRAMES[language].takenOver };
    const proposal = await finish(deps, request, begun, signal);
    const { action, handoffReason } = proposal.decision;
    if (!held && (action === "auto" || action === "clarify")) yield* said(proposal);
    else if (!held) yield { type: "handoff", reason: handoffReason, text: FRAMES[language].takenOver };
    const { tokens, costMicros } = proposal.provenance;
    yield { type: "usage", inputTokens: tokens.input, outputTokens: tokens.output, costMicros };
    yield { type: "done", proposalId: proposal.id, action: held && action !== "hand_over" ? "propose" : action };
    return proposal;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    yield { type: "error", code: error.code, message: error.message };
    return null;
  }
}

function* said(proposal: Proposal): Generator<StreamEvent> {
  const sent = new Set<number>();
  const cited = new Set(citedPassages(proposal).map(({ chunkId }) => chunkId));
  for (const { kind, text, cites } of saidSentences(proposal)) {
    for (const index of cites) {
      const passage = proposal.retrieved.passages[index];
      if (passage === undefined || sent.has(index) || !cited.has(passage.chunkId)) continue;
      sent.add(index);
      const { articleId, chunkId, title, path, anchor } = passage;
      yield { type: "citation", index, articleId, chunkId, title, path, anchor };
    }
    yield { type: "delta", kind, text, cites: [...cites] };
  }
}
