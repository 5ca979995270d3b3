import mammoth from "mammoth";
import { htmlBlock } from "../html/block.ts";
import { isNoteName } from "../note.ts";
import type { DocumentLimits } from "./limits.ts";
import { createMarkdownWriter } from "./markdown-writer.ts";
import { openPackage, type PackageChange } from "./package.ts";
import { markNumbers, withNumbers } from "./word-numbers.ts";

const LEVELS = [1, 2, 3, 4, 5, 6];
const CODE_STYLES = ["Code", "Source Code", "HTML Preformatted", "Preformatted Text", "Plain Text", "代码", "代码块"];
const STYLES = [
  // A table of contents says nothing that the headings do not say.
  "p[style-name^='TOC'] => !",
  "p[style-name^='目录'] => !",
  "p[style-name='Title'] => h1.title:fresh",
  "p[style-name='标题'] => h1.title:fresh",
  ...LEVELS.map((level) => `p[style-name='标题 ${level}'] => h${level}:fresh`),
  ...CODE_STYLES.map((name) => `p[style-name='${name}'] => pre:separator('\\n')`),
];

/** Headings, lists, tables and code of a Word document; pictures are left out. */
export async function convertDocx(bytes: Uint8Array, limits: DocumentLimits): Promise<string> {
  const { value } = await mammoth.convertToHtml(
    { buffer: openPackage(bytes, limits, numbered) },
    {
      styleMap: STYLES,
      includeEmbeddedStyleMap: false,
      externalFileAccess: false,
      convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: "" })),
    },
  );
  const html = withBoldHeadings(withFootnotes(withNumbers(value)));
  const writer = createMarkdownWriter(limits.maxText);
  const down = chapters(html) ? 1 : 0;
  htmlBlock(html, 0, html.length, { ...writer, heading: (level, text) => writer.heading(level + down, text, null) });
  return writer.end();
}

const DOCUMENT = "word/document.xml";

/** The document with the number of each item before it; a file without lists is left as it is. */
const numbered: PackageChange = (part) => {
  const [document, numbering] = [part(DOCUMENT), part("word/numbering.xml")];
  return document === undefined || numbering === undefined ? {} : { [DOCUMENT]: markNumbers(document, numbering) };
};

const FOOTNOTE = /<li id="((?:foot|end)note-[^"]+)">([\s\S]*?)<\/li>/g;
const FOOTNOTES = /<ol>(?:<li id="(?:foot|end)note-[^"]+">(?:(?!<\/li>)[\s\S])*<\/li>)+<\/ol>/g;
const FOOTNOTE_MARK = /<sup><a href="#((?:foot|end)note-[^"]+)"[^>]*>\[\d+\]<\/a><\/sup>/g;

/** The text of a footnote stands in brackets where its mark stood: at the end it would be of another section. */
function withFootnotes(html: string): string {
  const notes = new Map(
    [...html.matchAll(FOOTNOTE)].map(([, id = "", content = ""]) => [id, content.replace(/<[^>]*>|↑/g, " ").trim()]),
  );
  if (notes.size === 0) return html;
  return html.replace(FOOTNOTES, "").replace(FOOTNOTE_MARK, (_, id: string) => {
    const words = notes.get(id) ?? "";
    if (words === "") return "";
    return /\p{Script=Han}/u.test(words) ? `（${words}）` : ` (${words})`;
  });
}

/** A short line in bold that ends no sentence, alone in its paragraph. */
const BOLD_LINE = /<p><strong>([^<]{2,60}?)<\/strong><\/p>/g;
const SENTENCE_END = /[。.!！?？:：;；,，]\s*$/;

/** Where no heading is marked as one, the lines in bold are what the writer meant as headings. */
const withBoldHeadings = (html: string): string =>
  /<h[1-6]\b/.test(html)
    ? html
    : html.replace(BOLD_LINE, (line, words: string, at: number) => {
        if (SENTENCE_END.test(words) || isNoteName(words)) return line;
        return at === 0 ? `<h1 class="title">${words}</h1>` : `<h2>${words}</h2>`;
      });

/** Several headings of the first level and no title: they are chapters, and none of them names the document. */
const chapters = (html: string): boolean =>
  !html.includes('<h1 class="title"') && (html.match(/<h1\b/g) ?? []).length > 1;
