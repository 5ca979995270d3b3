import type { ImportJob } from "./store/jobs.ts";

/** What is shown of a running import. Counters are files; `secondsLeft` is null until a rate is known. */
export interface ImportProgress {
  readonly job: ImportJob;
  /** Files that are through, of `job.total`. */
  readonly through: number;
  readonly perSecond: number | null;
  readonly secondsLeft: number | null;
}

const throughOf = (job: ImportJob): number => job.done + job.skipped + job.failed + job.retired;

/** Measures the rate from the first report of a run on; `now` is in milliseconds. */
export function createProgress(
  now: () => number,
  onProgress: ((progress: ImportProgress) => void) | undefined,
): (job: ImportJob) => void {
  let begun: { at: number; through: number } | undefined;
  return (job) => {
    if (!onProgress) return;
    const through = throughOf(job);
    if (job.phase === "articles") begun ??= { at: now(), through };
    const seconds = begun ? (now() - begun.at) / 1000 : 0;
    const perSecond = begun && seconds > 0 && through > begun.through ? (through - begun.through) / seconds : null;
    onProgress({
      job,
      through,
      perSecond,
      secondsLeft: perSecond === null ? null : Math.max(0, job.total - through) / perSecond,
    });
  };
}
