import { fork } from "node:child_process";
import { once } from "node:events";
import { percentile } from "./database.ts";
import { PER_SECOND } from "./pipeline-load.ts";
import { type BenchCheck, figure } from "./table.ts";

/** What a process is told of its share. */
export interface Share {
  readonly url: string;
  readonly key: string;
  readonly perSecond: number;
  readonly seconds: number;
}

export interface ShareTaken {
  /** Milliseconds of each request. */
  readonly taken: readonly number[];
  readonly cpuMs: number;
  readonly megabytes: number;
}

const PROGRAM = new URL("./pipeline-process.ts", import.meta.url);

/**
 * The same load over the same database, shared by several processes of the product, as behind a proxy that sends each
 * request to another one. Each makes its own requests, so that no HTTP is measured, as with one process.
 */
export async function byProcesses(
  count: number,
  { url, key, seconds }: Pick<Share, "url" | "key" | "seconds">,
): Promise<BenchCheck[]> {
  const share: Share = { url, key, seconds, perSecond: PER_SECOND / count };
  const children = Array.from({ length: count }, () => fork(PROGRAM, [JSON.stringify(share)]));
  const next = () =>
    Promise.all(
      children.map(async (child) => {
        const ended = once(child, "exit").then(([code]) => {
          throw new Error(`A process of the bench ended with ${code}.`);
        });
        const [message] = await Promise.race([once(child, "message"), ended]);
        return message as ShareTaken;
      }),
    );
  await next();
  const results = next();
  for (const child of children) child.send("begin");
  const shares = await results;
  const taken = shares.flatMap((one) => one.taken);
  const shared = (name: string, ours: number, unit: string) => figure(`of_${count}_processes_${name}`, ours, unit);
  return [
    shared("p50_ms", percentile(taken, 0.5), "ms"),
    shared("p99_ms", percentile(taken, 0.99), "ms"),
    shared("cpu_ms_per_request", shares.reduce((sum, one) => sum + one.cpuMs, 0) / taken.length, "ms"),
    shared("mb_each", Math.max(...shares.map((one) => one.megabytes)), "MB"),
  ];
}
