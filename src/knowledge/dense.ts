import { createInFlight } from "../db/in-flight.ts";
import type { Database, Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Embedder } from "../models/ports.ts";
import { endChange } from "./reembed/tell.ts";
import { activateModel, dropRetired, registerModel, vectorModels } from "./vector-models.ts";
import {
  FIRST_PASSAGE,
  type NewPassage,
  type PendingPassage,
  pendingPassages,
  type VectorRow,
  writeNewVectors,
  writeVectors,
} from "./vectors.ts";

/** Passages looked at in one transaction, and embedded in the one that follows; both stay under 50 ms. */
const BATCH = 50;
/** A server takes more at a time; the embedded database is one connection, on which chats wait. */
const SERVER_BATCH = 500;
/** Batches that a server writes at a time, each on a connection of its own. */
export const SERVER_WRITES = 2;

/** Title and headings stand before the text: a passage often does not name what it is about. */
export const embeddedText = ({ title, headingPath, text }: Omit<PendingPassage, "chunkId">): string =>
  [...new Set([title, ...headingPath]), text].join("\n");

/** Whether vectors of a model are wanted, later perhaps, or no more. A batch under way is written while it is held. */
export type Standing = "wanted" | "held" | "unwanted";

export interface EmbedOptions {
  /** Asked before each batch, when it is written and before the switch: whether vectors of this model are still wanted. */
  readonly standing?: (tx: Tx) => Promise<Standing>;
  /** Hears how many passages have been embedded. */
  readonly onBatch?: (embedded: number) => void;
}

/** Vectors of a former model that are deleted in one transaction. */
const DROPPED = 500;

/**
 * Embeds what has no vector of this model yet, and lets search ask the model once nothing is left; until then search
 * asks the model before, or goes by words. Vectors of the model before are then deleted. The model is asked outside of any
 * transaction, while the vectors before are written. May be stopped and started again; two runs at a time do the same work
 * twice and nothing worse. Returns the number of passages embedded; writes nothing when there is nothing to do.
 */
export async function embedPassages(
  deps: { readonly db: Database; readonly clock: Clock; readonly embedder: Embedder },
  ctx: Ctx,
  signal?: AbortSignal,
  { standing = () => Promise.resolve("wanted"), onBatch = () => {} }: EmbedOptions = {},
): Promise<number> {
  const { db, embedder } = deps;
  const tenant = <Result>(run: (tx: Tx) => Promise<Result>) => inTenant(db, ctx.tenantId, run);
  let done = 0;
  // Passages do not come in the order of their ids: the last pass is the one that finds none.
  for (let found = -1; found !== 0; done += found)
    found = await embedOnce(deps, ctx, signal, { standing, onBatch: (embedded) => onBatch(done + embedded) });
  const models = await tenant(vectorModels);
  if (models.some(({ model, state }) => model === embedder.id && state !== "active"))
    await tenant(async (tx) => {
      if ((await standing(tx)) !== "wanted") return;
      await activateModel(tx, embedder.id);
      await endChange(tx, deps.clock, embedder.id);
    });
  if (models.length > 1) while (!(await tenant((tx) => dropRetired(tx, DROPPED)))) signal?.throwIfAborted();
  return done;
}

/** Goes through all passages once; gives how many it embedded. */
async function embedOnce(
  { db, clock, embedder }: Parameters<typeof embedPassages>[0],
  ctx: Ctx,
  signal: AbortSignal | undefined,
  { standing, onBatch }: Required<EmbedOptions>,
): Promise<number> {
  const look = db.kind === "native" ? SERVER_BATCH : BATCH;
  const writes = createInFlight(db.kind === "native" ? SERVER_WRITES : 1);
  let done = 0;
  try {
    for (let after: string | null = FIRST_PASSAGE; after !== null; ) {
      if (signal?.aborted) throw new DomainError("canceled", "Embedding was stopped. It goes on from there next time.");
      const from: string = after;
      const page = await inTenant(db, ctx.tenantId, async (tx) =>
        (await standing(tx)) === "wanted" ? pendingPassages(tx, embedder.id, from, look) : { passages: [], next: null },
      );
      after = page.next;
      if (page.passages.length === 0) continue;
      const rows = await vectorsOf(embedder, page.passages, signal);
      await writes.start(() =>
        inTenant(db, ctx.tenantId, async (tx) => {
          if ((await standing(tx)) === "unwanted") return;
          await Promise.all([registerModel(tx, embedder, clock.now()), writeVectors(tx, embedder.id, rows)]);
        }),
      );
      done += rows.length;
      onBatch(done);
    }
  } finally {
    await writes.end();
  }
  return done;
}

/**
 * One batch of the same work within a transaction, for a model that runs in this process; begins behind `after`. Gives
 * where the next batch begins, or null when nothing is left.
 */
export async function embedBatch(
  tx: Tx,
  embedder: Embedder,
  at: Date,
  after: string = FIRST_PASSAGE,
): Promise<string | null> {
  await registerModel(tx, embedder, at);
  const { passages, next } = await pendingPassages(tx, embedder.id, after, BATCH);
  if (passages.length > 0) await writeVectors(tx, embedder.id, await vectorsOf(embedder, passages));
  if (next === null) await activateModel(tx, embedder.id);
  return next;
}

/** Embeds passages that were written in this very transaction. */
export async function embedNow(tx: Tx, embedder: Embedder, passages: readonly NewPassage[], at: Date): Promise<void> {
  if (passages.length === 0) return;
  const rows = (await vectorsOf(embedder, passages)).map((row, i) => ({ ...row, articleId: passages[i]!.articleId }));
  // Both leave together; the vectors are made ready while the database is at what was asked before.
  await Promise.all([registerModel(tx, embedder, at), writeNewVectors(tx, embedder.id, rows)]);
}

async function vectorsOf(
  embedder: Embedder,
  passages: readonly PendingPassage[],
  signal?: AbortSignal,
): Promise<VectorRow[]> {
  const vectors = await embedder.embed(passages.map(embeddedText), signal);
  return passages.map(({ chunkId }, i) => ({ chunkId, vector: vectors[i]! }));
}
