import type { Database } from "../../../src/db/pool.ts";

/** What belongs to a ticket, with the columns that name rows which are copied as well. */
const COPIED: Readonly<Record<string, readonly string[]>> = {
  contact: ["id"],
  ticket: ["id", "contact_id"],
  message: ["id", "ticket_id", "draft_id"],
  ticket_event: ["ticket_id"],
  proposal: ["id", "ticket_id"],
  draft: ["id", "ticket_id", "proposal_id", "recipient_id"],
  voc_tag: ["ticket_id"],
  voc_delta: ["id"],
};

/** The hash with the marks of a UUID of version 4. */
const copiedId = (id: string) =>
  `overlay(overlay(md5(${id}::text || n) placing '4' from 13) placing '8' from 17)::uuid`;

/**
 * Copies all tickets of a tenant, with their contacts and all that was said, until there are `wanted`; how many there
 * are then. A row of the n-th copy has the hash of the row's id and n for its id, so that copies name each other. For
 * the owner of the tables, before anybody works.
 */
export async function multiplyTickets(db: Database, tenantId: string, wanted: number): Promise<number> {
  const [{ count = 0 } = {}] = (await db.script(
    `select count(*)::int as count from ticket where tenant_id = '${tenantId}'`,
  )) as { count?: number }[];
  const copies = count === 0 ? 0 : Math.floor(wanted / count) - 1;
  if (copies > 0) {
    for (const [table, ids] of Object.entries(COPIED)) {
      const columns = (await db.script(
        `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = '${table}'`,
      )) as { name: string }[];
      const names = columns.map(({ name }) => name);
      const values = names.map((name) => {
        if (ids.includes(name)) return copiedId(`t.${name}`);
        return name === "external_id" ? "t.external_id || '/' || n" : `t.${name}`;
      });
      await db.script(
        `insert into ${table} (${names.join(", ")}) select ${values.join(", ")}
         from ${table} t, generate_series(1, ${copies}) n where t.tenant_id = '${tenantId}'`,
      );
    }
  }
  await db.script("analyze");
  return count * (Math.max(0, copies) + 1);
}
