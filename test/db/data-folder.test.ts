import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { prepareFolder } from "../../src/db/embedded/data-folder.ts";
import { openDatabase } from "../../src/db/open.ts";
import { silentLogger } from "../../src/kernel/log.ts";

const NOBODY = 65_534;
const place = () => mkdtempSync(join(tmpdir(), "threeline-"));

test("a folder is made however deep, and nothing is left in it", () => {
  const folder = join(place(), "a", "b", "c");
  prepareFolder(folder);
  prepareFolder(folder);
  expect(readdirSync(folder)).toEqual([]);
});

test("a place that cannot hold a database is named at once, with the reason and what to do", async () => {
  const file = join(place(), "file");
  writeFileSync(file, "");
  for (const folder of [file, join(file, "below"), "/dev/null", "/proc/threeline", "/proc/self/nothing/below"]) {
    const opening = openDatabase({ url: undefined, poolSize: 1, folder }, silentLogger);
    await expect(opening).rejects.toMatchObject({ code: "invalid", message: expect.stringContaining(folder) });
    await expect(opening).rejects.toThrow(/cannot hold the database: .*Set DATA_DIR/);
  }
});

test("a folder of somebody else is refused as one that may not be written", () => {
  const folder = join(place(), "closed");
  mkdirSync(folder, { mode: 0o500 });
  // Root may write anywhere, so that it tries as nobody.
  const asRoot = process.geteuid?.() === 0;
  if (asRoot) process.seteuid!(NOBODY);
  try {
    expect(() => prepareFolder(folder)).toThrow(/may not write/);
  } finally {
    if (asRoot) process.seteuid!(0);
  }
});
