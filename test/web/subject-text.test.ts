import { expect, test } from "vitest";
import { FILES_ONLY } from "../../src/kernel/text.ts";
import { noticeText } from "../../src/web/app/notice-text.ts";
import { subjectText } from "../../src/web/ui/subject-text.ts";

test("a ticket that began with files alone is named in the reader's language, in lists and in notices", () => {
  for (const stored of Object.values(FILES_ONLY))
    for (const reader of ["zh", "en"] as const) {
      expect(subjectText(stored, reader)).toBe(FILES_ONLY[reader]);
      expect(noticeText({ kind: "assignment", text: stored }, reader)).toBe(FILES_ONLY[reader]);
    }
});

test("a customer's own words are left as they are", () => {
  expect(subjectText("(sent files) 打不开", "zh")).toBe("(sent files) 打不开");
});
