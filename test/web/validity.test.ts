import { expect, test } from "vitest";
import { dayOf, endOfDay } from "../../src/web/workbench/contacts/validity.ts";

test("a day ends at its last moment in the reader's time zone, and is the same day when it is read again", () => {
  const end = endOfDay("2026-12-31")!;
  expect(dayOf(end)).toBe("2026-12-31");
  expect(dayOf(new Date(Date.parse(end) + 1).toISOString())).toBe("2027-01-01");
  expect(endOfDay("")).toBeNull();
});
