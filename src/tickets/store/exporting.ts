import type { Tx } from "../../db/pool.ts";

/** A row as JSON of its columns, by their names in the database. */
export type ExportedRow = Record<string, unknown>;

/** What is handed out of each ticket: the name it gets there, and the order of its rows. */
const PARTS = {
  messages: { table: "message", order: "seq" },
  proposals: { table: "proposal", order: "turn" },
  drafts: { table: "draft", order: "created_at" },
  escalations: { table: "escalation", order: "created_at" },
  events: { table: "ticket_event", order: "seq" },
  surveys: { table: "survey", order: "asked_at" },
  tags: { table: "voc_tag", order: "at" },
  themes: { table: "voc_theme_ticket", order: "day" },
  corrections: { table: "training_example", order: "created_at" },
  workTime: { table: "work_time", order: "at" },
} as const;
export interface ExportedTicket {
  readonly ticket: ExportedRow;
  readonly parts: Readonly<Record<string, readonly ExportedRow[]>>;
}

/** Tickets of these contacts behind the ticket `after`, in the order of their ids, each with all that is held of it. */
export async function exportedTickets(
  tx: Tx,
  contactIds: readonly string[],
  after: string | null,
  limit: number,
): Promise<ExportedTicket[]> {
  const { rows: tickets } = await tx.query<{ row: ExportedRow & { readonly id: string } }>(
    `select to_jsonb(t) - 'tenant_id' as row from ticket t
     where t.tenant_id = $1 and t.contact_id = any($2::uuid[]) and ($3::uuid is null or t.id > $3) order by t.id limit $4`,
    [tx.tenantId, contactIds, after, limit],
  );
  const ids = tickets.map(({ row }) => row.id);
  const found = new Map<string, Map<string, ExportedRow[]>>();
  for (const [name, { table, order }] of Object.entries(PARTS)) {
    const { rows } = await tx.query<{ ticketId: string; row: ExportedRow }>(
      `select r.ticket_id as "ticketId", to_jsonb(r) - '{tenant_id,ticket_id}'::text[] as row from ${table} r
       where r.tenant_id = $1 and r.ticket_id = any($2::uuid[]) order by r.${order}`,
      [tx.tenantId, ids],
    );
    found.set(name, rowsByTicket(rows));
  }
  found.set("attachments", rowsByTicket(await exportedFiles(tx, ids)));
  const partsOf = (id: string) => [...found].map(([name, rows]) => [name, rows.get(id) ?? []] as const);
  return tickets.map(({ row }) => ({ ticket: row, parts: Object.fromEntries(partsOf(row.id)) }));
}

interface TicketRow {
  readonly ticketId: string;
  readonly row: ExportedRow;
}
const rowsByTicket = (rows: readonly TicketRow[]): Map<string, ExportedRow[]> =>
  new Map([...Map.groupBy(rows, ({ ticketId }) => ticketId)].map(([id, all]) => [id, all.map(({ row }) => row)]));

const FILE = `jsonb_build_object('id', id, 'name', name, 'media_type', media_type, 'size', size,
  'sha256', encode(sha256, 'hex'), 'message_id', message_id, 'created_at', created_at)`;

/** Files without their bytes, which their hash stands for. */
async function exportedFiles(tx: Tx, ticketIds: readonly string[]): Promise<TicketRow[]> {
  const { rows } = await tx.query<TicketRow>(
    `select ticket_id as "ticketId", ${FILE} as row from attachment
     where tenant_id = $1 and ticket_id = any($2::uuid[]) order by created_at`,
    [tx.tenantId, ticketIds],
  );
  return rows;
}

/** Files that these contacts stored and have not sent. */
export async function exportedLooseFiles(tx: Tx, contactIds: readonly string[]): Promise<ExportedRow[]> {
  const { rows } = await tx.query<{ row: ExportedRow }>(
    `select ${FILE} as row from attachment
     where tenant_id = $1 and contact_id = any($2::uuid[]) and message_id is null order by created_at`,
    [tx.tenantId, contactIds],
  );
  return rows.map(({ row }) => row);
}
