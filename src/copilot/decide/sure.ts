import { ALL_SERVICE_ITEMS } from "../../kernel/labels.ts";
import { type AutonomyFacts, autonomyFor } from "../../policy/autonomy.ts";
import type { Policies } from "../../policy/policies.ts";
import type { Reading } from "../reading.ts";
import type { Understanding } from "../understand/understanding.ts";

/**
 * Least chance that a request is one that the machine may answer. Of the requests that reach this point it holds back
 * those about money better than the likeliest label does, and half as many questions.
 */
const ALLOWED_FROM = 0.75;
/** The same where the knowledge base answers beyond doubt: then it is likelier a question than it looks. */
const ALLOWED_WHEN_COVERED = { from: 0.6, answerability: 0.7 };

/**
 * What was read, and whether that is sure enough to send an answer: not whether one label is, but whether the labels
 * are that policy lets a machine answer. A subject that the knowledge base covers is in scope,
 * whatever the classifier, which knows no product, makes of it; and so are thanks and greetings, which rules know.
 * `answerability` 0..1.
 */
export function sureOf(
  policies: Policies,
  asker: Omit<AutonomyFacts, "item">,
  { understanding, opinion, signals }: Pick<Reading, "understanding" | "opinion" | "signals">,
  answerability: number,
): Understanding {
  const { thresholds } = policies.autonomy;
  const courtesy = signals.onlyThanks === true || signals.onlyGreets === true;
  const covered = courtesy || answerability >= thresholds.answerability;
  const outOfScope = { ...understanding.outOfScope, present: understanding.outOfScope.present && !covered };
  const allowed = ALL_SERVICE_ITEMS.filter(
    (item) => autonomyFor(policies.autonomy, { ...asker, item }).mode === "auto",
  ).reduce((sum, item) => sum + opinion.items[item], 0);
  const from = answerability >= ALLOWED_WHEN_COVERED.answerability ? ALLOWED_WHEN_COVERED.from : ALLOWED_FROM;
  // Written so that a probability which is no number counts as unsure.
  return { ...understanding, outOfScope, unsure: outOfScope.present || !(allowed >= from) };
}
