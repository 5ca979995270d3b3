import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { bundleSizes } from "../../src/web/bundle-sizes.ts";
import { buildPages } from "../browser/chromium.ts";

const KB = 1_000;
const sizes = () => bundleSizes(resolve(import.meta.dirname, "../../dist/web"));

beforeAll(() => buildPages());

test("the pages are built for production, also where a test builds them", () => {
  const assets = resolve(import.meta.dirname, "../../dist/web/assets");
  const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
  const debugging = scripts.filter((name) => readFileSync(join(assets, name), "utf8").includes("hydration error"));
  expect(scripts.length).toBeGreaterThan(0);
  expect(debugging).toEqual([]);
});

test("the widget is under 60 kB gzip before it is opened", () => {
  expect(sizes().get("widget")).toBeLessThan(60 * KB);
});

test("no surface of the app loads more than 400 kB gzip of script at first", () => {
  const heavy = [...sizes()].filter(([, bytes]) => bytes > 400 * KB);
  expect(heavy).toEqual([]);
  expect(sizes().get("workbench/workbench.tsx")).toBeGreaterThan(0);
  expect(sizes().get("insights/insights.tsx")).toBeGreaterThan(0);
});

test("the charts of insights come by themselves and weigh less than 180 kB gzip", () => {
  expect(sizes().get("insights/charts/chart.tsx (later)")).toBeGreaterThan(0);
  expect(sizes().get("insights/charts/chart.tsx (later)")).toBeLessThan(180 * KB);
});
