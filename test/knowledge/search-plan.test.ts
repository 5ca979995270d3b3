import { describe, expect, test } from "vitest";
import { EXACT_MOST } from "../../src/knowledge/graph/rules.ts";
import { planOf } from "../../src/knowledge/search/question/plan.ts";
import type { Embedder } from "../../src/models/ports.ts";

const DIMENSIONS = 100;

function embedder(kind: Embedder["kind"]): Embedder {
  return { id: "m", dimensions: DIMENSIONS, kind, embed: () => Promise.reject(new Error("not asked")) };
}

function takesVectors(kind: Embedder["kind"], chunks: number, graph: boolean, text = "怎么导出发票"): boolean {
  const corpus = { slots: chunks, chunks, groups: chunks, length: chunks, revision: 1 };
  return planOf(
    { text, filter: { audiences: ["public"], at: new Date("2026-11-27") }, limit: 10 },
    embedder(kind),
    { active: "m", graph, corpus },
    ["zh", "en"],
  ).dense;
}

describe("the ways of a question", () => {
  const most = EXACT_MOST / DIMENSIONS;

  test("word vectors take part across languages while comparing all of them is quick", () => {
    expect(takesVectors("gloss", most, false)).toBe(true);
    expect(takesVectors("gloss", most + 1, false)).toBe(false);
  });

  test("a graph finds them however many there are", () => {
    expect(takesVectors("gloss", 10 * most, true)).toBe(true);
  });

  test("meanings always take part", () => {
    expect(takesVectors("neural", 10 * most, false)).toBe(true);
  });
});
