import fc from "fast-check";
import { expect, test } from "vitest";
import { CHUNK_SIZES, cutChunks } from "../../src/knowledge/chunk.ts";
import { parseSource } from "../../src/knowledge/parse/article.ts";
import { createMarkdownWriter } from "../../src/knowledge/parse/documents/markdown-writer.ts";
import { htmlBlock } from "../../src/knowledge/parse/html/block.ts";

const cut = (markdown: string) => cutChunks(parseSource("a.md", markdown, []));

test("short sections are merged, long ones begin a chunk of their own", () => {
  const long = "很长的一段。".repeat(120);
  const chunks = cut(`# 手册\n\n## 一\n\n短。\n\n## 二\n\n也短。\n\n## 三\n\n${long}\n\n## 四\n\n${long}`);
  expect(chunks.map(({ headings }) => headings)).toEqual([["一", "二", "三"], ["四"]]);
  expect(chunks[0]!.text).toContain("二\n也短。");
  expect(chunks[1]!.headingPath).toEqual(["手册", "四"]);
});

test("a chunk's offsets point at its text in the source", () => {
  const source = "# 备份\n\n先停止服务。\n\n- 第一步\n- 第二步\n";
  const [chunk] = cut(source);
  expect(source.slice(chunk!.start, chunk!.end).trim()).toBe("先停止服务。\n\n- 第一步\n- 第二步");
});

test("a link to any merged section can find its chunk", () => {
  expect(cut("# 手册\n\n## 一\n\n短。\n\n## 二\n\n也短。")[0]!.anchors).toEqual(expect.arrayContaining(["一", "二"]));
});

test("how deep a list is does not decide where a chunk ends", () => {
  const items = Array.from({ length: 40 }, (_, i) => `第 ${i} 项：${"说明文字".repeat(8)}`);
  const flat = cut(`# 手册\n\n${items.map((item) => `- ${item}`).join("\n")}`);
  const deep = cut(`# 手册\n\n- 外\n  - 中\n${items.map((item) => `    - ${item}`).join("\n")}`);
  const ends = (chunks: ReturnType<typeof cut>) => chunks.map(({ text }) => /第 (\d+) 项[^\n]*$/.exec(text)?.[1]);
  expect(ends(deep)).toEqual(ends(flat));
});

test("only a huge block is cut, at line ends", () => {
  const row = `${"x".repeat(99)}\n`;
  const chunks = cut(`# A\n\n\`\`\`\n${row.repeat(60)}\`\`\`\n`);
  expect(chunks.length).toBeGreaterThan(1);
  expect(chunks.every(({ text }) => text.length <= CHUNK_SIZES.most + 10)).toBe(true);
});

test("chunks come in order, lose no block and stay within their sizes", () => {
  const block = fc.array(fc.constantFrom("备份", "恢复", "backup", "step one"), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), block), { minLength: 1, maxLength: 12 }), (blocks) => {
      const source = blocks.map(([heading, words]) => `${heading ? "## 节\n\n" : ""}${words.join(" ")}`).join("\n\n");
      const chunks = cut(source);
      chunks.forEach((chunk, i) => {
        expect(chunk.ordinal).toBe(i);
        if (i > 0) expect(chunk.start).toBeGreaterThanOrEqual(chunks[i - 1]!.end);
        expect(chunk.text.length).toBeLessThanOrEqual(CHUNK_SIZES.huge);
      });
      const all = chunks.map(({ text }) => text).join("\n");
      for (const [, words] of blocks) expect(all).toContain(words.join(" "));
      const groups = Map.groupBy(chunks, ({ group }) => group);
      expect([...groups.values()].every((members) => members.length <= 4)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("a passage keeps the bullets of its lists, and what belongs to an item or is code is indented", () => {
  const source = `# A

Needs:

* disk
* a port

1. Unpack:

   \`\`\`sh
   tar x
   \`\`\`

2. Choose:
   - service
   - user

   Note: as root.

\`\`\`
run
\`\`\`
`;
  expect(cut(source)[0]!.text).toBe(
    [
      "Needs:",
      "- disk",
      "- a port",
      "1. Unpack:",
      "      tar x",
      "2. Choose:",
      "  - service",
      "  - user",
      "  Note: as root.",
      "    run",
    ].join("\n"),
  );
});

test("lists of HTML and reStructuredText stand in a passage as those of Markdown do", () => {
  const shown = (path: string, source: string) => cutChunks(parseSource(path, source, []))[0]!.text;
  const html = `<h1>A</h1><ol start="3"><li>Open it<ul><li>one</li><li>two</li></ul></li>
<li><p>Save</p><p>Note: at once</p><pre>run</pre></li></ol>`;
  expect(shown("a.html", html)).toBe("3. Open it\n  - one\n  - two\n4. Save\n  Note: at once\n      run");
  const rst = "Page\n====\n\n#. Open it\n\n   * one\n   * two\n\n#. Save\n\n   .. note::\n\n      At once.\n";
  expect(shown("a.rst", rst)).toBe("1. Open it\n  - one\n  - two\n2. Save\n  Note: At once.");
});

test("the numbers and the inner lists of a Word document are kept on the way through Markdown", () => {
  const html =
    "<ol><li>Open it<ul><li>as admin</li></ul></li><li>Save 1. now</li></ol><p>Then:</p><ul><li>one</li></ul>";
  const writer = createMarkdownWriter(1_000);
  htmlBlock(html, 0, html.length, { ...writer, heading: () => {} });
  const text = cutChunks(parseSource("a.docx", writer.end(), []))[0]!.text;
  expect(text).toBe("1. Open it\n  - as admin\n2. Save 1. now\nThen:\n- one");
});

test("what stands in a great many lists makes a page no longer than its lines by much", () => {
  const lines = 1_000;
  const html = `<h1>A</h1>${"<ul><li>".repeat(150)}<pre>${"a\n".repeat(lines)}</pre>`;
  const length = cutChunks(parseSource("a.html", html, [])).reduce((sum, { text }) => sum + text.length, 0);
  expect(length).toBeGreaterThan(lines);
  expect(length).toBeLessThan(25 * lines);
});
