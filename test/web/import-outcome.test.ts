import { expect, test } from "vitest";
import { outcomeOf } from "../../src/web/knowledge/imports/import-outcome.ts";

test.each([
  ["all of whose files failed", { done: 0, skipped: 0, failed: 1 }, "failed"],
  ["some of whose files failed", { done: 3, skipped: 0, failed: 1 }, "partly"],
  ["one of whose files failed and the rest had not changed", { done: 0, skipped: 8, failed: 1 }, "partly"],
  ["none of whose files failed", { done: 3, skipped: 8, failed: 0 }, "done"],
])("an import that ended, %s, is shown as %s", (_, counts, outcome) => {
  expect(outcomeOf({ status: "done", ...counts })).toBe(outcome);
});

test("an import under way is shown as it stands, whatever has failed so far", () => {
  expect(outcomeOf({ status: "running", done: 0, skipped: 0, failed: 2 })).toBe("running");
});
