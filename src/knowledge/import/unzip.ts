import { Unzip, UnzipInflate } from "fflate";
import { DomainError, invalid } from "../../kernel/errors.ts";
import { isHidden, safePath } from "./file-paths.ts";
import { tooLarge } from "./folder.ts";
import { type ImportLimits, MAX_ZIP_ENTRIES, megabytes } from "./limits.ts";
import { createSlices } from "./slices.ts";

/** A file of an upload. */
export interface UploadedFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/** A slice of 16 kB unpacks to 16 MB at most, so a bomb is met long before it fills the memory. */
const SLICE = 16_384;
/** Small archives of repeated text may pack well; the ratio counts from here on. */
const RATIO_FROM = 10_000_000;

/**
 * Unpacks a zip slice by slice and stops at the first limit passed: entries, bytes, ratio, a path that leaves the
 * archive. Hidden entries are left out. A single entry that is too large is refused with its name.
 */
export async function unzip(archive: Uint8Array, limits: ImportLimits): Promise<UploadedFile[]> {
  if (archive[0] !== 0x50 || archive[1] !== 0x4b) throw invalid("file", "the upload is not a zip archive");
  // Without its directory at the end it was cut off, and a mirror would retire what it lacks.
  const end = endOf(archive);
  if (end < Math.max(0, archive.length - LONGEST_END)) throw invalid("file", "the zip is damaged: its end is missing");
  if (isLocked(archive, end))
    throw invalid("file", "the zip is protected with a password. Pack it without one and import it again");
  const files: UploadedFile[] = [];
  const breathe = createSlices();
  let entries = 0;
  let unpacked = 0;
  let fed = 0;
  let refusal: DomainError | undefined;
  const refuse = (code: "too_large" | "invalid", message: string) => {
    refusal ??= new DomainError(code, message);
  };
  const reader = new Unzip((entry) => {
    entries += 1;
    if (entries > MAX_ZIP_ENTRIES) refuse("too_large", `The zip holds more than ${MAX_ZIP_ENTRIES} entries.`);
    const name = entryName(entry.name);
    if (name.endsWith("/") || refusal) return;
    const path = safePath(name);
    if (path === null) return refuse("invalid", `The zip holds an entry outside of its root: ${name.slice(0, 200)}`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    entry.ondata = (error, chunk, final) => {
      if (refusal) return entry.terminate();
      if (error) return refuse("invalid", `The entry ${path} of the zip cannot be unpacked: ${error.message}`);
      size += chunk.length;
      unpacked += chunk.length;
      if (size > limits.maxFileBytes) refuse("too_large", `${path}: ${tooLarge(size, limits)}`);
      if (unpacked > limits.maxTotalBytes)
        refuse("too_large", `The zip unpacks to more than ${megabytes(limits.maxTotalBytes)}.`);
      if (unpacked > RATIO_FROM && unpacked > fed * limits.maxZipRatio)
        refuse("too_large", `The zip unpacks to more than ${limits.maxZipRatio} times its size.`);
      if (refusal || isHidden(path)) return;
      chunks.push(chunk);
      if (final) files.push({ path, content: Buffer.concat(chunks) });
    };
    entry.start();
  });
  reader.register(UnzipInflate);
  for (let at = 0; at < archive.length && !refusal; at += SLICE) {
    fed = Math.min(at + SLICE, archive.length);
    try {
      reader.push(archive.subarray(at, fed), fed === archive.length);
    } catch (error) {
      refuse("invalid", `The zip cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`);
    }
    await breathe();
  }
  if (refusal) throw refusal;
  return files;
}

const bytesOf = (archive: Uint8Array): Buffer => Buffer.from(archive.buffer, archive.byteOffset, archive.length);

/** The record at the end has 22 bytes and a comment of up to 65,535. */
const LONGEST_END = 65_557;
/** Where the record at the end begins; -1 when there is none. */
const endOf = (archive: Uint8Array): number => bytesOf(archive).lastIndexOf("PK\u0005\u0006", undefined, "latin1");

/**
 * Whether an entry is encrypted: bit 0 of its flags in the directory (APPNOTE.TXT, 4.4.4). The reader of entries does not
 * look: it would take what is stored for the text, and call what is packed damaged.
 */
function isLocked(archive: Uint8Array, end: number): boolean {
  const bytes = bytesOf(archive);
  if (end + 20 > bytes.length) return false;
  for (let at = bytes.readUInt32LE(end + 16); at + 46 <= end && bytes.readUInt32LE(at) === 0x02014b50; ) {
    if ((bytes.readUInt16LE(at + 8) & 1) === 1) return true;
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return false;
}

/** Archives made on Chinese Windows name their entries in GB18030, which the reader takes for Latin-1. */
function entryName(name: string): string {
  const highest = Math.max(...Array.from(name, (letter) => letter.codePointAt(0)!));
  if (highest < 0x80 || highest > 0xff) return name;
  const bytes = Buffer.from(name, "latin1");
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this encoding.
    }
  }
  return name;
}
