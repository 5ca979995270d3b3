import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fittingFiles, sentencesHash } from "./grounding/cases.ts";
import { figuresOf, leftOutScores, operatingPoint, shippedSupport } from "./grounding/fit.ts";
import { fittingRows } from "./grounding/rows.ts";
import { rounded } from "./scorers/classification.ts";

/**
 * Fits the judgement of whether passages bear a sentence out, src/copilot/check/support/fitted.json, on the sentences of
 * evals/cases/fitting-grounding-*.jsonl. What a rule finds wrong, what stands in its passages word for word and what is in
 * another language than they are has no part in it. Prints what weights fitted on the other authors make of each author,
 * at several thresholds. `node evals/fit-support.ts`, then `npx biome format --write src/copilot/check/support`; a test says
 * when it is due again.
 */
const FILE = join(import.meta.dirname, "../src/copilot/check/support/fitted.json");
const SHIFTS = [-0.5, -0.25, 0, 0.25, 0.5];

const rows = fittingFiles().flatMap(fittingRows);
const scores = leftOutScores(rows);
const from = operatingPoint(rows, scores);
for (const [author, own] of Map.groupBy(rows, (row) => row.author))
  for (const shift of SHIFTS)
    console.log(JSON.stringify({ author, from: rounded(from + shift), ...figuresOf(own, scores, from + shift) }));
for (const [kind, some] of Map.groupBy(rows, ({ kind, supported }) => `${supported ? "+" : "-"} ${kind}`))
  console.log(kind, some.length, figuresOf(some, scores, from).accuracy);
const shipped = { sentences: sentencesHash(), ...shippedSupport(rows, from) };
writeFileSync(FILE, `${JSON.stringify(shipped, null, 2)}\n`);
console.log({ rows: rows.length, from: rounded(from), ...shipped });
