import type { Proposal } from "../../src/copilot/proposal.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { newId } from "../../src/kernel/ids.ts";
import { foldFacts } from "../../src/reports/facts/fold.ts";
import { periodOf } from "../../src/reports/period.ts";
import { runMeasure } from "../../src/reports/run.ts";
import type { Slice } from "../../src/reports/slices.ts";
import { acceptDraft, editDraft, rejectDraft, writeReply } from "../../src/tickets/approval/drafts.ts";
import { rateReply } from "../../src/tickets/feedback.ts";
import { applyProposal } from "../../src/tickets/proposal/apply-proposal.ts";
import { insertSurveys } from "../../src/tickets/store/surveys.ts";
import { insertWorkTimes } from "../../src/tickets/store/work-time.ts";
import { claimTicket, escalateTicket, reopenTicket, resolveTicket, returnTicket } from "../../src/tickets/work.ts";
import { sampleProposal } from "../support/proposals.ts";
import { ticketDesk } from "../support/tickets.ts";

const MINUTE = 60_000;
/** Twenty characters. */
export const DRAFT = "一二三四五六七八九十一二三四五六七八九十";

/**
 * A desk and a week by hand, in Shanghai, on the standard calendar (working days 09:00–18:00); 2026-03-02 is a Monday.
 * Each step is named by what happens, so that every number can be counted from the test that makes it.
 */
export async function workedWeek() {
  const desk = await ticketDesk();
  const { deps, ctx, clock, staff, as } = desk;
  const at = (local: string) => clock.set(`${local}+08:00`);
  const proposal = (
    decision: Partial<Proposal["decision"]>,
    module: string,
    more: Partial<Proposal> = {},
  ): Proposal => {
    const base = sampleProposal(decision, DRAFT);
    return {
      ...base,
      understanding: { ...base.understanding, product: "panheng-erp", module, voc: [] },
      ...more,
    } as Proposal;
  };
  const ask = async (who: string, thread: string, applied: Proposal) => {
    const { ticket } = await desk.say("怎么做？", { contact: { externalId: who }, thread });
    return (await applyProposal(deps, ctx, ticket.id, ticket.turn, applied)).ticket;
  };
  return {
    ...desk,
    at,
    wait: (minutes: number) => clock.advance(minutes * MINUTE),
    /** Asks and is answered by the bot at once. */
    askBot: (who: string, thread: string, module = "finance") => ask(who, thread, proposal({}, module)),
    /** Asks and is handed to people, with a draft beside it. */
    askPeople: (who: string, thread: string, module = "finance", more: Partial<Proposal> = {}) =>
      ask(who, thread, proposal({ action: "hand_over", handoffReason: "needs_diagnosis" }, module, more)),
    helpful: async (id: string, contactId: string, who: string) => {
      const { rows } = await inTenant(deps.db, ctx.tenantId, (tx) =>
        tx.query<{ id: string }>(
          "select id from message where tenant_id = $1 and ticket_id = $2 and direction = 'out'",
          [ctx.tenantId, id],
        ),
      );
      const actor = { type: "end_user" as const, id: who };
      await rateReply(deps, { ...ctx, actor }, { ticketId: id, contactId, messageId: rows[0]!.id }, true);
    },
    endByCustomer: (id: string, who: string) =>
      resolveTicket(deps, { ...ctx, actor: { type: "end_user", id: who } }, id),
    endBySilence: (id: string) => resolveTicket(deps, ctx, id),
    end: (id: string) => resolveTicket(deps, as(staff.agent), id),
    again: (id: string) => reopenTicket(deps, as(staff.agent), id),
    claim: (id: string, who = staff.agent) => claimTicket(deps, as(who), id),
    reply: async (id: string) => writeReply(deps, as(staff.agent), id, "请看这里。", await turnOf(id)),
    up: (id: string) =>
      escalateTicket(deps, as(staff.agent), id, {
        ...{ toTier: 2 as const, symptom: "s", version: "", evidence: "e", triedSteps: "t", summary: "s" },
      }),
    back: (id: string) => returnTicket(deps, as(staff.engineer), id, { toTier: 1, solution: "s" }),
    decide: async (id: string, how: "accept" | "reject" | { readonly edit: string }) => {
      const draft = await draftOf(id);
      const seen = { version: draft.version };
      if (how === "accept") return acceptDraft(deps, as(staff.agent), draft.id, seen);
      if (how === "reject") return rejectDraft(deps, as(staff.agent), draft.id, { reason: "tone", comment: "" }, seen);
      const edited = await editDraft(deps, as(staff.agent), draft.id, how.edit, seen);
      return acceptDraft(deps, as(staff.agent), draft.id, { version: edited.version });
    },
    survey: (ticketId: string, answers: { csat?: number; nps?: number; ces?: number } | null) =>
      inTenant(deps.db, ctx.tenantId, (tx) =>
        insertSurveys(tx, [
          {
            ...{ id: newId(), ticketId, asksNps: true, csat: null, nps: null, ces: null, comment: null },
            ...{ askedAt: clock.now(), expiresAt: clock.now(), answeredAt: answers && clock.now() },
            ...answers,
          },
        ]),
      ),
    worked: (ticketId: string, minutes: number) =>
      inTenant(deps.db, ctx.tenantId, (tx) =>
        insertWorkTimes(tx, [
          { ticket_id: ticketId, id: newId(), member_id: staff.agent.id, minutes, at: clock.now() },
        ]),
      ),
    /** Values by key, over March; null where there is no data. */
    async values(
      keys: readonly string[],
      {
        slice = {} as Slice,
        from = "2026-03-01",
        to = "2026-03-31",
        rate = 6_000,
        by = undefined as "day" | undefined,
      } = {},
    ) {
      await foldFacts({ db: deps.db, policies: deps.policies }, ctx.tenantId, new Date(0));
      const period = periodOf(from, to, "Asia/Shanghai");
      const query = { period, slice, rate, language: "zh" as const, compare: false, keys, by };
      const { rows } = await runMeasure(deps, as(staff.manager), query);
      return Object.fromEntries(rows[0]!.figures.map(({ key, value }) => [key, value === null ? null : round(value)]));
    },
  };

  async function turnOf(id: string): Promise<number> {
    const { rows } = await inTenant(deps.db, ctx.tenantId, (tx) =>
      tx.query<{ turn: number }>("select turn from ticket where tenant_id = $1 and id = $2", [ctx.tenantId, id]),
    );
    return rows[0]!.turn;
  }
  async function draftOf(id: string): Promise<{ id: string; version: number }> {
    const { rows } = await inTenant(deps.db, ctx.tenantId, (tx) =>
      tx.query<{ id: string; version: number }>(
        "select id, version from draft where tenant_id = $1 and ticket_id = $2 and state = 'proposed'",
        [ctx.tenantId, id],
      ),
    );
    return rows[0]!;
  }
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;
