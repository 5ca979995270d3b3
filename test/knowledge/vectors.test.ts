import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Tx } from "../../src/db/pool.ts";
import { inTenant } from "../../src/db/tenant.ts";
import {
  activateModel,
  activeModel,
  dropRetired,
  registerModel,
  vectorModels,
} from "../../src/knowledge/vector-models.ts";
import { FIRST_PASSAGE, nearest, pendingPassages, writeVectors } from "../../src/knowledge/vectors.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";
import { indexedTenant } from "./index-support.ts";

const db = await testDatabase();
const at = new Date("2026-03-02T01:00:00Z");
const model = (id: string, dimensions = 3) => ({ id, kind: "gloss", dimensions }) as const;
const unit = (...values: number[]): Float32Array => {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => (length === 0 ? 0 : value / length));
};

/** A tenant with one passage a page, and the passages' ids by page. */
async function tenantWith(names: readonly string[]) {
  const tenant = await indexedTenant();
  const { tenantId } = tenant;
  await tenant.put(Object.fromEntries(names.map((name) => [`${name}.md`, `# ${name}\n\nText of ${name}.`])));
  const { rows } = await db.query<{ path: string; id: string }>(
    "select a.path, c.id from chunk c join article a on a.tenant_id = c.tenant_id and a.id = c.article_id where c.tenant_id = $1",
    [tenantId],
  );
  const ids = new Map(rows.map(({ path, id }) => [path.replace(".md", ""), id]));
  const nameOf = (chunkId: string) => [...ids].find(([, id]) => id === chunkId)?.[0];
  const write = (name: string, vectors: Readonly<Record<string, Float32Array>>) =>
    inTenant(db, tenantId, (tx) =>
      writeVectors(
        tx,
        name,
        Object.entries(vectors).map(([page, vector]) => ({ chunkId: ids.get(page)!, vector })),
      ),
    );
  const register = (name: string, dimensions = 3) =>
    inTenant(db, tenantId, (tx) => registerModel(tx, model(name, dimensions), at));
  const ask = async (
    name: string,
    vector: Float32Array,
    limit = 10,
    where?: Parameters<typeof nearest>[1]["where"],
  ) => {
    const query = { model: name, vector, limit, ...(where ? { where } : {}) };
    return (await inTenant(db, tenantId, (tx) => nearest(tx, query))).map((found) => ({
      ...found,
      page: nameOf(found.chunkId),
    }));
  };
  return { ...tenant, passages: ids, write, register, ask };
}

describe("the vectors of passages", () => {
  test("are found in order of their cosine with the question", async () => {
    const { write, register, ask } = await tenantWith(["a", "b", "c"]);
    await register("m");
    await write("m", { a: unit(1, 0, 0), b: unit(1, 1, 0), c: unit(0, 0, 1) });
    const found = await ask("m", unit(0, 1, 0.1), 2);
    expect(found.map(({ page }) => page)).toEqual(["b", "c"]);
    expect(found[0]!.similarity).toBeCloseTo(0.7036, 2);
  });

  test("are all compared: the best is never missed", async () => {
    const names = Array.from({ length: 20 }, (_, i) => `p${i}`);
    const { write, register, ask } = await tenantWith(names);
    await register("m", 4);
    const vector = fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: -9, max: 9 })));
    await fc.assert(
      fc.asyncProperty(fc.array(vector, { minLength: 20, maxLength: 20 }), async (list) => {
        const vectors = list.map((values) => unit(...values));
        await write("m", Object.fromEntries(names.map((name, i) => [name, vectors[i]!])));
        const question = unit(1, 2, -4, 3);
        const cosines = vectors
          .filter((each) => each.some((value) => value !== 0))
          .map((each) => each.reduce((sum, value, d) => sum + value * question[d]!, 0));
        const found = await ask("m", question, 100);
        expect(found).toHaveLength(cosines.length);
        if (cosines.length > 0) expect(found[0]!.similarity).toBeCloseTo(Math.max(...cosines), 2);
      }),
      { numRuns: 10 },
    );
  });

  test("respect a condition on the article", async () => {
    const { put, write, register, ask } = await tenantWith(["a", "b"]);
    await put({ "b.md": "# b\n\nText of b." }, { audience: "internal" });
    await register("m");
    await write("m", { a: unit(1, 0, 0), b: unit(1, 0, 0) });
    const found = await ask("m", unit(1, 0, 0), 10, { text: "a.audience = any($5)", values: [["public"]] });
    expect(found.map(({ page }) => page)).toEqual(["a"]);
  });

  test("of two models live side by side and do not mix", async () => {
    const { write, register, ask } = await tenantWith(["a", "b"]);
    await register("small", 2);
    await register("large", 4);
    await write("small", { a: unit(1, 0) });
    await write("large", { a: unit(0, 0, 0, 1), b: unit(0, 0, 1, 1) });
    expect(await ask("small", unit(1, 0))).toHaveLength(1);
    expect(await ask("large", unit(0, 0, 0, 1))).toHaveLength(2);
  });

  test("go with their passages", async () => {
    const { remove, write, register, ask } = await tenantWith(["a", "b"]);
    await register("m");
    await write("m", { a: unit(1, 0, 0), b: unit(1, 0, 0) });
    await remove(["a.md"]);
    expect((await ask("m", unit(1, 0, 0))).map(({ page }) => page)).toEqual(["b"]);
  });

  test("a passage without a known word is done with, and never found", async () => {
    const { tenantId, write, register, ask } = await tenantWith(["a", "b"]);
    await register("m");
    await write("m", { a: unit(0, 0, 0) });
    const pending = await inTenant(db, tenantId, (tx) =>
      pendingPassages(tx, "m", FIRST_PASSAGE, 10).then(({ passages }) => passages),
    );
    expect(pending.map(({ title }) => title)).toEqual(["b"]);
    expect(await ask("m", unit(1, 1, 1))).toEqual([]);
    expect(await ask("m", unit(0, 0, 0))).toEqual([]);
  });

  test("of another tenant are neither found nor pending", async () => {
    const theirs = await tenantWith(["a"]);
    await theirs.register("m");
    await theirs.write("m", { a: unit(1, 0, 0) });
    const mine = await tenantWith([]);
    await mine.register("m");
    expect(await mine.ask("m", unit(1, 0, 0))).toEqual([]);
    await inTenant(db, mine.tenantId, async (tx) => {
      expect(await pendingPassages(tx, "m", FIRST_PASSAGE, 10)).toEqual({ passages: [], next: null });
      // With the other tenant's id as parameter the policy still gives nothing.
      const { rows } = await tx.query("select 1 from chunk_vector where tenant_id = $1", [theirs.tenantId]);
      expect(rows).toEqual([]);
    });
  });
});

describe("vectors of passages that are deleted", () => {
  const left = async (tenantId: string) => {
    const { rows } = await db.query<{ count: number }>(
      "select count(*)::int as count from chunk_vector where tenant_id = $1",
      [tenantId],
    );
    return rows[0]!.count;
  };

  test("are deleted with them, whatever their model; those of others stay", async () => {
    const { tenantId, write, register, remove } = await tenantWith(["a", "b"]);
    for (const name of ["one", "two"]) {
      await register(name);
      await write(name, { a: unit(1, 0, 0), b: unit(1, 0, 0) });
    }
    await remove(["a.md"]);
    expect(await left(tenantId)).toBe(2);
  });

  test.runIf(db.kind === "native")("leave none behind that was being written meanwhile, or comes after", async () => {
    const { tenantId, write, register, remove, passages } = await tenantWith(["a"]);
    await register("m");
    const vectors = [...passages.values()].map((chunkId) => ({ chunkId, vector: unit(1, 0, 0) }));
    const written = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const writing = inTenant(db, tenantId, async (tx) => {
      await writeVectors(tx, "m", vectors);
      written.resolve();
      await goOn.promise;
    });
    await written.promise;
    const removing = remove(["a.md"]);
    goOn.resolve();
    await Promise.all([writing, removing]);
    expect(await left(tenantId)).toBe(0);
    await write("m", { a: unit(1, 0, 0) });
    expect(await left(tenantId)).toBe(0);
  });
});

describe("a change of the model", () => {
  test("search asks the old one until the new one is activated", async () => {
    const { ctx } = await freshTenant();
    await inTenant(db, ctx.tenantId, async (tx) => {
      await registerModel(tx, model("old"), at);
      expect(await activeModel(tx)).toBeNull();
      await activateModel(tx, "old");
      await registerModel(tx, model("new"), at);
      expect((await activeModel(tx))?.model).toBe("old");
      await activateModel(tx, "new");
      expect((await activeModel(tx))?.model).toBe("new");
      expect((await vectorModels(tx)).find((one) => one.model === "old")?.state).toBe("retired");
    });
  });

  test("takes the old vectors down in slices", async () => {
    const { tenantId, write, register, ask } = await tenantWith(["a", "b", "c"]);
    for (const name of ["old", "new"]) {
      await register(name);
      await inTenant(db, tenantId, (tx) => activateModel(tx, name));
      await write(name, { a: unit(1, 0, 0), b: unit(1, 0, 0), c: unit(1, 0, 0) });
    }
    expect(await inTenant(db, tenantId, (tx) => dropRetired(tx, 2))).toBe(false);
    expect(await inTenant(db, tenantId, (tx) => dropRetired(tx, 2))).toBe(true);
    expect(await inTenant(db, tenantId, vectorModels)).toMatchObject([{ model: "new", state: "active" }]);
    expect(await ask("new", unit(1, 0, 0))).toHaveLength(3);
  });

  describe.runIf(db.kind === "native")("on a server", () => {
    /** A transaction that has registered a model and goes on when it is told to. */
    async function writing(tenantId: string, name: string, write: (tx: Tx) => Promise<void>) {
      const registered = Promise.withResolvers<void>();
      const goOn = Promise.withResolvers<void>();
      const done = inTenant(db, tenantId, async (tx) => {
        await registerModel(tx, model(name), at);
        registered.resolve();
        await goOn.promise;
        await write(tx);
      });
      await registered.promise;
      return {
        async end() {
          goOn.resolve();
          await done;
        },
      };
    }

    test("vectors of one model are written by two transactions at a time", async () => {
      const { tenantId, register } = await tenantWith(["a"]);
      await register("one");
      const first = await writing(tenantId, "one", async () => {});
      const second = await writing(tenantId, "one", async () => {});
      await first.end();
      await second.end();
    });

    test("a model that is dropped while its vectors are written leaves none behind", async () => {
      const { tenantId, register } = await tenantWith(["a", "b"]);
      for (const name of ["new", "old"]) await register(name);
      await inTenant(db, tenantId, (tx) => activateModel(tx, "old"));
      const late = await writing(tenantId, "old", async (tx) => {
        const { rows } = await tx.query<{ id: string }>("select id from chunk where tenant_id = $1", [tenantId]);
        const vectors = rows.map(({ id }) => ({ chunkId: id, vector: unit(1, 0, 0) }));
        await writeVectors(tx, "old", vectors);
      });
      await inTenant(db, tenantId, (tx) => activateModel(tx, "new"));
      const dropping = inTenant(db, tenantId, (tx) => dropRetired(tx, 10));
      await late.end();
      expect(await dropping).toBe(true);
      const { rows } = await db.query("select from chunk_vector where tenant_id = $1", [tenantId]);
      expect(rows).toEqual([]);
      expect(await inTenant(db, tenantId, vectorModels)).toMatchObject([{ model: "new" }]);
    });
  });

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
