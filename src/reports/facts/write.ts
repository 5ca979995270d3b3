import { insertRows } from "../../db/bulk.ts";
import type { Tx } from "../../db/pool.ts";
import { editDistance } from "./distance.ts";
import type { TicketFact } from "./measure.ts";
import type { FactDraft } from "./read.ts";

/** Puts these facts in place of those there were. */
export async function writeFacts(tx: Tx, facts: readonly TicketFact[], drafts: readonly FactDraft[]): Promise<void> {
  const values = [tx.tenantId, facts.map(({ ticket_id }) => ticket_id)];
  const { rows: before } = await tx.query<{ contact_id: string }>(
    "delete from ticket_fact where tenant_id = $1 and ticket_id = any($2::uuid[]) returning contact_id",
    values,
  );
  await tx.query("delete from draft_fact where tenant_id = $1 and ticket_id = any($2::uuid[])", values);
  await insertRows(tx, "ticket_fact", TICKET_FACT, facts);
  await insertRows(tx, "draft_fact", DRAFT_FACT, drafts.map(draftFact));
  // Who came back about the same module: known only once the later ticket is there. A ticket that went from one contact to
  // another may have been the later one of either.
  await tx.query(
    `update ticket_fact f set next_contact_at = (
       select min(g.created_at) from ticket_fact g
       where g.tenant_id = $1 and g.contact_id = f.contact_id and g.created_at > f.resolved_at and g.ticket_id <> f.ticket_id
         and g.module is not distinct from f.module)
     where f.tenant_id = $1 and f.resolved_at is not null and f.contact_id = any($2::uuid[])`,
    [tx.tenantId, [...new Set([...before, ...facts].map(({ contact_id }) => contact_id))]],
  );
}

function draftFact(draft: FactDraft) {
  const drafted = [...draft.originalText].length;
  const distance = draft.state === "rejected" ? drafted : editDistance(draft.originalText, draft.text);
  const outcome = draft.state === "rejected" ? "rejected" : distance === 0 ? "accepted" : "edited";
  return {
    ...{ draft_id: draft.id, ticket_id: draft.ticketId, at: draft.at, outcome, reason: draft.reason },
    ...{ member_id: draft.memberId, drafted, kept: Math.max(0, drafted - distance), distance },
  };
}

const AT = "timestamptz";
const TICKET_FACT = {
  ...{
    ticket_id: "uuid",
    version: "int",
    created_at: AT,
    contact_id: "uuid",
    customer_id: "uuid",
    customer_class: "text",
  },
  ...{ stage: "text", channel: "text", language: "text", product: "text", module: "text", product_version: "text" },
  ...{ service_type: "text", service_item: "text", urgency: "text", sentiment: "text", team: "text", owner_id: "uuid" },
  ...{ tier: "int", handoff_reason: "text", answerability: "real", bot_answers: "int", human_replies: "int" },
  ...{ handed_over_at: AT, picked_up_at: AT, first_reply_at: AT, pickup_seconds: "int", first_seconds: "int" },
  ...{ first_target: "int", next_count: "int", next_seconds: "int", next_met: "int", resolved_at: AT, closed_at: AT },
  ...{ resolution_seconds: "int", resolution_target: "int", escalations: "int", returns: "int", ola_count: "int" },
  ...{ ola_met: "int", reopened: "int", confirmed: "boolean", input_tokens: "int", output_tokens: "int" },
  ...{ cost_micros: "bigint", work_minutes: "int", cause: "text" },
  ...{ paused_count: "int", paused_seconds: "int", paused: "jsonb" },
};
const DRAFT_FACT = {
  ...{ draft_id: "uuid", ticket_id: "uuid", at: AT, outcome: "text", reason: "text", member_id: "uuid" },
  ...{ drafted: "int", kept: "int", distance: "int" },
};
