import type { SearchQuery } from "../../types.ts";
import { bestSlots } from "../score.ts";
import type { View } from "../shelf/view.ts";
import { bestFinds } from "./hits.ts";

/** Chunks looked at: one that fits better than all that the asker may see is among the first. */
const MOST = 100;

/** The best score among articles of audiences that the asker does not belong to; nothing else of them is read. */
export function bestBeside(view: View, scores: Float32Array, query: SearchQuery): number {
  const { beside, filter, text } = query;
  if (beside === undefined || beside.length === 0) return 0;
  const candidates = view.visible(bestSlots(scores, MOST), { ...filter, audiences: beside });
  return bestFinds({ scores, candidates }, { text, limit: 1 })[0]?.score ?? 0;
}
