import fc from "fast-check";
import { expect, test } from "vitest";
import { bytes, ints, texts, uuids } from "../../src/db/array-parameter.ts";
import { testDatabase } from "../support/database.ts";

const db = await testDatabase();

const numbers = fc.oneof(
  fc.float({ min: -1, max: 1, noNaN: true }),
  fc.float({ min: -65_504, max: 65_504, noNaN: true }),
  fc.constantFrom(0, -0, 1, -1, 2 ** -14, 2 ** -24, 2 ** -25, 1e-30, 0.1, 1 / 3),
);
const read = async (type: string, parameter: unknown): Promise<unknown[]> => {
  const { rows } = await db.query<{ value: unknown }>(`select unnest($1::${type}[]) as value`, [parameter]);
  return rows.map(({ value }) => value);
};

test("a list of vectors arrives as the halves nearest to their numbers, nothing for nothing", async () => {
  const vectors = fc.array(
    fc.option(fc.array(numbers, { minLength: 1, maxLength: 40 }).map((values) => Float32Array.from(values))),
    { maxLength: 20 },
  );
  await fc.assert(
    fc.asyncProperty(vectors, async (values) => {
      const { rows } = await db.query<{ list: string | null; single: string | null }>(
        `select r.list::text as list, r.single::halfvec::text as single
         from unnest($1::halfvec[], $2::text[]) as r (list, single)`,
        [
          { arrayOf: "halfvec", values },
          values.map(
            (vector) => vector && `[${[...vector].map((value) => (Math.abs(value) < 2 ** -26 ? 0 : value)).join(",")}]`,
          ),
        ],
      );
      expect(rows.length).toBe(values.length);
      for (const { list, single } of rows) expect(list?.replaceAll("-0", "0")).toBe(single?.replaceAll("-0", "0"));
    }),
    { numRuns: 60 },
  );
});

test("lists of texts, numbers, ids and bytes arrive as they were", async () => {
  const text = fc.string({ unit: "grapheme" }).map((value) => value.replaceAll("\0", ""));
  const lists = fc.record({
    texts: fc.array(fc.option(text), { maxLength: 20 }),
    ints: fc.array(fc.integer(), { maxLength: 20 }),
    uuids: fc.array(fc.uuid(), { maxLength: 20 }),
    bytes: fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 20 }),
  });
  await fc.assert(
    fc.asyncProperty(lists, async (given) => {
      expect(await read("text", texts(given.texts))).toEqual(given.texts);
      expect(await read("int", ints(given.ints))).toEqual(given.ints);
      expect(await read("uuid", uuids(given.uuids))).toEqual(given.uuids);
      expect((await read("bytea", bytes(given.bytes))).map((value) => [...(value as Uint8Array)])).toEqual(
        given.bytes.map((value) => [...value]),
      );
    }),
    { numRuns: 40 },
  );
});

test("a list of a plain array's elements still arrives beside them", async () => {
  expect(await read("text", ['a "b"', "c\\d", null])).toEqual(['a "b"', "c\\d", null]);
  expect(await read("int", [1, -2])).toEqual([1, -2]);
});
