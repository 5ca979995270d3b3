import { Worker } from "node:worker_threads";
import type { ItemModels, ItemOptions, ItemSeed, LabelledVectors } from "./item-models.ts";

/** Vectors one behind the other, in memory that threads read together: `ends` says where each of them ends. */
export interface SharedVectors extends Omit<LabelledVectors, "vectors"> {
  readonly ends: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

export interface ItemTask {
  readonly shared: SharedVectors;
  readonly options: ItemOptions;
  readonly seed: ItemSeed;
}

const shared = (bytes: number) => new SharedArrayBuffer(bytes);

export function share({ vectors, ...rest }: LabelledVectors): SharedVectors {
  const total = vectors.reduce((sum, { indices }) => sum + indices.length, 0);
  const ends = new Int32Array(shared(vectors.length * Int32Array.BYTES_PER_ELEMENT));
  const indices = new Int32Array(shared(total * Int32Array.BYTES_PER_ELEMENT));
  const values = new Float32Array(shared(total * Float32Array.BYTES_PER_ELEMENT));
  let at = 0;
  vectors.forEach((vector, row) => {
    indices.set(vector.indices, at);
    values.set(vector.values, at);
    at += vector.indices.length;
    ends[row] = at;
  });
  return { ...rest, ends, indices, values };
}

/** The reverse of `share`, without a copy. */
export function unshare({ ends, indices, values, ...rest }: SharedVectors): LabelledVectors {
  const vectors = Array.from(ends, (end, row) => {
    const start = row === 0 ? 0 : ends[row - 1]!;
    return { indices: indices.subarray(start, end), values: values.subarray(start, end) };
  });
  return { ...rest, vectors };
}

/** Trains one seed in a thread of its own: the same weights as in the thread that asks, whenever it ends. */
export const trainBeside = (task: ItemTask): Promise<ItemModels> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./item-models-worker.ts", import.meta.url), { workerData: task, env: {} });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("A part of the training ended without a result.")));
  });
