import { createApiKey } from "../../src/access/api-keys.ts";
import { createTenant } from "../../src/access/tenants.ts";
import { type App, SAMPLE_KNOWLEDGE } from "../../src/app.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { importFolder } from "../../src/jobs/demo.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import type { ChatModel, ModelRequest } from "../../src/models/ports.ts";
import { scriptedModel } from "../../src/models/scripted.ts";
import { publishAll } from "../../src/policy/publish.ts";
import { obligingAnswer } from "../obliging-model.ts";
import { countMajorCollections } from "./collections.ts";
import { benchPlace, percentile } from "./database.ts";
import { ask, chat, PER_SECOND, pipelineApp, steadily, WARM_UP } from "./pipeline-load.ts";
import { byProcesses } from "./pipeline-shares.ts";
import { watchStages } from "./pipeline-stages.ts";
import { type Bench, type BenchCheck, figure } from "./table.ts";

const ALONE = 200;
const STAGED = 100;
/** A model that writes about 40 tokens a second, a few signs each. */
const SLOW = { signs: [4], everyMs: 25 };
const BARS = { p50: 5, p99: 20 };
/** As many as the smallest machine has processors. */
const PROCESSES = 2;

/**
 * The chat path, from the request to the end of its stream, over a model that answers at once: what is left is ours.
 * Requests come at a steady rate whether earlier ones are done or not, each from a new person.
 */
export const run: Bench = async ({ db: kind, small }) => {
  const place = await benchPlace(kind);
  const watched = watchStages(place.db);
  const { db } = watched;
  let calls = 0;
  const prefixes = new Set<string>();
  // Thousands of prompts that are kept would be memory to look through, which no product has.
  const text = (request: ModelRequest) => {
    calls += 1;
    prefixes.add(request.system);
    return obligingAnswer(request);
  };
  const model = scriptedModel([{ text }], "scripted", 0);
  const slow = scriptedModel([{ text: obligingAnswer, drip: SLOW }], "scripted", 0);
  let asked: ChatModel = model;
  const app = await pipelineApp(db, { id: "scripted", complete: (...request) => asked.complete(...request) });
  try {
    const key = await prepare(app);
    for (let i = 0; i < WARM_UP; i += 1) await chat(app, key, i);
    const alone = await oneByOne(ALONE, (i) => chat(app, key, i));
    for (let i = 0; i < STAGED; i += 1) await watched.watch(() => chat(app, key, i));
    calls = 0;
    const seconds = small ? 5 : 20;
    const collected = countMajorCollections();
    const taken = await steadily(seconds * PER_SECOND, PER_SECOND, (i) => chat(app, key, i));
    const collections = collected();
    const callsOfEach = calls / taken.length;
    asked = slow;
    // The embedded database belongs to one process.
    const shared = place.url === null ? [] : await byProcesses(PROCESSES, { url: place.url, key, seconds });
    const firstSentence = await timeToFirstSentence(small ? 10 : 40, (i) => ask(app, key, i));
    return [
      bar("overhead_p50_ms", percentile(taken, 0.5), BARS.p50, "ms"),
      bar("overhead_p99_ms", percentile(taken, 0.99), BARS.p99, "ms"),
      figure("overhead_p90_ms", percentile(taken, 0.9), "ms"),
      figure("major_collections_meanwhile", collections, "collections"),
      figure("heap_used", process.memoryUsage().heapUsed / 1e6, "MB"),
      ...alone,
      ...shared,
      ...watched.stages(),
      firstSentence,
      bar("model_calls_per_request", callsOfEach, 1, "calls"),
      bar("different_prompt_prefixes", prefixes.size, 1, "prefixes"),
    ];
  } finally {
    await app.stop(0);
    await place.close();
  }
};

async function prepare(app: App): Promise<string> {
  const { tenantId } = await createTenant(app, { slug: "bench", name: "Bench" });
  const ctx = systemCtx(tenantId, "bench");
  await inTenant(app.db, tenantId, (tx) => publishAll({ tx, clock: app.clock, ctx }, app.policies, "bench"));
  const folder = { folder: SAMPLE_KNOWLEDGE, source: "bench" };
  await importFolder(app, tenantId, folder, () => {}, new AbortController().signal);
  return (await createApiKey(app, ctx, { name: "bench", scopes: ["*"] })).key;
}

/** Requests with nothing else under way, and what this process computed for one request. */
async function oneByOne(count: number, send: (i: number) => Promise<unknown>): Promise<BenchCheck[]> {
  const taken: number[] = [];
  const before = process.cpuUsage();
  for (let i = 0; i < count; i += 1) {
    const start = performance.now();
    await send(i);
    taken.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  return [
    bar("alone_p50_ms", percentile(taken, 0.5), BARS.p50, "ms"),
    bar("cpu_ms_per_request", (user + system) / 1000 / count, BARS.p50, "ms"),
  ];
}

/**
 * From the request to the first sentence that a customer can read, over a model that writes slowly; beside it the time
 * to the end, which is what a customer would wait for an answer that is checked and sent whole. Medians.
 */
async function timeToFirstSentence(count: number, send: (i: number) => Promise<Response>): Promise<BenchCheck> {
  const first: number[] = [];
  const whole: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const start = performance.now();
    const response = await send(i);
    let text = "";
    let shown: number | null = null;
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
      text += part;
      if (shown === null && text.includes("event: delta")) shown = performance.now() - start;
    }
    // A question that goes to a person has no first sentence.
    if (shown === null) continue;
    first.push(shown);
    whole.push(performance.now() - start);
  }
  if (first.length === 0) throw new Error("No question was answered.");
  return bar("first_sentence_ms", percentile(first, 0.5), percentile(whole, 0.5), "ms");
}

const bar = (name: string, ours: number, theirs: number, unit: string): BenchCheck => ({
  name,
  ours: Math.round(ours * 100) / 100,
  theirs: Math.round(theirs * 100) / 100,
  unit,
  ratio: Math.round((theirs / ours) * 100) / 100,
});
