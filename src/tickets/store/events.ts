import type { Tx } from "../../db/pool.ts";
import { storedJson } from "../../kernel/json.ts";
import type { ReviewedLabel } from "./labels.ts";
import { UNANSWERED_SINCE } from "./messages.ts";

/** One thing that happened to a ticket; `seq` is its place in the ticket's history and the SSE event id. */
export interface EventRow {
  readonly seq: number;
  readonly kind: string;
  readonly actor: { readonly type: string; readonly id: string };
  readonly content: Record<string, unknown>;
  readonly at: Date;
}

/** Events that are read at once. */
export const MOST_EVENTS = 500;

/** Stores an event; `saveChange` stores those that the ticket's row tells of. */
export function insertEvent(tx: Tx, ticketId: string, { seq, kind, actor, content, at }: EventRow): void {
  tx.write(
    "insert into ticket_event (tenant_id, ticket_id, seq, kind, actor, content, at) values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7)",
    [tx.tenantId, ticketId, seq, kind, storedJson(actor), storedJson(content), at],
  );
}

export async function listEvents(tx: Tx, ticketId: string, afterSeq: number, limit = MOST_EVENTS): Promise<EventRow[]> {
  const { rows } = await tx.query<EventRow>(
    "select seq, kind, actor, content, at from ticket_event where tenant_id = $1 and ticket_id = $2 and seq > $3 order by seq limit $4",
    [tx.tenantId, ticketId, afterSeq, limit],
  );
  return rows;
}

/** Has this happened to the ticket, with content that holds all of `content`? */
export async function hasEvent(
  tx: Tx,
  ticketId: string,
  kind: string,
  content: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const { rows } = await tx.query(
    "select 1 from ticket_event where tenant_id = $1 and ticket_id = $2 and kind = $3 and content @> $4::jsonb limit 1",
    [tx.tenantId, ticketId, kind, storedJson(content)],
  );
  return rows.length > 0;
}

/** The proposal of a turn: what the copilot made of the conversation up to there. Fails where it has one. */
export function insertProposal(
  tx: Tx,
  ticketId: string,
  row: { readonly id: string; readonly turn: number; readonly content: unknown; readonly now: Date },
): void {
  tx.write(
    "insert into proposal (tenant_id, ticket_id, id, turn, content, created_at) values ($1, $2, $3, $4, $5::jsonb, $6)",
    [tx.tenantId, ticketId, row.id, row.turn, storedJson(row.content), row.now],
  );
}

export async function latestProposal(
  tx: Tx,
  ticketId: string,
): Promise<{ id: string; turn: number; content: unknown } | undefined> {
  const { rows } = await tx.query<{ id: string; turn: number; content: unknown }>(
    "select id, turn, content from proposal where tenant_id = $1 and ticket_id = $2 order by turn desc limit 1",
    [tx.tenantId, ticketId],
  );
  return rows[0];
}

export async function insertEscalation(
  tx: Tx,
  ticketId: string,
  row: { id: string; fromTier: number; toTier: number; form: unknown; memberId: string; now: Date },
): Promise<void> {
  await tx.query(
    `insert into escalation (tenant_id, ticket_id, id, from_tier, to_tier, form, member_id, created_at) values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)`,
    [tx.tenantId, ticketId, row.id, row.fromTier, row.toTier, storedJson(row.form), row.memberId, row.now],
  );
}

export async function returnEscalation(tx: Tx, ticketId: string, solution: string, now: Date): Promise<void> {
  await tx.query(
    "update escalation set solution = $3, returned_at = $4 where tenant_id = $1 and ticket_id = $2 and returned_at is null",
    [tx.tenantId, ticketId, solution, now],
  );
}

/** What a ticket holds that decides on what becomes of a proposal. */
export interface Standing {
  /** Whether the turn has its proposal. */
  readonly proposed: boolean;
  /** When the oldest message that nobody has answered was written. */
  readonly since: Date | null;
  /** Labels that a person has looked at. */
  readonly reviewed: readonly ReviewedLabel[];
}

export async function readStanding(tx: Tx, ticketId: string, turn: number): Promise<Standing> {
  const { rows } = await tx.query<Standing>(
    `select exists (select 1 from proposal where tenant_id = $1 and ticket_id = $2 and turn = $3) as proposed,
       (${UNANSWERED_SINCE}) as since,
       coalesce((select reviewed from training_example where tenant_id = $1 and ticket_id = $2), '{}') as reviewed`,
    [tx.tenantId, ticketId, turn],
  );
  return rows[0]!;
}
