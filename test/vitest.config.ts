import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import { LongFilesFirst } from "./long-files-first.ts";

// What one process has compiled, and what it made of TypeScript, serves the next: many tests start some.
process.env["NODE_COMPILE_CACHE"] ??= resolve(import.meta.dirname, "../node_modules/.cache/node");

export default defineConfig({
  test: {
    root: resolve(import.meta.dirname, ".."),
    include: ["test/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 2,
    // As the server runs: a young heap that starts small is collected at every turn.
    execArgv: ["--min-semi-space-size=16"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What a page shows comes when it comes; two busy cores make it late.
    expect: { poll: { timeout: 10_000 } },
    // One migrated embedded database per worker, so files share it instead of starting their own.
    isolate: false,
    sequence: { sequencer: LongFilesFirst },
  },
});
