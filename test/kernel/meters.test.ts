import { expect, test } from "vitest";
import { createMeters } from "../../src/kernel/meters.ts";

const DESCRIPTIONS = {
  b_total: { type: "counter", help: "B." },
  a_seconds: { type: "histogram", help: "A." },
  c_now: { type: "gauge", help: "C." },
} as const;

test("figures are written as Prometheus reads them, with every sign of a label escaped", () => {
  const meters = createMeters(DESCRIPTIONS);
  meters.count("b_total", { kind: 'x"\\\n' });
  meters.count("b_total", { kind: 'x"\\\n' }, 2);
  meters.set("c_now", 7);
  meters.set("c_now", 5);
  expect(meters.text()).toContain('# HELP b_total B.\n# TYPE b_total counter\nb_total{kind="x\\"\\\\\\n"} 3\n');
  expect(meters.text()).toContain("# TYPE c_now gauge\nc_now 5\n");
});

test("a histogram counts each time in every bucket that it fits in, and beyond them", () => {
  const meters = createMeters(DESCRIPTIONS);
  for (const seconds of [0.004, 0.2, 99]) meters.time("a_seconds", seconds, { route: "r" });
  const lines = meters.text().split("\n");
  expect(lines).toContain('a_seconds_bucket{route="r",le="0.005"} 1');
  expect(lines).toContain('a_seconds_bucket{route="r",le="0.25"} 2');
  expect(lines).toContain('a_seconds_bucket{route="r",le="30"} 2');
  expect(lines).toContain('a_seconds_bucket{route="r",le="+Inf"} 3');
  expect(lines).toContain('a_seconds_count{route="r"} 3');
});

test("what is not described cannot be measured, and a label with endless values does not fill the memory", () => {
  const meters = createMeters(DESCRIPTIONS);
  expect(() => meters.count("d_total")).toThrow(/not described/);
  for (let i = 0; i < 5_000; i += 1) meters.count("b_total", { kind: String(i) });
  expect(
    meters
      .text()
      .split("\n")
      .filter((line) => line.startsWith("b_total{")),
  ).toHaveLength(2_000);
});
