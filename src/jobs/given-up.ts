import type { JobHandler } from "../db/queue.ts";
import { inTenant } from "../db/tenant.ts";
import { systemCtx } from "../kernel/ctx.ts";
import { type ControlDeps, giveUpImport } from "../knowledge/import/control.ts";
import { finishDryRun } from "../policy/store/dry-runs.ts";
import { finishReplay } from "../tickets/store/replays.ts";
import { failBackfill } from "../voc/store/backfills.ts";
import { ERASE_CONTACT, giveUpErasure } from "./contact/erase-contact.ts";
import { IMPORT_KNOWLEDGE } from "./knowledge/import-knowledge.ts";
import { POLICY_DRY_RUN } from "./policy-dry-run.ts";
import { REPLAY_JOB } from "./replay/job.ts";
import { giveUpTraining, TRAIN, type TrainingDeps } from "./training/training.ts";
import { BACKFILL_VOC } from "./voc/backfill-voc.ts";

export type GivenUpDeps = ControlDeps & Pick<TrainingDeps, "db" | "clock" | "queue">;

const PROBLEM = "It failed as often as it is tried; the log says why. Start it again.";

/**
 * What whoever asked for a job sees once it has no try left, by its kind: that it failed, and that it may be started
 * again. Nobody asked for the other kinds; the sweep of the tickets and the next change make up for them.
 */
export const givenUp = (deps: GivenUpDeps): Readonly<Record<string, JobHandler>> => {
  const { db, clock } = deps;
  const failed = () => ({ status: "failed" as const, problem: PROBLEM, at: clock.now() });
  return {
    [ERASE_CONTACT]: ({ tenantId, id }) => giveUpErasure(deps, systemCtx(tenantId, ERASE_CONTACT), id, PROBLEM),
    [IMPORT_KNOWLEDGE]: ({ tenantId, id }) => giveUpImport(deps, systemCtx(tenantId, IMPORT_KNOWLEDGE), id, PROBLEM),
    [TRAIN]: ({ tenantId, id }) => giveUpTraining(deps, tenantId, id),
    [REPLAY_JOB]: ({ tenantId, id }) =>
      inTenant(db, tenantId, (tx) => finishReplay(tx, id, { ...failed(), report: null })),
    [POLICY_DRY_RUN]: ({ tenantId, id }) =>
      inTenant(db, tenantId, (tx) => finishDryRun(tx, id, { ...failed(), result: null })),
    [BACKFILL_VOC]: ({ tenantId, id }) => inTenant(db, tenantId, (tx) => failBackfill(tx, id, failed())),
  };
};
