import { draftText, type Proposal } from "../../copilot/proposal.ts";
import type { Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { approvalsNeeded } from "../../policy/approval.ts";
import { autonomyFor } from "../../policy/autonomy.ts";
import type { Policies } from "../../policy/policies.ts";
import { type SafetyPolicy, screen } from "../../policy/safety.ts";
import { newDraft } from "../approval/drafts.ts";
import { addMessage, applyEvent, applyPatch, holdChanges, ticketForChange } from "../change.ts";
import type { TicketDeps } from "../deps.ts";
import { responseDueFrom } from "../due.ts";
import { handOver } from "../hand-over.ts";
import { isLive } from "../machine.ts";
import { insertDraft } from "../store/drafts.ts";
import { insertProposal, readStanding } from "../store/events.ts";
import { messageInWriting } from "../store/writing.ts";
import type { Message, Ticket } from "../ticket.ts";
import { furtherReading } from "./further-reading.ts";
import { labelsOf, movedLabels, targetsAsLabelled } from "./proposal-labels.ts";
import { breakOff, citationsOf, endMessage, sentencesShown } from "./writing.ts";

/** What became of a proposal. `brokenOff` is a message that had been said in part and ends where it stood. */
export type Applied = { readonly brokenOff?: Message | undefined } & (
  | { readonly outcome: "answered"; readonly ticket: Ticket; readonly message: Message }
  | { readonly outcome: "handed_over"; readonly ticket: Ticket; readonly message: Message | null }
  | { readonly outcome: "drafted"; readonly ticket: Ticket }
  /** Nothing was changed: the conversation moved on while it was made, or this turn has its proposal already. */
  | { readonly outcome: "stale" | "repeated"; readonly ticket: Ticket }
);

/**
 * Puts a proposal to work, if the conversation still stands where it was made: labels, then either the reply itself,
 * or a handover with the draft beside it. A repeated call for one turn changes nothing.
 *
 * A message of this turn that has been said in part, by whomever, is finished where the proposal goes on with its very
 * words, and else ends there and a person takes over: once, since the turn has one proposal. `beside` writes what is
 * to be kept in the same transaction, whatever becomes of the proposal.
 */
export function applyProposal(
  deps: TicketDeps,
  ctx: Ctx,
  ticketId: string,
  turn: number,
  made: Proposal,
  beside?: (tx: Tx) => void,
): Promise<Applied> {
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const changes = holdChanges();
    const applied = await applyIn({ deps: { ...deps, save: changes.save }, tx, ctx }, ticketId, turn, made);
    beside?.(tx);
    changes.store(tx);
    return applied;
  });
}

/** The transaction that puts a proposal to work. */
interface Work {
  readonly deps: TicketDeps;
  readonly tx: Tx;
  readonly ctx: Ctx;
}

async function applyIn(work: Work, ticketId: string, turn: number, made: Proposal): Promise<Applied> {
  const { deps, tx, ctx } = work;
  // None waits for another, so they travel together; nor do the changes after them. The lock goes ahead.
  const locking = ticketForChange(tx, ticketId);
  const tag = deps.onProposal?.(tx, ticketId);
  const [locked, policies, writing, standing] = await Promise.all([
    locking,
    deps.policies(tx),
    messageInWriting(tx, ticketId),
    readStanding(tx, ticketId, turn),
  ]);
  const mine = writing?.writingTurn === turn ? writing : undefined;
  if (locked.turn !== turn || !isLive(locked.status)) return tooLate(work, locked, standing.proposed, mine);
  if (standing.proposed) return { outcome: "repeated", ticket: locked };
  const proposal = mine === undefined || goesOn(policies, locked, mine, made) ? made : withoutRest(made);
  insertProposal(tx, ticketId, { id: proposal.id, turn, content: proposal, now: deps.clock.now() });
  // What answered an earlier turn is over.
  const left = writing !== undefined && mine === undefined ? writing : undefined;
  const ticket = left === undefined ? locked : (await breakOff(deps, tx, ctx, locked, left)).ticket;
  const labels = labelsOf(ticket, proposal, standing.reviewed);
  const targets = targetsAsLabelled(policies, { ...ticket, ...labels }, proposal);
  const patch = { ...labels, dueAt: responseDueFrom(standing.since, policies, locked, targets) };
  const { serviceType, action } = proposal.decision;
  const content = { proposalId: proposal.id, serviceType, action, moved: movedLabels(ticket, patch) };
  const labelled = await applyPatch(deps, tx, ctx, ticket, { kind: "labelled", patch, content });
  await tag?.(policies, labelled, proposal);
  return mayLeaveAlone(policies, labelled, proposal) && isClean(policies.safety, proposal)
    ? reply(work, labelled, proposal, mine)
    : keepForPeople(work, labelled, proposal, { policies, begun: mine });
}

/** The conversation has moved on; a message that was said for that turn ends where it stands. */
async function tooLate(
  { deps, tx, ctx }: Work,
  ticket: Ticket,
  proposed: boolean,
  begun: Message | undefined,
): Promise<Applied> {
  const over = begun && (await breakOff(deps, tx, ctx, ticket, begun));
  const outcome = proposed ? "repeated" : "stale";
  return { outcome, ticket: over?.ticket ?? ticket, brokenOff: over?.message };
}

/** A draft beside the conversation, and a person who takes over where the machine still had it. */
async function keepForPeople(
  work: Work,
  labelled: Ticket,
  proposal: Proposal,
  { policies, begun }: { readonly policies: Policies; readonly begun: Message | undefined },
): Promise<Applied> {
  const { deps, tx, ctx } = work;
  const over = begun && (await breakOff(deps, tx, ctx, labelled, begun));
  const ticket = over?.ticket ?? labelled;
  const { mode } = autonomyFor(policies.autonomy, autonomyFacts(ticket, proposal));
  if (mode !== "off") keepDraft(deps, tx, ticket, proposal);
  if (ticket.botSilent || ticket.status !== "open") return { outcome: "drafted", ticket, brokenOff: over?.message };
  const quiet = mode === "off" || policies.autonomy.silence;
  return { ...(await giveToPeople(work, ticket, proposal, quiet)), brokenOff: over?.message };
}

/** Whether the proposal may leave alone and begins with what was shown of the message. */
const goesOn = (policies: Policies, ticket: Ticket, shown: Message, proposal: Proposal): boolean =>
  mayLeaveAlone(policies, ticket, proposal) &&
  isClean(policies.safety, proposal) &&
  sentencesShown(shown, proposal) !== null;

/** The same for a person: the customer has read the beginning of another answer, or of one whose rest does not hold. */
function withoutRest(proposal: Proposal): Proposal {
  const { decision, model } = proposal;
  const failed = model.outcome === "failed" ? ("model_failure" as const) : ("unsure" as const);
  return {
    ...proposal,
    decision: {
      ...decision,
      action: "hand_over",
      handoffReason: decision.handoffReason ?? failed,
      tier: Math.max(1, decision.tier),
      mustNotAutoSend: true,
      reasons: [
        {
          code: "stop.broke_off",
          zh: "回复已显示一部分，其余部分未通过检查或未能完成",
          en: "Part of the reply was shown already; the rest did not hold or never came",
        },
        ...decision.reasons,
      ],
    },
  };
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
export const isClean = (safety: SafetyPolicy, proposal: Proposal): boolean =>
  screen(safety, "out", draftText(proposal)).length === 0;

const autonomyFacts = ({ channel, customerClass }: Ticket, { decision }: Pick<Proposal, "decision">) => ({
  channel,
  customerClass,
  item: decision.serviceItem,
});

async function reply(
  { deps, tx, ctx }: Work,
  ticket: Ticket,
  proposal: Proposal,
  begun: Message | undefined,
): Promise<Applied> {
  const said = { text: draftText(proposal), citations: citationsOf(proposal) };
  const author = { type: "copilot" as const, id: "copilot" };
  const { ticket: counted, message } =
    begun === undefined
      ? addMessage(deps, tx, ticket, { direction: "out", author, ...said })
      : endMessage(tx, ticket, begun, said);
  const content = { messageId: message.id, action: proposal.decision.action };
  return {
    outcome: "answered",
    ticket: await applyEvent(deps, tx, ctx, counted, { type: "bot_replied" }, { role: "system", content }),
    message,
  };
}

async function giveToPeople(
  { deps, tx, ctx }: Work,
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
    reading: furtherReading(proposal),
    role: "system" as const,
    quiet,
  };
  return { outcome: "handed_over", ...(await handOver(deps, tx, ctx, ticket, to)) };
}

function keepDraft(deps: TicketDeps, tx: Tx, ticket: Ticket, proposal: Proposal): void {
  const text = draftText(proposal);
  if (text.trim() === "" || !proposal.draft.sentences.some(({ kind, check }) => kind !== "frame" && check.supported))
    return;
  insertDraft(tx, {
    ...newDraft(ticket, text, null, deps.clock.now()),
    proposalId: proposal.id,
    citations: citationsOf(proposal),
  });
}
