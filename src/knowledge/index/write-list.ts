/**
 * The chunks of one write, three bytes each: the step from the slot before (of the first: from the write's first slot),
 * the chunk's length and its group's length. A fresh posting names its chunk by the place in this list, so that most are
 * two bytes in place of eight: the place, low byte first, in as few bytes as the list needs, and the frequency in tenths.
 */
export interface ListedChunk {
  readonly slot: number;
  readonly lengthByte: number;
  readonly groupLengthByte: number;
}

const BYTES = 3;

/** Bytes of a fresh posting of a write of so many chunks. */
export const freshBytes = (chunks: number): number => (chunks <= 0x100 ? 2 : chunks <= 0x10000 ? 3 : 4);

/** Slots must rise, from one to the next by less than 256. */
export function packChunks(chunks: readonly ListedChunk[]): Uint8Array {
  const bytes = new Uint8Array(BYTES * chunks.length);
  let before = chunks[0]?.slot ?? 0;
  for (const [place, { slot, lengthByte, groupLengthByte }] of chunks.entries()) {
    bytes.set([slot - before, lengthByte, groupLengthByte], BYTES * place);
    before = slot;
  }
  return bytes;
}

/** What a fresh posting's place stands for: two words a chunk, those of a posting with no frequency yet. */
export interface WriteList {
  readonly width: number;
  readonly words: Uint32Array;
}

/** `segment`: the write's first slot. */
export function unpackChunks(segment: number, bytes: Uint8Array): WriteList {
  const count = bytes.length / BYTES;
  const words = new Uint32Array(2 * count);
  let slot = segment;
  for (let place = 0; place < count; place++) {
    const at = BYTES * place;
    slot += bytes[at]!;
    words[2 * place] = slot;
    words[2 * place + 1] = (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
  }
  return { width: freshBytes(count), words };
}

/** Writes the postings of `content` between two bytes as those of `postings.ts`, from `at` on; gives where they end. */
export function widenInto(
  out: Uint32Array,
  at: number,
  { width, words }: WriteList,
  content: Uint8Array,
  start: number,
  end: number,
): number {
  let next = at;
  for (let i = start; i < end; i += width) {
    let place = content[i]!;
    if (width > 2) place |= content[i + 1]! << 8;
    if (width > 3) place |= content[i + 2]! << 16;
    out[next++] = words[2 * place]!;
    out[next++] = words[2 * place + 1]! | content[i + width - 1]!;
  }
  return next;
}

/** All of these postings, two words each. */
export function widened(list: WriteList, content: Uint8Array): Uint32Array {
  const out = new Uint32Array((2 * content.length) / list.width);
  widenInto(out, 0, list, content, 0, content.length);
  return out;
}
