import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type App, createApp, SAMPLE_KNOWLEDGE } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { Database } from "../../src/db/pool.ts";
import { systemClock as clock } from "../../src/kernel/clock.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { checkConflicts } from "../../src/knowledge/freshness/check.ts";
import { newPlace } from "../faults/place.ts";
import { percentile } from "./database.ts";
import { chat, importInto, QUESTIONS, tenant } from "./import.ts";
import { type Bench, type BenchCheck, figure } from "./table.ts";

const REAL = resolve(import.meta.dirname, "../../../shared/data/kb");
const MANUALS = [SAMPLE_KNOWLEDGE, join(REAL, "tidb-zh"), join(REAL, "syncthing-en")];
const COPIES = 8;
/** Times each question is asked again. */
const AGAIN = 10;
const TICK_MS = 5;
/** What a knowledge editor opens, below `/v1/knowledge/`. */
const SCREENS = ["articles", "articles?text=GC", "freshness", "suggestions", "imports", "embeddings"];

/**
 * The sample and the real manuals, where they are at hand, `--rounds` times over (8 without it: some 13,500 articles) in
 * one tenant of a database in a folder: imported, opened again, asked, looked after. There is no peer: plain figures.
 */
export const run: Bench = async ({ db: kind, small, rounds }) => {
  const place = await newPlace(kind);
  const folder = copiesOfManuals(rounds ?? (small ? 1 : COPIES), small);
  const checks: BenchCheck[] = [];
  const say = (...told: Parameters<typeof figure>) => checks.push(figure(...told));
  try {
    const { tenantId, key } = await withApp(await place.open(), async (app) => {
      const made = await tenant(app, "manuals");
      await importing(app, made.tenantId, folder, say);
      return made;
    });
    const began = performance.now();
    await withApp(await place.open(), async (app) => {
      say("open_again_seconds", (performance.now() - began) / 1000, "s");
      await asking(app, tenantId, key, say);
      await lookingAfter(app, tenantId, key, say);
    });
    return checks;
  } finally {
    rmSync(folder, { recursive: true });
    await place.remove();
  }
};

type Say = (...told: Parameters<typeof figure>) => void;

function copiesOfManuals(copies: number, small: boolean): string {
  const folder = mkdtempSync(join(tmpdir(), "threeline-manuals-"));
  for (let copy = 0; copy < copies; copy += 1)
    for (const [i, manual] of MANUALS.entries())
      if (existsSync(manual) && (i === 0 || !small))
        cpSync(manual, join(folder, `${i}-${copy}`), { recursive: true, dereference: true });
  return folder;
}

async function withApp<Result>(db: Database, run: (app: App) => Promise<Result>): Promise<Result> {
  const settings = readConfig({ RATE_LIMIT_PER_MINUTE: "1000000" });
  const app = await createApp(settings, db, { clock, log: silentLogger, model: null });
  try {
    return await run(app);
  } finally {
    await app.stop(0);
    await db.close();
  }
}

async function importing(app: App, tenantId: string, folder: string, say: Say): Promise<void> {
  let most = 0;
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const seconds = await importInto(app, tenantId, folder, look);
  const [row] = await app.db.script(
    "select (select count(*)::int from article) as articles, (select count(*)::int from chunk) as passages",
  );
  say("articles", Number(row!["articles"]), "articles");
  say("passages", Number(row!["passages"]), "passages");
  say("import_seconds", seconds, "s");
  say("import_memory_at_most", most / 1e6, "MB");
  say("second_import_seconds", await importInto(app, tenantId, folder), "s");
}

/** Everything a first time and again, as after a start. */
async function asking(app: App, tenantId: string, key: string, say: Say): Promise<void> {
  const search = app.search(tenantId);
  const ask = (text: string) => search({ text, filter: { audiences: ["public"], at: new Date() }, limit: 10 });
  const first = await each(QUESTIONS, ask);
  say("search_first_ms", first[0]!, "ms");
  say("search_p95_ms_new_words", percentile(first.slice(1), 0.95), "ms");
  const again = await each(
    Array.from({ length: AGAIN }).flatMap(() => QUESTIONS),
    ask,
  );
  say("search_p50_ms", percentile(again, 0.5), "ms");
  say("search_p95_ms", percentile(again, 0.95), "ms");
  // The first one of a process trains a small classifier, which a server does when it starts.
  const [, ...chats] = await each([...QUESTIONS, ...QUESTIONS], (text) => chat(app, key, text));
  say("chat_p95_ms", percentile(chats, 0.95), "ms");
}

/** What an editor opens, and the check for contradictions. */
async function lookingAfter(app: App, tenantId: string, key: string, say: Say): Promise<void> {
  const headers = { authorization: `Bearer ${key}` };
  for (const screen of SCREENS) {
    const times = await each([1, 2, 3], async () => {
      const response = await app.fetch(new Request(`http://bench/v1/knowledge/${screen}`, { headers }));
      if (!response.ok) throw new Error(`${screen} answered ${response.status}.`);
      await response.text();
    });
    say(`${screen}_ms`, Math.max(...times), "ms");
  }
  let late = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    late = Math.max(late, performance.now() - last - TICK_MS);
    last = performance.now();
  }, TICK_MS);
  const [check] = await each([1], () => checkConflicts(app, systemCtx(tenantId, "bench")));
  clearInterval(timer);
  say("conflict_check_seconds", check! / 1000, "s");
  say("event_loop_late_at_most_ms", late, "ms");
}

/** Milliseconds of each. */
async function each<Item>(items: readonly Item[], run: (item: Item) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const item of items) {
    const began = performance.now();
    await run(item);
    times.push(performance.now() - began);
  }
  return times;
}
