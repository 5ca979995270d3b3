import type { Tx } from "../../db/pool.ts";
import { type VectorModel, vectorProgress } from "../vector-models.ts";
import { changeOf, type EmbeddingChange } from "./store.ts";

/** How far a tenant's vectors are. */
export interface ReembedProgress {
  readonly models: readonly (VectorModel & { readonly passages: number; readonly embedded: number })[];
  readonly change:
    | (Pick<EmbeddingChange, "model" | "state" | "startedAt" | "finishedAt" | "failedAt" | "problem"> & {
        readonly passages: number;
        readonly embedded: number;
        /** Null until a rate is known. */
        readonly perSecond: number | null;
        readonly secondsLeft: number | null;
      })
    | null;
}

/** Reads how far each model is, and the change to another one with its rate; null when none was ever asked for. */
export async function reembedProgress(tx: Tx, now: Date): Promise<ReembedProgress> {
  const models = await vectorProgress(tx);
  const change = await changeOf(tx);
  if (change === null) return { models, change: null };
  const found = models.find(({ model }) => model === change.model);
  const { passages, embedded } = found ?? { passages: 0, embedded: 0 };
  const seconds = (now.getTime() - change.resumedAt.getTime()) / 1000;
  const made = embedded - change.resumedFrom;
  const perSecond = change.state === "running" && seconds > 0 && made > 0 ? made / seconds : null;
  return {
    models,
    change: {
      model: change.model,
      // Vectors made with the articles may complete it before a run looks.
      state: found?.state === "active" ? "done" : change.state,
      startedAt: change.startedAt,
      finishedAt: change.finishedAt,
      failedAt: change.failedAt,
      problem: change.problem,
      passages,
      embedded,
      perSecond,
      secondsLeft: perSecond === null ? null : Math.ceil((passages - embedded) / perSecond),
    },
  };
}
