import { inflateRawSync } from "node:zlib";
import { zipSync } from "fflate";
import { ParseError } from "../parse-error.ts";
import type { DocumentLimits } from "./limits.ts";

interface Entry {
  readonly name: string;
  readonly packed: Uint8Array;
  readonly stored: boolean;
}

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 65_535;
/** Text and the relations between parts; pictures, fonts, embedded files and macros stay out. */
const TEXT_PART = /\.(?:xml|rels)$/i;
const CONTENT_TYPES = "[Content_Types].xml";
/** Small packages of repeated text pack well; the ratio counts from here on. */
const RATIO_FROM = 10_000_000;
/** An Office file with a password is an OLE container that names its packed stream so. */
const ENCRYPTED = Buffer.from("EncryptedPackage", "utf16le");
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const DAMAGED = "The file is damaged or cut off. Open it in its program, save it again and import it again.";

/** Gives the parts to be put in the place of others, by their names; `part` gives a part's text, `names` are those of all. */
export type PackageChange = (
  part: (name: string) => string | undefined,
  names: readonly string[],
) => Readonly<Record<string, string>>;

/**
 * The text parts of an Office file as an archive of their own, unpacked within the limits: what its reader sees holds
 * no macro, picture or embedded file, no entry that lies about its size, and no document type definition.
 */
export function openPackage(bytes: Uint8Array, limits: DocumentLimits, change?: PackageChange): Buffer {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (OLE.every((byte, i) => file[i] === byte)) throw new ParseError(oleReason(file));
  const parts: Record<string, [Uint8Array, { level: 0 }]> = {};
  let left = limits.maxUnpackedBytes;
  for (const { name, packed, stored } of entriesOf(file, limits)) {
    if (!TEXT_PART.test(name) || Object.hasOwn(parts, name)) continue;
    const content = stored ? packed : inflate(packed, name, left);
    left -= content.byteLength;
    const unpacked = limits.maxUnpackedBytes - left;
    if (left < 0 || (unpacked > RATIO_FROM && unpacked > file.byteLength * limits.maxRatio)) throw tooLarge(name);
    refuseDefinitions(content, name);
    parts[name] = [name === CONTENT_TYPES ? withoutMacroTypes(content) : content, { level: 0 }];
  }
  const types = parts[CONTENT_TYPES];
  if (types === undefined) throw new ParseError("The file is no Office file: it lacks its list of contents.");
  const part = (name: string) =>
    Object.hasOwn(parts, name) ? Buffer.from(parts[name]![0]).toString("utf8") : undefined;
  for (const [name, text] of Object.entries(change?.(part, Object.keys(parts)) ?? {}))
    parts[name] = [Buffer.from(text), { level: 0 }];
  return Buffer.from(zipSync({ [CONTENT_TYPES]: types, ...parts }));
}

const oleReason = (file: Buffer): string =>
  file.includes(ENCRYPTED)
    ? "The file is protected with a password. Save it without one and import it again."
    : "The file is in an old Office format, whatever its name says. Save it as docx, xlsx or pptx and import it again.";

const tooLarge = (name: string): ParseError =>
  new ParseError(`${name.slice(0, 100)} in the file unpacks to more than an honest document holds; it is not read.`);

function* entriesOf(file: Buffer, limits: DocumentLimits): Generator<Entry> {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end < file.length - END_SIZE - LONGEST_COMMENT || end + END_SIZE > file.length)
    throw new ParseError(DAMAGED);
  const count = file.readUInt16LE(end + 10);
  if (file.readUInt32LE(end) !== END || count > limits.maxEntries)
    throw new ParseError(`The file holds ${count} parts; at most ${limits.maxEntries} are read.`);
  try {
    for (let i = 0, at = file.readUInt32LE(end + 16); i < count; i++) {
      if (file.readUInt32LE(at) !== DIRECTORY) throw new ParseError(DAMAGED);
      const nameEnd = at + 46 + file.readUInt16LE(at + 28);
      yield readEntry(file, at, file.toString("utf8", at + 46, nameEnd));
      at = nameEnd + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    }
  } catch (error) {
    if (error instanceof RangeError) throw new ParseError(DAMAGED, null, { cause: error });
    throw error;
  }
}

function readEntry(file: Buffer, at: number, name: string): Entry {
  if (name.startsWith("/") || name.split(/[\\/]/).includes("..") || /^[A-Za-z]:|\p{Cc}/u.test(name))
    throw new ParseError(
      `The file holds a part outside of itself (${JSON.stringify(name.slice(0, 100))}); it is not read.`,
    );
  if ((file.readUInt16LE(at + 8) & 1) === 1)
    throw new ParseError("The file is protected with a password. Save it without one and import it again.");
  const method = file.readUInt16LE(at + 10);
  if (method !== 0 && method !== 8)
    throw new ParseError(
      `The file is packed in a way that is not read (method ${method}). Save it again in its program.`,
    );
  const local = file.readUInt32LE(at + 42);
  if (file.readUInt32LE(local) !== LOCAL) throw new ParseError(DAMAGED);
  const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  const size = file.readUInt32LE(at + 20);
  if (from + size > file.length) throw new ParseError(DAMAGED);
  return { name, packed: file.subarray(from, from + size), stored: method === 0 };
}

function inflate(packed: Uint8Array, name: string, most: number): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(name);
    throw new ParseError(DAMAGED, null, { cause: error });
  }
}

/** An Office file has none; they are the way to entities that grow without bound or point at other files. */
function refuseDefinitions(content: Uint8Array, name: string): void {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const found = ["<!DOCTYPE", "<!ENTITY"].some(
    (mark) =>
      bytes.includes(mark) ||
      bytes.includes(Buffer.from(mark, "utf16le")) ||
      bytes.includes(Buffer.from(mark, "utf16le").swap16()),
  );
  if (found) throw new ParseError(`${name.slice(0, 100)} in the file defines entities of its own; it is not read.`);
}

/** A file with macros is read as one without. */
const withoutMacroTypes = (content: Uint8Array): Uint8Array =>
  Buffer.from(
    Buffer.from(content.buffer, content.byteOffset, content.byteLength)
      .toString("utf8")
      .replaceAll(
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
      )
      .replaceAll(
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
      )
      .replaceAll(
        "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
      ),
  );
