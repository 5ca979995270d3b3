import type { Tx } from "../../db/pool.ts";

/** One thing that happened to a ticket; `seq` is its place in the ticket's history and the SSE event id. */
export interface EventRow {
  readonly seq: number;
  readonly kind: string;
  readonly actor: { readonly type: string; readonly id: string };
  readonly content: Record<string, unknown>;
  readonly at: Date;
}

export async function listEvents(tx: Tx, ticketId: string, afterSeq: number, limit = 500): Promise<EventRow[]> {
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
    [tx.tenantId, ticketId, kind, JSON.stringify(content)],
  );
  return rows.length > 0;
}

/** The proposal of a turn: what the copilot made of the conversation up to there. */
export async function insertProposal(
  tx: Tx,
  ticketId: string,
  row: { id: string; turn: number; content: unknown; now: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    "insert into proposal (tenant_id, ticket_id, id, turn, content, created_at) values ($1, $2, $3, $4, $5::jsonb, $6) on conflict do nothing",
    [tx.tenantId, ticketId, row.id, row.turn, JSON.stringify(row.content), row.now],
  );
  return rowCount === 1;
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
    [tx.tenantId, ticketId, row.id, row.fromTier, row.toTier, JSON.stringify(row.form), row.memberId, row.now],
  );
}

export async function returnEscalation(tx: Tx, ticketId: string, solution: string, now: Date): Promise<void> {
  await tx.query(
    "update escalation set solution = $3, returned_at = $4 where tenant_id = $1 and ticket_id = $2 and returned_at is null",
    [tx.tenantId, ticketId, solution, now],
  );
}

export async function hasProposal(tx: Tx, ticketId: string, turn: number): Promise<boolean> {
  const { rows } = await tx.query("select 1 from proposal where tenant_id = $1 and ticket_id = $2 and turn = $3", [
    tx.tenantId,
    ticketId,
    turn,
  ]);
  return rows.length > 0;
}
