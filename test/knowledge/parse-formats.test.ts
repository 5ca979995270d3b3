import fc from "fast-check";
import { expect, test } from "vitest";
import { isArticlePath, parseArticle } from "../../src/knowledge/parse/article.ts";
import { blocksOf, isWithin, parse, reading } from "./parse-blocks.ts";

test("an HTML page gives its title, summary, headings, lists, tables, code and links; scripts and navigation go", () => {
  const source = `<!doctype html><html><head><title>Site title</title><meta name="description" content="About it">
<style>p { color: red }</style></head><body><nav><a href="x.html">Menu</a></nav>
<h1 id="top">Page</h1><p>One<br>two <a href="../b.html#c">three</a> &amp; 4</p><script>alert(1)</script>
<h2>List</h2><ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul>
<pre><code>x
  y</code></pre><blockquote><p>q</p></blockquote>
<table><caption>Cap</caption><thead><tr><th>K</th><th>V</th></tr></thead><tbody><tr><td>1</td><td><p>2</p><p>3</p></td></tr></tbody></table></body></html>`;
  const page = parse("d/a.html", source);
  expect([page.title, page.summary]).toEqual(["Page", "About it"]);
  expect(page.sections.map(({ path, anchor }) => [...path, anchor])).toEqual([
    ["Page", "top"],
    ["Page", "List", "list"],
  ]);
  expect(blocksOf(page).map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    "paragraph: One two three & 4",
    "item: a",
    "item: b",
    "item: c",
    "code: x\n  y",
    "quote: q",
    "paragraph: Cap",
    "row: K: 1; V: 2 3",
  ]);
  expect(page.links).toEqual([{ target: "b.html", anchor: "c", text: "three" }]);
  for (const { kind, text, start, end } of blocksOf(page)) {
    expect(kind === "row" || isWithin(text.replace("&", ""), source.slice(start, end))).toBe(true);
  }
});

test("an HTML page without a heading takes the title of its head", () => {
  expect(parse("a.htm", "<title>Head\n title</title><p>x</p>").title).toBe("Head title");
});

test("broken and hostile HTML never throws anything but a reason", () => {
  const piece = fc.constantFrom(
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "</td>",
    "text ",
    "<li>",
    "<ul>",
    "</ul>",
    "<h2>",
    "</h2>",
    "<pre>",
    "<a href='x'>",
    "</a>",
    "<",
    "&#x110000;",
    "&#0;",
    "<!--",
    "<td colspan=99 rowspan=99>",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const { start, end, text } of blocksOf(parse("a.html", `<p>begin</p>${pieces.join("")}`))) {
        expect(end).toBeGreaterThanOrEqual(start);
        expect(text.trim()).not.toBe("");
      }
    }),
    { numRuns: 400 },
  );
  expect(() => parse("a.html", "<div>".repeat(5_000))).toThrow("nested deeper");
});

test("a page of reStructuredText gives sections by the order of its underlines, with labels as anchors", () => {
  const source =
    "=====\nGuide\n=====\n\nIntro.\n\n.. _start-here:\n\nStart\n-----\n\nText.\n\nDeep\n~~~~\n\nMore.\n\nNext\n----\n\nEnd.\n";
  expect(parse("a.rst", source).sections.map(({ path, anchor }) => [path.join(" > "), anchor])).toEqual([
    ["Guide", "guide"],
    ["Guide > Start", "start-here"],
    ["Guide > Start > Deep", "deep"],
    ["Guide > Next", "next"],
  ]);
});

test("directives, definitions, options and literal blocks of reStructuredText are read", () => {
  const source = `.. note::
   Mind *this*.

.. code-block:: sh
   :linenos:

   run
     it

:file:\`a.xml\`
    The file,
    in XML.

.. option:: --home=<dir>

   Sets it.

   More about it.

Do::

    literal

.. versionadded:: 1.5.0

.. toctree::
   other

.. a comment
   over two lines

#. one
#. two
   goes on

- a

  - b

.. image:: p.png
   :alt: A picture
`;
  expect(reading("a.rst", source)).toEqual([
    "paragraph: Note: Mind this.",
    "code: run\n  it",
    "item: a.xml\nThe file, in XML.",
    "item: --home=<dir>\nSets it.",
    "paragraph: More about it.",
    "paragraph: Do:",
    "code: literal",
    "quote: Added in version 1.5.0",
    "item: 1. one",
    "item: 2. two goes on",
    "item: a",
    "item: b",
  ]);
});

test("what a version brought, changed or gave up is said in the words of the text's language", () => {
  const source = `.. deprecated:: 2.0
   Use the other one.

.. versionchanged:: 2.1
   默认值改为十分钟。
`;
  expect(reading("a.rst", source)).toEqual([
    "quote: Deprecated since version 2.0\nUse the other one.",
    "quote: 变更于版本 2.1\n默认值改为十分钟。",
  ]);
});

test("both kinds of reStructuredText tables give rows that name their columns", () => {
  const grid = "+-----+-----+\n| K   | V   |\n+=====+=====+\n| a   | b   |\n|     | c   |\n+-----+-----+\n";
  const simple = "=====  =====\nK      V\n=====  =====\na      b\n       c\nd      e\n=====  =====\n";
  expect(reading("a.rst", grid)).toEqual(["row: K: a; V: b c"]);
  expect(reading("a.rst", simple)).toEqual(["row: K: a; V: b c", "row: K: d; V: e"]);
});

test("links of reStructuredText lead to pages and to labels", () => {
  const source =
    "See :doc:`the guide </users/guide>`, :ref:`here <start-here>`, `out <https://x.org>`_, `page <b.html>`__ and name_.\n\n.. _name: ../c.html\n";
  const page = parse("d/a.rst", source);
  expect(blocksOf(page)[0]?.text).toBe("See the guide, here, out, page and name.");
  expect(page.links).toEqual([
    { target: "users/guide", anchor: null, text: "the guide" },
    { target: "", anchor: "start-here", text: "here" },
    { target: "d/b.html", anchor: null, text: "page" },
    { target: "c.html", anchor: null, text: "name" },
  ]);
});

test("whatever the reStructuredText: blocks hold what their offsets show", () => {
  const piece = fc.constantFrom(
    "a",
    "  b",
    "- ",
    "::",
    "====",
    ".. note::",
    ".. code::",
    ":ref:`x`",
    "``",
    "*",
    "+--+",
    "|",
    "   ",
    "1. ",
    ".. _l:",
    "..",
    "`t <u>`_",
    "====  ====",
    "\t",
    ":k: v",
    ">>> x",
  );
  const line = fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(" "));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      const source = `text\n\n${lines.join("\n")}`;
      for (const { kind, start, end, text } of blocksOf(parse("a.rst", source))) {
        // The label of a note is said in the reader's words, not in the source's.
        const written = text.replace(/^Note: ?/, "");
        expect(kind === "row" || isWithin(written, source.slice(start, end))).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test("plain text gives paragraphs, and a short first line is the title", () => {
  const page = parse("a.txt", "收集日志\n\n打开运维中心里的\n菜单。\r\n\r\n结束。");
  expect(page.title).toBe("收集日志");
  expect(blocksOf(page).map(({ text }) => text)).toEqual(["打开运维中心里的菜单。", "结束。"]);
  expect(parse("b.txt", "这是一句话。\n\n二").title).toBe("b");
});

test("plain text keeps the line breaks that its writer made, and joins lines that were filled", () => {
  const list = "快捷键\n\nCtrl+Enter   保存\nEsc   关闭弹窗\n\n导出\n一次最多 5000 行，超过的行在结果文件里说明。";
  expect(blocksOf(parse("a.txt", list)).map(({ text }) => text)).toEqual([
    "Ctrl+Enter   保存\nEsc   关闭弹窗",
    "导出\n一次最多 5000 行，超过的行在结果文件里说明。",
  ]);
  const filled = "A note\n\nThe agent sends what it has\nfound to the server, which\nstores it.\n\nEnd.";
  expect(blocksOf(parse("b.txt", filled)).map(({ text }) => text)[0]).toBe(
    "The agent sends what it has found to the server, which stores it.",
  );
});

test("a line break that a page of HTML shows stays in a paragraph, and a row of a table is one line", () => {
  const page =
    "<p><b>Reset</b><br>Open the\npage.</p><table><tr><th>Code</th></tr><tr><td>691<br>bad</td></tr></table>";
  expect(blocksOf(parse("a.html", page)).map(({ text }) => text)).toEqual(["Reset\nOpen the page.", "Code: 691 bad"]);
  const rows = blocksOf(parse("a.md", "| 代码 | 处理 |\n|---|---|\n| 691 | 重置；<br>重连 |"));
  expect(rows.map(({ text }) => text)).toEqual(["代码: 691; 处理: 重置； 重连"]);
});

test("the language follows the script, names and code aside", () => {
  const zh = "使用 TiDB Lightning 与 BR 恢复数据\n\n```\nselect something from somewhere where everything;\n```\n";
  expect([
    parse("a.md", zh).scope.language,
    parse("b.md", "Restore the 备份 folder of your installation").scope.language,
  ]).toEqual(["zh", "en"]);
});

test("GB18030 and UTF-16 are read as text", () => {
  const gb = Uint8Array.from([0xb1, 0xb8, 0xb7, 0xdd, 0xca, 0xfd, 0xbe, 0xdd, 0xa1, 0xa3]);
  expect(parseArticle("a.txt", gb, []).source).toBe("备份数据。");
  expect(parseArticle("a.txt", Buffer.from("\ufeff备份。", "utf16le"), []).source).toBe("备份。");
  expect(parseArticle("a.txt", Buffer.from("先备份。 Then go.\n", "utf16le"), []).source).toBe("先备份。 Then go.\n");
  expect(parseArticle("a.md", Buffer.from("\ufeff# 备份\n\nx"), []).title).toBe("备份");
});

test("texts in Big5 and in Windows' encoding of Western Europe are read as what they say", () => {
  // 請先停止服務，再備份資料。
  const big5 = Buffer.from("bdd0a5fdb0b1a4eeaa41b0c8a141a641b3c6a5f7b8eaaec6a143", "hex");
  expect(parseArticle("a.txt", big5, []).source).toBe("請先停止服務，再備份資料。");
  const western = Buffer.from("The caf\u00e9 module\u0092s port is 80.", "latin1");
  expect(parseArticle("a.txt", western, []).source).toBe("The café module’s port is 80.");
});

test("headings of plain text are its underlined lines and its numbered ones between blank lines", () => {
  const source =
    "Backup guide\n============\n\nStop it.\n\nSteps\n-----\n1. Stop.\n2. Copy.\n\n二、升级\n\n1. 停止。\n\n------\n\n三、请先备份。\n";
  const { title, sections } = parse("a.txt", source);
  expect(title).toBe("Backup guide");
  expect(sections.map(({ path, blocks }) => [path.at(-1), ...blocks.map(({ text }) => text)])).toEqual([
    ["Backup guide", "Stop it."],
    ["Steps", "1. Stop.\n2. Copy."],
    ["二、升级", "1. 停止。", "------", "三、请先备份。"],
  ]);
});

test.each([
  ["a PDF", Buffer.from("%PDF-1.7\n…")],
  ["a PNG image", Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10])],
  ["a zip archive", Buffer.from("PK\u0003\u0004xx", "latin1")],
  ["NUL bytes", Buffer.from("ab\0cd")],
  ["NUL bytes", Buffer.from("The specification of the export is kept.\0 Stop the service.\n")],
  ["no encoding that is known", Buffer.from([0xff, 0x80, 0x81, 0xff, 0xff])],
  ["control characters", Buffer.from("\u0001\u0002\u0003text")],
])("a .md that is %s is refused with that reason", (what, bytes) => {
  expect(() => parseArticle("a.md", bytes, [])).toThrow(what);
});

test("a file without text and a file of an unknown kind are told apart from broken ones", () => {
  expect(() => parse("a.md", "# Heading only\n")).toThrow("holds no text");
  expect(isArticlePath("a/b.MD") && !isArticlePath("a/b.png")).toBe(true);
  expect(() => parse("a.exe", "x")).toThrow("*.exe");
});

test("a long line of brackets, ticks, stars or tags is read in linear time", () => {
  for (const unit of ["[", "`", "*a ", "<a ", "![", "](", "&", "{{{", "<!--", "``a", "[a](b", "<table>", "> ", "- "]) {
    const source = `x ${unit.repeat(60_000)}`;
    expect(parse("a.md", source).source.length).toBe(source.length);
    expect(parse("a.rst", source).source.length).toBe(source.length);
  }
});

test("the first row of an HTML table without marked headers names the columns where it reads as names", () => {
  const rows = (...lines: string[]) =>
    reading(
      "a.html",
      `<table>${lines.map((line) => `<tr>${line.replace(/[^|]+/g, "<td>$&</td>").replaceAll("|", "")}</tr>`).join("")}</table>`,
    );
  expect(rows("Plan|Largest file|Files", "Basic|10 MB|5", "Team|25 MB|20")).toEqual([
    "row: Plan: Basic; Largest file: 10 MB; Files: 5",
    "row: Plan: Team; Largest file: 25 MB; Files: 20",
  ]);
  expect(rows("版本|价格", "标准版|100 元", "企业版|300 元")).toEqual([
    "row: 版本: 标准版; 价格: 100 元",
    "row: 版本: 企业版; 价格: 300 元",
  ]);
  expect(rows("Name|Printer bridge", "Maker|Oakskiff", "Weight|2 kg")[0]).toBe("row: Name; Printer bridge");
  expect(rows("Basic|10 MB|5", "Team|25 MB|20", "Large|50 MB|40")[0]).toBe("row: Basic; 10 MB; 5");
});

test("a picture is a word where it stands in a sentence, and nothing where it shows what the text says", () => {
  expect(reading("a.md", "Press ![Add](a.png), then save.\n\n![The whole window](b.png)")).toEqual([
    "paragraph: Press Add, then save.",
  ]);
  expect(reading("a.md", "1. Save it.\n   ![The window](b.png)\n\n| Can |\n|---|\n| ![yes](y.png) |")).toEqual([
    "item: 1. Save it.",
    "row: Can: yes",
  ]);
  expect(reading("a.html", `<p>点击<img alt="设置">。</p><p><img alt="设置窗口">点击保存。</p>`)).toEqual([
    "paragraph: 点击 设置 。",
    "paragraph: 点击保存。",
  ]);
});
