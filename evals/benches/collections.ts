import { constants, type PerformanceEntry, PerformanceObserver } from "node:perf_hooks";
import { setImmediate as turn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Counts the major collections of garbage in this process, until what it gives is called. */
export function countMajorCollections(): () => Promise<number> {
  let count = 0;
  const add = (entries: readonly PerformanceEntry[]) => {
    for (const entry of entries) {
      const { detail } = entry as unknown as { readonly detail: { readonly kind: number } };
      if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) count += 1;
    }
  };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ entryTypes: ["gc"] });
  return async () => {
    // A collection is entered a turn after its end.
    await turn();
    add(observer.takeRecords());
    observer.disconnect();
    return count;
  };
}

/**
 * Bytes that work adds to what no minor collection frees: what it keeps, and what is held until a major one. A major one
 * that comes by itself meanwhile makes it less.
 */
export async function growthBy(work: () => Promise<unknown>): Promise<{ objects: number; buffers: number }> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as (options: { type: "minor" }) => void;
  const grown = () => {
    // What has survived one goes with the next into the old generation.
    for (let i = 0; i < 3; i += 1) collect({ type: "minor" });
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return { objects: heapUsed, buffers: arrayBuffers };
  };
  const before = grown();
  await work();
  const after = grown();
  return { objects: after.objects - before.objects, buffers: after.buffers - before.buffers };
}
