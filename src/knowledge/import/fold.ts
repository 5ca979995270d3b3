import type { IndexSession } from "../articles/article-index.ts";
import { commitSlices, type Run } from "./run-state.ts";

/**
 * Called after each write of a run: packs what these have left before it grows long. An import of thousands of batches
 * would else slow down every search meanwhile, and itself at its end.
 */
export function createFolding(run: Run, session: IndexSession): () => Promise<void> {
  let writes = 0;
  return async () => {
    writes += 1;
    if (writes < session.foldAfter) return;
    writes = 0;
    await commitSlices(run, (tx) => session.fold(tx));
  };
}
