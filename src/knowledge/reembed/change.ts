import { recordAudit } from "../../access/audit.ts";
import type { Database, Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError, invalid } from "../../kernel/errors.ts";
import type { Embedder } from "../../models/ports.ts";
import { activeModel, registerModel } from "../vector-models.ts";
import { deleteChange, type EmbeddingChange, embeddedBy, holdChange, putChange, retireUnfinished } from "./store.ts";

export interface ReembedDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** The embedder of a model by its name, as in EMBEDDING_MODEL; `embedded` is the one that ships with the program. */
  readonly embedderNamed: (name: string) => Promise<Embedder>;
}

/** Asks the server for the model. Throws `invalid` when it does not know it or cannot be asked. */
export async function reembedder(
  { embedderNamed }: Pick<ReembedDeps, "embedderNamed">,
  name: string,
): Promise<Embedder> {
  return embedderNamed(name).catch((error: unknown) => {
    throw invalid(
      "model",
      `The model "${name}" cannot be asked: ${error instanceof Error ? error.message : "no answer"}`,
    );
  });
}

/**
 * Begins to embed all passages with another model, beside the one that search asks; a run does it. Throws `conflict`
 * while another change is under way, or when search asks this model already.
 */
export async function startReembedding(deps: ReembedDeps, ctx: Ctx, name: string): Promise<Embedder> {
  const embedder = await reembedder(deps, name);
  await inTenant(deps.db, ctx.tenantId, async (tx) => {
    const before = await holdChange(tx);
    if (before !== null && before.state !== "done")
      throw new DomainError("conflict", `A change to ${before.model} is ${before.state}. Cancel it first.`);
    if ((await activeModel(tx))?.model === embedder.id)
      throw new DomainError("conflict", `Search asks ${embedder.id} already.`);
    const at = deps.clock.now();
    await registerModel(tx, embedder, at);
    await putChange(tx, {
      model: embedder.id,
      previous: before?.model ?? null,
      state: "running",
      startedAt: at,
      resumedAt: at,
      resumedFrom: await embeddedBy(tx, embedder.id),
      requestedBy: ctx.actor.id,
      ...UNTRIED,
    });
    await audit(deps, tx, ctx, { verb: "start", before, after: { model: embedder.id, state: "running" } });
  });
  return embedder;
}

const UNTRIED = { finishedAt: null, failedAt: null, problem: null } as const;

/** Holds the change; a run under way stops at its next batch, and search goes on with the model it asks. */
export const pauseReembedding = (deps: ReembedDeps, ctx: Ctx): Promise<void> =>
  move(deps, ctx, "pause", ["running"], (tx, change) => putChange(tx, { ...change, state: "paused" }));

/** Lets a held change go on where it stopped. */
export const resumeReembedding = (deps: ReembedDeps, ctx: Ctx): Promise<void> =>
  move(deps, ctx, "resume", ["paused"], async (tx, change) =>
    putChange(tx, {
      ...change,
      state: "running",
      resumedAt: deps.clock.now(),
      resumedFrom: await embeddedBy(tx, change.model),
      ...UNTRIED,
    }),
  );

/** Ends the change for good: search stays with the model that it asks, and the vectors made so far are deleted. */
export const cancelReembedding = (deps: ReembedDeps, ctx: Ctx): Promise<void> =>
  move(deps, ctx, "cancel", ["running", "paused"], async (tx, change) => {
    await retireUnfinished(tx, change.previous ?? "");
    if (change.previous === null) await deleteChange(tx);
    else await putChange(tx, { ...change, ...UNTRIED, model: change.previous, previous: null, state: "done" });
  });

/** Applies a change of state, and audits it. Throws `conflict` when no change stands in one of the states `from`. */
async function move(
  deps: ReembedDeps,
  ctx: Ctx,
  verb: string,
  from: readonly EmbeddingChange["state"][],
  apply: (tx: Tx, change: EmbeddingChange) => Promise<void>,
): Promise<void> {
  await inTenant(deps.db, ctx.tenantId, async (tx) => {
    const change = await holdChange(tx);
    if (change === null || !from.includes(change.state))
      throw new DomainError("conflict", `No change of the embedding model is ${from.join(" or ")}.`);
    await apply(tx, change);
    await audit(deps, tx, ctx, { verb, before: change, after: await holdChange(tx) });
  });
}

type Told = Pick<EmbeddingChange, "model" | "state"> | null;

interface Move {
  readonly verb: string;
  readonly before: Told;
  readonly after: Told;
}

async function audit(deps: ReembedDeps, tx: Tx, ctx: Ctx, { verb, before, after }: Move): Promise<void> {
  const told = (change: Told) => (change === null ? {} : { model: change.model, state: change.state });
  await recordAudit(tx, deps.clock, ctx, {
    action: `knowledge.reembed.${verb}`,
    object: "embedding_change",
    objectId: after?.model ?? before?.model ?? "",
    before: told(before),
    after: told(after),
  });
}
