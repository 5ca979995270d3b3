import type { Tx } from "../../db/pool.ts";
import type { CustomerClass, ServiceType, Urgency } from "../../kernel/labels.ts";

export interface FactTicket {
  readonly id: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly contactId: string;
  readonly customerId: string | null;
  readonly customerClass: CustomerClass;
  readonly stage: string | null;
  readonly channel: string;
  readonly language: string;
  readonly product: string | null;
  readonly productVersion: string | null;
  readonly serviceType: ServiceType | null;
  readonly serviceItem: string | null;
  readonly urgency: Urgency;
  readonly sentiment: string | null;
  readonly team: string;
  readonly ownerId: string | null;
  readonly tier: number;
  readonly handoffReason: string | null;
  readonly firstReplyAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly closedAt: Date | null;
  readonly reopened: number;
  readonly cause: string | null;
  readonly workMinutes: number;
  readonly pauses: readonly FactPause[];
}

export interface FactPause {
  readonly reason: string;
  readonly stops: readonly string[];
  readonly from: string;
  readonly to: string | null;
}

export interface FactEvent {
  readonly ticketId: string;
  readonly kind: string;
  readonly by: string;
  readonly at: Date;
  readonly action: string | null;
  readonly helpful: boolean | null;
  readonly tier: number | null;
}

export interface FactMessage {
  readonly ticketId: string;
  readonly direction: "in" | "out";
  readonly by: string;
  readonly handover: boolean;
  readonly at: Date;
}

export interface FactProposal {
  readonly ticketId: string;
  readonly product: string | null;
  readonly module: string | null;
  readonly answerability: number | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costMicros: number;
}

export interface FactDraft {
  readonly id: string;
  readonly ticketId: string;
  readonly at: Date;
  readonly state: "sent" | "rejected";
  readonly text: string;
  readonly originalText: string;
  readonly reason: string | null;
  readonly memberId: string | null;
}

/** Tickets changed since `since` whose facts are missing or of another version. */
export async function ticketsBehind(tx: Tx, since: Date, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select t.id from ticket t left join ticket_fact f on f.tenant_id = t.tenant_id and f.ticket_id = t.id
     where t.tenant_id = $1 and t.updated_at >= $2 and f.version is distinct from t.version
     order by t.updated_at limit $3`,
    [tx.tenantId, since, limit],
  );
  return rows.map(({ id }) => id);
}

const TICKETS = `select t.id, t.version, t.created_at as "createdAt", t.contact_id as "contactId", t.customer_id as "customerId",
    t.customer_class as "customerClass", t.channel, t.language, t.facts->>'product' as product,
    t.facts->>'version' as "productVersion", t.service_type as "serviceType", t.service_item as "serviceItem", t.urgency,
    t.sentiment, t.team, t.owner_id as "ownerId", t.tier, t.handoff_reason as "handoffReason",
    t.first_reply_at as "firstReplyAt", t.resolved_at as "resolvedAt", t.closed_at as "closedAt", t.reopened, t.pauses,
    t.cause->>'category' as cause,
    (select s.stage from customer_stage s where s.tenant_id = $1 and s.customer_id = t.customer_id and s.since <= t.created_at
     order by s.since desc limit 1) as stage,
    (select coalesce(sum(w.minutes), 0)::int from work_time w where w.tenant_id = $1 and w.ticket_id = t.id) as "workMinutes"
  from ticket t where t.tenant_id = $1 and t.id = any($2::uuid[])`;
const EVENTS = `select ticket_id as "ticketId", kind, actor->>'type' as by, at, content->>'action' as action,
    (content->>'helpful')::boolean as helpful, (content->>'tier')::int as tier
  from ticket_event where tenant_id = $1 and ticket_id = any($2::uuid[]) order by ticket_id, seq`;
const MESSAGES = `select ticket_id as "ticketId", direction, author->>'type' as by, author->>'id' = 'handover' as handover, created_at as at
  from message where tenant_id = $1 and ticket_id = any($2::uuid[]) and direction <> 'note' order by ticket_id, seq`;
const PROPOSALS = `select ticket_id as "ticketId", content->'understanding'->>'product' as product,
    content->'understanding'->>'module' as module, (content->'retrieved'->>'answerability')::real as answerability,
    coalesce((content->'provenance'->'tokens'->>'input')::int, 0) as "inputTokens",
    coalesce((content->'provenance'->'tokens'->>'output')::int, 0) as "outputTokens",
    coalesce((content->'provenance'->>'costMicros')::int, 0) as "costMicros"
  from proposal where tenant_id = $1 and ticket_id = any($2::uuid[]) order by ticket_id, turn`;
const DRAFTS = `select id, ticket_id as "ticketId", updated_at as at, state, text, original_text as "originalText",
    reject_reason as reason, author_id as "memberId"
  from draft where tenant_id = $1 and ticket_id = any($2::uuid[]) and proposal_id is not null and state in ('sent', 'rejected')`;

/** All that the facts of these tickets are measured from, by ticket. */
export async function readSources(tx: Tx, ids: readonly string[]) {
  const read = async <Row>(text: string) => (await tx.query<Row>(text, [tx.tenantId, ids])).rows;
  const [tickets, events, messages, proposals, drafts] = await Promise.all([
    read<FactTicket>(TICKETS),
    read<FactEvent>(EVENTS),
    read<FactMessage>(MESSAGES),
    read<FactProposal>(PROPOSALS),
    read<FactDraft>(DRAFTS),
  ]);
  const of = <Row extends { readonly ticketId: string }>(rows: readonly Row[]) =>
    Map.groupBy(rows, (row) => row.ticketId);
  const byTicket = { events: of(events), messages: of(messages), proposals: of(proposals) };
  const sources = tickets.map((ticket) => ({
    ticket,
    events: byTicket.events.get(ticket.id) ?? [],
    messages: byTicket.messages.get(ticket.id) ?? [],
    proposals: byTicket.proposals.get(ticket.id) ?? [],
  }));
  return { sources, drafts };
}
export type FactSource = Awaited<ReturnType<typeof readSources>>["sources"][number];
