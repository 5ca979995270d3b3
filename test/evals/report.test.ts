import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { reportPage, writeReport } from "../../evals/report.ts";

const input = {
  suite: "demo",
  figures: { n: 100, recall: 0.7 },
  baseline: { n: 100, recall: 0.9 },
  cases: [
    { id: "a", answer: "open the period", ms: 3 },
    { id: "b", answer: "<script>alert(1)</script>" },
    { id: "c", answer: "new" },
  ],
  previous: [
    { id: "a", answer: "open the month", ms: 9 },
    { id: "b", answer: "<script>alert(1)</script>", ms: 1 },
    { id: "gone", answer: "x" },
  ],
  questions: new Map([["a", "How do I <reopen>?"]]),
};

test("a case that differs from the run before shows what was and what is, beside its question", () => {
  const page = reportPage(input);
  expect(page).toContain("2 of 3 cases differ from the run before; 1 are gone.");
  expect(page).toContain("open the <del>month</del><ins>period</ins>");
  expect(page).toContain("How do I &lt;reopen&gt;?");
  expect(page).toContain("c (new)");
});

test("a figure beyond two standard errors of its baseline stands out", () => {
  expect(reportPage(input)).toMatch(/<tr class="beyond"><td>recall<\/td><td>0.7<\/td><td>0.9<\/td><td>-0.200<\/td>/);
});

test("the page needs no network and runs nothing, whatever the cases hold", () => {
  const page = reportPage(input);
  expect(page).not.toMatch(/<script|https?:\/\/|<link|<img| on\w+=/i);
});

test("a report is compared with the one before it at the same place", () => {
  const folder = mkdtempSync(join(tmpdir(), "threeline-report-"));
  const file = join(folder, "report.html");
  const write = (answer: string) => {
    const out = join(folder, "out.jsonl");
    writeFileSync(out, `${JSON.stringify({ id: "a", answer })}\n`);
    writeReport(file, { suite: "none", figures: { n: 1 }, out, cases: undefined, against: undefined }, folder);
    return readFileSync(file, "utf8");
  };
  expect(write("one")).toContain("no earlier run");
  expect(write("two")).toContain("<del>one</del><ins>two</ins>");
  expect(write("two")).toContain("0 of 1 cases differ");
});

test("ids that are numbers, and a case file with a byte-order mark, are read as the suites read them", () => {
  const folder = mkdtempSync(join(tmpdir(), "threeline-report-"));
  const [file, out, cases] = ["report.html", "out.jsonl", "cases.jsonl"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const write = (...ids: number[]) => {
    const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\r\n`).join("");
    writeFileSync(out, lines(ids.map((id) => ({ id, answer: "one" }))));
    writeFileSync(cases, `\uFEFF${lines(ids.map((id) => ({ id, text: `Question ${id}?` })))}`);
    writeReport(file, { suite: "none", figures: { n: 1 }, out, cases, against: undefined }, folder);
    return readFileSync(file, "utf8");
  };
  expect(write(7, 8)).toContain("Question 8?");
  expect(write(7)).toContain("<h2>Gone</h2><p>8</p>");
});

test("a suite that fails leaves no empty page, and the page of the run before as it was", () => {
  const folder = mkdtempSync(join(tmpdir(), "threeline-report-"));
  const cases = join(folder, "cases.jsonl");
  writeFileSync(cases, "no JSON\n");
  const fail = (file: string) => {
    const run = ["evals/run.ts", "intents", "--cases", cases, "--report", join(folder, file)];
    return spawnSync(process.execPath, run, { cwd: join(import.meta.dirname, "../.."), encoding: "utf8" }).status;
  };
  writeFileSync(join(folder, "old.html"), "before");
  expect([fail("new.html"), fail("old.html")]).toEqual([2, 2]);
  expect(readdirSync(folder).sort()).toEqual(["cases.jsonl", "old.html"]);
  expect(readFileSync(join(folder, "old.html"), "utf8")).toBe("before");
});
