import { expect, test } from "vitest";
import { selfMadeSets } from "../../evals/self-made.ts";

const TEXT = `${"停止服务以后再导入备份文件。".repeat(12)}\n`;
const PAGES = new Map([
  ["a.md", `# 备份\n\n## 恢复到新服务器\n\n${TEXT}见[权限](b.md)。\n\n## 概述\n\n${TEXT}`],
  ["b.md", `# 权限\n\n## 谁能授权\n\n${TEXT}\n\n## 概述\n\n${TEXT}`],
]);

test("headings ask for their page, and for the pages their section links to; a heading of several pages asks nothing", () => {
  const { known, linked } = selfMadeSets(PAGES);
  expect(known.cases.map(({ query, relevant }) => [query, relevant]).sort()).toEqual([
    ["恢复到新服务器", ["a.md"]],
    ["谁能授权", ["b.md"]],
  ]);
  expect(linked.cases.map(({ query, relevant }) => [query, relevant])).toEqual([["恢复到新服务器", ["b.md"]]]);
});

test("a section that is cut out is a page of its own without its heading", () => {
  const { cut } = selfMadeSets(PAGES);
  expect(cut.cases.length).toBe(2);
  for (const { query, relevant } of cut.cases) {
    const whole = [...cut.pages.values()].join("\n");
    expect(cut.pages.get(relevant[0]!)).toContain("停止服务");
    expect(whole).not.toContain(query);
  }
});
