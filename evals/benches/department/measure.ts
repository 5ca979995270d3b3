import { openNative } from "../../../src/db/native/native.ts";
import type { Place } from "../../faults/place.ts";
import { startServer } from "../../faults/server-process.ts";
import type { Department } from "./fill.ts";
import { ARRIVE_MS, analyse, chat, pause, work } from "./people.ts";
import { processUse } from "./process-use.ts";
import { copiesOfSample } from "./sample-copies.ts";
import { forget, type Measured, newMeasured, spread, type Wire, wireTo } from "./wire.ts";

const METRICS_TOKEN = "department-bench-metrics";
const ENV = { METRICS_TOKEN, ADDRESS_LIMIT_PER_MINUTE: "0", DATABASE_POOL: "16" };

/** Everybody only looks; everybody works and customers chat; the same while the process is killed and started again. */
export const PHASES = ["idle", "work", "restart"] as const;
export type Phase = (typeof PHASES)[number];
export interface Plan {
  readonly phases: readonly Phase[];
  /** How long each of them lasts. */
  readonly seconds: number;
}
type Say = (name: string, value: number, unit: string) => void;

/** Puts a filled department to work on a process of its own, phase by phase, and says what came of it. */
export async function measureDepartment(
  place: Place,
  department: Department,
  { phases, seconds }: Plan,
  say: Say,
): Promise<void> {
  const env = { ...place.env, ...ENV };
  const started = performance.now();
  let server = await startServer(env);
  say("start", (performance.now() - started) / 1_000, "s");
  const url = () => server.url;
  try {
    for (const phase of phases) {
      const record = newMeasured();
      const ends = new AbortController();
      const busy = busyWith(phase, department, (credentials) => wireTo(url, credentials, record), ends.signal);
      try {
        await pause(ARRIVE_MS, ends.signal);
        forget(record);
        const before = phase === "restart" ? 0 : processUse(server.pid).cpuMs;
        const transactions = await committed(place);
        await readFigures(server.url);
        const began = performance.now();
        if (phase === "restart") {
          await pause(KILLED_AFTER_MS, ends.signal);
          await server.kill();
          server = await startServer(env);
        }
        await pause(seconds * 1_000, ends.signal);
        const took = (performance.now() - began) / 1_000;
        const { cpuMs, residentMb, peakMb } = processUse(server.pid);
        const delays = await readFigures(server.url);
        const made = (await committed(place)) - transactions;
        ends.abort();
        await busy.done;
        tellTimes((name, value, unit) => say(`${phase} ${name}`, value, unit), record, busy.toScreen, took);
        say(`${phase} processor`, (cpuMs - before) / took / 10, "% of one");
        say(`${phase} transactions`, made / took, "/s");
        say(`${phase} memory`, residentMb, "MB");
        say(`${phase} memory_peak`, peakMb, "MB");
        for (const [name, value] of Object.entries(delays)) say(`${phase} ${name}`, value * 1_000, "ms");
        say(`${phase} bytes_a_member`, record.bytes / department.members.length / took, "B/s");
      } finally {
        ends.abort();
        await busy.done.catch(() => {});
      }
    }
  } finally {
    await server.stop();
  }
}

const KILLED_AFTER_MS = 5_000;

const bearer = ({ key }: Department) => ({ authorization: `Bearer ${key}` });

function busyWith(
  phase: Phase,
  department: Department,
  wire: (credentials: { readonly [name: string]: string }) => Wire,
  signal: AbortSignal,
): { done: Promise<unknown>; toScreen: number[] } {
  const toScreen: number[] = [];
  const heard = new Map<string, number>();
  const onMessage = (id: string) => heard.set(id, performance.now());
  const onSent = (id: string, at: number) => {
    const seen = heard.get(id);
    if (seen !== undefined) toScreen.push(seen - at);
  };
  const quiet = phase === "idle";
  const desks = department.members.flatMap(({ cookie, role }, n) => {
    if (role === "editor") return [];
    const worker = role !== "analyst";
    const { ticketId } = department.open[n % department.open.length]!;
    const desk = { ticketId, mine: n % 2 === 0, acts: worker && !quiet, approves: worker, onMessage };
    return [work({ wire: wire({ cookie }), ...desk }, signal)];
  });
  if (quiet) return { done: Promise.all(desks), toScreen };
  const perSecond = Math.min(5, Math.max(1, department.members.length / 100));
  const analysts = department.members.filter(({ role }) => role === "analyst");
  const upload = phase === "work" ? importMeanwhile(wire(bearer(department)), department.members.length) : undefined;
  return {
    toScreen,
    done: Promise.all([
      ...desks,
      chat(wire(bearer(department)), perSecond, department.open, onSent, signal),
      ...analysts.map(({ cookie }) => analyse(wire({ cookie }), signal)),
      upload,
    ]),
  };
}

async function importMeanwhile(wire: Wire, files: number): Promise<void> {
  const form = new FormData();
  for (const { path, content } of copiesOfSample(files, "new"))
    form.append("file", new Blob([new Uint8Array(content)]), path);
  await wire.upload("import", "POST /v1/knowledge/imports?source=meanwhile", form);
}

function tellTimes(say: Say, record: Measured, toScreen: readonly number[], took: number): void {
  const all = [...record.times.values()].reduce((sum, times) => sum + times.length, 0);
  say("requests", all / took, "/s");
  for (const [kind, times] of record.times) {
    say(`${kind} requests`, times.length / took, "/s");
    for (const [name, value] of Object.entries(spread(times))) say(`${kind}_${name}`, value, "ms");
  }
  for (const [name, value] of Object.entries(spread(toScreen)))
    if (toScreen.length > 0) say(`to_screen_${name}`, value, "ms");
  for (const [failure, count] of record.failures) say(`failed ${failure}`, count, "answers");
}

/** How late the process was since this was asked before, in seconds. */
async function readFigures(url: string): Promise<{ readonly [name: string]: number }> {
  const answer = await fetch(`${url}/metrics`, {
    // A connection kept from the time before may just be closing.
    headers: { authorization: `Bearer ${METRICS_TOKEN}`, connection: "close" },
  });
  const text = await answer.text();
  const quantile = (name: string) =>
    Number(new RegExp(`^threeline_event_loop_delay_seconds\\{quantile="${name}"\\} (.*)$`, "m").exec(text)?.[1] ?? 0);
  return { loop_delay_p50: quantile("0.5"), loop_delay_p99: quantile("0.99"), loop_delay_max: quantile("1") };
}

/** Transactions that the server's database has committed; 0 where nobody counts them. */
async function committed({ env }: Place): Promise<number> {
  const url = env["DATABASE_URL"];
  if (url === undefined) return 0;
  const db = openNative(url, () => {}, 1);
  const [row] = await db.script(
    "select xact_commit::int as count from pg_stat_database where datname = current_database()",
  );
  await db.close();
  return Number(row?.["count"] ?? 0);
}
