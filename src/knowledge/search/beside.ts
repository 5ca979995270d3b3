import type { Tx } from "../../db/pool.ts";
import type { SearchQuery } from "../types.ts";
import { bestFinds } from "./hits.ts";
import { bestSlots } from "./score.ts";
import { visibleChunks } from "./store.ts";

/** Chunks looked at: one that fits better than all that the asker may see is among the first. */
const MOST = 100;

/** The best score among articles of audiences that the asker does not belong to; nothing else of them is read. */
export async function bestBeside(tx: Tx, scores: Float32Array, query: SearchQuery): Promise<number> {
  const { beside, filter, text } = query;
  if (beside === undefined || beside.length === 0) return 0;
  const slots = bestSlots(scores, MOST);
  if (slots.length === 0) return 0;
  const candidates = await visibleChunks(tx, slots, { ...filter, audiences: beside });
  return bestFinds({ scores, candidates }, { text, limit: 1 })[0]?.score ?? 0;
}
