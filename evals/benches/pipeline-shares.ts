import { fork } from "node:child_process";
import { percentile } from "./database.ts";
import { next, type openClient } from "./pipeline-asking.ts";
import { PER_SECOND, WARM_UP } from "./pipeline-load.ts";
import { type BenchCheck, figure } from "./table.ts";

/** What a process of the product used. */
export interface ServiceUse {
  readonly cpuMs: number;
  readonly megabytes: number;
}

const SERVICE = new URL("./pipeline-service.ts", import.meta.url);

/** The same load over the same database, shared by several processes of the product, as behind a proxy. */
export async function byProcesses(
  count: number,
  url: string,
  client: ReturnType<typeof openClient>,
  seconds: number,
): Promise<BenchCheck[]> {
  const services = Array.from({ length: count }, () => fork(SERVICE, [url]));
  const uses = () =>
    Promise.all(
      services.map((service) => {
        service.send("use");
        return next<ServiceUse>(service);
      }),
    );
  try {
    const urls = await Promise.all(services.map((service) => next<string>(service)));
    await client.ask(urls, count * WARM_UP, null);
    await uses();
    const { taken } = await client.ask(urls, seconds * PER_SECOND, PER_SECOND);
    const used = await uses();
    const shared = (name: string, ours: number, unit: string) => figure(`of_${count}_processes_${name}`, ours, unit);
    return [
      shared("p50_ms", percentile(taken, 0.5), "ms"),
      shared("p99_ms", percentile(taken, 0.99), "ms"),
      shared("cpu_ms_per_request", used.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / taken.length, "ms"),
      shared("mb_each", Math.max(...used.map(({ megabytes }) => megabytes)), "MB"),
    ];
  } finally {
    for (const service of services) service.kill();
  }
}
