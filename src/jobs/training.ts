import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import { recordAudit } from "../access/audit.ts";
import { LONGEST_PAGE, MOST_PAGES } from "../copilot/reasons/places.ts";
import { type ReasonDefinition, ReasonSnapshot } from "../copilot/reasons/reason-model.ts";
import type { RequestExample } from "../copilot/understand/examples.ts";
import { deleteArtefacts, readArtefact, saveArtefact } from "../db/artefacts.ts";
import type { Database, Tx } from "../db/pool.ts";
import type { JobHandler, Queue } from "../db/queue.ts";
import { inTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import { type Ctx, systemCtx } from "../kernel/ctx.ts";
import { newId } from "../kernel/ids.ts";
import { type ArticleText, articleTexts } from "../knowledge/articles/store/read.ts";
import { refuseQueuedRuns } from "../tickets/store/erasing.ts";
import { listExamples } from "../tickets/store/labels.ts";
import { listReasons } from "../tickets/store/reasons.ts";
import {
  finishRun,
  insertRun,
  listRuns,
  readRun,
  TRAINED_MODELS,
  type TrainedModel,
  type TrainingRun,
} from "../tickets/store/training.ts";
import { asRequestExample } from "./tenant-models.ts";

export const TRAIN = "train-model";

/** What a training starts from; plain data, since it goes to another thread. */
export type TrainingTask =
  | {
      readonly kind: "understanding";
      readonly corrected: readonly RequestExample[];
      readonly current: Uint8Array | null;
    }
  | {
      readonly kind: "reasons";
      readonly reasons: readonly ReasonDefinition[];
      readonly outside: readonly string[];
      /** What the tenant's knowledge base says: where a request leads in it tells reasons apart. */
      readonly articles: readonly ArticleText[];
      readonly current: ReasonSnapshot | null;
    };

/** `content` is null when the gate did not pass; `problem` says why. */
export interface Trained {
  readonly content: Uint8Array | null;
  readonly problem: string | null;
  readonly figures: Readonly<Record<string, number>>;
}

export type Train = (task: TrainingTask, signal: AbortSignal) => Promise<Trained>;

export interface TrainingDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly queue: Pick<Queue, "send">;
  readonly train: Train;
}

const MOST_CORRECTIONS = 2_000;
const MOST_OUTSIDE = 200;
const MOST_RUNS = 50;

/** Asks for a training; it runs as a job. */
export const startTraining = (
  deps: Pick<TrainingDeps, "db" | "clock" | "queue">,
  ctx: Ctx,
  kind: TrainedModel,
): Promise<string> => inTenant(deps.db, ctx.tenantId, (tx) => queueTraining(deps, tx, ctx, kind));

/** The same in the caller's transaction. */
async function queueTraining(
  deps: Pick<TrainingDeps, "clock" | "queue">,
  tx: Tx,
  ctx: Ctx,
  kind: TrainedModel,
): Promise<string> {
  const now = deps.clock.now();
  const id = newId(now);
  await insertRun(tx, { id, kind, requestedBy: ctx.actor.id, createdAt: now });
  await deps.queue.send(tx, TRAIN, id);
  await recordAudit(tx, deps.clock, ctx, {
    action: "model.training_started",
    object: "model",
    objectId: kind,
    after: { runId: id },
  });
  return id;
}

/**
 * Forgets what was trained, and what is being trained, since words that are erased were learnt from: the shipped model
 * works until one is trained anew from what is left, which is queued here.
 */
export async function forgetTrained(deps: Pick<TrainingDeps, "clock" | "queue">, tx: Tx, ctx: Ctx): Promise<void> {
  const trained = await deleteArtefacts(tx, TRAINED_MODELS);
  const queued = await refuseQueuedRuns(
    tx,
    "Data that it learnt from was erased; another one follows.",
    deps.clock.now(),
  );
  for (const kind of TRAINED_MODELS)
    if (trained.includes(kind) || queued.includes(kind)) await queueTraining(deps, tx, ctx, kind);
}

/** The newest trainings, newest first. */
export const trainingRuns = (deps: Pick<TrainingDeps, "db">, ctx: Ctx): Promise<TrainingRun[]> =>
  inTenant(deps.db, ctx.tenantId, (tx) => listRuns(tx, MOST_RUNS));

/** Trains outside of any transaction, then puts a model that passed in place of the one before, in one. */
export const trainJob =
  (deps: TrainingDeps): JobHandler =>
  async ({ tenantId, id }, signal) => {
    const task = await inTenant(deps.db, tenantId, async (tx) => {
      const run = await readRun(tx, id);
      return run?.status === "queued" ? taskOf(tx, run.kind) : undefined;
    });
    if (task === undefined) return;
    const { content, problem, figures } = await deps.train(task, signal);
    const status = content === null ? "refused" : "passed";
    await inTenant(deps.db, tenantId, async (tx) => {
      const at = deps.clock.now();
      if (!(await finishRun(tx, id, { status, figures, problem, at }))) return;
      if (content !== null) {
        const bytes = Buffer.from(content);
        const hash = createHash("sha256").update(bytes).digest();
        await saveArtefact(tx, { kind: task.kind, content: bytes, hash, now: at });
      }
      await recordAudit(tx, deps.clock, systemCtx(tenantId, TRAIN), {
        action: `model.training_${status}`,
        object: "model",
        objectId: task.kind,
        after: { runId: id, problem, ...figures },
      });
    });
  };

async function taskOf(tx: Tx, kind: TrainedModel): Promise<TrainingTask> {
  const examples = await listExamples(tx, MOST_CORRECTIONS);
  const current = await readArtefact(tx, kind);
  if (kind === "understanding") return { kind, corrected: examples.map(asRequestExample), current: current ?? null };
  const placed = examples.filter(({ reviewed }) => reviewed.includes("reason"));
  const reasons = (await listReasons(tx)).map(({ id, parentId, name, description, examples: own }) => ({
    id,
    parentId,
    name,
    description,
    examples: [...new Set([...own, ...placed.filter(({ reasonId }) => reasonId === id).map(({ text }) => text)])],
  }));
  const outside = placed.filter(({ reasonId }) => reasonId === null).map(({ text }) => text);
  return {
    kind,
    reasons,
    outside: outside.slice(-MOST_OUTSIDE),
    articles: await articleTexts(tx, MOST_PAGES, LONGEST_PAGE),
    current: current === undefined ? null : ReasonSnapshot.parse(JSON.parse(current.toString())),
  };
}

/** Trains in a thread of its own. Rejects when the thread fails or the signal aborts. */
export const trainInWorker: Train = (task, signal) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./train-worker.ts", import.meta.url), { workerData: task });
    const stop = () => void worker.terminate();
    signal.addEventListener("abort", stop, { once: true });
    worker.once("message", (trained: Trained) => resolve(trained));
    worker.once("error", reject);
    worker.once("exit", () => {
      signal.removeEventListener("abort", stop);
      reject(new Error("The training ended without a result."));
    });
  });
