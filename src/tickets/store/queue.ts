import type { ReadTx } from "../../db/pool.ts";
import type { Ticket } from "../ticket.ts";
import { TICKET_COLUMNS } from "./tickets.ts";

/** Orders that the queue offers: column, direction, and the type of its cursor. */
export const SORTS = {
  updated: { column: "updated_at", descending: true },
  created: { column: "created_at", descending: true },
  due: { column: "due_at", descending: false },
} as const;
export type Sort = keyof typeof SORTS;

/** Column equality filters; null asks for rows where the column is empty. */
export interface QueueFilter {
  /** Any of these. */
  readonly statuses?: readonly string[] | undefined;
  readonly tier?: number | undefined;
  readonly team?: string | undefined;
  readonly owner_id?: string | null | undefined;
  readonly assignee_id?: string | null | undefined;
  readonly service_type?: string | undefined;
  readonly urgency?: string | undefined;
  readonly customer_class?: string | undefined;
  readonly customer_id?: string | undefined;
  readonly channel?: string | undefined;
  /** Whether clocks of it stand still. */
  readonly paused?: boolean | undefined;
}

const FILTER_COLUMNS = [
  "tier",
  "team",
  "owner_id",
  "assignee_id",
  "service_type",
  "urgency",
  "customer_class",
  "customer_id",
  "channel",
] as const;

/** Where a page ended: the sort value and id of its last row. */
export interface Cursor {
  readonly value: string | null;
  readonly id: string;
}

/**
 * One page of tickets that are not closed (or of the statuses named), in the order asked for. Rows without a due time
 * come last.
 */
export async function listQueue(
  tx: ReadTx,
  filter: QueueFilter,
  sort: Sort,
  after: Cursor | null,
  limit: number,
): Promise<Ticket[]> {
  const { column, descending } = SORTS[sort];
  const values: unknown[] = [tx.tenantId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  // Column names come from the list above, never from the caller.
  const conditions = FILTER_COLUMNS.flatMap((name) => {
    const value = filter[name];
    if (value === undefined) return [];
    return value === null ? [`${name} is null`] : [`${name} = ${bind(value)}`];
  });
  if (filter.paused !== undefined) conditions.push(`paused_until is ${filter.paused ? "not null" : "null"}`);
  if (filter.statuses !== undefined) conditions.push(`status in (${filter.statuses.map(bind).join(", ")})`);
  if (filter.statuses?.includes("closed") !== true) conditions.push("status <> 'closed'");
  if (after !== null) conditions.push(pastCursor(column, descending, after, bind));
  const { rows } = await tx.query<Ticket>(
    `select ${TICKET_COLUMNS} from ticket where tenant_id = $1 and ${conditions.join(" and ") || "true"}
     order by ${column} ${descending ? "desc" : "asc"}, id limit ${bind(limit)}`,
    values,
  );
  return rows;
}

function pastCursor(column: string, descending: boolean, after: Cursor, bind: (value: unknown) => string): string {
  const id = bind(after.id);
  if (after.value === null) return `${column} is null and id > ${id}`;
  const value = `${bind(after.value)}::timestamptz`;
  // The first bound lets an index begin where the page before ended, instead of reading all that came before it again.
  if (descending) return `${column} <= ${value} and (${column} < ${value} or id > ${id})`;
  return `(${column} > ${value} or (${column} = ${value} and id > ${id}) or ${column} is null)`;
}
