import type { Database } from "../../src/db/pool.ts";
import { inTenant } from "../../src/db/tenant.ts";

/** Where any of these words stands: in every column of every table of the tenant, as `table.column`. */
export const placesOf = (db: Database, tenantId: string, needles: readonly string[]): Promise<string[]> =>
  inTenant(db, tenantId, async (tx) => {
    const { rows: columns } = await tx.query<{ table: string; column: string; type: string }>(
      `select c.table_name as table, c.column_name as column, c.data_type as type from information_schema.columns c
       where c.table_schema = 'public' and exists (
         select 1 from information_schema.columns t where t.table_schema = 'public' and t.table_name = c.table_name
           and t.column_name = 'tenant_id')
         and c.data_type in ('text', 'jsonb', 'json', 'bytea', 'ARRAY', 'character varying') order by 1, 2`,
    );
    if (columns.length < 100) throw new Error(`Only ${columns.length} columns were found to look through.`);
    const places: string[] = [];
    for (const { table, column, type } of columns) {
      const found =
        type === "bytea" ? `position(convert_to(n, 'UTF8') in "${column}") > 0` : `strpos("${column}"::text, n) > 0`;
      const { rows } = await tx.query<{ n: string }>(
        `select distinct n from "${table}", unnest($2::text[]) as n where tenant_id = $1 and ${found}`,
        [tenantId, needles],
      );
      places.push(...rows.map(({ n }) => `${table}.${column}: ${n}`));
    }
    return places.sort();
  });
