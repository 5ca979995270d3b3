import { expect, test } from "vitest";
import { evidenceFor } from "../../src/copilot/evidence.ts";
import { sampleSearch } from "./sample-copilot.ts";

async function evidence(text: string, answerability = 0.95) {
  const found = await sampleSearch({ text, filter: { audiences: ["public"], at: new Date() }, limit: 6 });
  return evidenceFor(text, { ...found, answerability });
}

test("words that stand together in one place are evidence, words scattered over a knowledge base are not", async () => {
  expect(await evidence("三单匹配的数量容差默认是多少？")).toBeGreaterThan(0.5);
  expect(await evidence("机房空调的功率应该选多大？")).toBeLessThan(0.5);
});

test("polite words around a question cost it hardly anything", async () => {
  const plain = await evidence("三单匹配的数量容差默认是多少？");
  expect(
    await evidence("老师好，打扰了，领导让我来问一下，三单匹配的数量容差默认是多少？祝工作顺利。"),
  ).toBeGreaterThanOrEqual(plain - 0.05);
});

test("no evidence without passages, and less from passages in another language", () => {
  expect(evidenceFor("备份", { hits: [], answerability: 0, tookMs: 0 })).toBe(0);
  expect(evidenceFor("备份", { hits: [], answerability: 0.9, tookMs: 0 })).toBeLessThan(0.9);
});

test("what the asker may not read and fits as well leaves no evidence in what they may", async () => {
  const text = "三单匹配的数量容差默认是多少？";
  const found = await sampleSearch({ text, filter: { audiences: ["public"], at: new Date() }, limit: 6 });
  const sure = { ...found, answerability: 0.95 };
  expect(evidenceFor(text, { ...sure, beside: 0.5 * found.hits[0]!.score })).toBe(evidenceFor(text, sure));
  expect(evidenceFor(text, { ...sure, beside: found.hits[0]!.score })).toBeLessThan(0.35);
});
