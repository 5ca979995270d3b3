import fc from "fast-check";
import { expect, test } from "vitest";
import { blocksOf, isWithin, parse, reading } from "./parse-blocks.ts";

test("a page becomes sections with their heading path, anchor and blocks", () => {
  const page = parse(
    "a.md",
    "---\ntitle: 备份\n---\n\n# 备份\n\n前言。\n\n## 全量 `full` {#all}\n\n文字。\n\n### 步骤\n\n1. 一\n2. 二\n",
  );
  expect(page.title).toBe("备份");
  expect(page.sections.map(({ path, anchor }) => [path.join(" > "), anchor])).toEqual([
    ["备份", "备份"],
    ["备份 > 全量 full", "all"],
    ["备份 > 全量 full > 步骤", "步骤"],
  ]);
  expect(blocksOf(page).map(({ text }) => text)).toEqual(["前言。", "文字。", "1. 一", "2. 二"]);
});

test("a first heading that differs from the title stands in its own path only", () => {
  const page = parse("a.md", "---\ntitle: T\n---\n# H\n\na\n\n## B\n\nb\n");
  expect(page.sections.map(({ path }) => path)).toEqual([
    ["T", "H"],
    ["T", "B"],
  ]);
});

test("the title is that of the front matter, else the first heading, else the file name", () => {
  expect(parse("x/y.md", "---\ntitle: T\n---\n# H\n\na").title).toBe("T");
  expect(parse("x/y.md", "intro\n\n# H\n\na").title).toBe("H");
  expect(parse("x/y.md", "only text").title).toBe("y");
});

test("repeated headings and Chinese ones get the anchors that GitHub gives them", () => {
  const page = parse(
    "a.md",
    '## `tidb_x` <span class="mark">从 v5.0 版本开始引入</span>\n\na\n\n## Set-up, again!\n\n## Set-up, again!\n',
  );
  expect(page.sections.map(({ anchor }) => anchor)).toEqual([
    "tidb_x-从-v50-版本开始引入",
    "set-up-again",
    "set-up-again-1",
  ]);
});

test("headings underlined with signs are headings", () => {
  const page = parse("a.md", "Top\n===\n\nx\n\nSub\nline\n---\n\ny\n");
  expect(page.sections.map(({ path }) => path)).toEqual([["Top"], ["Top", "Sub line"]]);
});

test("an item keeps its continuation, and nested items and code stand alone", () => {
  expect(
    reading(
      "a.md",
      "- one\n  goes on\n\n  and on\n  - nested\n\n    ```sh\n    run\n      it\n    ```\n\n    after\n- two\n",
    ),
  ).toEqual(["item: one goes on\nand on", "item: nested", "code: run\n  it", "paragraph: after", "item: two"]);
});

test("each row of a table is a block that names its columns", () => {
  const source = "| 错误码 | 含义 |\n|:--|---|\n| E-1 | 甲 \\| 乙 |\n| E-2 | |\n\nend\n";
  expect(reading("a.md", source)).toEqual(["row: 错误码: E-1; 含义: 甲 | 乙", "row: 错误码: E-2", "paragraph: end"]);
  const [row] = blocksOf(parse("a.md", source));
  expect(source.slice(row!.start, row!.end)).toBe("| E-1 | 甲 \\| 乙 |");
});

test("an HTML table within Markdown gives rows too, cells that span are repeated", () => {
  const source =
    "x\n\n<table>\n<tr><th>A</th><th>B</th></tr>\n<tr><td rowspan=2>1</td><td>2</td></tr>\n<tr><td>3</td></tr>\n</table>\n\ny\n";
  expect(reading("a.md", source)).toEqual(["paragraph: x", "row: A: 1; B: 2", "row: A: 1; B: 3", "paragraph: y"]);
});

test("code is kept whole, with markup signs in it and without a closing fence", () => {
  expect(
    reading("a.md", "~~~py\n# no heading\n- **no** item\n\n```\n~~~\n\n    indented\n      code\n\n```\nopen\n"),
  ).toEqual(["code: # no heading\n- **no** item\n\n```", "code: indented\n  code", "code: open"]);
});

test("notes, tabs, comments and components are read as their content", () => {
  const source =
    '> **注意：**\n>\n> - 甲\n> - 乙\n\n<SimpleTab>\n<div label="TiUP">\n\n正文<!-- 秘密 -->。\n\n</div>\n</SimpleTab>\n\n<!-- a\n\nb -->\n\n<CustomContent platform="x">\n\n内容\n\n</CustomContent>\n\n:::tip 提示\n文\n:::\n';
  expect(reading("a.md", source)).toEqual([
    "quote: 注意：\n- 甲\n- 乙",
    "paragraph: TiUP",
    "paragraph: 正文。",
    "paragraph: 内容",
    "paragraph: 提示：文",
  ]);
});

test("inline markup goes and words that look like markup stay", () => {
  const source =
    "**注意：**用 `a_b*c` 与 snake_case_name，<cluster-name> 2*3*4 &lt;x&gt; ~~旧~~ \\*星\\* <b>粗</b> SELECT * FROM t\n接着 next\nline\n";
  expect(reading("a.md", source)).toEqual([
    "paragraph: 注意：用 a_b*c 与 snake_case_name，<cluster-name> 2*3*4 <x> 旧 *星* 粗 SELECT * FROM t 接着 next line",
  ]);
});

test("line breaks that a writer meant stay, after a line in bold, before a label and where more would have fitted", () => {
  const read = (text: string) => blocksOf(parse("a.md", text))[0]!.text.split(/ *\n/);
  expect(read("**Q. How do I swap a shift?**\nClick your shift.")).toEqual([
    "Q. How do I swap a shift?",
    "Click your shift.",
  ]);
  expect(read("原因：磁盘满\n处理：清理磁盘\n检查：看日志")).toEqual([
    "原因：磁盘满",
    "处理：清理磁盘",
    "检查：看日志",
  ]);
  expect(read("Step 1：检查路由器的指示灯\nStep 2：校时\n（3）重启")).toEqual([
    "Step 1：检查路由器的指示灯",
    "Step 2：校时",
    "（3）重启",
  ]);
  expect(read("重启的方法\n先停止服务，再启动")).toEqual(["重启的方法", "先停止服务，再启动"]);
  expect(read("The agent sends what\nit has found to the\nserver, which stores it.")).toEqual([
    "The agent sends what it has found to the server, which stores it.",
  ]);
});

test("links are resolved against the page or the root, and other sites are left out", () => {
  const source =
    '[a](b.md#x) [c](/d/e.md) [**f**](../g.md "t") [h](https://x.org) [i][ref] [ref] ![img](p.png) [top](#部-分) [out](../../z.md)\n\n[ref]: ./r.md\n';
  expect(parse("k/l.md", source).links).toEqual([
    { target: "k/b.md", anchor: "x", text: "a" },
    { target: "d/e.md", anchor: null, text: "c" },
    { target: "g.md", anchor: null, text: "f" },
    { target: "k/r.md", anchor: null, text: "i" },
    { target: "k/r.md", anchor: null, text: "ref" },
    { target: "k/l.md", anchor: "部-分", text: "top" },
  ]);
});

test("imports and exports of MDX are not text", () => {
  expect(reading("a.mdx", "import X from 'y'\nexport const a = 1\n\ntext\n")).toEqual(["paragraph: text"]);
});

const word = fc.constantFrom(
  "备份",
  "restore",
  "v8.5",
  "a_b",
  "*x*",
  "**强调**",
  "`co de`",
  "[链](u.md)",
  "<b>",
  "|",
  ">",
  "- ",
  "1. ",
  "\\",
  "![",
  "](",
  "&lt;",
  "```",
  "# ",
  "---",
  "<!--",
  "-->",
  "{{{ .x }}}",
  "    ",
  "\t",
  ":::",
  "<table>",
  "</table>",
  "<td>",
  "😀",
);
const lines = fc.array(
  fc.array(word, { maxLength: 6 }).map((words) => words.join(" ")),
  { maxLength: 24 },
);

test("whatever the source: blocks lie in order within their sections, and hold what their offsets show", () => {
  fc.assert(
    fc.property(lines, fc.constantFrom("\n", "\r\n"), (all, lineBreak) => {
      const source = `文字\n\n${all.join(lineBreak)}`;
      const { sections } = parse("p.md", source);
      let end = 0;
      for (const section of sections) {
        expect(section.start).toBeGreaterThanOrEqual(end);
        expect(section.end).toBeLessThanOrEqual(source.length);
        let inner = section.start;
        for (const { kind, start, end: stop, text } of section.blocks) {
          expect(start).toBeGreaterThanOrEqual(inner);
          expect(stop).toBeGreaterThan(start);
          expect(kind === "row" || isWithin(text.replaceAll("<", ""), source.slice(start, stop))).toBe(true);
          inner = stop;
        }
        expect(inner).toBeLessThanOrEqual(section.end);
        end = section.end;
      }
    }),
    { numRuns: 600 },
  );
});

test("every line of plain prose is in some block", () => {
  const prose = fc.array(fc.stringMatching(/^[a-z一-龥]{1,12}( [a-z一-龥]{1,12}){0,5}$/), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(prose, (all) => {
      const text = blocksOf(parse("p.md", all.join("\n\n"))).map((block) => block.text);
      expect(text).toEqual(all);
    }),
  );
});

test("a quote that is a note says so before its words", () => {
  expect(reading("a.md", "> **Note**\n> It takes an hour.\n\ntext\n\n> [!WARNING]\n> 先备份。\n> 再升级。")).toEqual([
    "quote: Note: It takes an hour.",
    "paragraph: text",
    "quote: 警告：先备份。再升级。",
  ]);
  expect(reading("a.md", "> **Only a line**")).toEqual(["quote: Only a line"]);
});
