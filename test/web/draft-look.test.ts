import { expect, test } from "vitest";
import { draftLook } from "../../src/web/workbench/proposal/draft-look.ts";

const copilots = { text: "请先审核凭证。", originalText: "请先审核凭证。", authorId: null };

test("a reply that a person wrote is shown as it will be sent, not as what the copilot had proposed", () => {
  expect(draftLook({ ...copilots, authorId: "m-1" }, true)).toBe("text");
});

test("the copilot's draft is shown by its sentences, and by what was changed once somebody has", () => {
  expect(draftLook(copilots, true)).toBe("sentences");
  expect(draftLook(copilots, false)).toBe("text");
  expect(draftLook({ ...copilots, authorId: "m-1", text: "请审核凭证。" }, true)).toBe("changes");
});
