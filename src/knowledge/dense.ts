import type { Database, Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Embedder } from "../models/ports.ts";
import { activateModel, dropRetired, registerModel, vectorModels } from "./vector-models.ts";
import { type PendingPassage, pendingPassages, type VectorRow, writeVectors } from "./vectors.ts";

/** Passages embedded between two looks at the database; a transaction that writes them stays under 50 ms. */
const BATCH = 50;

/** Title and headings stand before the text: a passage often does not name what it is about. */
export const embeddedText = ({ title, headingPath, text }: Omit<PendingPassage, "chunkId">): string =>
  [...new Set([title, ...headingPath]), text].join("\n");

/** Vectors of a former model that are deleted in one transaction. */
const DROPPED = 500;

/**
 * Embeds what has no vector of this model yet, and lets search ask the model once nothing is left; until then search
 * goes by words. Vectors of the model before are then deleted. The model is asked outside of any transaction. May be
 * stopped and started again; two runs at a time do the same work twice and nothing worse. Returns the number of
 * passages embedded; writes nothing when there is nothing to do.
 */
export async function embedPassages(
  deps: { readonly db: Database; readonly clock: Clock; readonly embedder: Embedder },
  ctx: Ctx,
  signal?: AbortSignal,
): Promise<number> {
  const { db, clock, embedder } = deps;
  const tenant = <Result>(run: (tx: Tx) => Promise<Result>) => inTenant(db, ctx.tenantId, run);
  const pending = () => tenant((tx) => pendingPassages(tx, embedder.id, BATCH));
  let done = 0;
  for (let passages = await pending(); passages.length > 0; passages = await pending()) {
    if (signal?.aborted) throw new DomainError("canceled", "Embedding was stopped. It goes on from there next time.");
    const rows = await vectorsOf(embedder, passages, signal);
    await tenant(async (tx) => {
      await registerModel(tx, embedder, clock.now());
      await writeVectors(tx, embedder.id, rows);
    });
    done += rows.length;
  }
  const models = await tenant(vectorModels);
  if (models.some(({ model, state }) => model === embedder.id && state !== "active"))
    await tenant((tx) => activateModel(tx, embedder.id));
  if (done > 0 || models.length > 1) while (!(await tenant((tx) => dropRetired(tx, DROPPED)))) signal?.throwIfAborted();
  return done;
}

/**
 * One batch of the same work within a transaction, for a model that runs in this process. True when nothing is left.
 */
export async function embedBatch(tx: Tx, embedder: Embedder, at: Date): Promise<boolean> {
  await registerModel(tx, embedder, at);
  const passages = await pendingPassages(tx, embedder.id, BATCH);
  if (passages.length > 0) await writeVectors(tx, embedder.id, await vectorsOf(embedder, passages));
  if (passages.length === BATCH) return false;
  await activateModel(tx, embedder.id);
  return true;
}

async function vectorsOf(
  embedder: Embedder,
  passages: readonly PendingPassage[],
  signal?: AbortSignal,
): Promise<VectorRow[]> {
  const vectors = await embedder.embed(passages.map(embeddedText), signal);
  return passages.map(({ chunkId }, i) => ({ chunkId, vector: vectors[i]! }));
}
