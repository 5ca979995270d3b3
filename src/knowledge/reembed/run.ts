import type { Database } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError } from "../../kernel/errors.ts";
import type { Embedder } from "../../models/ports.ts";
import { embedPassages } from "../dense.ts";
import { retireUnfinished } from "./store.ts";
import { embeddingTarget, standingOf } from "./target.ts";

export interface EmbedTenantDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** The configured model. */
  readonly embedder: Embedder;
  /** The embedder of a model by the id that its vectors carry; undefined when it cannot be asked any more. */
  readonly embedderById: (id: string) => Promise<Embedder | undefined>;
}

/**
 * Embeds what is pending for a tenant: first for the model that search asks, so that new passages are found meanwhile, then
 * for the one that it is to ask, unless that is held; only of this one `onBatch` hears. Gives the number of passages
 * embedded. Throws when the chosen model cannot be asked.
 */
export async function embedTenant(
  deps: EmbedTenantDeps,
  ctx: Ctx,
  signal?: AbortSignal,
  onBatch?: (embedded: number) => void,
): Promise<number> {
  const { db, clock, embedder } = deps;
  const target = await inTenant(db, ctx.tenantId, async (tx) => {
    const found = await embeddingTarget(tx, embedder.id);
    await retireUnfinished(tx, found.model);
    return found;
  });
  const finder = async (id: string) => (id === embedder.id ? embedder : deps.embedderById(id));
  const run = (asked: Embedder, hears?: typeof onBatch) =>
    embedPassages({ db, clock, embedder: asked }, ctx, signal, {
      standing: async (tx) => standingOf(await embeddingTarget(tx, embedder.id), asked.id),
      ...(hears && { onBatch: hears }),
    });
  let done = 0;
  if (target.active !== null && target.active !== target.model) {
    const active = await finder(target.active);
    if (active !== undefined) done += await run(active);
  }
  if (target.paused) return done;
  const next = await finder(target.model);
  if (next === undefined)
    throw new DomainError("unavailable", `The chosen embedding model ${target.model} cannot be asked.`);
  return done + (await run(next, onBatch));
}
