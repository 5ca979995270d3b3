import type { Tx } from "../../../db/pool.ts";
import { storedJson } from "../../../kernel/json.ts";

export const IMPORT_STATES = ["queued", "running", "paused", "done", "failed", "canceled"] as const;
export type ImportStatus = (typeof IMPORT_STATES)[number];

/** In the order in which a run goes through them. */
export const IMPORT_PHASES = ["fetch", "scan", "links", "articles", "relink", "settle", "done"] as const;
export type ImportPhase = (typeof IMPORT_PHASES)[number];

/** Which pages of the web an import fetches. */
export interface WebSource {
  readonly urls: readonly string[];
  readonly sitemap: string | null;
}

export interface ImportJob {
  readonly id: string;
  readonly sourceId: string;
  readonly mirror: boolean;
  readonly folder: string | null;
  readonly web: WebSource | null;
  readonly status: ImportStatus;
  readonly phase: ImportPhase;
  readonly total: number;
  readonly done: number;
  readonly skipped: number;
  readonly failed: number;
  readonly retired: number;
  readonly relinked: number;
  /** Files a second, as the run under way last measured it. */
  readonly perSecond: number | null;
  readonly error: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

const JOB = `id, source_id as "sourceId", mirror, folder, web, status, phase, total, done, skipped, failed, retired, relinked,
  per_second as "perSecond", error, created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt"`;

/** With the name of its source, for those who look. */
export type NamedJob = ImportJob & { readonly source: string };

const NAMED_JOB = `${JOB}, (select s.name from knowledge_source s
  where s.tenant_id = $1 and s.id = import_job.source_id) as source`;

/** The import of this source that has not ended, of which there is one at most. */
export async function activeJob(tx: Tx, sourceId: string): Promise<{ id: string; status: ImportStatus } | undefined> {
  const { rows } = await tx.query<{ id: string; status: ImportStatus }>(
    `select id, status from import_job
     where tenant_id = $1 and source_id = $2 and status in ('queued', 'running', 'paused')`,
    [tx.tenantId, sourceId],
  );
  return rows[0];
}

export async function insertJob(
  tx: Tx,
  job: { id: string; sourceId: string; mirror: boolean; folder: string | null; web: WebSource | null; now: Date },
): Promise<void> {
  await tx.query(
    `insert into import_job (tenant_id, id, source_id, mirror, folder, web, status, phase, created_at)
     values ($1, $2, $3, $4, $5, $7::jsonb, 'queued', case when $7::jsonb is null then 'scan' else 'fetch' end, $6)`,
    [tx.tenantId, job.id, job.sourceId, job.mirror, job.folder, job.now, job.web && storedJson(job.web)],
  );
}

export async function jobAt(tx: Tx, id: string): Promise<NamedJob | undefined> {
  const { rows } = await tx.query<NamedJob>(`select ${NAMED_JOB} from import_job where tenant_id = $1 and id = $2`, [
    tx.tenantId,
    id,
  ]);
  return rows[0];
}

export async function latestJobs(tx: Tx, limit: number): Promise<NamedJob[]> {
  const { rows } = await tx.query<NamedJob>(
    `select ${NAMED_JOB} from import_job where tenant_id = $1 order by created_at desc, id limit $2`,
    [tx.tenantId, limit],
  );
  return rows;
}

/** Takes the job when nobody else runs it. Undefined when somebody does, or when it has ended. */
export async function claimJob(
  tx: Tx,
  claim: { id: string; owner: string; now: Date; until: Date; takeOver: boolean },
): Promise<ImportJob | undefined> {
  const { rows } = await tx.query<ImportJob>(
    `update import_job set status = 'running', lease_owner = $3, lease_until = $5, started_at = coalesce(started_at, $4)
     where tenant_id = $1 and id = $2 and status in ('queued', 'running')
       and ($6 or lease_until is null or lease_until < $4) returning ${JOB}`,
    [tx.tenantId, claim.id, claim.owner, claim.now, claim.until, claim.takeOver],
  );
  return rows[0];
}

const COUNTERS = ["total", "done", "skipped", "failed", "retired", "relinked"] as const;

export type Counters = Partial<Record<(typeof COUNTERS)[number], number>>;

/**
 * Adds to the counters, moves the phase on, and keeps the lease. Undefined when the lease is lost or the job was
 * cancelled: then the transaction must not commit.
 */
export async function advanceJob(
  tx: Tx,
  step: {
    id: string;
    owner: string;
    until: Date;
    phase?: ImportPhase;
    add?: Counters;
    perSecond?: number | null;
  },
): Promise<ImportJob | undefined> {
  const { rows } = await tx.query<ImportJob>(
    `update import_job set lease_until = $4, phase = coalesce($5, phase), total = total + $6::int,
       done = done + $7::int, skipped = skipped + $8::int, failed = failed + $9::int, retired = retired + $10::int,
       relinked = relinked + $11::int, per_second = coalesce($12, per_second)
     where tenant_id = $1 and id = $2 and lease_owner = $3 and status = 'running' returning ${JOB}`,
    [
      tx.tenantId,
      step.id,
      step.owner,
      step.until,
      step.phase ?? null,
      ...COUNTERS.map((name) => step.add?.[name] ?? 0),
      step.perSecond ?? null,
    ],
  );
  return rows[0];
}

/** Ends the job, or hands it back (`queued`) for another run. Only the lease's owner can. */
export async function releaseJob(
  tx: Tx,
  end: { id: string; owner: string; status: ImportStatus; error: string | null; now: Date },
): Promise<void> {
  const ended = end.status === "queued" ? null : end.now;
  await tx.query(
    `update import_job set status = $4, error = $5, finished_at = $6, lease_owner = null, lease_until = null
     where tenant_id = $1 and id = $2 and lease_owner = $3 and status = 'running'`,
    [tx.tenantId, end.id, end.owner, end.status, end.error, ended],
  );
}
