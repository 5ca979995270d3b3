import { expect, test } from "vitest";
import { fittingFiles, sentencesHash } from "../../evals/grounding/cases.ts";
import { leftOutScores, operatingPoint, shippedSupport } from "../../evals/grounding/fit.ts";
import { fittingRows } from "../../evals/grounding/rows.ts";
import fitted from "../../src/copilot/check/support/fitted.json" with { type: "json" };

const DUE = "Run `node evals/fit-support.ts`: the weights of the support rest on something else by now.";
/** How far a weight may be from what the fit gives: three digits are kept, and the clues read a word or two otherwise. */
const STALE_FROM = 0.05;

test("the weights of the support rest on the fitting sentences as they are", () => {
  expect(fitted.sentences, DUE).toBe(sentencesHash());
});

test("the checks make of the fitting sentences the weights that are shipped", () => {
  const rows = fittingFiles().flatMap(fittingRows);
  const { constant, weights } = shippedSupport(rows, operatingPoint(rows, leftOutScores(rows)));
  expect(Object.keys(weights), DUE).toEqual(Object.keys(fitted.weights));
  expect(Math.abs(constant - fitted.constant), DUE).toBeLessThan(STALE_FROM);
  for (const [clue, weight] of Object.entries(fitted.weights))
    expect(Math.abs(weights[clue]! - weight), `${clue}. ${DUE}`).toBeLessThan(STALE_FROM);
}, 120_000);
