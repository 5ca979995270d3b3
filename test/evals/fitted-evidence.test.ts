import { expect, test } from "vitest";
import { questionsHash } from "../../evals/evidence/cases.ts";
import { scoreOf } from "../../evals/evidence/fit.ts";
import { sampledRows } from "../../evals/evidence/sample.ts";
import { OWN_KNOWLEDGE, openKnowledgeBase } from "../../evals/knowledge-base.ts";
import preferred from "../../src/copilot/draft/scoring/preferred.json" with { type: "json" };
import fitted from "../../src/copilot/evidence/fitted.json" with { type: "json" };
import { shippedPolicies } from "../policy/sample.ts";

const DUE = "Run `node evals/fit-evidence.ts`: the weights of the evidence rest on something else by now.";
/** Mean change of the log odds from which the weights are stale; it moves a share of .5 by .06. */
const STALE_FROM = 0.25;

test("what is told rests on the fitting questions as they are", () => {
  expect(preferred.questions, "Run `node evals/fit-preference.ts`, then `node evals/fit-evidence.ts`.").toBe(
    questionsHash(),
  );
});

test("the weights of the evidence rest on the fitting questions and the threshold as they are", () => {
  expect(fitted.questions, DUE).toBe(questionsHash());
  expect(fitted.threshold, DUE).toBe(shippedPolicies().autonomy.thresholds.answerability);
});

test("search and drafting make of the fitting questions what the weights were fitted to", async () => {
  const base = await openKnowledgeBase(OWN_KNOWLEDGE);
  const now = (await sampledRows(base)).map((row) => scoreOf(fitted, row));
  await base.db.close();
  expect(now.length, DUE).toBe(fitted.sample.length);
  const moved = now.reduce((sum, score, i) => sum + Math.abs(score - fitted.sample[i]!), 0) / now.length;
  expect(moved, DUE).toBeLessThan(STALE_FROM);
}, 120_000);
