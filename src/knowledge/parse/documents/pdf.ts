import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PDFLoader } from "@langchain/community/document_loaders/fs/pdf";
import { type LoadParameters, type ParseParameters, PDFParse, VerbosityLevel } from "pdf-parse";
import { ParseError } from "../parse-error.ts";
import type { DocumentLimits } from "./limits.ts";
import { createMarkdownWriter } from "./markdown-writer.ts";
import { proseOf } from "./prose.ts";

/** Tables of character codes that Chinese documents without embedded fonts rely on. */
const CHARACTER_MAPS = join(
  dirname(createRequire(createRequire(import.meta.url).resolve("pdf-parse")).resolve("pdfjs-dist/package.json")),
  "cmaps/",
);

interface PdfFacts {
  readonly totalPages: number;
  readonly info?: { readonly Title?: unknown };
}

/** A section for each page with text. A scan holds none, which is a problem worth telling and no empty article. */
export async function convertPdf(bytes: Uint8Array, limits: DocumentLimits): Promise<string> {
  const found = { pages: 0 };
  const loader = new PDFLoader(new Blob([new Uint8Array(bytes)]), {
    pdfjs: () => Promise.resolve({ isV2: true, PDFParse: withinLimits(limits, found) } as never),
  });
  const documents = await loader.load().catch((error: unknown) => {
    throw readable(error);
  });
  const pages = documents.map(({ pageContent, metadata }) => ({
    number: (metadata["loc"] as { pageNumber: number }).pageNumber,
    text: pageContent,
  }));
  if (pages.every(({ text }) => text.trim() === ""))
    throw new ParseError(
      `The PDF holds no text on its ${found.pages} pages; it is probably a scan. Run text recognition (OCR) on it and import it again.`,
    );
  const writer = createMarkdownWriter(limits.maxText);
  const title = titleOf(documents[0]?.metadata["pdf"] as PdfFacts | undefined);
  if (title !== null) writer.heading(1, title, null);
  const chinese = /\p{Script=Han}/u.test(pages.map(({ text }) => text.slice(0, 500)).join(""));
  for (const { number, blocks } of await proseOf(pages)) {
    writer.heading(2, chinese ? `第 ${number} 页` : `Page ${number}`, `page-${number}`);
    for (const block of blocks) writer.paragraph(block);
  }
  return writer.end();
}

/** The loader passes no settings on, so they are put in here: no code from the file runs, nothing is drawn or fetched. */
function withinLimits(limits: DocumentLimits, found: { pages: number }) {
  return class extends PDFParse {
    constructor(source: LoadParameters) {
      super({
        ...source,
        cMapUrl: CHARACTER_MAPS,
        cMapPacked: true,
        isEvalSupported: false,
        enableXfa: false,
        useSystemFonts: false,
        disableFontFace: true,
        useWasm: false,
        useWorkerFetch: false,
        maxImageSize: 1,
        stopAtErrors: false,
        verbosity: VerbosityLevel.ERRORS,
      });
    }

    override async getText(settings?: ParseParameters) {
      const { total } = await this.getInfo();
      found.pages = total;
      if (total > limits.maxPages)
        throw new ParseError(`The PDF has ${total} pages; at most ${limits.maxPages} are read. Split it.`);
      return super.getText(settings);
    }
  };
}

function readable(error: unknown): unknown {
  if (error instanceof ParseError || !(error instanceof Error)) return error;
  if (/password/i.test(`${error.name} ${error.message}`))
    return new ParseError("The PDF is protected with a password. Save it without one and import it again.", null, {
      cause: error,
    });
  return new ParseError(
    `The PDF is damaged or cut off (${error.message.slice(0, 120)}). Save it again in its program and import it again.`,
    null,
    { cause: error },
  );
}

/** Many programs put a file's name or nothing where the title belongs. */
function titleOf(facts: PdfFacts | undefined): string | null {
  const title = typeof facts?.info?.Title === "string" ? facts.info.Title.trim() : "";
  const isName = /\.(?:docx?|pdf|pptx?|xlsx?|wps|indd|tex)$|^Microsoft|^untitled|^无标题|^幻灯片|\ufffd/i.test(title);
  return title.length < 2 || title.length > 200 || isName ? null : title;
}
