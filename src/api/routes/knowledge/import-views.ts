import { z } from "@hono/zod-openapi";
import type { ImportEstimate } from "../../../knowledge/import/estimate.ts";
import { progressOf } from "../../../knowledge/import/progress.ts";
import type { ImportReport } from "../../../knowledge/import/status.ts";
import { IMPORT_PHASES, IMPORT_STATES, type NamedJob } from "../../../knowledge/import/store/jobs.ts";

const instant = z.iso.datetime();

export const JobShape = z
  .object({
    id: z.uuid(),
    source: z.string().openapi({ description: "Name of the source." }),
    status: z.enum(IMPORT_STATES),
    phase: z.enum(IMPORT_PHASES),
    total: z.int().openapi({ description: "Files found." }),
    through: z.int().openapi({ description: "Files that are through, in whatever way." }),
    done: z.int().openapi({ description: "Files written." }),
    skipped: z.int().openapi({ description: "Files that had not changed, or are no articles." }),
    failed: z.int(),
    retired: z.int().openapi({ description: "Articles whose files are gone." }),
    perSecond: z.number().nullable().openapi({ description: "Files a second; null while unknown or at rest." }),
    secondsLeft: z.number().nullable().openapi({ description: "At that rate." }),
    error: z.string().nullable(),
    createdAt: instant,
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
  })
  .openapi("ImportJob");

export const ReportShape = JobShape.extend({
  problems: z.array(
    z.object({ path: z.string(), state: z.string(), reason: z.string().nullable(), line: z.int().nullable() }),
  ),
}).openapi("ImportReport");

export const EstimateShape = z
  .object({
    files: z.int(),
    toRead: z.int().openapi({ description: "Files that are new or have changed." }),
    unchanged: z.int(),
    failed: z.int().openapi({ description: "Files that cannot be read; `problems` says why." }),
    chunks: z.int().openapi({ description: "Passages of the files to read." }),
    tokens: z.int().openapi({ description: "To embed them, within about a fifth." }),
    model: z.string(),
    costMicros: z.int().openapi({ description: "Millionths of the currency unit, by EMBEDDING_PRICE_MICROS." }),
    problems: z.array(z.object({ path: z.string(), reason: z.string() })),
  })
  .openapi("ImportEstimate");

export const estimateView = ({ problems, ...sums }: ImportEstimate): z.infer<typeof EstimateShape> => ({
  ...sums,
  problems: problems.map((problem) => ({ ...problem })),
});

const iso = (date: Date | null) => date?.toISOString() ?? null;

export function jobView(job: NamedJob): z.infer<typeof JobShape> {
  const { through, perSecond, secondsLeft } = progressOf(job);
  return {
    id: job.id,
    source: job.source,
    status: job.status,
    phase: job.phase,
    total: job.total,
    through,
    done: job.done,
    skipped: job.skipped,
    failed: job.failed,
    retired: job.retired,
    perSecond,
    secondsLeft,
    error: job.error,
    createdAt: job.createdAt.toISOString(),
    startedAt: iso(job.startedAt),
    finishedAt: iso(job.finishedAt),
  };
}

export const reportView = (report: ImportReport): z.infer<typeof ReportShape> => ({
  ...jobView(report),
  problems: report.problems.map((problem) => ({ ...problem })),
});
