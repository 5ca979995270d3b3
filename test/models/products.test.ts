import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addRows, rowProducts } from "../../src/models/convolution/products.ts";

const shape = fc.record({
  rows: fc.integer({ min: 0, max: 9 }),
  columns: fc.integer({ min: 0, max: 9 }),
  length: fc.integer({ min: 0, max: 9 }),
  seed: fc.integer(),
});

/** Numbers of no pattern. */
const numbers = (length: number, seed: number) =>
  Float64Array.from({ length }, (_, i) => Math.sin((seed % 1000) + 7.3 * i));

describe("sums of products", () => {
  test("each row by each column is the plain sum, to the last bit", () => {
    fc.assert(
      fc.property(shape, ({ rows, columns, length, seed }) => {
        const [left, right] = [numbers(rows * length, seed), numbers(columns * length, seed + 1)];
        const starts = numbers(columns, seed + 2);
        const found = new Float64Array(rows * columns);
        rowProducts(left, rows, right, starts, length, found);
        const plain = Array.from(found, (_, at) => {
          const [row, column] = [Math.floor(at / columns), at % columns];
          let sum = starts[column]!;
          for (let i = 0; i < length; i++) sum += right[column * length + i]! * left[row * length + i]!;
          return sum;
        });
        expect([...found]).toEqual(plain);
      }),
    );
  });

  test("rows times factors are added in their order, by either way to step through the factors", () => {
    fc.assert(
      fc.property(shape, fc.boolean(), ({ rows, columns, length, seed }, turned) => {
        const [values, read] = [numbers(rows * columns, seed), numbers(rows * length, seed + 1)];
        const [stepRead, stepInto] = turned ? [1, rows] : [columns, 1];
        const found = numbers(columns * length, seed + 2);
        const plain = [...found];
        addRows({ values, stepRead, stepInto }, read, rows, length, found, columns);
        for (let o = 0; o < columns; o++)
          for (let i = 0; i < length; i++)
            for (let n = 0; n < rows; n++)
              plain[o * length + i]! += values[o * stepInto + n * stepRead]! * read[n * length + i]!;
        expect([...found]).toEqual(plain);
      }),
    );
  });
});
