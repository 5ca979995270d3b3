import { createTenant } from "../../../src/access/tenants.ts";
import type { Database } from "../../../src/db/pool.ts";
import { inTenant } from "../../../src/db/tenant.ts";
import { systemClock } from "../../../src/kernel/clock.ts";
import { systemCtx } from "../../../src/kernel/ctx.ts";
import { newId } from "../../../src/kernel/ids.ts";
import { silentLogger } from "../../../src/kernel/log.ts";
import { runImport } from "../../../src/knowledge/import/run.ts";
import { startImport } from "../../../src/knowledge/import/start.ts";
import { createArticleIndex } from "../../../src/knowledge/index/article-index.ts";
import { settleSlice } from "../../../src/knowledge/index/settle.ts";
import type { Embedder } from "../../../src/models/ports.ts";

/** A tenant whose pages are imported and indexed by the product's own code, with all housekeeping done. */
export async function importedTenant(
  db: Database,
  pages: ReadonlyMap<string, string>,
  embedder?: Embedder,
): Promise<string> {
  const { tenantId } = await createTenant({ db, clock: systemClock }, { slug: `bench-${newId()}`, name: "Bench" });
  const ctx = systemCtx(tenantId, "bench");
  const files = [...pages].map(([path, text]) => ({ path, content: new TextEncoder().encode(text) }));
  const { jobId } = await startImport({ db, clock: systemClock }, ctx, { source: "bench", files });
  const index = createArticleIndex({ clock: systemClock, ...(embedder ? { embedder } : {}) });
  const deps = { db, clock: systemClock, log: silentLogger, index };
  const job = await runImport(deps, ctx, jobId, new AbortController().signal);
  if (job.status !== "done") throw new Error(`The import ended as ${job.status}: ${job.error}`);
  for (let settled = false; !settled; ) settled = await inTenant(db, tenantId, (tx) => settleSlice(tx, true));
  return tenantId;
}

/** What a search reads, parents first. */
const TABLES = ["knowledge_source", "article", "search_index", "chunk", "posting", "embedding_model", "chunk_vector"];
const COPIES_A_STATEMENT = 20;

/**
 * Copies of a tenant under ids of their own: the rows of its index, byte for byte, which is what an import of the same
 * pages would write. Returns the new tenants' ids.
 */
export async function copyTenant(db: Database, tenantId: string, copies: number): Promise<string[]> {
  const all: string[] = [];
  for (let left = copies; left > 0; left -= COPIES_A_STATEMENT) {
    const ids = Array.from({ length: Math.min(left, COPIES_A_STATEMENT) }, () => newId());
    await db.query(
      `insert into tenant (tenant_id, slug, name, end_user_secret, created_at)
       select id, id::text, 'Bench', '', now() from unnest($1::uuid[]) as id`,
      [ids],
    );
    for (const table of TABLES) await copyRows(db, table, tenantId, ids);
    all.push(...ids);
  }
  return all;
}

async function copyRows(db: Database, table: string, from: string, to: readonly string[]): Promise<void> {
  const { rows } = await db.query<{ columns: string }>(
    `select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns
     from information_schema.columns where table_schema = 'public' and table_name = $1 and column_name <> 'tenant_id'`,
    [table],
  );
  const { columns } = rows[0]!;
  await db.query(
    `insert into ${table} (tenant_id, ${columns})
     select copy.id, ${columns.replace(/(?<=^|, )/g, "old.")} from ${table} old, unnest($2::uuid[]) as copy(id)
     where old.tenant_id = $1 order by copy.id`,
    [from, to],
  );
}
