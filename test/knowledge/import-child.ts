import { tenantIdOfSlug } from "../../src/access/store.ts";
import { createTenant } from "../../src/access/tenants.ts";
import { openEmbedded } from "../../src/db/embedded/embedded.ts";
import { migrate } from "../../src/db/migrate.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { runImport } from "../../src/knowledge/import/run.ts";
import { startImport } from "../../src/knowledge/import/start.ts";
import { listImports } from "../../src/knowledge/import/status.ts";
import { recordingIndex } from "./recording-index.ts";

/** A process that imports a folder into an embedded database, says "batch" before each write, and waits to be killed. */
const [database = "", folder = "", dieAt = "0"] = process.argv.slice(2);
const db = await openEmbedded(database);
await migrate(db);
const known = await tenantIdOfSlug(db, "killed");
const tenantId = known ?? (await createTenant({ db, clock: systemClock }, { slug: "killed", name: "Killed" })).tenantId;
const ctx = systemCtx(tenantId, "test");
const index = recordingIndex();
let batches = 0;
index.beforeWrite = () => {
  batches += 1;
  if (batches === Number(dieAt)) process.kill(process.pid, "SIGKILL");
};
const deps = { db, clock: systemClock, log: silentLogger, index };
const [earlier] = await listImports(deps, ctx);
const jobId = earlier?.id ?? (await startImport(deps, ctx, { source: "docs", folder })).jobId;
const job = await runImport(deps, ctx, jobId, new AbortController().signal, { takeOver: true });
const { rows } = await inTenant(db, tenantId, (tx) =>
  tx.query<{ path: string; version: number }>(
    `select a.path, v.version from article a join article_version v on v.tenant_id = a.tenant_id and v.article_id = a.id
     where a.tenant_id = $1 order by 1, 2`,
    [tenantId],
  ),
);
process.stdout.write(JSON.stringify({ status: job.status, done: job.done, written: index.written.length, rows }));
await db.close();
