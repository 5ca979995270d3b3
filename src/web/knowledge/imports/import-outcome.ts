import type { Tone } from "../../ui/chips.tsx";
import type { ImportJob } from "../wire.ts";

/** How an import is shown: its status, or what became of it where a run that reached its end left files behind. */
export type ImportOutcome = ImportJob["status"] | "partly";

export const OUTCOME_TONES: Readonly<Record<ImportOutcome, Tone>> = {
  queued: "plain",
  running: "accent",
  paused: "warn",
  done: "good",
  partly: "warn",
  failed: "bad",
  canceled: "plain",
};

/** A run that read none of its files has failed for whoever waits for them, though nothing stopped it. */
export function outcomeOf({
  status,
  done,
  skipped,
  failed,
}: Pick<ImportJob, "status" | "done" | "skipped" | "failed">): ImportOutcome {
  if (status !== "done" || failed === 0) return status;
  return done + skipped === 0 ? "failed" : "partly";
}
