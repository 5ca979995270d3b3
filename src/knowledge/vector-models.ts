import type { Tx } from "../db/pool.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Embedder } from "../models/ports.ts";

/** A model whose vectors a tenant holds. */
export interface VectorModel {
  readonly model: string;
  readonly kind: Embedder["kind"];
  readonly dimensions: number;
  readonly state: "building" | "active" | "retired";
}

/**
 * Makes room for a model's vectors, and keeps it until the transaction ends; others may write vectors of it meanwhile. It
 * answers nothing until it is activated. Repeating changes nothing.
 */
export async function registerModel(tx: Tx, embedder: Omit<Embedder, "embed">, at: Date): Promise<void> {
  const key = [tx.tenantId, embedder.id];
  // One that is dropped between two of these is made anew.
  for (let kept = 0; kept === 0; ) {
    const [, , { rowCount }] = await Promise.all([
      tx.query(
        `insert into embedding_model (tenant_id, model, kind, dimensions, state, created_at)
         values ($1, $2, $3, $4, 'building', $5) on conflict (tenant_id, model) do nothing`,
        [...key, embedder.kind, embedder.dimensions, at],
      ),
      tx.query(
        "update embedding_model set state = 'building' where tenant_id = $1 and model = $2 and state = 'retired'",
        key,
      ),
      // An upsert would let one transaction after the other have the row.
      tx.query("select from embedding_model where tenant_id = $1 and model = $2 for key share", key),
    ]);
    kept = rowCount;
  }
}

export async function vectorModels(tx: Tx): Promise<VectorModel[]> {
  const { rows } = await tx.query<VectorModel>(
    "select model, kind, dimensions, state from embedding_model where tenant_id = $1 order by created_at, model",
    [tx.tenantId],
  );
  return rows;
}

/**
 * How many rows of a table are of live articles. Counted by article, and each of these read by its key: a table that was
 * just filled has no statistics yet, and what the planner makes of a join then takes minutes of an embedded database.
 */
const ofLiveArticles = (table: string, condition: string): string =>
  `(select coalesce(sum(n.count), 0)::int from (
      select article_id, count(*) from ${table} where tenant_id = $1 and ${condition} group by article_id offset 0) n
    cross join lateral (select from (select status from article where tenant_id = $1 and id = n.article_id offset 0) a
      where a.status = 'live') live)`;

/** How far each model's vectors have come: passages of live articles, and those that have one. */
export async function vectorProgress(tx: Tx): Promise<(VectorModel & { passages: number; embedded: number })[]> {
  const { rows } = await tx.query<VectorModel & { passages: number; embedded: number }>(
    `select m.model, m.kind, m.dimensions, m.state, ${ofLiveArticles("chunk", "true")} as passages,
       ${ofLiveArticles("chunk_vector", "model = m.model")} as embedded
     from embedding_model m where m.tenant_id = $1 order by m.created_at, m.model`,
    [tx.tenantId],
  );
  return rows;
}

/** The model that search asks, or null while none is complete. */
export const activeModel = async (tx: Tx): Promise<VectorModel | null> =>
  (await vectorModels(tx)).find(({ state }) => state === "active") ?? null;

/** Lets search ask this model from now on; the one before is retired. Throws `not_found` for an unknown model. */
export async function activateModel(tx: Tx, model: string): Promise<void> {
  await tx.query(
    "update embedding_model set state = 'retired' where tenant_id = $1 and state = 'active' and model <> $2",
    [tx.tenantId, model],
  );
  const { rowCount } = await tx.query(
    "update embedding_model set state = 'active' where tenant_id = $1 and model = $2",
    [tx.tenantId, model],
  );
  if (rowCount === 0) throw new DomainError("not_found", `There are no vectors of the model "${model}".`);
}

/** Deletes up to `limit` vectors of retired models. True when no retired model is left. */
export async function dropRetired(tx: Tx, limit: number): Promise<boolean> {
  // Waits for those who still write vectors of it: these are deleted as well.
  await tx.query("select from embedding_model where tenant_id = $1 and state = 'retired' for update", [tx.tenantId]);
  const { rowCount } = await tx.query(
    `delete from chunk_vector v using (
       select v.tenant_id, v.model, v.chunk_id from chunk_vector v
       join embedding_model m on m.tenant_id = v.tenant_id and m.model = v.model
       where v.tenant_id = $1 and m.state = 'retired' limit $2) old
     where v.tenant_id = $1 and (v.tenant_id, v.model, v.chunk_id)
       = (old.tenant_id, old.model, old.chunk_id)`,
    [tx.tenantId, limit],
  );
  if (rowCount === limit) return false;
  await tx.query("delete from embedding_model where tenant_id = $1 and state = 'retired'", [tx.tenantId]);
  return true;
}
