import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { afterAll, expect, test } from "vitest";
import { createDocumentConverter } from "../../src/knowledge/parse/documents/converter.ts";
import type { DocumentFormat } from "../../src/knowledge/parse/documents/formats.ts";
import { DOCUMENT_LIMITS } from "../../src/knowledge/parse/documents/limits.ts";
import { openPackage } from "../../src/knowledge/parse/documents/package.ts";
import { ParseError } from "../../src/knowledge/parse/parse-error.ts";
import { docx, docxFiles, pdf, pdfFile, pptx, pptxFiles, xlsx, xlsxFiles, zip } from "./document-samples.ts";

const ROUNDS = Number(process.env["ROUNDS"] ?? 60);
const limits = { ...DOCUMENT_LIMITS, maxMilliseconds: 20_000 };
const converter = createDocumentConverter(limits);
afterAll(() => converter.close());

/** The text, or the reason for which there is none; anything else that is thrown fails the test. */
const outcome = (format: DocumentFormat, bytes: Uint8Array): Promise<string> =>
  converter.convert(format, bytes).catch((error: unknown) => {
    if (error instanceof ParseError) return error.message;
    throw error;
  });

const SAMPLES: Readonly<Record<DocumentFormat, Uint8Array>> = {
  pdf: pdf([["One page of text."], ["Another page."]]),
  docx: docx([
    { style: "heading 1", text: "Head" },
    { style: "Normal", text: "Body" },
    {
      table: [
        ["a", "b"],
        ["1", "2"],
      ],
    },
  ]),
  pptx: pptx([["Title", "Point"]]),
  xlsx: xlsx({
    Sheet: [
      ["a", "b"],
      [1, "x"],
    ],
  }),
  csv: Buffer.from("a,b\n1,2\n"),
};
const FORMATS = Object.keys(SAMPLES) as DocumentFormat[];

test("a file that is empty, cut off or something else gives a reason that says what to do", async () => {
  for (const format of FORMATS.filter((name) => name !== "csv")) {
    expect(await outcome(format, new Uint8Array())).toMatch(/damaged|no Office file/);
    expect(await outcome(format, SAMPLES[format].subarray(0, SAMPLES[format].length / 2))).toMatch(/damaged/);
    expect(await outcome(format, Buffer.from("Just words."))).toMatch(/damaged/);
    expect(await outcome(format, zip({ "a.txt": "x" }))).toMatch(/no Office file|damaged/);
  }
  expect(await outcome("csv", SAMPLES.docx)).toMatch(/not text/);
});

test("a scan, an encrypted file and an old Office file are told apart", async () => {
  expect(await outcome("pdf", pdf([[], []]))).toMatch(/no text on its 2 pages.*OCR/);
  const encrypted = pdfFile(
    [
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Count 0 /Kids [] >>",
      `<< /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <${"ab".repeat(32)}> /U <${"cd".repeat(32)}> >>`,
    ],
    `/Encrypt 3 0 R /ID [<${"01".repeat(16)}> <${"01".repeat(16)}>]`,
  );
  expect(await outcome("pdf", encrypted)).toMatch(/protected with a password/);
  const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
  expect(await outcome("xlsx", Buffer.from([...ole, ...Buffer.from("EncryptedPackage", "utf16le")]))).toMatch(
    /password/,
  );
  expect(await outcome("docx", Buffer.from(ole))).toMatch(/old Office format/);
  const locked = Buffer.from(SAMPLES.docx);
  const entry = locked.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  locked.writeUInt16LE(1, entry + 8);
  expect(await outcome("docx", locked)).toMatch(/password/);
});

test("macros, pictures and embedded files never reach a reader; the text beside them is read", async () => {
  const types = { docx: "ms-word.document", xlsx: "ms-excel.sheet", pptx: "ms-powerpoint.presentation" };
  const files = {
    docx: docxFiles([{ style: "Normal", text: "Honest text" }]),
    xlsx: xlsxFiles({ Sheet: [["Honest", "text"]] }),
    pptx: pptxFiles([["Honest text"]]),
  };
  for (const format of ["docx", "xlsx", "pptx"] as const) {
    const plain = files[format]["[Content_Types].xml"] as string;
    const macro = plain.replace(
      /application\/vnd\.[^"]*\.main\+xml/,
      `application/vnd.${types[format]}.macroEnabled.main+xml`,
    );
    const bytes = zip({
      ...files[format],
      "[Content_Types].xml": macro,
      "word/vbaProject.bin": "Sub AutoOpen()",
      "word/media/a.png": new Uint8Array(100),
    });
    expect(await outcome(format, bytes)).toMatch(/Honest;? text/);
    expect(openPackage(bytes, limits).includes("AutoOpen")).toBe(false);
  }
});

test("an entry that leaves the file, or defines entities in any encoding, is refused by name", async () => {
  const files = docxFiles([{ style: "Normal", text: "x" }]);
  for (const name of ["../../etc/cron.xml", "/etc/passwd.xml", "C:\\a.xml", "word\\..\\..\\b.xml"]) {
    expect(await outcome("docx", zip({ ...files, [name]: "x" }))).toMatch(/outside of itself/);
  }
  const laughs =
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]><x>&b;&f;</x>';
  for (const content of [
    strToU8(laughs),
    Buffer.from(`\ufeff${laughs}`, "utf16le"),
    Buffer.from(laughs, "utf16le").swap16(),
  ]) {
    expect(await outcome("docx", zip({ ...files, "word/document.xml": content }))).toMatch(/defines entities/);
  }
});

test("bombs are met before they are unpacked: by size, by ratio, by number, whatever their headers claim", async () => {
  const files = xlsxFiles({ Sheet: [["a"]] });
  const packed = (more: Record<string, Uint8Array>) =>
    zipSync({ ...Object.fromEntries(Object.entries(files).map(([n, c]) => [n, strToU8(c as string)])), ...more });
  const bomb = packed({ "xl/big.xml": new Uint8Array(12_000_000) });
  expect(await outcome("xlsx", bomb)).toMatch(/unpacks to more/);
  // Its directory claims ten bytes.
  const lying = Buffer.from(bomb);
  const name = lying.lastIndexOf("xl/big.xml");
  lying.writeUInt32LE(10, name - 46 + 24);
  expect(await outcome("xlsx", lying)).toMatch(/unpacks to more/);
  const tight = { ...limits, maxUnpackedBytes: 5_000, maxEntries: 8 };
  expect(() => openPackage(packed({ "xl/a.xml": new Uint8Array(6_000) }), tight)).toThrow(/unpacks to more/);
  const many = packed(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`a${i}.xml`, new Uint8Array()])));
  expect(() => openPackage(many, tight)).toThrow(/parts; at most 8/);
});

test("a PDF whose stream unpacks without bound is ended, and the next file is read", async () => {
  const inner = deflateSync(Buffer.alloc(60_000_000, " "));
  const stream = Buffer.concat([
    Buffer.from(`<< /Length ${inner.length} /Filter /FlateDecode >>\nstream\n`),
    inner,
    Buffer.from("\nendstream"),
  ]);
  const bytes = pdfFile([
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
    stream,
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R >>",
  ]);
  const small = createDocumentConverter({ ...limits, maxOutsideMegabytes: 24 });
  await expect(small.convert("pdf", bytes)).rejects.toThrow(/more memory/);
  expect(await small.convert("pdf", SAMPLES.pdf)).toContain("One page of text.");
  await small.close();
});

test("a document that takes too long is ended, and so is one that the caller gives up", async () => {
  const slow = createDocumentConverter({ ...limits, maxMilliseconds: 1 });
  await expect(slow.convert("pdf", SAMPLES.pdf)).rejects.toThrow(/not read within/);
  const gone = new AbortController();
  const reading = slow.convert("docx", SAMPLES.docx, gone.signal);
  gone.abort();
  await expect(reading).rejects.toThrow();
  await slow.close();
});

test("pages, slides, sheets, rows, columns and characters have limits that are named", async () => {
  const tight = createDocumentConverter({
    ...limits,
    maxPages: 1,
    maxSlides: 1,
    maxSheets: 1,
    maxRows: 2,
    maxColumns: 2,
    maxText: 200,
  });
  const two = [["a"], ["b"]];
  await expect(tight.convert("pdf", pdf(two))).rejects.toThrow(/2 pages; at most 1/);
  await expect(tight.convert("pptx", pptx(two))).rejects.toThrow(/2 slides; at most 1/);
  await expect(tight.convert("xlsx", xlsx({ A: two, B: two }))).rejects.toThrow(/2 sheets; at most 1/);
  await expect(tight.convert("csv", Buffer.from("a,b\n1,2\n3,4\n"))).rejects.toThrow(/3 rows; at most 2/);
  await expect(tight.convert("csv", Buffer.from("a,b,c\n1,2,3\n"))).rejects.toThrow(/3 columns; at most 2/);
  await expect(tight.convert("docx", docx([{ style: "Normal", text: "x".repeat(300) }]))).rejects.toThrow(
    /200 characters/,
  );
  await tight.close();
});

test("whatever is changed in a file of any format, there is a text or a reason, and the reader lives on", {
  timeout: 60_000 + ROUNDS * 1_000,
}, async () => {
  const change = fc.array(
    fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255), fc.constantFrom("set", "cut", "twice")),
    { minLength: 1, maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...FORMATS), change, fc.boolean(), async (format, changes, inside) => {
      const bytes =
        inside && format !== "pdf" && format !== "csv"
          ? mutateInside(format, changes)
          : mutate(SAMPLES[format], changes);
      await expect(outcome(format, bytes)).resolves.toBeTypeOf("string");
    }),
    { numRuns: ROUNDS },
  );
  for (const format of FORMATS) expect(await converter.convert(format, SAMPLES[format])).not.toBe("");
});

type Change = readonly [at: number, byte: number, how: string];

function mutate(bytes: Uint8Array, changes: readonly Change[]): Uint8Array {
  let result = Buffer.from(bytes);
  for (const [share, byte, how] of changes) {
    const at = Math.floor(share * result.length);
    if (how === "set" && at < result.length) result[at] = byte;
    else if (how === "cut") result = Buffer.concat([result.subarray(0, at), result.subarray(at + byte)]);
    else result = Buffer.concat([result.subarray(0, at + byte), result.subarray(at)]);
  }
  return result;
}

/** Changes the XML within an Office file, whose archive stays sound. */
function mutateInside(format: DocumentFormat, changes: readonly Change[]): Uint8Array {
  const files =
    format === "docx"
      ? docxFiles([{ style: "Normal", text: "Body" }])
      : format === "pptx"
        ? pptxFiles([["T", "P"]])
        : xlsxFiles({
            S: [
              ["a", "b"],
              [1, "x"],
            ],
          });
  const names = Object.keys(files);
  const name = names[changes[0]![1] % names.length]!;
  return zip({ ...files, [name]: mutate(strToU8(files[name] as string), changes) });
}

test("a part packed in an unknown way, or stored where nothing is, gives a reason", async () => {
  const method = Buffer.from(SAMPLES.docx);
  const entry = method.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  method.writeUInt16LE(99, entry + 10);
  expect(await outcome("docx", method)).toMatch(/method 99/);
  const far = Buffer.from(SAMPLES.docx);
  far.writeUInt32LE(0x7fffffff, entry + 42);
  expect(await outcome("docx", far)).toMatch(/damaged/);
});
