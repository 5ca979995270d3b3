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

/** How a job stands, by what its row says. */
export function progressOf(job: ImportJob): ImportProgress {
  const through = throughOf(job);
  const perSecond = job.status === "running" ? job.perSecond : null;
  const secondsLeft = perSecond === null ? null : Math.max(0, job.total - through) / perSecond;
  return { job, through, perSecond, secondsLeft };
}

/** Measures the files a second from the first file of a run on, pauses left out; `now` is in milliseconds. */
export function createRate(now: () => number): (job: ImportJob) => number | null {
  let begun: { at: number; through: number } | undefined;
  return (job) => {
    const through = throughOf(job);
    if (job.phase !== "articles") return null;
    begun ??= { at: now(), through };
    const seconds = (now() - begun.at) / 1000;
    return seconds > 0 && through > begun.through ? (through - begun.through) / seconds : null;
  };
}
