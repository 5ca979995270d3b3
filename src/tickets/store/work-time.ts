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
