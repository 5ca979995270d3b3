import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockFolder } from "../../src/db/embedded/folder-lock.ts";

test("a second opener of a folder is refused with what to do, and gets it once the first lets go", () => {
  const folder = join(mkdtempSync(join(tmpdir(), "threeline-")), "new");
  const unlock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(/in use by another Threeline process.*DATA_DIR/);
  unlock();
  lockFolder(folder)();
});
