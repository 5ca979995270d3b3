import { strToU8, zipSync } from "fflate";

/** Small but real files of each document format, written by hand so that every byte of them is known. */

const escapeXml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";

type Files = Record<string, string | Uint8Array>;

export const zip = (files: Files): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [name, typeof content === "string" ? strToU8(content) : content]),
    ),
  );

const relations = (targets: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `${DECLARATION}<Relationships xmlns="${PACKAGE}">${targets
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${MAIN}/${type}" Target="${target}"/>`)
    .join("")}</Relationships>`;

const contentTypes = (parts: readonly (readonly [name: string, type: string])[]): string =>
  `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>${parts
    .map(([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`)
    .join("")}</Types>`;

/** Pages of ASCII lines. */
export function pdf(pages: readonly (readonly string[])[], info = ""): Uint8Array {
  const objects: string[] = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  const kids = pages.map((lines) => {
    const shown = lines.map((line) => `(${line.replace(/[()\\]/g, "\\$&")}) Tj T*`).join(" ");
    const content = `BT /F1 12 Tf 14 TL 72 720 Td ${shown} ET`;
    objects.push(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${objects.length} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
    );
    return `${objects.length} 0 R`;
  });
  objects[1] = `<< /Type /Pages /Count ${kids.length} /Kids [${kids.join(" ")}] >>`;
  if (info !== "") objects.push(info);
  return pdfFile(objects, info === "" ? "" : `/Info ${objects.length} 0 R`);
}

/** A page of Chinese in one of the encodings that need tables of the reader's own. */
export function chinesePdf(text: string): Uint8Array {
  const code = Buffer.from(text, "utf16le").swap16().toString("hex");
  const content = `BT /F1 12 Tf 72 720 Td <${code}> Tj ET`;
  return pdfFile([
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Count 1 /Kids [7 0 R] >>",
    "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R >>",
    "<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 6 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
  ]);
}

/** Objects by their number, from 1 on. */
export function pdfFile(objects: readonly (string | Buffer)[], trailer = ""): Uint8Array {
  const parts: Buffer[] = [Buffer.from("%PDF-1.4\n")];
  const offsets: number[] = [];
  let length = parts[0]!.length;
  const add = (part: string | Buffer) => {
    const bytes = typeof part === "string" ? Buffer.from(part, "latin1") : part;
    parts.push(bytes);
    length += bytes.length;
  };
  for (const [i, body] of objects.entries()) {
    offsets.push(length);
    add(`${i + 1} 0 obj\n`);
    add(body);
    add("\nendobj\n");
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  add(
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${length}\n%%EOF`,
  );
  return Buffer.concat(parts);
}

export type WordBlock =
  | { readonly style: string; readonly text: string }
  | { readonly list: string }
  | { readonly table: readonly (readonly string[])[] };

const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const run = (text: string): string => `<w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;

function wordBlock(block: WordBlock): string {
  if ("table" in block) {
    const cell = (text: string) => `<w:tc><w:p>${run(text)}</w:p></w:tc>`;
    return `<w:tbl>${block.table.map((row) => `<w:tr>${row.map(cell).join("")}</w:tr>`).join("")}</w:tbl>`;
  }
  const list = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';
  if ("list" in block) return `<w:p><w:pPr>${list}</w:pPr>${run(block.list)}</w:p>`;
  return `<w:p><w:pPr><w:pStyle w:val="${block.style.replace(/\s/g, "")}"/></w:pPr>${run(block.text)}</w:p>`;
}

export function docxFiles(blocks: readonly WordBlock[]): Files {
  const styles = [...new Set(blocks.flatMap((block) => ("style" in block ? [block.style] : [])))];
  return {
    "[Content_Types].xml": contentTypes([
      ["/word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"],
    ]),
    "_rels/.rels": relations([["r1", "officeDocument", "word/document.xml"]]),
    "word/_rels/document.xml.rels": relations([
      ["r1", "styles", "styles.xml"],
      ["r2", "numbering", "numbering.xml"],
    ]),
    "word/styles.xml": `${DECLARATION}<w:styles xmlns:w="${WORD}">${styles
      .map(
        (name) =>
          `<w:style w:type="paragraph" w:styleId="${name.replace(/\s/g, "")}"><w:name w:val="${name}"/></w:style>`,
      )
      .join("")}</w:styles>`,
    "word/numbering.xml": `${DECLARATION}<w:numbering xmlns:w="${WORD}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
    "word/document.xml": `${DECLARATION}<w:document xmlns:w="${WORD}"><w:body>${blocks.map(wordBlock).join("")}</w:body></w:document>`,
  };
}
export const docx = (blocks: readonly WordBlock[]): Uint8Array => zip(docxFiles(blocks));

export type Cell = string | number | null;

const column = (at: number): string => String.fromCharCode(65 + at);

export function xlsxFiles(sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>): Files {
  const names = Object.keys(sheets);
  const sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const cell = (value: Cell, x: number, y: number): string => {
    const at = `${column(x)}${y + 1}`;
    if (value === null) return "";
    return typeof value === "number"
      ? `<c r="${at}"><v>${value}</v></c>`
      : `<c r="${at}" t="inlineStr"><is><t>${escapeXml(value)}</t></is></c>`;
  };
  return {
    "[Content_Types].xml": contentTypes([
      ["/xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"],
      ...names.map(
        (_, i) =>
          [
            `/xl/worksheets/sheet${i + 1}.xml`,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
          ] as const,
      ),
    ]),
    "_rels/.rels": relations([["r1", "officeDocument", "xl/workbook.xml"]]),
    "xl/_rels/workbook.xml.rels": relations(
      names.map((_, i) => [`s${i + 1}`, "worksheet", `worksheets/sheet${i + 1}.xml`] as const),
    ),
    "xl/workbook.xml": `${DECLARATION}<workbook xmlns="${sheet}" xmlns:r="${MAIN}"><sheets>${names
      .map((name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="s${i + 1}"/>`)
      .join("")}</sheets></workbook>`,
    ...Object.fromEntries(
      names.map((name, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `${DECLARATION}<worksheet xmlns="${sheet}"><sheetData>${sheets[name]!.map(
          (row, y) => `<row r="${y + 1}">${row.map((value, x) => cell(value, x, y)).join("")}</row>`,
        ).join("")}</sheetData></worksheet>`,
      ]),
    ),
  };
}
export const xlsx = (sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>): Uint8Array =>
  zip(xlsxFiles(sheets));

const DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main";
const SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main";

/** Each slide is a list of text boxes; the first is its title. */
export function pptxFiles(slides: readonly (readonly string[])[]): Files {
  const box = (text: string, i: number): string =>
    `<p:sp><p:nvSpPr><p:cNvPr id="${i + 2}" name="Box ${i}"/><p:cNvSpPr/><p:nvPr>${i === 0 ? '<p:ph type="title"/>' : ""}</p:nvPr></p:nvSpPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>${escapeXml(text)}</a:t></a:r></a:p></p:txBody></p:sp>`;
  return {
    "[Content_Types].xml": contentTypes([
      ["/ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"],
      ...slides.map(
        (_, i) =>
          [
            `/ppt/slides/slide${i + 1}.xml`,
            "application/vnd.openxmlformats-officedocument.presentationml.slide+xml",
          ] as const,
      ),
    ]),
    "_rels/.rels": relations([["r1", "officeDocument", "ppt/presentation.xml"]]),
    "ppt/_rels/presentation.xml.rels": relations(
      slides.map((_, i) => [`s${i + 1}`, "slide", `slides/slide${i + 1}.xml`] as const),
    ),
    "ppt/presentation.xml": `${DECLARATION}<p:presentation xmlns:p="${SLIDES}" xmlns:r="${MAIN}"><p:sldIdLst>${slides
      .map((_, i) => `<p:sldId id="${256 + i}" r:id="s${i + 1}"/>`)
      .join("")}</p:sldIdLst></p:presentation>`,
    ...Object.fromEntries(
      slides.map((texts, i) => [
        `ppt/slides/slide${i + 1}.xml`,
        `${DECLARATION}<p:sld xmlns:p="${SLIDES}" xmlns:a="${DRAWING}"><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>${texts.map(box).join("")}</p:spTree></p:cSld></p:sld>`,
      ]),
    ),
  };
}
export const pptx = (slides: readonly (readonly string[])[]): Uint8Array => zip(pptxFiles(slides));
