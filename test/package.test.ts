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
