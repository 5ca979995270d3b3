import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTenant, findTenant } from "../../src/access/tenants.ts";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { backUpFolder, restoreFolder } from "../../src/db/embedded/backup.ts";
import { openDatabase } from "../../src/db/open.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { AUDIENCES } from "../../src/kernel/labels.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { runImport } from "../../src/knowledge/import/run.ts";
import { startImport } from "../../src/knowledge/import/start.ts";

const place = () => join(mkdtempSync(join(tmpdir(), "threeline-")), "data");
const open = async (folder: string) => {
  const db = await openDatabase({ url: undefined, poolSize: 1, folder }, silentLogger);
  const app = await createApp(readConfig({}), db, { clock: systemClock, log: silentLogger, model: null });
  return { db, app };
};

test("a backup, restored elsewhere, answers what the first one knew; while a server runs none is made", async () => {
  const [folder, target, elsewhere] = [place(), place(), place()];
  const { db, app } = await open(folder);
  const { tenantId } = await createTenant(app, { slug: "kept", name: "Kept" });
  const files = [{ path: "zh/backup.md", content: Buffer.from("# 备份\n\n先停止服务，再导入备份文件。\n") }];
  const { jobId } = await startImport(app.imports, systemCtx(tenantId, "test"), { source: "docs", files });
  await runImport(app.imports, systemCtx(tenantId, "test"), jobId, new AbortController().signal);
  expect(() => backUpFolder(folder, target)).toThrow(/in use by another Threeline process/);
  expect(existsSync(target)).toBe(false);
  await app.stop(0);
  await db.close();
  backUpFolder(folder, target);
  restoreFolder(target, elsewhere);
  const restored = await open(elsewhere);
  expect((await findTenant(restored.app, "kept"))?.tenantId).toBe(tenantId);
  const filter = { audiences: AUDIENCES, at: new Date() };
  const { hits } = await restored.app.search(tenantId)({ text: "怎么导入备份文件？", filter, limit: 3 });
  expect(hits[0]?.path).toBe("zh/backup.md");
  await restored.app.stop(0);
  await restored.db.close();
});

test("nothing that is there is overwritten, and half a backup is none", () => {
  const [folder, other, target] = [place(), place(), place()];
  expect(() => backUpFolder(folder, target)).toThrow(/holds no database/);
  mkdirSync(join(folder, "postgres"), { recursive: true });
  writeFileSync(join(folder, "postgres", "PG_VERSION"), "18\n");
  mkdirSync(target);
  writeFileSync(join(target, "something"), "");
  expect(() => backUpFolder(folder, target)).toThrow(/something in .* already/);
  expect(() => restoreFolder(target, other)).toThrow(/not a whole backup/);
  const good = place();
  backUpFolder(folder, good);
  expect(readdirSync(good)).toEqual(["PG_VERSION"]);
  expect(() => restoreFolder(good, folder)).toThrow(/something in .* already/);
});
