/** Numbers of stretches of text, in the order in which they were first met; nothing is cut out of a text to find one. */
export interface PieceNumbers {
  /** The number of the stretch of UTF-16 units from `start` to `end`; the next one when it was never met. */
  numberOf(text: Uint16Array, start: number, end: number): number;
  count(): number;
  /** The units of a stretch; they hold until the next one is met. */
  unitsOf(number: number): Uint16Array<ArrayBuffer>;
}

const FIRST_PLACES = 1 << 12;
const FIRST_UNITS = 1 << 15;

/** Open addressing over FNV-1a of the units, which are kept side by side. */
export function createPieceNumbers(): PieceNumbers {
  // Of each place one more than a number; nothing stands where there is zero.
  let places = new Uint32Array(FIRST_PLACES);
  let hashes = new Uint32Array(FIRST_PLACES);
  // The units of piece n stand from starts[n] to starts[n + 1].
  let starts = new Uint32Array(FIRST_PLACES);
  let units = new Uint16Array(FIRST_UNITS);
  let count = 0;

  const isAt = (number: number, text: Uint16Array, start: number, end: number): boolean => {
    const at = starts[number]!;
    if (starts[number + 1]! - at !== end - start) return false;
    for (let i = start; i < end; i++) if (units[at + i - start] !== text[i]) return false;
    return true;
  };
  const add = (hash: number, text: Uint16Array, start: number, end: number): void => {
    const at = starts[count]!;
    if (at + end - start > units.length) {
      const more = new Uint16Array(2 * (units.length + end - start));
      more.set(units);
      units = more;
    }
    for (let i = start; i < end; i++) units[at + i - start] = text[i]!;
    hashes[count] = hash;
    count += 1;
    starts[count] = at + end - start;
  };
  const grow = (): void => {
    const [oldHashes, oldStarts] = [hashes, starts];
    hashes = new Uint32Array(2 * oldHashes.length);
    hashes.set(oldHashes);
    starts = new Uint32Array(2 * oldStarts.length);
    starts.set(oldStarts);
    places = new Uint32Array(hashes.length);
    for (let number = 0; number < count; number++) {
      let place = hashes[number]! & (places.length - 1);
      while (places[place] !== 0) place = (place + 1) & (places.length - 1);
      places[place] = number + 1;
    }
  };

  return {
    count: () => count,
    unitsOf: (number) => units.subarray(starts[number], starts[number + 1]),
    numberOf(text, start, end) {
      let hash = 0x811c9dc5;
      for (let i = start; i < end; i++) hash = Math.imul(hash ^ text[i]!, 0x01000193);
      hash = (hash ^ (hash >>> 15)) >>> 0;
      const mask = places.length - 1;
      let place = hash & mask;
      for (let found = places[place]!; found !== 0; found = places[place]!) {
        if (hashes[found - 1] === hash && isAt(found - 1, text, start, end)) return found - 1;
        place = (place + 1) & mask;
      }
      add(hash, text, start, end);
      places[place] = count;
      if (2 * count > places.length) grow();
      return count - 1;
    },
  };
}
