import { expect, test } from "vitest";
import { withCompanions } from "../../src/knowledge/search/hits/companions.ts";

const chunk = (articleId: string, slot: number, siblings: number) => ({
  chunkId: `${articleId}${slot}`,
  articleId,
  slot,
  siblings,
  language: "zh" as const,
});

test("of two articles whose best passages fit alike, the one that fits in two places comes first", () => {
  const scores = [10, 9, 10, 1];
  const candidates = [chunk("twice", 0, 5), chunk("twice", 1, 5), chunk("once", 2, 5), chunk("once", 3, 5)];
  const found = withCompanions(candidates, ({ slot }) => scores[slot]!).sort((a, b) => b.score - a.score);
  expect(found.map(({ chunk: { slot } }) => slot)).toEqual([0, 1, 2, 3]);
  expect(found[0]!.score).toBeGreaterThan(found.find(({ chunk: { slot } }) => slot === 2)!.score);
});

test("an article of one passage stands between one that fits twice and one that fits once", () => {
  const scores = [10, 9.5, 10, 10, 2];
  const candidates = [
    chunk("twice", 0, 5),
    chunk("twice", 1, 5),
    chunk("note", 2, 1),
    chunk("once", 3, 5),
    chunk("once", 4, 5),
  ];
  const found = withCompanions(candidates, ({ slot }) => scores[slot]!);
  const of = (slot: number) => found.find((one) => one.chunk.slot === slot)!.score;
  expect(of(0)).toBeGreaterThan(of(2));
  expect(of(2)).toBeGreaterThan(of(3));
});
