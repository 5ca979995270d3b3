import fc from "fast-check";
import { expect, test } from "vitest";
import { vectorText } from "../../src/db/vector-text.ts";
import { testDatabase } from "../support/database.ts";

const db = await testDatabase();

const numbers = fc.oneof(
  fc.float({ min: -1, max: 1, noNaN: true }),
  fc.float({ min: -65_504, max: 65_504, noNaN: true }),
  fc.constantFrom(0, -0, 1, -1, 2 ** -14, 2 ** -24, 2 ** -25, 1e-30, 0.1, 1 / 3),
);

test("a list of vectors arrives as the same halves as one by one, nothing for nothing", async () => {
  const vectors = fc.array(
    fc.option(fc.array(numbers, { minLength: 1, maxLength: 40 }).map((values) => Float32Array.from(values))),
    { maxLength: 20 },
  );
  await fc.assert(
    fc.asyncProperty(vectors, async (halfVectors) => {
      const { rows } = await db.query<{ list: string; single: string }>(
        `select r.list::text as list, r.single::halfvec::text as single
         from unnest($1::halfvec[], $2::text[]) as r (list, single)`,
        [{ halfVectors }, halfVectors.map((vector) => (vector === null ? null : vectorText(vector)))],
      );
      expect(rows.length).toBe(halfVectors.length);
      for (const { list, single } of rows) expect(list?.replaceAll("-0", "0")).toBe(single?.replaceAll("-0", "0"));
    }),
    { numRuns: 60 },
  );
});

test("the database reads from a vector's text the half that is nearest to each number", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(numbers, { minLength: 1, maxLength: 300 }), async (values) => {
      const vector = Float32Array.from(values);
      const { rows } = await db.query<{ ours: string; theirs: string }>(
        "select $1::halfvec::text as ours, $2::halfvec::text as theirs",
        [vectorText(vector), `[${[...vector].map((value) => (Math.abs(value) < 2 ** -26 ? 0 : value)).join(",")}]`],
      );
      expect(rows[0]!.ours.replaceAll("-0", "0")).toBe(rows[0]!.theirs.replaceAll("-0", "0"));
    }),
    { numRuns: 60 },
  );
});
