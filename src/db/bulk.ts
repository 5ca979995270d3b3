import { storedJson } from "../kernel/json.ts";
import type { Tx } from "./pool.ts";

/** Columns by name with their type; `tenant_id` is added. Names and types are written in the code, never taken in. */
export type BulkColumns<Row> = { readonly [Column in keyof Row & string]: string };

/** So many rows go in one statement, so that it stays short on the one embedded connection. */
const ROWS_A_STATEMENT = 500;

/** Adds many rows of one table to the transaction's tenant; rows whose key is there already are left as they are. */
export async function insertRows<Row extends object>(
  tx: Tx,
  table: string,
  columns: BulkColumns<Row>,
  rows: readonly Row[],
): Promise<void> {
  const names = Object.keys(columns);
  const typed = Object.entries(columns).map(([name, type]) => `"${name}" ${type as string}`);
  const quoted = names.map((name) => `"${name}"`).join(", ");
  for (let first = 0; first < rows.length; first += ROWS_A_STATEMENT)
    await tx.query(
      `insert into ${table} (tenant_id, ${quoted}) select $1, ${quoted} from jsonb_to_recordset($2::jsonb) as given (${typed.join(", ")})
       on conflict do nothing`,
      [tx.tenantId, storedJson(rows.slice(first, first + ROWS_A_STATEMENT))],
    );
}
