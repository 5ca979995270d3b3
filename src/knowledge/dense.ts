import type { Database, Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Ctx } from "../kernel/ctx.ts";
import type { Embedder } from "../models/ports.ts";
import { activateModel, registerModel } from "./vector-models.ts";
import { type PendingPassage, pendingPassages, type VectorRow, writeVectors } from "./vectors.ts";

/** Passages embedded between two looks at the database; a transaction that writes them stays under 50 ms. */
const BATCH = 50;

/** Title and headings stand before the text: a passage often does not name what it is about. */
const embeddedText = ({ title, headingPath, text }: PendingPassage): string =>
  [...new Set([title, ...headingPath]), text].join("\n");

/**
 * Embeds what has no vector of this model yet, and lets search ask the model once nothing is left; until then
 * search goes by words. The model is asked outside of any transaction. May be stopped and started again; two runs at a time
 * do the same work twice and nothing worse. Returns the number of passages embedded.
 */
export async function embedPassages(
  deps: { readonly db: Database; readonly clock: Clock; readonly embedder: Embedder },
  ctx: Ctx,
  signal?: AbortSignal,
): Promise<number> {
  const { db, clock, embedder } = deps;
  await inTenant(db, ctx.tenantId, (tx) => registerModel(tx, embedder, clock.now()));
  for (let done = 0; ; ) {
    const passages = await inTenant(db, ctx.tenantId, (tx) => pendingPassages(tx, embedder.id, BATCH));
    if (passages.length === 0) {
      await inTenant(db, ctx.tenantId, (tx) => activateModel(tx, embedder.id));
      return done;
    }
    const rows = await vectorsOf(embedder, passages, signal);
    await inTenant(db, ctx.tenantId, (tx) => writeVectors(tx, embedder.id, rows));
    done += rows.length;
  }
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
