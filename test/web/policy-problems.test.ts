import { expect, test } from "vitest";
import { parsePolicy } from "../../src/policy/parse.ts";
import { faultsOf, type Policies, type PolicyKind } from "../../src/policy/policies.ts";
import { ordinalFaults } from "../../src/policy/taxonomy.ts";
import { saidProblems } from "../../src/web/policies/problem-words.ts";
import { shippedFiles, shippedPolicies } from "../policy/sample.ts";

test("of an open bracket each line is named once, in the reader's words", () => {
  const { text } = shippedFiles().find(({ name }) => name.endsWith("sla.yaml"))!;
  const broken = text.replace("calendars:", "calendars: [\n");
  const { problems } = parsePolicy("sla", { name: "sla.yaml", text: broken });
  const lines = [...new Set(problems.map(({ line }) => line))];
  expect(problems.length).toBeGreaterThan(lines.length);
  const said = saidProblems(problems, "zh");
  expect(said.map(({ line }) => line)).toEqual(lines);
  expect([...new Set(said.map((one) => one.said))]).toEqual(["YAML 写法有误"]);
  expect(saidProblems(problems, "en").length).toBe(new Set(problems.map((p) => `${p.line} ${p.reason}`)).size);
});

/** The rest of a sentence in English: two words of it one after the other, outside what a policy calls its things. */
const ENGLISH = /(?<![=\w-])[a-z]{2,} [a-z]{2,}/i;

function saidInChinese<Kind extends PolicyKind>(kind: Kind, policy: Policies[Kind], more: readonly string[] = []) {
  const reasons = [...faultsOf(kind, policy), ...more];
  const problems = reasons.map((reason) => ({ file: `${kind}.yaml`, line: 1, column: 1, path: reason, reason }));
  return { reasons, said: saidProblems(problems, "zh").map((one) => one.said) };
}

test("each fault of a word list's pattern is said in Chinese, whatever stands in the pattern", () => {
  const patterns = ["a".repeat(201), "(?:[a-z]{0,50}){3}", "a?", "a)", "(a", "[a", "*a", "^a: b", "(?=a)", "\\q"];
  const { safety } = shippedPolicies();
  const lists = [{ ...safety.lists[0]!, words: [], patterns: [...patterns, "a+", "a{x}", "a{1,99}", "\\p{Nothing}"] }];
  const { reasons, said } = saidInChinese("safety", { ...safety, lists } as Policies["safety"]);
  expect(reasons).toHaveLength(14);
  expect(said.filter((one) => ENGLISH.test(one))).toEqual([]);
  expect(said).toContain("词表 threats 的正则 ^a: b 不能用：不允许 ^：正则可以出现在文中任何位置");
});

test("each fault of the taxonomy is said in Chinese", () => {
  const { taxonomy } = shippedPolicies();
  const [first, second] = taxonomy.kinds;
  const name = { zh: "甲", en: "A" };
  const broken = {
    ...taxonomy,
    kinds: [
      ...taxonomy.kinds.slice(1),
      { ...second!, ordinal: 901 },
      { ...second!, code: "own-a", ordinal: 902, splitFrom: "nothing" },
      { ...second!, code: "own-b", ordinal: 902 },
      { ...second!, code: "own-c", ordinal: 903 },
    ],
    moved: [
      { code: second!.code, ordinal: 904, to: null },
      { code: "own-d", ordinal: 905, to: "nothing" },
    ],
    productFamilies: [
      { code: "panheng-erp", name, products: ["panheng-erp", "no-product"] },
      { code: "loop", name, parent: "loop", products: ["panheng-erp"] },
    ],
    organisations: [
      { code: "a", name, parent: "nothing", teams: ["rnd"] },
      { code: "a", name, teams: ["rnd"] },
    ],
    retired: { ...taxonomy.retired, kinds: [903] },
  } as unknown as Policies["taxonomy"];
  const before = { ...taxonomy, retired: { ...taxonomy.retired, kinds: [777] } };
  const moved = { ...taxonomy, kinds: [{ ...first!, code: "other" }, ...taxonomy.kinds.slice(2)] } as typeof taxonomy;
  const { reasons, said } = saidInChinese("taxonomy", broken, ordinalFaults(before, moved));
  expect(new Set(reasons.map((reason) => reason.replace(/[\w-]*[\d-][\w-]*/g, ""))).size).toBeGreaterThan(15);
  expect(said.filter((one) => ENGLISH.test(one))).toEqual([]);
});

test("holidays that lie in another year or end before they begin, and a service code used twice, are said in Chinese", () => {
  const { sla, catalogue } = shippedPolicies();
  const holidayYears = [
    { ...sla.holidayYears[0]!, off: [{ ...sla.holidayYears[0]!.off[0]!, from: "2031-05-02", to: "2031-05-01" }] },
  ];
  const holidays = saidInChinese("sla", { ...sla, holidayYears } as Policies["sla"]);
  const twice = [...catalogue.freeExpertServices, ...catalogue.freeExpertServices];
  const services = saidInChinese("catalogue", { ...catalogue, freeExpertServices: twice });
  expect(holidays.reasons.length).toBeGreaterThan(2);
  expect(services.reasons.length).toBeGreaterThan(0);
  expect([...holidays.said, ...services.said].filter((one) => ENGLISH.test(one))).toEqual([]);
});
