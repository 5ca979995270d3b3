import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { migratedFolder } from "../support/migrated-folder.ts";

const root = mkdtempSync(join(tmpdir(), "import-kill-"));
afterAll(() => rmSync(root, { recursive: true }));
const pages = Array.from({ length: 60 }, (_, i) => `page-${String(i).padStart(2, "0")}.md`);

/** Runs the import in a process of its own; with `dieAt` it kills itself as `kill -9` does, within that batch. */
function importOnce(dieAt: number) {
  const child = fileURLToPath(new URL("./import-child.ts", import.meta.url));
  return spawnSync(process.execPath, [child, join(root, "pg"), join(root, "docs"), String(dieAt)], {
    encoding: "utf8",
  });
}

test("an import killed in the middle of a batch goes on after the restart: nothing twice, nothing lost", {
  timeout: 240_000,
}, async () => {
  cpSync(await migratedFolder(), join(root, "pg"), { recursive: true });
  mkdirSync(join(root, "docs"));
  for (const page of pages) writeFileSync(join(root, "docs", page), `# ${page}\n\n[all](page-00.md)\n`);
  expect(importOnce(3).signal).toBe("SIGKILL");
  const { stdout, stderr } = importOnce(0);
  expect(stderr).toBe("");
  const result = JSON.parse(stdout) as { status: string; done: number; written: number; rows: unknown[] };
  expect(result).toMatchObject({ status: "done", done: pages.length });
  expect(result.rows).toEqual(pages.map((path) => ({ path, version: 1 })));
  expect(result.written).toBeLessThan(pages.length);
});
