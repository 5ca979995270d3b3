import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";

interface Locked {
  readonly optionalDependencies?: Record<string, string>;
}
const read = (file: string) => JSON.parse(readFileSync(resolve(import.meta.dirname, "..", file), "utf8"));
const locked: Record<string, Locked> = read("package-lock.json").packages;

test("the lock file names the packages of every platform, so that `npm ci` works on each", () => {
  const names = new Set(Object.keys(locked).map((path) => path.split("node_modules/").at(-1)));
  const wanted = Object.values(locked).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  expect(wanted.length).toBeGreaterThan(10);
  expect([...new Set(wanted)].filter((name) => !names.has(name))).toEqual([]);
});

test("every dependency is pinned to one version", () => {
  const { dependencies, devDependencies, optionalDependencies } = read("package.json");
  const versions: [string, string][] = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test("however the product is started, and for its benches, the collector of garbage has the same settings", () => {
  const text = (file: string) => readFileSync(resolve(import.meta.dirname, "..", file), "utf8");
  const { start, bench } = read("package.json").scripts;
  const ways = [
    start,
    bench,
    /^CMD \[.*main\.ts.*$/m.exec(text("Dockerfile"))?.[0],
    /command: .*main\.ts.*/.exec(text("compose.yaml"))?.[0],
  ];
  const settings = ways.map((way: string) =>
    way.match(/--[a-z-]*(?:semi-space|growing|pretenuring)[a-z-]*(?:=\d+)?/g)?.sort(),
  );
  expect(settings[0]).toHaveLength(3);
  for (const other of settings) expect(other).toEqual(settings[0]);
});
