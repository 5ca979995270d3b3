import { afterAll, expect, test } from "vitest";
import { openQueue } from "../../src/db/queue.ts";
import { enqueueImport, IMPORT_KNOWLEDGE, importKnowledge } from "../../src/jobs/knowledge/import-knowledge.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { startImport } from "../../src/knowledge/import/start.ts";
import { importStatus } from "../../src/knowledge/import/status.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";
import { recordingIndex } from "./recording-index.ts";

const db = await testDatabase();
const index = recordingIndex();
const queue = await openQueue(db, silentLogger, [IMPORT_KNOWLEDGE]);
const { ctx } = await freshTenant();
const handle = importKnowledge({ db, clock: systemClock, log: silentLogger, index });
// Jobs that other files left in this database are none of this test's.
await queue.start({
  [IMPORT_KNOWLEDGE]: (job, signal) => (job.tenantId === ctx.tenantId ? handle(job, signal) : Promise.resolve()),
});
afterAll(() => queue.stop(2000));

test("an import that was started runs by itself, and survives a first attempt that failed", async () => {
  let attempts = 0;
  index.beforeWrite = () => {
    attempts += 1;
    if (attempts === 1) throw new Error("the machine died");
  };
  const deps = { db, clock: systemClock, enqueue: enqueueImport(queue) };
  const files = [{ path: "a.md", content: Buffer.from("# A\n\na") }];
  const { jobId } = await startImport(deps, ctx, { source: "uploads", files });
  const status = async () => (await importStatus(deps, ctx, jobId)).status;
  while ((await status()) !== "done") await new Promise((resolve) => setTimeout(resolve, 50));
  expect([attempts, index.written]).toEqual([2, ["a.md"]]);
});
