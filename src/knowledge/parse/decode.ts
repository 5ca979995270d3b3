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
/** Characters that texts are full of, and that bytes read in a wrong encoding give by accident only. */
const COMMONEST =
  /[的一是不了在有我中大上个個为為以时時来來用们們到说說国國和地也子会會要于出得可下过過自行面所同对對后後当當点點数數据請请击擊务務，。：、]/g;
const ASCII = /[ -~\r\n]/g;
const NEARLY_ALL = 0.95;
const SOME = 0.1;
const FEW_ACCENTS = 0.2;
const MOST = 0.8;

/**
 * The text of a file: UTF-8, UTF-16, or when the bytes are not UTF-8 what reads as text of
 * GB18030, Big5 or Windows-1252.
 * Throws `ParseError` for binary files, whatever their name says.
 */
export function decodeText(bytes: Uint8Array): string {
  for (const [what, magic] of MAGIC) {
    if (magic.every((byte, i) => bytes[i] === byte)) throw new ParseError(`The file is ${what}, not text.`);
  }
  const marked = UTF16.find(([first, second]) => bytes[0] === first && bytes[1] === second);
  const isWide = !marked && bytes.includes(0);
  const unmarked = isWide ? wide(bytes) : null;
  if (isWide && unmarked === null) throw new ParseError("The file is not text: it holds NUL bytes.");
  const text = marked
    ? strict(bytes, marked[2])
    : (unmarked ?? strict(bytes, "utf-8") ?? chinese(bytes) ?? western(bytes));
  if (text === null)
    throw new ParseError(
      "The file is not text: it is in no encoding that is known (UTF-8, UTF-16, GB18030, Big5, Windows-1252). Save it as UTF-8.",
    );
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

/**
 * UTF-16 without its mark. Pairs of ASCII bytes read as Chinese characters too, but as rare ones: a log with a stray NUL
 * is no such text.
 */
function wide(bytes: Uint8Array): string | null {
  for (const encoding of ["utf-16le", "utf-16be"] as const) {
    const text = strict(bytes, encoding);
    const common = text?.match(COMMON)?.length ?? 0;
    const familiar = (text?.match(COMMONEST)?.length ?? 0) + (text?.match(ASCII)?.length ?? 0);
    if (text !== null && common >= text.length * NEARLY_ALL && familiar >= text.length * SOME) return text;
  }
  return null;
}

/** Chinese of the mainland or of Taiwan and Hong Kong, whichever reads as text with more of the commonest characters. */
function chinese(bytes: Uint8Array): string | null {
  const read = (["gb18030", "big5"] as const).flatMap((encoding) => {
    const text = strict(bytes, encoding);
    return text !== null && isPlausible(text) ? [{ text, common: text.match(COMMONEST)?.length ?? 0 }] : [];
  });
  return read.sort((a, b) => b.common - a.common)[0]?.text ?? null;
}

function isPlausible(text: string): boolean {
  const common = text.match(COMMON)?.length ?? 0;
  return common / text.length >= PLAUSIBLE && /[\u4e00-\u9fff]/.test(text);
}

/** A text of letters with some accents, as Windows writes it in Western Europe. */
function western(bytes: Uint8Array): string | null {
  const text = strict(bytes, "windows-1252");
  if (text === null) return null;
  const accented = text.match(/[\u0080-\uffff]/g) ?? [];
  const inWords =
    text.match(/(?<=[A-Za-z])[\u00c0-\u00ff]|[\u00c0-\u00ff](?=[A-Za-z])|[\u2013-\u2026€£§°©®·«»\u00a0]/g) ?? [];
  const isText = accented.length <= text.length * FEW_ACCENTS && inWords.length >= accented.length * MOST;
  return isText ? text : null;
}
