import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(join(import.meta.dirname, "..", path), "utf8");

test("the README names every setting, and the compose file only settings that there are", () => {
  const settings = [...read("src/config.ts").matchAll(/^ {2}([A-Z][A-Z_]+): setting\(/gm)].map(([, name]) => name!);
  expect(settings.length).toBeGreaterThan(30);
  const readme = read("README.md");
  expect(settings.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  const service = read("compose.yaml").split(/^ {2}database:/m)[0]!;
  const passed = [...service.matchAll(/^ {6}([A-Z][A-Z_]+): /gm)].map(([, name]) => name!);
  expect(passed.length).toBeGreaterThan(5);
  expect(passed.filter((name) => !settings.includes(name))).toEqual([]);
});
