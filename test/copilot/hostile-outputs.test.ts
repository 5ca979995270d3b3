import fc from "fast-check";
import { expect, test } from "vitest";
import { answer } from "../../src/copilot/answer.ts";
import { scriptedModel } from "../../src/models/scripted.ts";
import { HITS, modelOutput, QUESTIONS, unfounded } from "./hostile-outputs.ts";
import { ask, sampleDeps } from "./sample-copilot.ts";

const ROUNDS = Number(process.env["ROUNDS"] ?? 300);

test("whatever a model writes, nothing is said with a foreign citation, an unfound quotation or an unsupported number", async () => {
  const base = await sampleDeps({ search: () => Promise.resolve({ hits: HITS, answerability: 0.9, tookMs: 0 }) });
  const read = new Map(QUESTIONS.map((question) => [question, base.understand(question)]));
  let drafted = 0;
  await fc.assert(
    fc.asyncProperty(modelOutput, fc.constantFrom(...QUESTIONS), async (output, question) => {
      const deps = { ...base, understand: () => read.get(question)!, model: scriptedModel([{ text: output }]) };
      const proposal = await answer(deps, ask(question));
      drafted += proposal.draft.engine === "model" ? 1 : 0;
      expect(unfounded(proposal)).toEqual([]);
      if (proposal.decision.action === "auto") expect(proposal.checks.passed).toBe(true);
    }),
    { numRuns: ROUNDS },
  );
  // A fuzzer that no check lets through would prove nothing.
  expect(drafted).toBeGreaterThan(ROUNDS / 20);
}, 36_000_000);
