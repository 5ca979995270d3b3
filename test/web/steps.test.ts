import { expect, test } from "vitest";
import { daysOfStep, partialPoints, partialSteps } from "../../src/web/insights/steps.ts";

test("a step is partial when the period or the present day cuts it short", () => {
  const weeks = ["2026-03-02", "2026-03-09", "2026-03-16"];
  const state = { from: "2026-03-04", to: "2026-03-20", step: "week" as const };
  expect(partialSteps(state, weeks, "2026-06-01")).toEqual([0, 2]);
  expect(partialSteps({ ...state, from: "2026-03-02", to: "2026-03-22" }, weeks, "2026-06-01")).toEqual([]);
  expect(partialSteps({ ...state, from: "2026-03-02", to: "2026-03-22" }, weeks, "2026-03-22")).toEqual([2]);
  expect(
    partialSteps({ from: "2026-03-01", to: "2026-03-02", step: "day" }, ["2026-03-01", "2026-03-02"], "2026-03-02"),
  ).toEqual([1]);
});

test("a month ends with its own last day, and its days stay within the period", () => {
  const state = { from: "2026-01-01", to: "2026-12-31", step: "month" as const };
  expect(daysOfStep(state, "2026-04-01")).toEqual({ from: "2026-04-01", to: "2026-04-30" });
  expect(daysOfStep({ ...state, to: "2026-02-10" }, "2026-02-01")).toEqual({ from: "2026-02-01", to: "2026-02-10" });
  expect(daysOfStep({ from: "2026-03-04", to: "2026-03-31", step: "week" }, "2026-03-02")).toEqual({
    from: "2026-03-04",
    to: "2026-03-08",
  });
});

test("a series tells its step by how far its points lie apart", () => {
  const points = ["2026-01-01", "2026-02-01", "2026-03-01"].map((at) => ({ at }));
  expect(partialPoints({ from: "2026-01-15", to: "2026-03-31" }, points)).toEqual([0]);
  expect(partialPoints({ from: "2026-01-15", to: "2026-03-31" }, points.slice(0, 1))).toEqual([]);
});
