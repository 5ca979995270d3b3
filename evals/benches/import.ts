import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { createApiKey } from "../../src/access/api-keys.ts";
import { createTenant } from "../../src/access/tenants.ts";
import { type App, createApp, SAMPLE_KNOWLEDGE } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { importFolder } from "../../src/jobs/demo.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { newId } from "../../src/kernel/ids.ts";
import { createLogger } from "../../src/kernel/log.ts";
import { benchDatabase, percentile } from "./database.ts";
import { type Bench, lessThan } from "./table.ts";

const REAL = resolve(import.meta.dirname, "../../../shared/data/kb/tidb-zh");
export const QUESTIONS = [
  "怎么设置 GC 时间？",
  "备份失败报错怎么办",
  "如何扩容 TiKV 节点",
  "怎么月末结账",
  "DM 是否支持断点续传？",
  "How do I add a TiFlash replica?",
  "导出数据时内存不足",
  "怎么查看慢查询",
];
/** People who chat while an import runs. */
const CHATTERS = 2;
const PAUSE_MS = 150;

/** Import of a whole documentation, again without a change, and chats of another tenant in between. Bars of the design. */
export const run: Bench = async ({ db: kind, small }) => {
  const folder = !small && existsSync(REAL) ? REAL : SAMPLE_KNOWLEDGE;
  const db = await benchDatabase(kind);
  const app = await createApp(readConfig({ RATE_LIMIT_PER_MINUTE: "1000000" }), db, {
    clock: systemClock,
    log: createLogger("error"),
    model: null,
  });
  try {
    const [chatting, importing] = [await tenant(app, "chatting"), await tenant(app, "importing")];
    await importInto(app, chatting.tenantId, SAMPLE_KNOWLEDGE);
    const quiet = await chatFor(app, chatting.key, 20);
    const during = new AbortController();
    const chats = Promise.all(Array.from({ length: CHATTERS }, () => chatUntil(app, chatting.key, during.signal)));
    const first = await importInto(app, importing.tenantId, folder);
    during.abort();
    const busy = (await chats).flat();
    const again = await importInto(app, importing.tenantId, folder);
    const search = await searchTimes(app, importing.tenantId);
    return [
      lessThan("import_seconds", first, 60, "s"),
      lessThan("second_import_seconds", again, 5, "s"),
      lessThan("chat_p95_ms_during_import", percentile(busy, 0.95), 300, "ms"),
      lessThan("chat_p95_ms_alone", percentile(quiet, 0.95), 300, "ms"),
      lessThan("search_p95_ms_warm", percentile(search, 0.95), 60, "ms"),
    ];
  } finally {
    await app.stop(0);
    await db.close();
  }
};

export async function tenant(app: App, slug: string): Promise<{ tenantId: string; key: string }> {
  const { tenantId } = await createTenant(app, { slug, name: slug });
  const { key } = await createApiKey(app, systemCtx(tenantId, "bench"), { name: "bench", scopes: ["*"] });
  return { tenantId, key };
}

/** Seconds of an import; `onProgress` is called after each of its transactions. */
export async function importInto(app: App, tenantId: string, folder: string, onProgress = () => {}): Promise<number> {
  const started = performance.now();
  await importFolder(app, tenantId, { folder, source: "bench" }, onProgress, new AbortController().signal);
  return (performance.now() - started) / 1000;
}

/** One chat through the whole HTTP surface, as a new person; milliseconds to the end of its stream. */
export async function chat(app: App, key: string, question: string): Promise<number> {
  const started = performance.now();
  const response = await app.fetch(
    new Request("http://bench/v1/chat", {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ message: question, contactId: newId() }),
    }),
  );
  const text = await response.text();
  if (!text.includes("event: done")) throw new Error(`A chat did not end: ${text.slice(-300)}`);
  return performance.now() - started;
}

async function chatFor(app: App, key: string, times: number): Promise<number[]> {
  const samples: number[] = [];
  for (let at = 0; at < times; at += 1) samples.push(await chat(app, key, QUESTIONS[at % QUESTIONS.length]!));
  return samples;
}

async function chatUntil(app: App, key: string, signal: AbortSignal): Promise<number[]> {
  const samples: number[] = [];
  while (!signal.aborted) {
    samples.push(await chat(app, key, QUESTIONS[samples.length % QUESTIONS.length]!));
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
  }
  return samples;
}

async function searchTimes(app: App, tenantId: string): Promise<number[]> {
  const search = app.search(tenantId);
  const samples: number[] = [];
  for (let at = 0; at < 200; at += 1) {
    const started = performance.now();
    await search({
      text: QUESTIONS[at % QUESTIONS.length]!,
      filter: { audiences: ["public"], at: new Date() },
      limit: 10,
    });
    if (at >= QUESTIONS.length) samples.push(performance.now() - started);
  }
  return samples;
}
