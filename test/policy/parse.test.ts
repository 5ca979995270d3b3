import { expect, test } from "vitest";
import { parsePolicies, parsePolicy } from "../../src/policy/parse.ts";
import { POLICY_KINDS } from "../../src/policy/policies.ts";
import { policyText } from "../../src/policy/text.ts";
import { shippedFiles, shippedPolicies } from "./sample.ts";

const changed = (name: string, change: (text: string) => string) =>
  parsePolicies(shippedFiles().map((file) => (file.name === name ? { name, text: change(file.text) } : file)));
const lineOf = (name: string, part: string): number =>
  shippedFiles()
    .find((file) => file.name === name)!
    .text.split("\n")
    .findIndex((line) => line.includes(part)) + 1;

test("the shipped policies are valid and agree with each other", () => {
  expect(parsePolicies(shippedFiles()).problems).toEqual([]);
});

test("broken YAML is reported with its line", () => {
  const { problems } = changed("dispatch.yaml", (text) => text.replace("rules:\n", "rules: [\n"));
  expect(problems[0]).toMatchObject({ file: "dispatch.yaml", line: expect.any(Number) });
  expect(problems[0]!.line).toBeGreaterThan(1);
});

test("a value outside its set is reported where it stands", () => {
  const { problems } = changed("dispatch.yaml", (text) => text.replace("team: csm", "team: kitchen"));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ line: lineOf("dispatch.yaml", "team: csm"), path: "rules/0/team" });
});

test("an unknown key is reported where it stands", () => {
  const { problems } = changed("approval.yaml", (text) =>
    text.replace("timeoutMinutes: 60", "timeoutMinutes: 60\ntimeout: 3"),
  );
  expect(problems[0]).toMatchObject({
    file: "approval.yaml",
    line: lineOf("approval.yaml", "timeoutMinutes") + 1,
    reason: "this key is not known here",
  });
});

test("a missing key is reported at the row that lacks it", () => {
  const { problems } = changed("dispatch.yaml", (text) => text.replace("    owner: csm\n", ""));
  expect(problems[0]).toMatchObject({ path: "rules/0/owner", line: lineOf("dispatch.yaml", "- id: key_complaint") });
});

test("a key written twice is refused", () => {
  expect(changed("autonomy.yaml", (text) => `${text}\nsilence: true\n`).problems[0]?.reason).toMatch(/unique/i);
});

test("a missing file and a foreign file are reported", () => {
  const files = shippedFiles().filter((file) => file.name !== "sla.yaml");
  const { problems } = parsePolicies([...files, { name: "lunch.yaml", text: "{}" }]);
  expect(problems.map((problem) => problem.file)).toEqual(["lunch.yaml", "sla.yaml"]);
});

test("a table that leaves cases undecided is refused, with an example", () => {
  const { problems } = changed("autonomy.yaml", (text) =>
    text.replace("[web, api, wecom, dingtalk, feishu]", "[web, api, wecom, dingtalk]"),
  );
  expect(problems[0]?.reason).toMatch(/nothing is decided for channel=feishu/);
});

test("limits for a model that agrees may not be above the plain ones", () => {
  const { problems } = changed("autonomy.yaml", (text) =>
    text.replace("thresholds:\n", "thresholds:\n  agreed: { typeConfidence: 0.3, itemConfidence: 0.5 }\n"),
  );
  expect(problems.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/thresholds\.agreed\.itemConfidence is above thresholds\.itemConfidence/),
  ]);
});

test("a row that is never reached is reported at its line", () => {
  const row = "  - id: too_late\n    when: {}\n    approvers: []\n    reason: { zh: 无, en: none }\n";
  const { problems } = changed("approval.yaml", (text) => text + row);
  expect(problems).toMatchObject([{ reason: "row too_late is never reached" }]);
  expect(problems[0]!.line).toBe(
    shippedFiles()
      .find((file) => file.name === "approval.yaml")!
      .text.split("\n").length,
  );
});

test("every service item needs a row of the catalogue", () => {
  const { problems } = changed("catalogue.yaml", (text) => text.replace("item: howto", "item: presales"));
  expect(problems.map((problem) => problem.reason)).toEqual([
    "item presales has 2 rows, it needs one",
    "item howto has 0 rows, it needs one",
  ]);
});

test("a catalogue row may only name rows that exist", () => {
  const { problems } = changed("catalogue.yaml", (text) => text.replace("sla: complaint", "sla: someday"));
  expect(problems.map((problem) => problem.reason)).toEqual(["catalogue item service: no row someday in sla"]);
});

test("an ordinal used twice is refused", () => {
  const { problems } = changed("taxonomy.yaml", (text) =>
    text.replace("ordinal: 1, code: performance", "ordinal: 0, code: performance"),
  );
  expect(problems[0]?.reason).toBe("kinds: ordinal 0 is used twice");
});

test("every policy that ships is the same after it was written as text and read again", () => {
  const policies = shippedPolicies();
  for (const kind of POLICY_KINDS) {
    const text = policyText(policies[kind]);
    expect(parsePolicy(kind, { name: `${kind}.yaml`, text })).toEqual({ content: policies[kind], problems: [] });
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThan(250);
  }
});
