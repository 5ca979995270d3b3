import { expect, test } from "vitest";
import { parsePolicy } from "../../src/policy/parse.ts";
import { saidProblems } from "../../src/web/policies/problem-words.ts";
import { shippedFiles } from "../policy/sample.ts";

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
