import { createTenant } from "../../../src/access/tenants.ts";
import type { Database } from "../../../src/db/pool.ts";
import { inTenant } from "../../../src/db/tenant.ts";
import { systemClock } from "../../../src/kernel/clock.ts";
import { newId } from "../../../src/kernel/ids.ts";
import { activateModel, registerModel } from "../../../src/knowledge/vector-models.ts";
import { writeVectors } from "../../../src/knowledge/vectors.ts";

/** A tenant with vectors, and the same vectors at hand to compare with. */
export interface VectorTenant {
  readonly tenantId: string;
  readonly model: string;
  readonly vectors: readonly Float32Array[];
  /** Place of each passage's vector. */
  readonly ids: ReadonlyMap<string, number>;
}

const PASSAGES_AN_ARTICLE = 5;
const ROWS_A_STATEMENT = 1_000;

/** Passages without text, five an article, with their vectors written by the product's own code. */
export async function addVectorTenant(db: Database, vectors: readonly Float32Array[]): Promise<VectorTenant> {
  const { tenantId } = await createTenant({ db, clock: systemClock }, { slug: `bench-${newId()}`, name: "Bench" });
  const model = "bench";
  const chunkIds = vectors.map(() => newId());
  const articleIds = Array.from({ length: Math.ceil(vectors.length / PASSAGES_AN_ARTICLE) }, () => newId());
  const source = newId();
  await inTenant(db, tenantId, async (tx) => {
    await tx.query("insert into knowledge_source (tenant_id, id, name, created_at) values ($1, $2, 'bench', now())", [
      tenantId,
      source,
    ]);
    await tx.query(
      `insert into article (tenant_id, id, source_id, path, status, version, title, editions, version_from, version_to,
         audience, language, created_at, updated_at)
       select $1, id, $2, id::text, 'live', 1, '', '{}', '{}', '{}', 'public', 'zh', now(), now()
       from unnest($3::uuid[]) as id`,
      [tenantId, source, articleIds],
    );
    await tx.query(
      `insert into chunk (tenant_id, id, article_id, ordinal, siblings, slot, group_hash, heading_path, source_start,
         source_end, body, length)
       select $1, id, ($3::uuid[])[1 + (at - 1) / $4], (at - 1) % $4, $4, at - 1, '', '{}', 0, 0, '', 1
       from unnest($2::uuid[]) with ordinality as r(id, at)`,
      [tenantId, chunkIds, articleIds, PASSAGES_AN_ARTICLE],
    );
    await registerModel(tx, { id: model, kind: "neural", dimensions: vectors[0]!.length }, new Date());
    for (let i = 0; i < vectors.length; i += ROWS_A_STATEMENT)
      await writeVectors(
        tx,
        model,
        vectors.slice(i, i + ROWS_A_STATEMENT).map((vector, k) => ({ chunkId: chunkIds[i + k]!, vector })),
      );
    await activateModel(tx, model);
  });
  return { tenantId, model, vectors, ids: new Map(chunkIds.map((id, i) => [id, i])) };
}
