import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contains } from "../../evals/scorers/containment.ts";
import { areaUnderCurve, rankingFigures } from "../../evals/scorers/ranking.ts";

describe("the area under the curve", () => {
  test("is 1 for a perfect order, 0 for the reverse, a half for ties", () => {
    expect(areaUnderCurve([3, 2], [1, 0])).toBe(1);
    expect(areaUnderCurve([0, 1], [2, 3])).toBe(0);
    expect(areaUnderCurve([1, 1], [1, 1])).toBe(0.5);
  });

  test("is the share of pairs in which the positive one is higher, ties counting half", () => {
    const scores = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(scores, scores, (positives, negatives) => {
        const pairs = positives.flatMap((up) => negatives.map((down) => (up > down ? 1 : up === down ? 0.5 : 0)));
        const share = pairs.reduce<number>((sum, value) => sum + value, 0) / pairs.length;
        expect(areaUnderCurve(positives, negatives)).toBeCloseTo(share, 3);
      }),
    );
  });
});

test("ranking figures: a hit counts at its place, and gains are divided by the best possible", () => {
  const figures = rankingFigures([
    { ranked: ["a", "b"], relevant: ["a"] },
    { ranked: ["x", "a"], relevant: ["a"] },
    { ranked: ["x", "y"], relevant: ["a"] },
  ]);
  expect(figures).toMatchObject({ n: 3, recall_at_1: 0.3333, recall_at_5: 0.6667, mrr_at_10: 0.5 });
  expect(figures.ndcg_at_10).toBeCloseTo((1 + 1 / Math.log2(3)) / 3, 4);
});

test("a ranking below the tenth place gives nothing", () => {
  const ranked = [...Array.from({ length: 10 }, (_, i) => `x${i}`), "a"];
  expect(rankingFigures([{ ranked, relevant: ["a"] }])).toMatchObject({ recall_at_5: 0, mrr_at_10: 0, ndcg_at_10: 0 });
});

describe("a sentence of a source is said", () => {
  test("through markup, width and line breaks", () => {
    expect(contains(["打开 财务", "点反结账。"], "打开 **财务**，点[反结账](#x)。")).toBe(true);
    expect(contains(["Open ＦＩＮＡＮＣＥ."], "open `finance`")).toBe(true);
  });

  test("but not when half of it is missing", () => {
    expect(contains(["打开财务。"], "打开财务，点期末处理，再点反结账，输入密码。")).toBe(false);
    expect(contains([], "打开财务")).toBe(false);
  });
});
