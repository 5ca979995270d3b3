import fc from "fast-check";
import { expect, test } from "vitest";
import { parseArticle } from "../../src/knowledge/parse/article.ts";
import { ParseError } from "../../src/knowledge/parse/parse-error.ts";
import { globPattern, readRules } from "../../src/knowledge/parse/rules.ts";
import { encodeVersion, versionBounds, withinBounds } from "../../src/knowledge/parse/versions.ts";
import { parse } from "./parse-blocks.ts";

const page = (front: string) => `---\n${front}\n---\n\n# H\n\ntext\n`;

function refusal(front: string): ParseError {
  try {
    parse("a.md", page(front));
  } catch (error) {
    if (error instanceof ParseError) return error;
    throw error;
  }
  throw new Error("The front matter was taken.");
}

test("front matter gives the scope, title and summary", () => {
  const front =
    'title: T\nproduct: erp\nmodule: finance\neditions: [pro, max]\nversions: ">=8.0 <9.0"\ndeployment: saas\naudience: internal\nlanguage: en\nkind: howto\nvalid_from: 2026-01-01\nvalid_to: 2026-12-31\nowner: desk\nsummary: S';
  const { title, summary, scope } = parse("a.md", page(front));
  expect({ title, summary, ...scope }).toEqual({
    title: "T",
    summary: "S",
    product: "erp",
    module: "finance",
    editions: ["pro", "max"],
    versions: ">=8.0 <9.0",
    deployment: "saas",
    audience: "internal",
    language: "en",
    kind: "howto",
    validFrom: "2026-01-01",
    validTo: "2026-12-31",
    owner: "desk",
  });
});

test("keys of other systems, empty values and a rule line at the top are no mistake", () => {
  const { title, scope } = parse("a.md", page("title: 8.0\naliases: ['/x/']\nproduct:\nweight: 3"));
  expect([title, scope.product, scope.audience]).toEqual(["8.0", null, "public"]);
  expect(parse("a.md", "---\n\nno front matter").title).toBe("a");
});

test.each([
  ["audience: everyone", 2, "audience"],
  ["title: T\nvalid_from: tomorrow", 3, "valid_from"],
  ["title: T\neditions:\n  - pro\n  - {a: 1}", 5, "editions"],
  ['versions: ">=8.0 <7"', 2, "holds no version"],
  ["title: [1", 3, "not valid YAML"],
  ["- a\n- b", 2, "key: value"],
  ["valid_from: 2026-02-01\nvalid_to: 2026-01-01", 1, "before valid_from"],
])("malformed front matter (%s) is refused with its line and reason", (front, line, reason) => {
  const error = refusal(front);
  expect([error.line, error.message.includes(reason)]).toEqual([line, true]);
});

test("rules fill what front matter leaves open, later rules over earlier ones", () => {
  const rules = readRules(
    '- match: "zh/**"\n  set: { product: erp, audience: customer }\n- match: "zh/*.md"\n  set: { audience: internal }\n',
    "rules.yaml",
  );
  const { scope } = parseArticle("zh/a.md", Buffer.from(page("product: crm")), rules);
  expect([scope.product, scope.audience]).toEqual(["crm", "internal"]);
});

test("a malformed rules file says where", () => {
  expect(() => readRules("- match: a\n  set: { audiense: public }", "rules.yaml")).toThrow("rules.yaml, rule 1");
  expect(() => readRules("- match: [", "rules.yaml")).toThrow("rules.yaml, line 1");
});

test.each([
  ["zh/**/*.{txt,html}", "zh/a/b/c.txt", true],
  ["zh/**/*.{txt,html}", "zh/c.html", true],
  ["zh/**/*.{txt,html}", "en/c.html", false],
  ["*/x/*.md", "a/x/b.md", true],
  ["*/x/*.md", "a/x/y/b.md", false],
  ["a?.md", "ab.md", true],
  ["a.md", "aXmd", false],
])("the glob %s on %s", (glob, path, matches) => {
  expect(globPattern(glob).test(path)).toBe(matches);
});

test.each([
  [">=8.0 <9.0", ["8.0", "8.99.1", "v8.2"], ["7.9", "9.0"]],
  ["<8.2", ["7.3", "8.1.9"], ["8.2", "8.2.1"]],
  ["<=8.2", ["8.2.7", "1"], ["8.3"]],
  [">8.2", ["8.3", "9"], ["8.2.7", "8.2"]],
  ["8.2", ["8.2", "8.2.3.4"], ["8.1", "8.20"]],
  ["8.x", ["8.0", "8.9"], ["9.0", "7"]],
  ["^8.2", ["8.2", "8.9"], ["9.0", "8.1"]],
  ["~8.2.1", ["8.2.1", "8.2.9"], ["8.3", "8.2.0"]],
  ["8.0 - 8.2", ["8.0", "8.2.5"], ["8.3"]],
  ["7.3 || >=9.0", ["7.3.1", "9.5"], ["8.0"]],
  ["2026.3", ["2026.3"], ["2026.30", "2026.4"]],
  ["*", ["0.1", "999999"], []],
])("the range %s holds %j and not %j", (range, inside, outside) => {
  const bounds = versionBounds(range);
  expect(inside.filter((version) => !withinBounds(bounds, encodeVersion(version)))).toEqual([]);
  expect(outside.filter((version) => withinBounds(bounds, encodeVersion(version)))).toEqual([]);
});

test.each(["", "abc", ">= ", "8.0 || ", "8..0", ">=9 <8", "1.2.3.4.5", "8.0 and up"])(
  "the range %j is refused",
  (range) => {
    expect(() => versionBounds(range)).toThrow(/range/);
  },
);

test("encoded versions sort as their numbers do", () => {
  const version = fc.array(fc.integer({ min: 0, max: 999_999 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(version, version, (a, b) => {
      const byNumber = [0, 1, 2, 3].map((i) => (a[i] ?? 0) - (b[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
      const [left, right] = [encodeVersion(a.join(".")), encodeVersion(b.join("."))];
      expect(Math.sign(byNumber)).toBe(left < right ? -1 : left > right ? 1 : 0);
    }),
  );
});

test("what is no version is refused", () => {
  for (const text of ["", "8.x", "latest", "1.2.3.4.5", "1234567"])
    expect(() => encodeVersion(text)).toThrow("not a version");
});
