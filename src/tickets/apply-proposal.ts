import { recordModelCall } from "../access/model-usage.ts";
import { citedPassages, draftText, type Proposal } from "../copilot/proposal.ts";
import type { Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { approvalsNeeded } from "../policy/approval.ts";
import { autonomyFor } from "../policy/autonomy.ts";
import type { Policies } from "../policy/policies.ts";
import { type SafetyPolicy, screen } from "../policy/safety.ts";
import { addMessage, applyEvent, applyPatch, ticketForChange } from "./change.ts";
import type { TicketDeps } from "./deps.ts";
import { newDraft } from "./drafts.ts";
import { responseDue } from "./due.ts";
import { handOver } from "./hand-over.ts";
import { isLive } from "./machine.ts";
import { labelsOf, movedLabels } from "./proposal-labels.ts";
import { insertDraft } from "./store/drafts.ts";
import { hasProposal, insertProposal } from "./store/events.ts";
import { readExample } from "./store/labels.ts";
import type { Message, MessageCitation, Ticket } from "./ticket.ts";

/** What became of a proposal. */
export type Applied =
  | { readonly outcome: "answered"; readonly ticket: Ticket; readonly message: Message }
  | { readonly outcome: "handed_over"; readonly ticket: Ticket; readonly message: Message | null }
  | { readonly outcome: "drafted"; readonly ticket: Ticket }
  /** Nothing was changed: the conversation moved on while it was made, or this turn has its proposal already. */
  | { readonly outcome: "stale" | "repeated"; readonly ticket: Ticket };

/**
 * Puts a proposal to work, if the conversation still stands where it was made: labels, then either the reply itself,
 * or a handover with the draft beside it. A repeated call for one turn changes nothing.
 */
export function applyProposal(
  deps: TicketDeps,
  ctx: Ctx,
  ticketId: string,
  turn: number,
  proposal: Proposal,
): Promise<Applied> {
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const [locked, policies] = await Promise.all([
      ticketForChange(tx, ticketId),
      deps.policies(tx),
      recordCost(tx, deps, proposal),
    ]);
    if (locked.turn !== turn || !isLive(locked.status))
      return { outcome: (await hasProposal(tx, ticketId, turn)) ? "repeated" : "stale", ticket: locked };
    // None waits for another, so they travel together.
    const [inserted, example, dueAt] = await Promise.all([
      insertProposal(tx, ticketId, { id: proposal.id, turn, content: proposal, now: deps.clock.now() }),
      readExample(tx, ticketId),
      responseDue(tx, policies, locked, proposal.decision.sla),
    ]);
    if (!inserted) return { outcome: "repeated", ticket: locked };
    const patch = { ...labelsOf(locked, proposal, example?.reviewed ?? []), dueAt };
    const ticket = await applyPatch(deps, tx, ctx, locked, "labelled", patch, {
      proposalId: proposal.id,
      serviceType: proposal.decision.serviceType,
      action: proposal.decision.action,
      moved: movedLabels(locked, patch),
    });
    await deps.onProposal?.(tx, ctx, ticket, proposal);
    if (mayLeaveAlone(policies, ticket, proposal) && isClean(policies.safety, proposal))
      return reply(deps, tx, ctx, ticket, proposal);
    const { mode } = autonomyFor(policies.autonomy, autonomyFacts(ticket, proposal));
    if (mode !== "off") await keepDraft(deps, tx, ticket, proposal);
    if (ticket.botSilent || ticket.status !== "open") return { outcome: "drafted", ticket };
    return giveToPeople(deps, tx, ctx, ticket, proposal, mode === "off" || policies.autonomy.silence);
  });
}

/** The call is paid for whatever becomes of the proposal. */
async function recordCost(tx: Tx, { clock }: Pick<TicketDeps, "clock">, { id, provenance }: Proposal): Promise<void> {
  const { modelCalls, model, tokens, costMicros } = provenance;
  if (modelCalls.succeeded === 0) return;
  const call = { id, model: model ?? "unknown", inputTokens: tokens.input, outputTokens: tokens.output, costMicros };
  await recordModelCall(tx, clock.now(), { ...call, purpose: "draft" });
}

/**
 * Whether a machine's text may leave without a person. The decision asked for it, and each of these holds once more
 * against the state and the policies of this very transaction.
 */
export function mayLeaveAlone(
  policies: Policies,
  ticket: Ticket,
  { decision, checks }: Pick<Proposal, "decision" | "checks">,
): boolean {
  if (decision.action !== "auto" && decision.action !== "clarify") return false;
  if (ticket.botSilent || ticket.status !== "open" || !checks.passed) return false;
  if ([decision.serviceType, ticket.serviceType].some((type) => type === "complaint" || type === "professional"))
    return false;
  const { customerClass } = ticket;
  const { approvals } = approvalsNeeded(policies.approval, {
    customerClass,
    item: decision.serviceItem,
    risks: decision.risks,
  });
  return approvals.length === 0 && autonomyFor(policies.autonomy, autonomyFacts(ticket, { decision })).mode === "auto";
}

/** The lists of this moment have nothing against the text; they may be newer than those it was screened with. */
const isClean = (safety: SafetyPolicy, proposal: Proposal): boolean =>
  screen(safety, "out", draftText(proposal)).length === 0;

const autonomyFacts = ({ channel, customerClass }: Ticket, { decision }: Pick<Proposal, "decision">) => ({
  channel,
  customerClass,
  item: decision.serviceItem,
});

async function reply(deps: TicketDeps, tx: Tx, ctx: Ctx, ticket: Ticket, proposal: Proposal): Promise<Applied> {
  const added = await addMessage(deps, tx, ticket, {
    direction: "out",
    author: { type: "copilot", id: "copilot" },
    text: draftText(proposal),
    citations: citationsOf(proposal),
  });
  const { ticket: counted, message } = added!;
  const content = { messageId: message.id, action: proposal.decision.action };
  return {
    outcome: "answered",
    ticket: await applyEvent(deps, tx, ctx, counted, { type: "bot_replied" }, { role: "system", content }),
    message,
  };
}

async function giveToPeople(
  deps: TicketDeps,
  tx: Tx,
  ctx: Ctx,
  ticket: Ticket,
  proposal: Proposal,
  quiet: boolean,
): Promise<Applied> {
  const { team, tier, handoffReason } = proposal.decision;
  const to = {
    team,
    tier: Math.max(1, tier) as 1 | 2 | 3,
    reason: handoffReason ?? ("unsure" as const),
    ...(proposal.safety?.reply ? { text: proposal.safety.reply } : {}),
    role: "system" as const,
    quiet,
  };
  return { outcome: "handed_over", ...(await handOver(deps, tx, ctx, ticket, to)) };
}

async function keepDraft(deps: TicketDeps, tx: Tx, ticket: Ticket, proposal: Proposal): Promise<void> {
  const text = draftText(proposal);
  if (text.trim() === "" || !proposal.draft.sentences.some(({ kind, check }) => kind !== "frame" && check.supported))
    return;
  await insertDraft(tx, {
    ...newDraft(ticket, text, null, deps.clock.now()),
    proposalId: proposal.id,
    citations: citationsOf(proposal),
  });
}

const citationsOf = (proposal: Proposal): MessageCitation[] =>
  citedPassages(proposal).map(({ chunkId, articleId, articleVersion, path, title, start, end }) => ({
    chunkId,
    articleId,
    articleVersion,
    path,
    title,
    start,
    end,
  }));
