import type { JobHandler } from "../db/queue.ts";
import type { RunImportDeps } from "../knowledge/import/run-state.ts";
import { APPROVAL_TIMEOUT_JOB } from "../tickets/approval/approval-requests.ts";
import { RECOUNT_DUE_JOB } from "../tickets/due.ts";
import { LATE_ANSWERS_JOB } from "../tickets/receiving/late-answers.ts";
import { PROPOSE_JOB } from "../tickets/receiving/receive.ts";
import type { VocDeps } from "../voc/deps.ts";
import { approvalTimeoutJob } from "./approval-timeout.ts";
import { ERASE_CONTACT, eraseContactJob } from "./contact/erase-contact.ts";
import { IMPORT_KNOWLEDGE, importKnowledge } from "./knowledge/import-knowledge.ts";
import { lateAnswersJob } from "./late-answers.ts";
import { POLICY_DRY_RUN, policyDryRunJob } from "./policy-dry-run.ts";
import { type ProposeDeps, proposeJob } from "./propose.ts";
import { recountDueJob } from "./recount-due.ts";
import { REPLAY_JOB, replayJob } from "./replay/job.ts";
import type { ReplayDeps } from "./replay/run.ts";
import { TRAIN, type Train, trainJob } from "./training/training.ts";
import { BACKFILL_VOC, backfillVoc } from "./voc/backfill-voc.ts";

export interface JobDeps {
  readonly train: Train;
  readonly imports: RunImportDeps;
  readonly proposals: ProposeDeps;
  readonly replays: ReplayDeps;
  readonly voc: VocDeps;
}

/** All background work there is, by the name of its queue. */
export const JOB_KINDS = [
  IMPORT_KNOWLEDGE,
  PROPOSE_JOB,
  LATE_ANSWERS_JOB,
  APPROVAL_TIMEOUT_JOB,
  RECOUNT_DUE_JOB,
  REPLAY_JOB,
  POLICY_DRY_RUN,
  TRAIN,
  BACKFILL_VOC,
  ERASE_CONTACT,
] as const;

export const jobTable = (deps: JobDeps): Record<(typeof JOB_KINDS)[number], JobHandler> => ({
  [IMPORT_KNOWLEDGE]: importKnowledge(deps.imports),
  [PROPOSE_JOB]: proposeJob(deps.proposals),
  [LATE_ANSWERS_JOB]: lateAnswersJob(deps.proposals.tickets),
  [APPROVAL_TIMEOUT_JOB]: approvalTimeoutJob(deps.proposals.tickets),
  [RECOUNT_DUE_JOB]: recountDueJob(deps.proposals.tickets),
  [REPLAY_JOB]: replayJob(deps.replays),
  [POLICY_DRY_RUN]: policyDryRunJob(deps.proposals.tickets),
  [TRAIN]: trainJob({ ...deps.proposals.tickets, train: deps.train }),
  [BACKFILL_VOC]: backfillVoc(deps.voc),
  [ERASE_CONTACT]: eraseContactJob(deps.proposals.tickets),
});

/**
 * How many of a kind one process of a server works on at once. Each kind has a loop of its own, so none waits for
 * another. Proposals wait for a model, most of their time; of what may take minutes two tenants have one each, and the
 * work is bounded by the database. Training holds a processor, so there is one.
 */
export const jobsAtOnce = (waiting: number): Readonly<Record<string, number>> => ({
  [PROPOSE_JOB]: waiting,
  [IMPORT_KNOWLEDGE]: 2,
  [REPLAY_JOB]: 2,
  [POLICY_DRY_RUN]: 2,
  [BACKFILL_VOC]: 2,
  [RECOUNT_DUE_JOB]: 2,
});
