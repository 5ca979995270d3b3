import { insertRows } from "../../db/bulk.ts";
import type { Tx } from "../../db/pool.ts";

/** Minutes that a member worked on a ticket. */
export interface WorkTimeRow {
  readonly ticket_id: string;
  readonly id: string;
  readonly member_id: string;
  readonly minutes: number;
  readonly at: Date;
}

export const insertWorkTimes = (tx: Tx, rows: readonly WorkTimeRow[]): Promise<void> =>
  insertRows(
    tx,
    "work_time",
    { ticket_id: "uuid", id: "uuid", member_id: "uuid", minutes: "int", at: "timestamptz" },
    rows,
  );

/** Minutes worked on a ticket, newest first. */
export async function workTimesOf(
  tx: Tx,
  ticketId: string,
): Promise<{ readonly memberId: string; readonly minutes: number; readonly at: Date }[]> {
  const { rows } = await tx.query<{ memberId: string; minutes: number; at: Date }>(
    `select member_id as "memberId", minutes, at from work_time
     where tenant_id = $1 and ticket_id = $2 order by at desc, id desc limit 500`,
    [tx.tenantId, ticketId],
  );
  return rows;
}
