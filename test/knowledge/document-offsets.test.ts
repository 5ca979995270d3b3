import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { cutChunks } from "../../src/knowledge/chunk.ts";
import { parseSource } from "../../src/knowledge/parse/article.ts";
import { createDocumentConverter } from "../../src/knowledge/parse/documents/converter.ts";
import { createMarkdownWriter } from "../../src/knowledge/parse/documents/markdown-writer.ts";
import { docx, pdf, pptx, xlsx } from "./document-samples.ts";
import { blocksOf, isWithin } from "./parse-blocks.ts";

const ROUNDS = Number(process.env["ROUNDS"] ?? 40);
const converter = createDocumentConverter();
afterAll(() => converter.close());

/** Words, and all that means something in Markdown, where it hurts most. */
const token = fc.constantFrom(
  ...[
    "备份",
    "restore",
    "snake_case",
    "__init__",
    "*",
    "**x**",
    "`a`",
    "``",
    "~~",
    "\\",
    "\\n",
    "[a](b)",
    "]",
    "[x]: y",
  ],
  ...[
    "<br>",
    "<!--",
    "</p>",
    "<x",
    "&amp;",
    "&",
    "{{{.a}}}",
    "{#id}",
    "#",
    "##",
    ">",
    "-",
    "+",
    "=",
    "---",
    "===",
    "1.",
    "2)",
  ],
  ...[
    "|",
    "a|b",
    "|---|",
    ":::",
    "$&",
    "_",
    "C#",
    "10%",
    "https://a.b/c?d=e&f",
    "！",
    "。",
    "😀",
    "\ud800",
    "\u0000",
    "\t",
  ],
);
const line = fc.array(token, { minLength: 1, maxLength: 6 }).map((tokens) => tokens.join(" "));
/** What a text is once it was stored: no control characters, no halves of characters, single spaces at its ends. */
const kept = (text: string) =>
  text
    .replace(/(?![\t\n])\p{Cc}/gu, " ")
    .toWellFormed()
    .trim();
const words = (text: string) => kept(text).replace(/\s+/g, " ");

test("whatever a document says is read from its Markdown word for word", () => {
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 4 }),
      line,
      fc.array(fc.array(line, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
      (lines, heading, rows) => {
        const writer = createMarkdownWriter(1_000_000);
        writer.heading(2, heading, null);
        writer.paragraph(lines.join("\n"));
        for (const text of lines) writer.item(text);
        writer.code(lines.join("\n"));
        writer.table(["K", "V", "W"], rows);
        const article = parseSource("a.docx", writer.end(), []);
        const texts = (kind: string) =>
          blocksOf(article)
            .filter((block) => block.kind === kind)
            .map(({ text }) => words(text));
        const filled = lines.map(words).filter((text) => text !== "");
        expect(article.sections[0]!.path.at(-1)!.replaceAll("{ #", "{#")).toBe(
          words(heading).replaceAll("{ #", "{#") || "a",
        );
        expect(texts("paragraph").join(" ")).toBe(filled.join(" "));
        expect(texts("item")).toEqual(filled);
        const cells = rows.map((row) =>
          row.map((cell, i) => [["K", "V", "W"][i], words(cell)] as const).filter(([, cell]) => cell !== ""),
        );
        expect(texts("row")).toEqual(
          cells
            .filter((row) => row.length > 0)
            .map((row) => row.map(([name, cell]) => (name === cell ? cell : `${name}: ${cell}`)).join("; ")),
        );
      },
    ),
    { numRuns: ROUNDS * 10 },
  );
});

test("the offsets of every passage show its words, in every format", { timeout: 30_000 + ROUNDS * 1_000 }, async () => {
  const plain = fc.stringMatching(/^[A-Za-z0-9 .,()]{1,60}$/);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("pdf", "docx", "pptx", "xlsx", "csv"),
      fc.array(fc.array(line, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
      fc.array(plain, { minLength: 1, maxLength: 9 }),
      async (format, groups, ascii) => {
        const texts = groups.map((group) => group.map(kept));
        const bytes = {
          pdf: () => pdf([ascii, ["End"]]),
          docx: () =>
            docx(
              texts.flatMap((group) => [
                { style: "heading 2", text: group[0]! },
                ...group.map((text) => ({ style: "Normal", text })),
                { table: [group, group] },
              ]),
            ),
          pptx: () => pptx(texts),
          xlsx: () => xlsx({ A: texts, B: texts }),
          csv: () =>
            Buffer.from(
              texts.map((group) => group.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n"),
            ),
        }[format as "pdf"]();
        const source = await converter.convert(format as "pdf", bytes).catch(() => "");
        if (source.trim() === "") return;
        const article = parseSource(`a.${format}`, source, []);
        for (const chunk of cutChunks(article)) {
          expect(chunk.start).toBeLessThan(chunk.end);
          expect(chunk.end).toBeLessThanOrEqual(source.length);
        }
        for (const { kind, text, start, end } of blocksOf(article)) {
          const shown = parseSource(
            `b.${format}`,
            kind === "row" ? `|a|\n|---|\n${source.slice(start, end)}` : source.slice(start, end),
            [],
          );
          const reread = blocksOf(shown)
            .map((block) => block.text)
            .join("\n");
          if (kind === "row") expect(isWithin(words(reread).replace(/^a: /, ""), text)).toBe(true);
          else expect(reread).toBe(text);
        }
      },
    ),
    { numRuns: ROUNDS },
  );
});
