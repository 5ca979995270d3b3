import { expect, test } from "vitest";
import { heldOutFiles } from "../../evals/held-out-figures.ts";
import { readJsonl } from "../../evals/jsonl.ts";
import { EXAMPLES_FOLDER } from "../../src/copilot/understand/shipped-model.ts";
import { RequestExample, readExamples } from "../../src/copilot/understand/training/examples.ts";

const RUN = 4;

/** Runs of signs of a text, whatever its spaces, marks and capitals. */
function runsOf(text: string): Set<string> {
  const plain = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");
  return new Set(Array.from({ length: Math.max(0, plain.length - RUN + 1) }, (_, i) => plain.slice(i, i + RUN)));
}

test("no example that the classifier learns from is a held-out request or nearly one", () => {
  const heldOut = heldOutFiles()
    .flatMap((file) => readJsonl(file, RequestExample))
    .map(({ text }) => ({ text, runs: runsOf(text) }));
  expect(heldOut.length).toBeGreaterThan(300);
  const holders = new Map<string, number[]>();
  heldOut.forEach(({ runs }, i) => {
    for (const run of runs) holders.set(run, [...(holders.get(run) ?? []), i]);
  });
  const near: string[] = [];
  for (const { text } of Object.values(readExamples(EXAMPLES_FOLDER).byAuthor).flat()) {
    const runs = runsOf(text);
    const shared = new Uint16Array(heldOut.length);
    for (const run of runs) for (const i of holders.get(run) ?? []) shared[i]!++;
    heldOut.forEach((one, i) => {
      if (shared[i]! / (runs.size + one.runs.size - shared[i]!) > 0.45) near.push(`${one.text} | ${text}`);
    });
  }
  expect(near).toEqual([]);
});
