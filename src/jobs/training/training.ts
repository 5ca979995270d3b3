import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import { recordAudit } from "../../access/audit.ts";
import { notifyAsker } from "../../access/notifications.ts";
import { LONGEST_PAGE, MOST_PAGES } from "../../copilot/reasons/places.ts";
import { type ReasonDefinition, ReasonSnapshot } from "../../copilot/reasons/reason-model.ts";
import type { RequestExample } from "../../copilot/understand/training/examples.ts";
import { deleteArtefacts, readArtefact, saveArtefact } from "../../db/artefacts.ts";
import type { Database, Tx } from "../../db/pool.ts";
import type { JobHandler, Queue } from "../../db/queue.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import { type Ctx, systemCtx } from "../../kernel/ctx.ts";
import { newId } from "../../kernel/ids.ts";
import { type ArticleText, articleTexts } from "../../knowledge/articles/store/read.ts";
import { refuseQueuedRuns } from "../../tickets/store/erasing.ts";
import { listExamples } from "../../tickets/store/labels.ts";
import { listReasons } from "../../tickets/store/reasons.ts";
import {
  beginRun,
  finishRun,
  insertRun,
  listRuns,
  readRun,
  TRAINED_MODELS,
  type TrainedModel,
  type TrainingRun,
} from "../../tickets/store/training.ts";
import { asRequestExample } from "../models/tenant-models.ts";

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

/**
 * Trains outside of any transaction, then puts a model that passed in place of the one before, in one. Whoever asked for it
 * is told how it ended. One that fails is not tried again: it would fail for the same reason.
 */
export const trainJob =
  (deps: TrainingDeps): JobHandler =>
  async ({ tenantId, id }, signal) => {
    const begun = await inTenant(deps.db, tenantId, async (tx) => {
      const run = await readRun(tx, id);
      if (run?.status !== "queued") return undefined;
      await beginRun(tx, id, deps.clock.now());
      return { run, task: await taskOf(tx, run.kind) };
    });
    if (begun === undefined) return;
    const trained = await deps.train(begun.task, signal).catch(async (error: unknown) => {
      if (!signal.aborted) await end(deps, tenantId, begun.run, BROKE_OFF);
      throw error;
    });
    await end(deps, tenantId, begun.run, { status: trained.content === null ? "refused" : "passed", ...trained });
  };

/** Ends a training that has no try left, since its process died each time. */
export const giveUpTraining = async (
  deps: Omit<TrainingDeps, "train">,
  tenantId: string,
  id: string,
): Promise<void> => {
  const run = await inTenant(deps.db, tenantId, (tx) => readRun(tx, id));
  if (run !== undefined) await end(deps, tenantId, run, BROKE_OFF);
};

type End = Omit<Trained, "figures"> & Pick<TrainingRun, "status" | "figures">;
const BROKE_OFF: End = {
  status: "failed",
  content: null,
  problem: "The training broke off; the log says why. Start it again.",
  figures: null,
};

/** Ends a run that has not ended yet, with all that goes with it. */
const end = (
  { db, clock }: Pick<TrainingDeps, "db" | "clock">,
  tenantId: string,
  { id, kind, requestedBy }: TrainingRun,
  { status, content, problem, figures }: End,
): Promise<void> =>
  inTenant(db, tenantId, async (tx) => {
    const at = clock.now();
    if (!(await finishRun(tx, id, { status, figures, problem, at }))) return;
    if (content !== null) {
      const bytes = Buffer.from(content);
      const hash = createHash("sha256").update(bytes).digest();
      await saveArtefact(tx, { kind, content: bytes, hash, now: at });
    }
    await recordAudit(tx, clock, systemCtx(tenantId, TRAIN), {
      action: `model.training_${status}`,
      object: "model",
      objectId: kind,
      after: { runId: id, problem, ...figures },
    });
    await notifyAsker(tx, clock, requestedBy, { kind: "training", ticketId: null, text: toldOf(kind, status) });
  });

const NAMES = { understanding: ["理解模型", "understanding"], reasons: ["联络原因", "contact reasons"] } as const;
const ENDS = {
  queued: ["进行中", "is under way"],
  passed: ["完成，已启用", "is done: the new model works now"],
  refused: ["未过关，沿用原模型", "did not pass: the model before stays"],
  failed: ["失败，请重新开始", "failed: start it again"],
} as const;

function toldOf(kind: TrainedModel, status: TrainingRun["status"]): string {
  const [zh, en] = NAMES[kind];
  return `${zh}的训练${ENDS[status][0]}。The training of ${en} ${ENDS[status][1]}.`;
}

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
