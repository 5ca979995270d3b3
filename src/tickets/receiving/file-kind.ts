import { DomainError } from "../../kernel/errors.ts";

/** A kind of file that customers may send: how its name ends, how its bytes begin. */
interface FileKind {
  readonly mediaType: string;
  readonly endings: readonly string[];
  readonly begins: (bytes: Uint8Array) => boolean;
}

const ascii = (bytes: Uint8Array, from: number, text: string): boolean =>
  [...text].every((sign, i) => bytes[from + i] === sign.charCodeAt(0));
const hex =
  (...signs: number[]) =>
  (bytes: Uint8Array) =>
    signs.every((sign, i) => bytes[i] === sign);
const isZip = hex(0x50, 0x4b, 0x03, 0x04);
const isOle = hex(0xd0, 0xcf, 0x11, 0xe0);
const isMp4 = (bytes: Uint8Array) => ascii(bytes, 4, "ftyp");
const riff = (kind: string) => (bytes: Uint8Array) => ascii(bytes, 0, "RIFF") && ascii(bytes, 8, kind);

/** UTF-8 or the old Chinese encodings; no NUL, which text never has. */
const isText = (bytes: Uint8Array): boolean => !bytes.subarray(0, 65_536).includes(0);

const OFFICE = "application/vnd.openxmlformats-officedocument";
const KINDS: readonly FileKind[] = [
  { mediaType: "image/png", endings: ["png"], begins: hex(0x89, 0x50, 0x4e, 0x47) },
  { mediaType: "image/jpeg", endings: ["jpg", "jpeg"], begins: hex(0xff, 0xd8, 0xff) },
  { mediaType: "image/gif", endings: ["gif"], begins: (bytes) => ascii(bytes, 0, "GIF8") },
  { mediaType: "image/webp", endings: ["webp"], begins: riff("WEBP") },
  { mediaType: "image/bmp", endings: ["bmp"], begins: (bytes) => ascii(bytes, 0, "BM") },
  { mediaType: "application/pdf", endings: ["pdf"], begins: (bytes) => ascii(bytes, 0, "%PDF-") },
  { mediaType: `${OFFICE}.wordprocessingml.document`, endings: ["docx"], begins: isZip },
  { mediaType: `${OFFICE}.spreadsheetml.sheet`, endings: ["xlsx"], begins: isZip },
  { mediaType: `${OFFICE}.presentationml.presentation`, endings: ["pptx"], begins: isZip },
  { mediaType: "application/msword", endings: ["doc"], begins: isOle },
  { mediaType: "application/vnd.ms-excel", endings: ["xls"], begins: isOle },
  { mediaType: "application/zip", endings: ["zip"], begins: isZip },
  { mediaType: "application/gzip", endings: ["gz", "tgz"], begins: hex(0x1f, 0x8b) },
  { mediaType: "application/x-7z-compressed", endings: ["7z"], begins: hex(0x37, 0x7a, 0xbc, 0xaf) },
  { mediaType: "text/plain", endings: ["txt", "log", "md", "ini", "conf", "yaml", "yml", "sql"], begins: isText },
  { mediaType: "text/csv", endings: ["csv"], begins: isText },
  { mediaType: "application/json", endings: ["json"], begins: isText },
  { mediaType: "application/xml", endings: ["xml"], begins: isText },
  {
    mediaType: "audio/mpeg",
    endings: ["mp3"],
    begins: (bytes) => ascii(bytes, 0, "ID3") || (bytes[0] === 0xff && (bytes[1]! & 0xe0) === 0xe0),
  },
  { mediaType: "audio/mp4", endings: ["m4a"], begins: isMp4 },
  { mediaType: "audio/wav", endings: ["wav"], begins: riff("WAVE") },
  { mediaType: "audio/ogg", endings: ["ogg", "oga", "opus"], begins: (bytes) => ascii(bytes, 0, "OggS") },
  { mediaType: "audio/amr", endings: ["amr"], begins: (bytes) => ascii(bytes, 0, "#!AMR") },
  { mediaType: "video/mp4", endings: ["mp4", "mov"], begins: isMp4 },
  { mediaType: "video/webm", endings: ["webm"], begins: hex(0x1a, 0x45, 0xdf, 0xa3) },
];

/** Endings of every file that may be sent, for a file dialog. */
export const FILE_ENDINGS: readonly string[] = KINDS.flatMap(({ endings }) => endings);

/** Media types that a browser may show by itself; all others are only ever downloaded. */
const SHOWN = ["image/png", "image/jpeg", "image/gif", "image/webp"];
export const isShown = (mediaType: string): boolean => SHOWN.includes(mediaType);

/**
 * The media type of a file, from its ending and its first bytes, never from what the sender claims. Throws `unsupported`
 * for other kinds and for a file whose bytes are not what its name says; programs and pages can so never pass as images.
 */
export function mediaTypeOf(name: string, bytes: Uint8Array): string {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  const kind = KINDS.find(({ endings }) => endings.includes(ending));
  const refused = (reason: string) =>
    new DomainError("unsupported", `${name} cannot be sent: ${reason}.`, [{ field: "file", reason }]);
  if (kind === undefined)
    throw refused(`files of this kind are not taken; send one of ${FILE_ENDINGS.join(", ")}, or a zip`);
  if (bytes.length === 0) throw refused("the file is empty");
  if (!kind.begins(bytes)) throw refused(`its content is not that of a .${ending} file`);
  return kind.mediaType;
}

/** The last part of a path, without signs that a file system or a header would trip over; at most 120 characters. */
export function safeFileName(name: string): string {
  const last = name.toWellFormed().normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const clean = last.replace(/[\p{Cc}\p{Cf}"<>:|?*]/gu, "").trim();
  const signs = [...clean];
  const ending = /\.[a-z0-9]{1,8}$/i.exec(clean)?.[0] ?? "";
  const short = signs.length > 120 ? `${signs.slice(0, 120 - ending.length - 1).join("")}…${ending}` : signs.join("");
  return short === "" || short === ending ? `file${ending}` : short;
}
