import { expect, test } from "vitest";
import { parsePolicy } from "../../src/policy/parse.ts";
import { rewrittenText } from "../../src/policy/rewrite.ts";
import { changed, type TaxonomyChange } from "../../src/voc/taxonomy/change-taxonomy.ts";
import { shippedFiles, shippedPolicies } from "./sample.ts";

const { taxonomy } = shippedPolicies();
const { text } = shippedFiles().find(({ name }) => name.endsWith("taxonomy.yaml"))!;
const lines = text.split("\n");
const dark = { zh: "深色模式", en: "Dark mode" };
const rewrite = (change: TaxonomyChange, from = text) => rewrittenText("taxonomy", from, changed(taxonomy, change))!;

/** Lines of the one text that the other lacks. */
const without = (one: string, other: string) => one.split("\n").filter((line) => !other.split("\n").includes(line));

test("a tag that is added or renamed changes its own line alone, and every comment stays", () => {
  const added = rewrite({ type: "add", code: "dark_mode", name: dark, group: "request" });
  expect(without(text, added)).toEqual([]);
  expect(without(added, text)).toEqual([
    "  - { code: dark_mode, name: { zh: 深色模式, en: Dark mode }, group: request, ordinal: 17 }",
  ]);
  const renamed = rewrite({ type: "rename", tag: "usability", name: dark });
  expect(without(renamed, text)).toEqual([
    "  - { ordinal: 2, code: usability, group: problem, name: { zh: 深色模式, en: Dark mode } }",
  ]);
  expect(lines.filter((line) => line.startsWith("#")).every((line) => renamed.includes(line))).toBe(true);
});

test("a comment at the end of a tag's line stays with it when another tag goes", () => {
  const marked = text.replace("en: Usability } }", "en: Usability } } # asked for by the board");
  const merged = rewrite({ type: "merge", from: "defect", into: "usability" }, marked);
  expect(merged).toMatch(/usability.*# asked for by the board/);
  expect(merged).not.toMatch(/^ {2}- \{ ordinal: 0, code: defect/m);
  expect(parsePolicy("taxonomy", { name: "taxonomy.yaml", text: merged }).problems).toEqual([]);
});

test("a text that cannot be read, or repeats what it says by aliases, is not rewritten", () => {
  expect(rewrittenText("taxonomy", "kinds: [", taxonomy)).toBeNull();
  const repeated = text
    .replace("name: { zh: 缺陷, en: Defect }", "name: &defect { zh: 缺陷, en: Defect }")
    .replace("name: { zh: 性能, en: Performance }", "name: *defect");
  const { content } = parsePolicy("taxonomy", { name: "taxonomy.yaml", text: repeated });
  const renamed = changed(content!, { type: "rename", tag: "defect", name: dark });
  expect(rewrittenText("taxonomy", repeated, renamed)).toBeNull();
});
