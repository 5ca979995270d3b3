import type { Connection, Database, Tx } from "../../db/pool.ts";
import { withoutLimits } from "../../db/without-limits.ts";
import { GRAPH_PREFIX } from "./rules.ts";

/** A model that answers, with the size of its vectors. */
export interface SizedModel {
  readonly model: string;
  readonly dimensions: number;
  readonly rows: number;
  readonly graph: string | null;
}

export async function activeSize(tx: Tx): Promise<SizedModel | null> {
  const { rows } = await tx.query<SizedModel>(
    `select m.model, m.dimensions, m.graph, (select count(*)::int from chunk_vector v
       where v.tenant_id = $1 and v.model = m.model and v.embedding is not null) as rows
     from embedding_model m where m.tenant_id = $1 and m.state = 'active'`,
    [tx.tenantId],
  );
  return rows[0] ?? null;
}

/** Lets search use a graph of the model, or compare all its vectors. */
export async function setGraph(tx: Tx, model: string, graph: string | null): Promise<void> {
  await tx.query("update embedding_model set graph = $3 where tenant_id = $1 and model = $2", [
    tx.tenantId,
    model,
    graph,
  ]);
}

/** Graphs that a tenant's models use. */
export async function graphsInUse(tx: Tx): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ graph: string }>(
    "select graph from embedding_model where tenant_id = $1 and graph is not null",
    [tx.tenantId],
  );
  return new Set(rows.map(({ graph }) => graph));
}

/** An index that was made here; `tenantId` is null when the server stopped before it said whose it is. */
export interface StoredGraph {
  readonly name: string;
  readonly tenantId: string | null;
  /** False while it is built, and after a build that failed. */
  readonly valid: boolean;
  readonly building: boolean;
}

/** All graphs of the database; read by the owner, who sees no tenant's rows. */
export async function storedGraphs(db: Database): Promise<StoredGraph[]> {
  const { rows } = await db.query<StoredGraph>(
    `select c.relname as name, obj_description(c.oid, 'pg_class') as "tenantId", i.indisvalid as valid,
       exists (select 1 from pg_stat_progress_create_index p where p.index_relid = c.oid) as building
     from pg_class c join pg_index i on i.indexrelid = c.oid join pg_class t on t.oid = i.indrelid
     where t.relname = 'chunk_vector' and t.relnamespace = 'public'::regnamespace and starts_with(c.relname, $1)`,
    [GRAPH_PREFIX],
  );
  return rows;
}

const BUILD_MEMORY = "256MB";

/** Statements that name an index cannot take parameters: the server puts the values in, quoted. */
async function definition(
  connection: Connection,
  { name, tenantId, model, dimensions }: { name: string; tenantId: string; model: string; dimensions: number },
): Promise<{ create: string; say: string }> {
  const { rows } = await connection.query<{ create: string; say: string }>(
    `select format('create index concurrently if not exists %I on chunk_vector using hnsw
         ((embedding::halfvec(%s)) halfvec_ip_ops) where tenant_id = %L::uuid and model = %L',
         $1::text, $4::int, $2::text, $3::text) as create,
       format('comment on index %I is %L', $1::text, $2::text) as say`,
    [name, tenantId, model, dimensions],
  );
  return rows[0]!;
}

/** Builds a graph beside all reading and writing; takes from seconds to hours. */
export async function buildGraph(
  db: Database,
  graph: { name: string; tenantId: string; model: string; dimensions: number },
): Promise<void> {
  await withoutLimits(db, async (connection) => {
    const { create, say } = await definition(connection, graph);
    await connection.query("select set_config('maintenance_work_mem', $1, false)", [BUILD_MEMORY]);
    await connection.query(create);
    await connection.query(say);
    await connection.query("reset maintenance_work_mem");
  });
}

export async function dropGraph(db: Database, name: string): Promise<void> {
  const { rows } = await db.query<{ text: string }>(
    "select format('drop index concurrently if exists %I', $1::text) as text",
    [name],
  );
  await withoutLimits(db, (connection) => connection.query(rows[0]!.text));
}
