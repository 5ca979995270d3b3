import type { Tx } from "../../db/pool.ts";
import type { Standing } from "../dense.ts";
import { activeModel } from "../vector-models.ts";
import { changeOf } from "./store.ts";

/** Which models a tenant's new passages are embedded with. */
export interface EmbeddingTarget {
  /** The chosen model, or the configured one. */
  readonly model: string;
  /** Its vectors wait until somebody lets them go on. */
  readonly paused: boolean;
  /** The model that search asks now; null while none is complete. */
  readonly active: string | null;
}

export async function embeddingTarget(tx: Tx, configured: string): Promise<EmbeddingTarget> {
  const change = await changeOf(tx);
  const active = await activeModel(tx);
  return {
    model: change?.model ?? configured,
    paused: change?.state === "paused",
    active: active?.model ?? null,
  };
}

/** Vectors of a model are wanted when it answers now, or when it is to answer and is not held. */
export function standingOf({ model, paused, active }: EmbeddingTarget, id: string): Standing {
  if (active === id || (model === id && !paused)) return "wanted";
  return model === id ? "held" : "unwanted";
}
