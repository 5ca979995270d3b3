import fc from "fast-check";
import { expect, test } from "vitest";
import { bestSlots } from "../../src/knowledge/search/score.ts";

test("the best slots are those of a plain sort, ties by slot, however many there are", () => {
  const score = fc.constantFrom(0, 0, 0.5, 1, 1.5, 3e-5, 7e4);
  fc.assert(
    fc.property(
      fc.array(score, { maxLength: 200 }),
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom(0, 2 ** 22),
      (given, count, empty) => {
        const scores = new Float32Array(given.length + empty);
        scores.set(given);
        const plain = [...given.keys()]
          .filter((slot) => given[slot]! > 0)
          .sort((a, b) => scores[b]! - scores[a]! || a - b)
          .slice(0, count);
        expect(bestSlots(scores, count)).toEqual(plain);
      },
    ),
    { numRuns: 60 },
  );
});
