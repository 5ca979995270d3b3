import { createTenant } from "../../../src/access/tenants.ts";
import type { Database } from "../../../src/db/pool.ts";
import { inTenant } from "../../../src/db/tenant.ts";
import { systemClock } from "../../../src/kernel/clock.ts";
import { newId } from "../../../src/kernel/ids.ts";
import { AUDIENCES, type Audience } from "../../../src/kernel/labels.ts";
import { activateModel, registerModel } from "../../../src/knowledge/vector-models.ts";
import { writeVectors } from "../../../src/knowledge/vectors.ts";

/** A tenant with vectors, and the same vectors at hand to compare with, one after another. */
export interface VectorTenant {
  readonly tenantId: string;
  readonly model: string;
  readonly count: number;
  readonly dimensions: number;
  readonly vectors: Float32Array;
  /** Place of each passage's vector. */
  readonly ids: ReadonlyMap<string, number>;
}

const PASSAGES_AN_ARTICLE = 5;
const ROWS_A_STATEMENT = 1_000;
export const PRODUCTS = ["one", "two", "three"];

/** What the article of a passage is for: audiences and products take turns, every other article is for all products. */
export function scopeAt(place: number): { readonly audience: Audience; readonly product: string | null } {
  const article = Math.floor(place / PASSAGES_AN_ARTICLE);
  return {
    audience: AUDIENCES[article % AUDIENCES.length]!,
    product: article % 2 === 0 ? null : PRODUCTS[(article >> 1) % PRODUCTS.length]!,
  };
}

/** Passages without text, five an article, with their vectors written by the product's own code. */
export async function addVectorTenant(db: Database, vectors: Float32Array, dimensions: number): Promise<VectorTenant> {
  const { tenantId } = await createTenant({ db, clock: systemClock }, { slug: `bench-${newId()}`, name: "Bench" });
  const model = "bench";
  const count = vectors.length / dimensions;
  const chunkIds = Array.from({ length: count }, () => newId());
  const articles = Array.from({ length: Math.ceil(count / PASSAGES_AN_ARTICLE) }, (_, i) => ({
    id: newId(),
    ...scopeAt(i * PASSAGES_AN_ARTICLE),
  }));
  const source = newId();
  await inTenant(db, tenantId, async (tx) => {
    await tx.query("insert into knowledge_source (tenant_id, id, name, created_at) values ($1, $2, 'bench', now())", [
      tenantId,
      source,
    ]);
    await tx.query(
      `insert into article (tenant_id, id, source_id, path, status, version, title, editions, version_from, version_to,
         audience, product, language, created_at, updated_at)
       select $1, id, $2, id::text, 'live', 1, '', '{}', '{}', '{}', audience, product, 'zh', now(), now()
       from jsonb_to_recordset($3::jsonb) as r(id uuid, audience text, product text)`,
      [tenantId, source, JSON.stringify(articles)],
    );
    await tx.query(
      `insert into chunk (tenant_id, id, article_id, ordinal, siblings, slot, group_hash, heading_path, source_start,
         source_end, body, length)
       select $1, id, ($3::uuid[])[1 + (at - 1) / $4], (at - 1) % $4, $4, at - 1, '', '{}', 0, 0, '', 1
       from unnest($2::uuid[]) with ordinality as r(id, at)`,
      [tenantId, chunkIds, articles.map(({ id }) => id), PASSAGES_AN_ARTICLE],
    );
    await registerModel(tx, { id: model, kind: "neural", dimensions }, new Date());
    for (let i = 0; i < count; i += ROWS_A_STATEMENT)
      await writeVectors(
        tx,
        model,
        chunkIds.slice(i, i + ROWS_A_STATEMENT).map((chunkId, k) => ({
          chunkId,
          vector: vectors.subarray((i + k) * dimensions, (i + k + 1) * dimensions),
        })),
      );
    await activateModel(tx, model);
  });
  return { tenantId, model, count, dimensions, vectors, ids: new Map(chunkIds.map((id, i) => [id, i])) };
}
