import type { Figures, Suite } from "../options.ts";
import { run as answerability } from "./answerability.ts";
import { run as conversations } from "./conversations.ts";
import { run as grounding } from "./grounding.ts";
import { run as personal } from "./personal.ts";
import { run as requests } from "./requests.ts";

/** Suites that are quick enough for every change; the quickest first. */
const QUICK: readonly (readonly [string, Suite])[] = [
  ["personal", personal],
  ["grounding", grounding],
  ["conversations", conversations],
  ["requests", requests],
  ["answerability", answerability],
];

/** The project's own cases of the quick suites against their baselines: exit code 1 when any is worse beyond sampling error. */
export const run: Suite = async (options) => {
  const figures: Figures = {};
  const worse: string[] = [];
  const started = performance.now();
  for (const [name, suite] of QUICK) {
    const { regressions, ...own } = await suite({ ...options, cases: undefined, out: undefined });
    for (const [key, value] of Object.entries(own)) figures[`${name} ${key}`] = value;
    if (typeof regressions === "string" && regressions !== "") worse.push(`${name}: ${regressions}`);
  }
  return {
    ...figures,
    regressions: worse.join("; "),
    gate_seconds: Math.round((performance.now() - started) / 100) / 10,
  };
};
