import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Figures } from "./options.ts";

/** Figures where less is better. */
const LESS_IS_BETTER = /^(?:ece|ms_|auto_on|internal_retrieved|harmless_flagged|leak|changes)/;
/** Figures that say nothing about quality. */
const NOT_COMPARED =
  /^(?:.* )?(?:n|\w+_n|cases|auto_share|matrix_reached_share|clarified|proposed|handed_over|ms_.*|\w*seconds)$/;

/**
 * Compares shares with evals/baselines/NAME.json and sets the exit code 1 when one is worse by more than two standard
 * errors of a share measured on `n` cases: `n`, `SET n` or, for a figure of
 * one class, `complaint_n` for `complaint_recall`. Adds the names of the worse ones as `regressions`.
 */
export function compareWithBaseline(name: string, figures: Figures): Figures {
  const file = join(import.meta.dirname, `baselines/${name}.json`);
  if (!existsSync(file)) return { ...figures, regressions: "no baseline" };
  const baseline = JSON.parse(readFileSync(file, "utf8")) as Figures;
  const worse = regressions(baseline, figures);
  if (worse.length > 0) process.exitCode = 1;
  return { ...figures, regressions: worse.join(" ") };
}

/** Names of figures that fell below the baseline beyond sampling error. */
export function regressions(baseline: Figures, figures: Figures): string[] {
  return Object.entries(baseline).flatMap(([key, before]) => {
    const now = figures[key];
    if (NOT_COMPARED.test(key) || typeof before !== "number" || typeof now !== "number") return [];
    const loss = LESS_IS_BETTER.test(key) ? now - before : before - now;
    return loss > 2 * standardError(key, before, figures) && loss > 0 ? [key] : [];
  });
}

/** The sampling error of a share that was `before`, on as many cases as `figures` were measured on; 0 for what is no share. */
export const standardError = (key: string, before: number, figures: Figures): number =>
  before > 1 || before < 0 ? 0 : Math.sqrt(Math.max(before * (1 - before), 0.01) / casesOf(key, figures));

/** How many cases a figure was measured on. */
function casesOf(key: string, figures: Figures): number {
  const ofClass = /^(.* )?([a-z]+)_\w+$/.exec(key);
  return Number(figures[`${ofClass?.[1] ?? ""}${ofClass?.[2]}_n`] ?? figures[key.replace(/\S+$/, "n")] ?? 1);
}
