import fc from "fast-check";
import { expect, test } from "vitest";
import { vectorText } from "../../src/db/vector-text.ts";
import { testDatabase } from "../support/database.ts";

const db = await testDatabase();

test("the database reads from a vector's text the half that is nearest to each number", async () => {
  const numbers = fc.oneof(
    fc.float({ min: -1, max: 1, noNaN: true }),
    fc.float({ min: -65_504, max: 65_504, noNaN: true }),
    fc.constantFrom(0, -0, 1, -1, 2 ** -14, 2 ** -24, 2 ** -25, 1e-30, 0.1, 1 / 3),
  );
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
