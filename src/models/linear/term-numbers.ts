/**
 * The numbers of many terms, each found by two hashes of 32 bits that stand beside it. A map of strings reads from three
 * places of memory for each term, and of a hundred thousand terms none is in a cache; this reads from one. That a term
 * passes for another has a chance of one in 2^64 for each known one.
 */
export function termNumbers(terms: ReadonlyMap<string, number>): (term: string) => number {
  const places = 2 ** Math.ceil(Math.log2(2 * terms.size + 2));
  // By place: both hashes, and the number and one more; 0 where nothing stands.
  const table = new Int32Array(WIDTH * places);
  for (const [term, number] of terms) {
    const at = placeOf(table, firstHash(term), secondHash(term));
    table[at] = firstHash(term);
    table[at + 1] = secondHash(term);
    table[at + 2] = number + 1;
  }
  return (term) => table[placeOf(table, firstHash(term), secondHash(term)) + 2]! - 1;
}

const WIDTH = 3;

/** Where these hashes stand, or would stand: the first place from their own on that is theirs or free. */
function placeOf(table: Int32Array, first: number, second: number): number {
  const last = table.length / WIDTH - 1;
  for (let place = first & last; ; place = (place + 1) & last) {
    const at = WIDTH * place;
    if (table[at + 2] === 0 || (table[at] === first && table[at + 1] === second)) return at;
  }
}

/** FNV-1a (Fowler, Noll and Vo) over UTF-16 units, its bits mixed as in MurmurHash3 (Appleby). */
const firstHash = (term: string): number => hashOf(term, 0x811c9dc5, 0x01000193);
const secondHash = (term: string): number => hashOf(term, 0x9747b28c, 0x5bd1e995);

function hashOf(term: string, start: number, factor: number): number {
  let hash = start;
  for (let i = 0; i < term.length; i += 1) hash = Math.imul(hash ^ term.charCodeAt(i), factor);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
