import type { ReadTx, Tx } from "../../db/pool.ts";
import { storedJson } from "../../kernel/json.ts";
import type { Language } from "../../kernel/labels.ts";
import { openPause } from "../pauses.ts";
import type { Ticket } from "../ticket.ts";
import { type EventRow, insertEvent } from "./events.ts";

const COLUMNS = `id, contact_id as "contactId", customer_id as "customerId", customer_class as "customerClass", channel, thread, subject,
  status, tier, team, owner_id as "ownerId", assignee_id as "assigneeId", bot_silent as "botSilent",
  handoff_reason as "handoffReason", language, service_type as "serviceType", service_item as "serviceItem", urgency, sentiment,
  facts, turn, seq, version, reopened, cause, pauses, created_at as "createdAt", updated_at as "updatedAt",
  last_customer_at as "lastCustomerAt", first_reply_at as "firstReplyAt", due_at as "dueAt", resolved_at as "resolvedAt",
  closed_at as "closedAt"`;

/** Adds a ticket with its first event. The transaction fails when the contact's thread has an open one. */
export function insertTicket(tx: Tx, ticket: Ticket, event: EventRow): void {
  tx.write(
    `insert into ticket (tenant_id, id, customer_id, customer_class, subject, status, tier, team, owner_id,
       assignee_id, bot_silent, handoff_reason, language, service_type, service_item, urgency, sentiment, facts, turn, seq,
       version, reopened, cause, updated_at, last_customer_at, first_reply_at, due_at, resolved_at, closed_at,
       contact_id, channel, thread, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18::jsonb, $19, $20, $21, $22,
         $23::jsonb, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33)`,
    [...changedValues(tx, ticket), ticket.contactId, ticket.channel, ticket.thread, ticket.createdAt],
  );
  insertEvent(tx, ticket.id, event);
}

/** The ticket, locked until the transaction ends: every change of a ticket goes through its row. */
export async function lockTicket(tx: Tx, id: string): Promise<Ticket | undefined> {
  const { rows } = await tx.query<Ticket>(`select ${COLUMNS} from ticket where tenant_id = $1 and id = $2 for update`, [
    tx.tenantId,
    id,
  ]);
  return rows[0];
}

export async function readTicket(tx: Tx, id: string): Promise<Ticket | undefined> {
  const { rows } = await tx.query<Ticket>(`select ${COLUMNS} from ticket where tenant_id = $1 and id = $2`, [
    tx.tenantId,
    id,
  ]);
  return rows[0];
}

/** These tickets by their ids. */
export async function readTickets(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Ticket>> {
  const { rows } = await tx.query<Ticket>(
    `select ${COLUMNS} from ticket where tenant_id = $1 and id = any($2::uuid[])`,
    [tx.tenantId, ids],
  );
  return new Map(rows.map((ticket) => [ticket.id, ticket]));
}

/** How far the history of each of these tickets has come; a ticket that is gone has none. */
export async function readSeqs(tx: ReadTx, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await tx.query<{ id: string; seq: number }>(
    "select id, seq from ticket where tenant_id = $1 and id = any($2::uuid[])",
    [tx.tenantId, ids],
  );
  return new Map(rows.map(({ id, seq }) => [id, seq]));
}

/** A ticket as it stands for a proposal. */
export interface TicketTurn {
  readonly ticket: Ticket;
  /** Whether this turn has its proposal. */
  readonly proposed: boolean;
  /** How many questions the copilot has asked back since the last answer of anybody. */
  readonly questions: number;
  /** The contact's own name and e-mail address, where they are known. */
  readonly called: readonly string[];
}

export async function readTurn(tx: ReadTx, id: string): Promise<TicketTurn | undefined> {
  const { rows } = await tx.query<Ticket & Omit<TicketTurn, "ticket">>(
    `select ${COLUMNS},
       exists (select 1 from proposal p where p.tenant_id = $1 and p.ticket_id = $2 and p.turn = ticket.turn) as proposed,
       (select count(*)::int from ticket_event e
        where e.tenant_id = $1 and e.ticket_id = $2 and e.kind = 'bot_replied' and e.content->>'action' = 'clarify'
          and e.seq > (
            select coalesce(max(last.seq), 0) from ticket_event last
            where last.tenant_id = $1 and last.ticket_id = $2 and last.kind in ('bot_replied', 'replied', 'resolved')
              and last.content->>'action' is distinct from 'clarify')) as questions,
       (select array_remove(array[c.name, c.email], null) from contact c
        where c.tenant_id = $1 and c.id = ticket.contact_id) as called
     from ticket where tenant_id = $1 and id = $2`,
    [tx.tenantId, id],
  );
  if (rows[0] === undefined) return undefined;
  const { proposed, questions, called, ...ticket } = rows[0];
  return { ticket, proposed, questions, called };
}

/** The contact's ticket of this thread that is not closed, locked. */
export async function lockOpenTicket(tx: Tx, contactId: string, thread: string): Promise<Ticket | undefined> {
  const { rows } = await tx.query<Ticket>(
    `select ${COLUMNS} from ticket where tenant_id = $1 and contact_id = $2 and thread = $3 and status <> 'closed' for update`,
    [tx.tenantId, contactId, thread],
  );
  return rows[0];
}

/** The same for the contact of this id of the tenant's systems, who may not be known yet. */
export async function lockOpenTicketOf(tx: Tx, externalId: string, thread: string): Promise<Ticket | undefined> {
  const { rows } = await tx.query<Ticket>(
    `select ${COLUMNS} from ticket where tenant_id = $1 and thread = $3 and status <> 'closed' and contact_id = (
       select coalesce(merged_into, id) from contact where tenant_id = $1 and external_id = $2) for update`,
    [tx.tenantId, externalId, thread],
  );
  return rows[0];
}

/** The language of the contact's newest ticket, else of most of the tenant's newest hundred; null where there is none. */
export async function usualLanguage(tx: Tx, contactId: string): Promise<Language | null> {
  const { rows } = await tx.query<{ language: Language | null }>(
    `select coalesce(
       (select language from ticket where tenant_id = $1 and contact_id = $2 order by created_at desc limit 1),
       (select mode() within group (order by language) from (
          select language from ticket where tenant_id = $1 order by updated_at desc limit 100) newest)) as language`,
    [tx.tenantId, contactId],
  );
  return rows[0]?.language ?? null;
}

/** Writes all that may change, and the event that it is. The caller holds the row's lock. */
export function saveChange(tx: Tx, ticket: Ticket, event: EventRow): void {
  insertEvent(tx, ticket.id, event);
  tx.write(
    `update ticket set customer_id = $3, customer_class = $4, subject = $5, status = $6, tier = $7, team = $8, owner_id = $9,
       assignee_id = $10, bot_silent = $11, handoff_reason = $12, language = $13, service_type = $14, service_item = $15,
       urgency = $16, sentiment = $17, facts = $18::jsonb, turn = $19, seq = $20, version = $21, reopened = $22, cause = $23::jsonb,
       updated_at = $24, last_customer_at = $25, first_reply_at = $26, due_at = $27, resolved_at = $28, closed_at = $29,
       pauses = $30::jsonb, paused_until = $31
     where tenant_id = $1 and id = $2`,
    [...changedValues(tx, ticket), storedJson(ticket.pauses), openPause(ticket)?.until ?? null],
  );
}

const changedValues = (tx: Tx, ticket: Ticket): unknown[] => [
  tx.tenantId,
  ticket.id,
  ticket.customerId,
  ticket.customerClass,
  ticket.subject,
  ticket.status,
  ticket.tier,
  ticket.team,
  ticket.ownerId,
  ticket.assigneeId,
  ticket.botSilent,
  ticket.handoffReason,
  ticket.language,
  ticket.serviceType,
  ticket.serviceItem,
  ticket.urgency,
  ticket.sentiment,
  storedJson(ticket.facts),
  ticket.turn,
  ticket.seq,
  ticket.version,
  ticket.reopened,
  ticket.cause === null ? null : storedJson(ticket.cause),
  ticket.updatedAt,
  ticket.lastCustomerAt,
  ticket.firstReplyAt,
  ticket.dueAt,
  ticket.resolvedAt,
  ticket.closedAt,
];

export { COLUMNS as TICKET_COLUMNS };
