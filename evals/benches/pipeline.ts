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
import { countMajorCollections, growthBy } from "./collections.ts";
import { benchPlace, percentile } from "./database.ts";
import { openClient, type Told } from "./pipeline-asking.ts";
import { openService, PER_SECOND, WARM_UP } from "./pipeline-load.ts";
import { byProcesses } from "./pipeline-shares.ts";
import { watchStages } from "./pipeline-stages.ts";
import { type Bench, figure, lessThan } from "./table.ts";

const ALONE = 200;
const STAGED = 100;
/** A model that writes about 40 tokens a second, a few signs each. */
const SLOW = { signs: [4], everyMs: 25 };
const BARS = { p50: 5, p99: 20 };
/** As many as the smallest machine has processors. */
const PROCESSES = 2;

/**
 * The chat path, over HTTP from another process, from the request to the end of its stream, over a model that answers at
 * once: what is left is ours. The product does its background work meanwhile. Requests come at a steady rate whether
 * earlier ones are done or not, each from a new person, of 150 questions.
 */
export const run: Bench = async ({ db: kind, small }) => {
  const place = await benchPlace(kind);
  const watched = watchStages(place.db);
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
  const { app, listener } = await openService(watched.db, {
    id: "scripted",
    complete: (...request) => asked.complete(...request),
  });
  const key = await prepare(app);
  const client = openClient(key);
  const ask = (count: number, perSecond: number | null = null) => client.ask([listener.url], count, perSecond);
  try {
    await ask(WARM_UP);
    for (let i = 0; i < STAGED; i += 1) await watched.watch(() => ask(1));
    await app.start();
    const alone = await using(() => ask(ALONE));
    const grown = await growthBy(() => ask(ALONE));
    calls = 0;
    const seconds = small ? 5 : 20;
    const collected = countMajorCollections();
    const loaded = await using(() => ask(seconds * PER_SECOND, PER_SECOND));
    const collections = await collected();
    const heap = process.memoryUsage().heapUsed / 1e6;
    const callsOfEach = calls / loaded.taken.length;
    asked = slow;
    // The embedded database belongs to one process.
    const shared = place.url === null ? [] : await byProcesses(PROCESSES, place.url, client, seconds);
    const { shown } = await ask(small ? 10 : 40);
    if (shown.length === 0) throw new Error("No question was answered.");
    const firsts = shown.map(({ first }) => first);
    const wholes = shown.map(({ whole }) => whole);
    return [
      lessThan("overhead_p50_ms", percentile(loaded.taken, 0.5), BARS.p50, "ms"),
      lessThan("overhead_p99_ms", percentile(loaded.taken, 0.99), BARS.p99, "ms"),
      figure("overhead_p90_ms", percentile(loaded.taken, 0.9), "ms"),
      figure("overhead_p95_ms", percentile(loaded.taken, 0.95), "ms"),
      lessThan("cpu_ms_per_request", loaded.cpuMs, BARS.p50, "ms"),
      figure("major_collections_meanwhile", collections, "collections"),
      figure("heap_used", heap, "MB"),
      figure("held_kb_of_objects_per_request", grown.objects / 1000 / ALONE, "kB"),
      figure("held_kb_of_buffers_per_request", grown.buffers / 1000 / ALONE, "kB"),
      lessThan("alone_p50_ms", percentile(alone.taken, 0.5), BARS.p50, "ms"),
      lessThan("alone_cpu_ms_per_request", alone.cpuMs, BARS.p50, "ms"),
      ...shared,
      ...watched.stages(),
      // Beside it the end, which is what a customer would wait for an answer that is checked and sent whole.
      lessThan("first_sentence_ms", percentile(firsts, 0.5), percentile(wholes, 0.5), "ms"),
      lessThan("model_calls_per_request", callsOfEach, 1, "calls"),
      lessThan("different_prompt_prefixes", prefixes.size, 1, "prefixes"),
    ];
  } finally {
    client.close();
    await listener.close(0);
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

/** What requests took, with what this process computed for one of them. */
async function using(send: () => Promise<Told>): Promise<Told & { readonly cpuMs: number }> {
  const before = process.cpuUsage();
  const told = await send();
  const { user, system } = process.cpuUsage(before);
  return { ...told, cpuMs: (user + system) / 1000 / told.taken.length };
}
