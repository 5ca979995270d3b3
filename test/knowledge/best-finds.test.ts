import fc from "fast-check";
import { expect, test } from "vitest";
import { bestFinds } from "../../src/knowledge/search/hits/hits.ts";
import { keepPlaces } from "../../src/knowledge/search/hits/places.ts";

const candidates = fc.array(
  fc.record({
    // Few different ones, so that many are equal.
    score: fc.integer({ min: 0, max: 6 }),
    article: fc.integer({ min: 0, max: 8 }),
    siblings: fc.constantFrom(1, 4, 30),
    language: fc.constantFrom("zh" as const, "en" as const),
  }),
  { maxLength: 40 },
);

test("the best few finds are the first of all in order, whoever of the other language is moved up among them", () => {
  fc.assert(
    fc.property(candidates, fc.integer({ min: 1, max: 12 }), (drawn, limit) => {
      const chunks = drawn.map(({ article, siblings, language }, slot) => {
        return { chunkId: `chunk ${slot}`, articleId: `article ${article}`, slot, siblings, language };
      });
      const scores = Float32Array.from(drawn, ({ score }) => score);
      const find = (most: number) => bestFinds({ scores, candidates: chunks }, { text: "怎么导出", limit: most });
      const ordered = find(chunks.length).toSorted((a, b) => b.score - a.score || a.slot - b.slot);
      const all = keepPlaces(ordered, ({ chunk: { language } }) => language === "en");
      expect(find(limit)).toEqual(all.slice(0, limit));
      expect(ordered.map(({ rank }) => rank)).toEqual(ordered.map((_, i) => i + 1));
    }),
  );
});
