import { expect, test } from "vitest";
import { silentLogger } from "../../src/kernel/log.ts";
import { type Reading, readItem } from "../../src/knowledge/import/read-item.ts";

test("a file whose reader has a fault fails alone, and the log says which without its name", async () => {
  const logged: object[] = [];
  const reading = {
    files: { read: async () => Buffer.from("%PDF-") },
    settings: { rules: [] },
    documents: {
      convert: async () => {
        throw new Error("a bug");
      },
    },
    signal: new AbortController().signal,
    deps: { log: { ...silentLogger, error: (facts: object) => logged.push(facts) } },
  } as unknown as Reading;
  const found = await readItem(reading, { path: "合同/某客户.pdf", present: true } as Parameters<typeof readItem>[1]);
  expect(found).toMatchObject({ kind: "failed", reason: expect.stringMatching(/fault of the program/) });
  expect(logged).toMatchObject([{ contentHash: found.kind === "failed" && found.hash }]);
  expect(JSON.stringify(logged)).not.toContain("客户");
});
