import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const SRC = resolve(import.meta.dirname, "../../src");
const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));

/** Statements written in the source, without the queue's and the migrations' own. */
const STRING = /`([^`]*)`|"([^"\n]*)"|'([^'\n]*)'/g;
const STATEMENT =
  /^\s*(select\s[\s\S]*\sfrom\s|insert\s+into\s|update\s+\w+\s[\s\S]*\bset\s|delete\s+from\s|with\s+(recursive\s+)?\w+[^(]*\s+as\s*\()/i;
const statements = files
  .filter((file) => file !== "db/queue.ts" && file !== "db/migrate.ts")
  .flatMap((file) =>
    [...readFileSync(join(SRC, file), "utf8").matchAll(STRING)]
      .map((match) => ({ file, text: match[1] ?? match[2] ?? match[3] ?? "" }))
      .filter(({ text }) => STATEMENT.test(text)),
  );

test("there are statements to check", () => {
  expect(statements.length).toBeGreaterThan(10);
});

test("each statement on a table of the application names the tenant", () => {
  const silent = statements.filter(
    ({ text }) => !/tenant_id/.test(text) && !/auth\.|jobs\.|pg_|current_setting/.test(text),
  );
  expect(silent).toEqual([]);
});

test("no statement locks a table, listens, notifies or takes an advisory lock", () => {
  const forbidden = /\block\s+table\b|\blisten\s+\w|\bnotify\s+\w|pg_notify|advisory_lock|\bnextval\b/i;
  expect(statements.filter(({ text }) => forbidden.test(text))).toEqual([]);
});

test("a row is locked only together with its tenant", () => {
  expect(statements.filter(({ text }) => /for\s+update/i.test(text) && !/tenant_id\s*=\s*\$\d/.test(text))).toEqual([]);
});
