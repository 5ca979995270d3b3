import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Tx } from "../../src/db/pool.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { newId } from "../../src/kernel/ids.ts";
import {
  activateModel,
  activeModel,
  dropRetired,
  registerModel,
  vectorModels,
} from "../../src/knowledge/vector-models.ts";
import { nearest, removeVectors, type VectorRow, vectorHashes, writeVectors } from "../../src/knowledge/vectors.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const db = await testDatabase();
const at = new Date("2026-03-02T01:00:00Z");
const model = (id: string, dimensions = 3) => ({ id, kind: "gloss", dimensions }) as const;
const unit = (...values: number[]): Float32Array => {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => (length === 0 ? 0 : value / length));
};
const row = (articleId: string, ordinal: number, vector: Float32Array, hash = 1): VectorRow => ({
  articleId,
  ordinal,
  vector,
  textHash: Uint8Array.of(hash),
});

async function addArticle(tx: Tx, fields: { language?: string; status?: string; audience?: string } = {}) {
  const id = newId();
  const source = newId();
  await tx.query("insert into knowledge_source (tenant_id, id, name, created_at) values ($1, $2, $3, $4)", [
    tx.tenantId,
    source,
    source,
    at,
  ]);
  await tx.query(
    `insert into article (tenant_id, id, source_id, path, status, version, title, editions, version_from, version_to,
       audience, language, created_at, updated_at)
     values ($1, $2, $3, $4, $5, 1, 'T', '{}', '{}', '{}', $6, $7, $8, $8)`,
    [
      tx.tenantId,
      id,
      source,
      `${id}.md`,
      fields.status ?? "live",
      fields.audience ?? "public",
      fields.language ?? "en",
      at,
    ],
  );
  return id;
}

async function withTenant<Result>(run: (tx: Tx) => Promise<Result>): Promise<Result> {
  const { ctx } = await freshTenant();
  return inTenant(db, ctx.tenantId, run);
}

describe("the vectors of passages", () => {
  test("are found in order of their cosine with the question", () =>
    withTenant(async (tx) => {
      const article = await addArticle(tx);
      await registerModel(tx, model("m"), at);
      await writeVectors(tx, "m", [
        row(article, 0, unit(1, 0, 0)),
        row(article, 1, unit(1, 1, 0)),
        row(article, 2, unit(0, 0, 1)),
      ]);
      const found = await nearest(tx, { model: "m", vector: unit(0, 1, 0.1), limit: 2 });
      expect(found.map(({ ordinal }) => ordinal)).toEqual([1, 2]);
      expect(found[0]!.similarity).toBeCloseTo(0.7036, 2);
    }));

  test("are all compared: the best is never missed", async () => {
    const vectors = fc.array(fc.tuple(...Array.from({ length: 8 }, () => fc.integer({ min: -9, max: 9 }))), {
      minLength: 1,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(vectors, async (list) => {
        await withTenant(async (tx) => {
          const article = await addArticle(tx);
          await registerModel(tx, model("m", 8), at);
          const rows = list.map((values, i) => row(article, i, unit(...values)));
          await writeVectors(tx, "m", rows);
          const question = unit(1, 2, 3, 4, -4, -3, -2, -1);
          const cosine = ({ vector }: VectorRow) => vector.reduce((sum, value, d) => sum + value * question[d]!, 0);
          const known = rows.filter(({ vector }) => vector.some((value) => value !== 0));
          const found = await nearest(tx, { model: "m", vector: question, limit: 100 });
          expect(found).toHaveLength(known.length);
          if (known.length > 0) expect(found[0]!.similarity).toBeCloseTo(Math.max(...known.map(cosine)), 2);
        });
      }),
      { numRuns: 15 },
    );
  });

  test("leave out retired articles and articles that the condition excludes", () =>
    withTenant(async (tx) => {
      const chinese = await addArticle(tx, { language: "zh" });
      const english = await addArticle(tx, { language: "en" });
      const internal = await addArticle(tx, { language: "en", audience: "internal" });
      const retired = await addArticle(tx, { status: "retired" });
      await registerModel(tx, model("m"), at);
      await writeVectors(
        tx,
        "m",
        [chinese, english, internal, retired].map((id) => row(id, 0, unit(1, 0, 0))),
      );
      const where = { text: "a.language <> $5 and a.audience = any($6)", values: ["zh", ["public"]] };
      const found = await nearest(tx, { model: "m", vector: unit(1, 0, 0), limit: 10, where });
      expect(found.map(({ articleId }) => articleId)).toEqual([english]);
      expect(await nearest(tx, { model: "m", vector: unit(1, 0, 0), limit: 10 })).toHaveLength(3);
    }));

  test("of two models live side by side and do not mix", () =>
    withTenant(async (tx) => {
      const article = await addArticle(tx);
      await registerModel(tx, model("small", 2), at);
      await registerModel(tx, model("large", 4), at);
      await writeVectors(tx, "small", [row(article, 0, unit(1, 0))]);
      await writeVectors(tx, "large", [row(article, 0, unit(0, 0, 0, 1)), row(article, 1, unit(0, 0, 1, 1))]);
      expect(await nearest(tx, { model: "small", vector: unit(1, 0), limit: 10 })).toHaveLength(1);
      expect(await nearest(tx, { model: "large", vector: unit(0, 0, 0, 1), limit: 10 })).toHaveLength(2);
    }));

  test("are replaced where they stand and removed from a place on", () =>
    withTenant(async (tx) => {
      const article = await addArticle(tx);
      await registerModel(tx, model("m"), at);
      await writeVectors(
        tx,
        "m",
        [0, 1, 2].map((ordinal) => row(article, ordinal, unit(1, 0, 0))),
      );
      await writeVectors(tx, "m", [row(article, 1, unit(0, 1, 0), 2)]);
      await removeVectors(tx, [article], 2);
      expect(await vectorHashes(tx, "m", [article])).toEqual(
        new Map([
          [`${article}:0`, "01"],
          [`${article}:1`, "02"],
        ]),
      );
      expect((await nearest(tx, { model: "m", vector: unit(0, 1, 0), limit: 1 }))[0]).toMatchObject({ ordinal: 1 });
      await removeVectors(tx, [article]);
      expect(await vectorHashes(tx, "m", [article])).toEqual(new Map());
    }));

  test("a passage and a question without a known word have none", () =>
    withTenant(async (tx) => {
      const article = await addArticle(tx);
      await registerModel(tx, model("m"), at);
      await writeVectors(tx, "m", [row(article, 0, unit(0, 0, 0)), row(article, 1, unit(1, 0, 0))]);
      expect((await vectorHashes(tx, "m", [article])).size).toBe(1);
      expect(await nearest(tx, { model: "m", vector: unit(0, 0, 0), limit: 5 })).toEqual([]);
    }));

  test("of another tenant are neither found nor counted", async () => {
    const mine = await freshTenant();
    const article = await inTenant(db, mine.ctx.tenantId, async (tx) => {
      const id = await addArticle(tx);
      await registerModel(tx, model("m"), at);
      await writeVectors(tx, "m", [row(id, 0, unit(1, 0, 0))]);
      return id;
    });
    await withTenant(async (tx) => {
      expect(await nearest(tx, { model: "m", vector: unit(1, 0, 0), limit: 5 })).toEqual([]);
      expect((await vectorHashes(tx, "m", [article])).size).toBe(0);
      expect(await vectorModels(tx)).toEqual([]);
      // Each guard holds alone: with the other tenant's id as parameter the policy still gives nothing.
      const { rows } = await tx.query("select 1 from chunk_vector where tenant_id = $1", [mine.ctx.tenantId]);
      expect(rows).toEqual([]);
    });
  });
});

describe("a change of the model", () => {
  test("search asks the old one until the new one is activated", () =>
    withTenant(async (tx) => {
      await registerModel(tx, model("old"), at);
      expect(await activeModel(tx)).toBeNull();
      await activateModel(tx, "old");
      await registerModel(tx, model("new"), at);
      expect((await activeModel(tx))?.model).toBe("old");
      await activateModel(tx, "new");
      expect((await activeModel(tx))?.model).toBe("new");
      expect((await vectorModels(tx)).find((one) => one.model === "old")?.state).toBe("retired");
    }));

  test("takes the old vectors down in slices", () =>
    withTenant(async (tx) => {
      const article = await addArticle(tx);
      for (const name of ["old", "new"]) {
        await registerModel(tx, model(name), at);
        await activateModel(tx, name);
        await writeVectors(
          tx,
          name,
          [0, 1, 2].map((ordinal) => row(article, ordinal, unit(1, 0, 0))),
        );
      }
      expect(await dropRetired(tx, 2)).toBe(false);
      expect(await dropRetired(tx, 2)).toBe(true);
      expect(await vectorModels(tx)).toMatchObject([{ model: "new", state: "active" }]);
      expect((await vectorHashes(tx, "new", [article])).size).toBe(3);
    }));

  test("to a model that was never registered is refused and changes nothing", async () => {
    const { ctx } = await freshTenant();
    await inTenant(db, ctx.tenantId, async (tx) => {
      await registerModel(tx, model("only"), at);
      await activateModel(tx, "only");
    });
    await expect(inTenant(db, ctx.tenantId, (tx) => activateModel(tx, "ghost"))).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await inTenant(db, ctx.tenantId, activeModel))?.model).toBe("only");
  });
});

test("vectors stand in their rows, not in a side table", async () => {
  const { rows } = await db.query<{ storage: string }>(
    "select attstorage as storage from pg_attribute where attrelid = 'chunk_vector'::regclass and attname = 'embedding'",
  );
  expect(rows[0]!.storage).toBe("m");
});
