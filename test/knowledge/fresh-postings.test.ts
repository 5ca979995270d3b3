import { expect, test } from "vitest";
import { type AddedGroup, freshPostings } from "../../src/knowledge/index/fresh.ts";
import { BUCKETS, bucketOf, lengthByte } from "../../src/knowledge/index/postings.ts";
import type { PreparedChunk } from "../../src/knowledge/index/prepare.ts";
import { unpackChunks, widened } from "../../src/knowledge/index/write-list.ts";
import { createTermTexts } from "../../src/models/segment/term-texts.ts";

const FIRST_SLOT = 70_000;
const TERMS = ["备份", "restore", "v8.2.1"];

/** A write of groups of one, two, three and four chunks in turn; each third chunk lacks the second term. */
function write(chunks: number): AddedGroup[] {
  const names = createTermTexts();
  const numbers = TERMS.map((term) => names.add(term));
  const added: AddedGroup[] = [];
  for (let made = 0; made < chunks; ) {
    const members = Math.min(1 + (added.length % 4), chunks - made);
    const group = Array.from({ length: members }, (_, i) => {
      const terms = Uint32Array.from(numbers.filter((_, term) => term !== 1 || (made + i) % 3 < 2));
      const frequencies = new Uint8Array(terms.length).fill(1 + ((made + i) % 255));
      return { terms, frequencies, length: 1 + ((made + i) % 900) } as unknown as PreparedChunk;
    });
    added.push({ group: { hash: "", names, chunks: group }, firstSlot: FIRST_SLOT + 4 * added.length });
    made += members;
  }
  return added;
}

/** Two words a posting, as the main postings have them. */
const expected = (added: readonly AddedGroup[], term: number): number[] =>
  added.flatMap(({ group, firstSlot }) =>
    group.chunks.flatMap(({ terms, frequencies, length }, i) => {
      const at = terms.indexOf(term);
      const groupLength = group.chunks.reduce((sum, member) => sum + member.length, 0);
      const second = frequencies[at]! | (lengthByte(length) << 8) | (lengthByte(groupLength) << 16);
      return at < 0 ? [] : [firstSlot + i, second];
    }),
  );

test.each([
  [1, 2],
  [256, 2],
  [257, 3],
  [65_536, 3],
  [65_537, 4],
])(
  "fresh postings of a write of %i chunks take %i bytes and stand for slot, frequency and lengths",
  (chunks, width) => {
    const added = write(chunks);
    const fresh = freshPostings(added);
    const list = unpackChunks(FIRST_SLOT, fresh.chunks);
    expect(list.width).toBe(width);
    expect(fresh.buckets.every(({ bucket }) => bucket < BUCKETS)).toBe(true);
    for (const [number, term] of TERMS.entries()) {
      const { terms, starts, content } = fresh.buckets.find(({ bucket }) => bucket === bucketOf(term))!;
      const place = Buffer.from(terms).toString().split("\n").indexOf(term);
      const words = widened(list, content.subarray(starts[place]! - 1, starts[place + 1]! - 1));
      expect(Buffer.from(words.buffer).equals(Buffer.from(Uint32Array.from(expected(added, number)).buffer))).toBe(
        true,
      );
    }
  },
);
