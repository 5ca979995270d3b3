import { recordAudit } from "../../access/audit.ts";
import { requireAction } from "../../access/roles.ts";
import type { JobHandler, Queue } from "../../db/queue.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { isDomainError, notFound } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import {
  finishReplay,
  insertReplay,
  type ReplayRow,
  readReplay,
  saveReplayProgress,
} from "../../tickets/store/replays.ts";
import { ReplayChange, readChange } from "./change.ts";
import { type ReplayDeps, replayPast } from "./run.ts";

export const REPLAY_JOB = "replay";
export const MOST_REPLAYED = 1_000;

export interface ReplayJobDeps extends ReplayDeps {
  readonly queue: Pick<Queue, "send">;
}

/** Queues a replay of the tenant's last requests. Refuses a change that could not go live, with its faults. */
export function startReplay(
  deps: ReplayJobDeps,
  ctx: Ctx,
  request: { change: ReplayChange; last: number },
): Promise<string> {
  requireAction(ctx, "policy.write");
  const change = ReplayChange.parse(request.change);
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    readChange(change, await deps.parts.policies(tx));
    const now = deps.clock.now();
    const id = newId(now);
    await insertReplay(tx, { id, change, last: request.last, requestedBy: ctx.actor.id, createdAt: now });
    await deps.queue.send(tx, REPLAY_JOB, id);
    await recordAudit(tx, deps.clock, ctx, {
      action: "replay.started",
      object: "replay",
      objectId: id,
      after: { last: request.last, tries: Object.keys(change) },
    });
    return id;
  });
}

export function showReplay(deps: Pick<ReplayDeps, "db">, ctx: Ctx, id: string): Promise<ReplayRow> {
  requireAction(ctx, "policy.write");
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const row = await readReplay(tx, id);
    if (row === undefined) throw notFound("Replay", id);
    return row;
  });
}

const PROGRESS_EVERY = 10;

export const replayJob =
  (deps: ReplayDeps): JobHandler =>
  async ({ tenantId, id }, signal) => {
    const row = await inTenant(deps.db, tenantId, (tx) => readReplay(tx, id));
    if (row === undefined || row.status === "done" || row.status === "failed") return;
    const progress = async (done: number, total: number) => {
      if (done % PROGRESS_EVERY === 0 || done === total)
        await inTenant(deps.db, tenantId, (tx) => saveReplayProgress(tx, id, done, total));
    };
    const request = { change: ReplayChange.parse(row.change), last: row.last };
    const end = await replayPast(deps, tenantId, request, progress, signal).then(
      (report) => ({ status: "done" as const, report, problem: null }),
      (error: unknown) => {
        // A policy may have been published since with which the change no longer fits.
        if (!isDomainError(error) || signal.aborted) throw error;
        return { status: "failed" as const, report: null, problem: error.message };
      },
    );
    await inTenant(deps.db, tenantId, (tx) => finishReplay(tx, id, { ...end, at: deps.clock.now() }));
  };
