import { ParseError } from "./parse-error.ts";

const MAGIC: readonly (readonly [string, readonly number[]])[] = [
  ["a PDF", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["a PNG image", [0x89, 0x50, 0x4e, 0x47]],
  ["a JPEG image", [0xff, 0xd8, 0xff]],
  ["a GIF image", [0x47, 0x49, 0x46, 0x38]],
  ["a zip archive or an Office file", [0x50, 0x4b, 0x03, 0x04]],
  ["an empty zip archive", [0x50, 0x4b, 0x05, 0x06]],
  ["a gzip archive", [0x1f, 0x8b]],
  ["a 7z archive", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ["a RAR archive", [0x52, 0x61, 0x72, 0x21, 0x1a]],
  ["an old Office file", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ["a program", [0x7f, 0x45, 0x4c, 0x46]],
];
const UTF16 = [
  [0xff, 0xfe, "utf-16le"],
  [0xfe, 0xff, "utf-16be"],
] as const;
/** Share of characters that are common in Chinese text and punctuation, below which GB18030 is a bad guess. */
const PLAUSIBLE = 0.7;
const COMMON = /[\x20-\x7e\s\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u2027·]/g;
/** Unicode's control characters but white space; a few of them are found in honest logs. */
const CONTROL = /(?![\t\n\v\f\r])\p{Cc}/gu;
const FEW = 0.002;

/**
 * The text of a file: UTF-8, UTF-16 with its mark, or GB18030 when the bytes are not UTF-8 and give plausible Chinese.
 * Throws `ParseError` for binary files, whatever their name says.
 */
export function decodeText(bytes: Uint8Array): string {
  for (const [what, magic] of MAGIC) {
    if (magic.every((byte, i) => bytes[i] === byte)) throw new ParseError(`The file is ${what}, not text.`);
  }
  const marked = UTF16.find(([first, second]) => bytes[0] === first && bytes[1] === second);
  if (!marked && bytes.includes(0)) throw new ParseError("The file is not text: it holds NUL bytes.");
  const text = marked ? strict(bytes, marked[2]) : (strict(bytes, "utf-8") ?? chinese(bytes));
  if (text === null) throw new ParseError("The file is not text: it is neither UTF-8 nor GB18030.");
  const controls = text.match(CONTROL)?.length ?? 0;
  if (controls > text.length * FEW || text.includes("\0")) {
    throw new ParseError(`The file is not text: it holds ${controls} control characters.`);
  }
  return text;
}

function strict(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function chinese(bytes: Uint8Array): string | null {
  const text = strict(bytes, "gb18030");
  if (text === null || text === "") return null;
  const common = text.match(COMMON)?.length ?? 0;
  return common / text.length >= PLAUSIBLE && /[\u4e00-\u9fff]/.test(text) ? text : null;
}
