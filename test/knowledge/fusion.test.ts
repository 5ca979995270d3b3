import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fuse, type Scored } from "../../src/knowledge/fusion.ts";

const ranking = (prefix: string, scores: readonly number[]): Scored[] =>
  scores.toSorted((a, b) => b - a).map((score, i) => ({ id: `${prefix}${i}`, score }));
const ids = (list: readonly Scored[]): string[] => list.map(({ id }) => id);
const isEnglish = (id: string): boolean => id.startsWith("en");
const lists = fc.tuple(
  fc.array(fc.double({ min: 0.01, max: 50, noNaN: true }), { maxLength: 30 }),
  fc.array(fc.double({ min: 0.01, max: 50, noNaN: true }), { maxLength: 30 }),
  // Cosines of real vectors are never as small as the smallest numbers that a double can hold.
  fc.array(
    fc.double({ min: -1, max: 1, noNaN: true }).map((cosine) => (Math.abs(cosine) < 1e-9 ? 0 : cosine)),
    { maxLength: 30 },
  ),
);

describe("word vectors beside words", () => {
  test("change nothing as long as question and passages share a language", () => {
    fc.assert(
      fc.property(lists, ([scores, , similarities]) => {
        const lexical = ranking("zh", scores);
        const dense = ranking("zh", similarities);
        const fused = fuse({ lexical, dense, kind: "gloss", isAcross: ({ id }) => isEnglish(id) });
        expect(new Map(fused.map(({ id, score }) => [id, score]))).toEqual(
          new Map(lexical.map(({ id, score }) => [id, score])),
        );
        expect(fused.map(({ score }) => score)).toEqual(lexical.map(({ score }) => score));
      }),
    );
  });

  test("never lift a passage of the other language above what its best words reach", () => {
    fc.assert(
      fc.property(lists, ([own, other, similarities]) => {
        const across = ranking("en", other);
        const lexical = [...ranking("zh", own), ...across].sort((a, b) => b.score - a.score);
        const fused = fuse({
          lexical,
          dense: ranking("en", similarities),
          kind: "gloss",
          isAcross: ({ id }) => isEnglish(id),
        });
        const level = across[0]?.score ?? Number.POSITIVE_INFINITY;
        for (const { id, score } of fused) if (isEnglish(id)) expect(score).toBeLessThanOrEqual(level + 1e-9);
        expect(ids(fused).filter((id) => !isEnglish(id))).toEqual(ids(lexical).filter((id) => !isEnglish(id)));
      }),
    );
  });

  test("change nothing in how far passages of the other language stand among those of the question's own", () => {
    fc.assert(
      fc.property(lists, ([own, other, similarities]) => {
        fc.pre(own.length > 0);
        const lexical = [...ranking("zh", own), ...ranking("en", other)].sort((a, b) => b.score - a.score);
        const fused = fuse({
          lexical,
          dense: ranking("en", similarities).toReversed(),
          kind: "gloss",
          isAcross: ({ id }) => isEnglish(id),
        });
        // Ties are told apart by less than a millionth.
        for (const [i, { score }] of lexical.entries())
          expect(Math.abs(fused[i]!.score - score)).toBeLessThanOrEqual(1e-6 * score);
      }),
    );
  });

  test("decide between passages of the other language that words hold for equal", () => {
    const lexical = [
      { id: "en0", score: 5 },
      { id: "en1", score: 5 },
    ];
    const dense = [
      { id: "en1", score: 0.7 },
      { id: "en0", score: 0.2 },
    ];
    expect(ids(fuse({ lexical, dense, kind: "gloss", isAcross: ({ id }) => isEnglish(id) }))[0]).toBe("en1");
  });

  test("find a passage of the other language that shares no word at all, behind those found by words", () => {
    const lexical = [{ id: "zh0", score: 3 }];
    const fused = fuse({
      lexical,
      dense: [{ id: "en9", score: 0.6 }],
      kind: "gloss",
      isAcross: ({ id }) => isEnglish(id),
    });
    expect(ids(fused)).toEqual(["zh0", "en9"]);
    expect(fused[1]).toMatchObject({ lexical: null, dense: 0.6 });
  });
});

describe("a sentence model beside words", () => {
  const fuseNeural = (lexical: readonly Scored[], dense: readonly Scored[]) =>
    fuse({ lexical, dense, kind: "neural", isAcross: () => false });

  test("keeps the order of the only ranking there is", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { maxLength: 30 }), (scores) => {
        const list = ranking("p", scores);
        expect(ids(fuseNeural(list, []))).toEqual(ids(list));
        expect(ids(fuseNeural([], list))).toEqual(ids(list));
        expect(ids(fuseNeural(list, list))).toEqual(ids(list));
      }),
    );
  });

  test("yields to words that single out one passage when its own scores are flat", () => {
    const lexical = ranking("p", [40, 6, 5, 5, 4, 4, 3, 3, 2, 2]);
    const dense = ids(lexical)
      .toReversed()
      .map((id, i) => ({ id, score: 0.5 - i * 0.001 }));
    expect(ids(fuseNeural(lexical, dense))[0]).toBe("p0");
  });

  test("wins over words that hardly tell passages apart when it singles one out", () => {
    const lexical = ranking("p", [5.3, 5.2, 5.1, 5, 4.9, 4.8, 4.7, 4.6]);
    const dense = [{ id: "p6", score: 0.82 }, ...ranking("q", [0.31, 0.3, 0.3, 0.29, 0.28, 0.28, 0.27])];
    expect(ids(fuseNeural(lexical, dense))[0]).toBe("p6");
  });

  test("lists each passage once, with both scores, and invents none", () => {
    fc.assert(
      fc.property(lists, ([scores, , similarities]) => {
        const lexical = ranking("p", scores);
        const dense = ranking("p", similarities);
        const fused = fuseNeural(lexical, dense);
        expect(ids(fused).toSorted()).toEqual([...new Set([...ids(lexical), ...ids(dense)])].toSorted());
        for (const { id, score, lexical: byWords } of fused) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1 + 1e-9);
          expect(byWords).toBe(lexical.find((one) => one.id === id)?.score ?? null);
        }
      }),
    );
  });

  test("stays a number when scores differ by next to nothing", () => {
    for (const tiny of [5e-324, 1e-200, 2e-162, 1e-155]) {
      const fused = fuseNeural(ranking("p", [3, 2, 1]), ranking("p", [tiny, 0, 0]));
      for (const { score } of fused) expect(score).toSatisfy((value: number) => value >= 0 && value <= 1 + 1e-9);
    }
  });

  test("gives the same order for the same scores in whatever order passages come", () => {
    const lexical = [
      { id: "b", score: 2 },
      { id: "a", score: 2 },
    ];
    expect(ids(fuseNeural(lexical, []))).toEqual(ids(fuseNeural(lexical.toReversed(), [])));
  });
});
