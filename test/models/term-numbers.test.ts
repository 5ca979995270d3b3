import fc from "fast-check";
import { expect, test } from "vitest";
import { termNumbers } from "../../src/models/linear/term-numbers.ts";

const term = fc.string({ unit: fc.constantFrom("a", "b", "_", " ", "导", "出", "é"), maxLength: 5 });

test("each term has its number, and what is no term has none", () => {
  fc.assert(
    fc.property(fc.array(term, { maxLength: 60 }), fc.array(term, { maxLength: 20 }), (known, asked) => {
      const terms = new Map(known.map((one, number) => [one, number]));
      const numberOf = termNumbers(terms);
      for (const one of [...known, ...asked]) expect(numberOf(one)).toBe(terms.get(one) ?? -1);
    }),
  );
});

test("a hundred thousand terms keep apart", () => {
  const terms = new Map(Array.from({ length: 100_000 }, (_, number) => [`${number.toString(36)}导`, number]));
  const numberOf = termNumbers(terms);
  for (const [one, number] of terms) if (numberOf(one) !== number) expect([one, numberOf(one)]).toEqual([one, number]);
  for (const one of terms.keys()) if (numberOf(`${one}出`) !== -1) expect.fail(`${one}出 passes for a term.`);
});
