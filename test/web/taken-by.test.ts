import { expect, test } from "vitest";
import { takenBy } from "../../src/web/workbench/ticket/taken-by.ts";

test("a colleague who has a ticket is said to work on it until it is closed", () => {
  expect(takenBy({ assigneeId: "m-1", status: "open" }, "me")).toBe("m-1");
  expect(takenBy({ assigneeId: "m-1", status: "closed" }, "me")).toBeNull();
});

test("of one's own ticket and of one that nobody has nothing is said", () => {
  expect(takenBy({ assigneeId: "me", status: "open" }, "me")).toBeNull();
  expect(takenBy({ assigneeId: null, status: "open" }, "me")).toBeNull();
});
