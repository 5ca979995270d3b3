/**
 * A posting is two 32-bit words, low byte first: the chunk's slot; then one byte each for the weighted term frequency
 * (in tenths), the chunk's length and its group's length (both on a logarithmic scale). So a query needs no other table.
 */
/** Slots of one group differ in the lowest two bits only. */
export const GROUP_BITS = 2;
/** Rows of `posting` hold this many slots, so that appending rewrites a bounded row. */
const BLOCK_BITS = 16;
export const BUCKETS = 64;

const LENGTH_BASE = 1.04;
const LOG_BASE = Math.log(LENGTH_BASE);

/** Lengths by their byte: steps of 4 %, from 1 to about 22,000. */
export const LENGTHS: Float64Array = Float64Array.from({ length: 256 }, (_, byte) => LENGTH_BASE ** byte);

export const lengthByte = (length: number): number =>
  Math.min(255, Math.max(0, Math.round(Math.log(Math.max(length, 1)) / LOG_BASE)));

/** A weighted term frequency is stored as its tenths; more than these count as these. */
export const MOST_TENTHS = 255;

export const blockOf = (slot: number): number => slot >>> BLOCK_BITS;

const FNV_START = 0x811c9dc5;
const fnv = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193);

/** The bucket of a term among the fresh postings: FNV-1a over its UTF-16 units. */
export function bucketOf(term: string): number {
  let hash = FNV_START;
  for (let i = 0; i < term.length; i++) hash = fnv(hash, term.charCodeAt(i));
  return (hash >>> 0) % BUCKETS;
}

/** The same of a term in UTF-8. */
export function bucketOfText(bytes: Uint8Array, start: number, end: number): number {
  let hash = FNV_START;
  for (let i = start; i < end; ) {
    const byte = bytes[i++]!;
    if (byte < 0x80) hash = fnv(hash, byte);
    else if (byte < 0xe0) hash = fnv(hash, ((byte & 31) << 6) | (bytes[i++]! & 63));
    else if (byte < 0xf0) hash = fnv(hash, ((byte & 15) << 12) | ((bytes[i++]! & 63) << 6) | (bytes[i++]! & 63));
    else {
      const sign = ((byte & 7) << 18) | ((bytes[i++]! & 63) << 12) | ((bytes[i++]! & 63) << 6) | (bytes[i++]! & 63);
      hash = fnv(fnv(hash, 0xd800 | ((sign - 0x10000) >>> 10)), 0xdc00 | (sign & 0x3ff));
    }
  }
  return (hash >>> 0) % BUCKETS;
}

/** Two words a posting. Copies only when the bytes are not aligned. */
export function unpackPostings(bytes: Uint8Array): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, Math.floor(aligned.byteLength / 4));
}

export const packSlots = (slots: readonly number[]): Uint8Array => new Uint8Array(Uint32Array.from(slots).buffer);
export const unpackSlots = (bytes: Uint8Array): Uint32Array => unpackPostings(bytes);
