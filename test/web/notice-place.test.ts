import { expect, test } from "vitest";
import { noticePlace } from "../../src/web/app/notice-place.ts";

test("a notice about a ticket leads to its conversation, a refusal to the proposal, where it says why", () => {
  expect(noticePlace({ kind: "mention", ticketId: "t-1" })).toBe("/tickets/t-1");
  expect(noticePlace({ kind: "refusal", ticketId: "t-1" })).toBe("/tickets/t-1?show=proposal");
  expect(noticePlace({ kind: "approval", ticketId: "t-1" })).toBe("/approvals");
});

test("a notice about no ticket leads to what it tells of, and an erasure nowhere", () => {
  expect(noticePlace({ kind: "training", ticketId: null })).toBe("/admin/trainings");
  expect(noticePlace({ kind: "erasure", ticketId: null })).toBeUndefined();
});
