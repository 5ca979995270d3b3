import mammoth from "mammoth";
import { htmlBlock } from "../html/block.ts";
import type { DocumentLimits } from "./limits.ts";
import { createMarkdownWriter } from "./markdown-writer.ts";
import { openPackage } from "./package.ts";

const LEVELS = [1, 2, 3, 4, 5, 6];
const CODE_STYLES = ["Code", "Source Code", "HTML Preformatted", "Preformatted Text", "Plain Text", "代码", "代码块"];
const STYLES = [
  "p[style-name='Title'] => h1.title:fresh",
  "p[style-name='标题'] => h1.title:fresh",
  ...LEVELS.map((level) => `p[style-name='标题 ${level}'] => h${level}:fresh`),
  ...CODE_STYLES.map((name) => `p[style-name='${name}'] => pre:separator('\\n')`),
];

/** Headings, lists, tables and code of a Word document; pictures are left out. */
export async function convertDocx(bytes: Uint8Array, limits: DocumentLimits): Promise<string> {
  const { value: html } = await mammoth.convertToHtml(
    { buffer: openPackage(bytes, limits) },
    {
      styleMap: STYLES,
      includeEmbeddedStyleMap: false,
      externalFileAccess: false,
      convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: "" })),
    },
  );
  const writer = createMarkdownWriter(limits.maxText);
  const down = chapters(html) ? 1 : 0;
  htmlBlock(html, 0, html.length, { ...writer, heading: (level, text) => writer.heading(level + down, text, null) });
  return writer.end();
}

/** Several headings of the first level and no title: they are chapters, and none of them names the document. */
const chapters = (html: string): boolean =>
  !html.includes('<h1 class="title"') && (html.match(/<h1\b/g) ?? []).length > 1;
