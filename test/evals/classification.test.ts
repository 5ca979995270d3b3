import { describe, expect, test } from "vitest";
import { regressions } from "../../evals/baseline.ts";
import {
  coverageAtPrecision,
  expectedCalibrationError,
  macroF1,
  microF1,
  percentile,
  precisionRecall,
} from "../../evals/scorers/classification.ts";

describe("classification figures", () => {
  test("macro F1 is the mean over gold labels", () => {
    // a: precision 1, recall 1/2 → 2/3; b: precision 1/2, recall 1 → 2/3
    expect(macroF1(["a", "a", "b"], ["a", "b", "b"])).toBeCloseTo(2 / 3);
    expect(macroF1(["a", "b"], ["a", "b"])).toBe(1);
    expect(macroF1(["a"], ["c"])).toBe(0);
  });

  test("micro F1 counts pairs of case and tag", () => {
    expect(microF1([["x", "y"], []], [["x"], ["z"]])).toBeCloseTo(0.5);
  });

  test("precision and recall of one label", () => {
    expect(precisionRecall(["a", "a", "b"], ["a", "b", "a"], "a")).toEqual({ precision: 0.5, recall: 0.5 });
    expect(precisionRecall(["b"], ["b"], "a")).toEqual({ precision: 1, recall: 1 });
  });

  test("calibration error is nothing when confidence equals accuracy, and the gap when it does not", () => {
    expect(expectedCalibrationError([0.75, 0.75, 0.75, 0.75], [true, true, true, false])).toBeCloseTo(0);
    expect(expectedCalibrationError([1, 1], [true, false])).toBeCloseTo(0.5);
  });

  test("coverage takes the most confident cases while they are precise enough", () => {
    expect(coverageAtPrecision([0.9, 0.8, 0.7, 0.6], [true, true, false, true], 0.95)).toBe(0.5);
    expect(coverageAtPrecision([0.9, 0.8], [false, true], 0.95)).toBe(0);
  });

  test("a percentile is a value of the list", () => {
    expect(percentile([4, 1, 3, 2], 0.5)).toBe(2);
    expect(percentile([], 0.95)).toBe(0);
  });
});

describe("regressions", () => {
  test("a loss beyond two standard errors is one, a smaller loss is not", () => {
    const baseline = { n: 100, type_macro_f1: 0.9, ece: 0.03 };
    expect(regressions(baseline, { n: 100, type_macro_f1: 0.87, ece: 0.04 })).toEqual([]);
    expect(regressions(baseline, { n: 100, type_macro_f1: 0.7, ece: 0.3 })).toEqual(["type_macro_f1", "ece"]);
  });

  test("a figure of one class is judged by the number of its own cases", () => {
    const baseline = { n: 5000, oos_n: 100, oos_recall: 0.8 };
    expect(regressions(baseline, { n: 5000, oos_n: 100, oos_recall: 0.75 })).toEqual([]);
    expect(regressions(baseline, { n: 5000, oos_recall: 0.75 })).toEqual(["oos_recall"]);
  });

  test("a count that must stay 0 is a regression at the first case", () => {
    expect(
      regressions({ n: 50, auto_on_complaint_or_professional: 0 }, { n: 50, auto_on_complaint_or_professional: 1 }),
    ).toEqual(["auto_on_complaint_or_professional"]);
  });
});
