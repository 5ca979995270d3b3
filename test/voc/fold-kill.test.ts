import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { migratedFolder } from "../support/migrated-folder.ts";

/** Processes that are killed, each within a later transaction of the fold. */
const ROUNDS = Math.min(3, Number(process.env["ROUNDS"] ?? 1));
const root = mkdtempSync(join(tmpdir(), "fold-kill-"));
afterAll(() => rmSync(root, { recursive: true }));

function foldOnce(folder: string, dieAt: number) {
  const child = fileURLToPath(new URL("./fold-child.ts", import.meta.url));
  return spawnSync(process.execPath, [child, join(root, folder), String(dieAt)], { encoding: "utf8" });
}

test("a fold killed after it wrote and before it committed counts everything once after the restart", {
  timeout: 240_000,
}, async () => {
  for (let round = 1; round <= ROUNDS; round++) {
    const dieAt = 1 + (round % 3);
    cpSync(await migratedFolder(), join(root, `pg-${round}`), { recursive: true });
    expect(foldOnce(`pg-${round}`, dieAt).signal).toBe("SIGKILL");
    const { stdout, stderr } = foldOnce(`pg-${round}`, 0);
    expect(stderr).toBe("");
    const { held, counted, pending, folds } = JSON.parse(stdout) as Record<string, unknown>;
    expect(held).toEqual(counted);
    // The batches before the killed one were committed; the killed one is folded again.
    expect([pending, folds]).toEqual([0, 4 - (dieAt - 1)]);
  }
});
