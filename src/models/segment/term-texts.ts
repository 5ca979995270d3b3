/** Terms by number as UTF-8, one behind the other: tens of thousands come and go without a text being made of each. */
export interface TermTexts {
  count(): number;
  /** The bytes of all terms; holds until the next one is added. */
  bytes(): Uint8Array;
  /** Term n stands in the bytes from place n to place n + 1; holds until the next one is added. */
  places(): Uint32Array;
  /** By number: the code of a term's first letter; holds until the next one is added. */
  kinds(): Uint8Array;
  nameOf(number: number): string;
  /** Each gives the number of the new term. */
  add(term: string): number;
  /** `kind`: a letter's code; the signs are UTF-16 units that are no surrogates. */
  addSigns(kind: number, units: ArrayLike<number>, start: number, end: number): number;
  /** Takes over terms of another list: their bytes, and how many each has. */
  addAll(bytes: Uint8Array, lengths: Uint16Array): void;
}

const FIRST_TERMS = 1 << 12;
const FIRST_BYTES = 1 << 15;

export function createTermTexts(): TermTexts {
  let bytes = Buffer.allocUnsafe(FIRST_BYTES);
  let places = new Uint32Array(FIRST_TERMS);
  let kinds = new Uint8Array(FIRST_TERMS);
  let count = 0;

  /** Room for one more term of so many bytes at most; gives where it begins. */
  const reserve = (terms: number, most: number): number => {
    if (count + terms >= places.length) {
      const more = new Uint32Array(2 * (places.length + terms));
      more.set(places);
      places = more;
      const moreKinds = new Uint8Array(more.length);
      moreKinds.set(kinds);
      kinds = moreKinds;
    }
    const at = places[count]!;
    if (at + most > bytes.length) {
      const more = Buffer.allocUnsafe(2 * (bytes.length + most));
      more.set(bytes);
      bytes = more;
    }
    return at;
  };
  const close = (end: number): number => {
    kinds[count] = bytes[places[count]!]!;
    places[count + 1] = end;
    return count++;
  };

  return {
    count: () => count,
    bytes: () => bytes,
    places: () => places,
    kinds: () => kinds,
    nameOf: (number) => bytes.toString("utf8", places[number], places[number + 1]),
    add(term) {
      const at = reserve(1, 3 * term.length);
      return close(at + bytes.write(term, at));
    },
    addSigns(kind, units, start, end) {
      let at = reserve(1, 1 + 3 * (end - start));
      bytes[at++] = kind;
      for (let i = start; i < end; i++) {
        const unit = units[i]!;
        if (unit < 0x80) bytes[at++] = unit;
        else {
          if (unit < 0x800) bytes[at++] = 0xc0 | (unit >>> 6);
          else {
            bytes[at++] = 0xe0 | (unit >>> 12);
            bytes[at++] = 0x80 | ((unit >>> 6) & 63);
          }
          bytes[at++] = 0x80 | (unit & 63);
        }
      }
      return close(at);
    },
    addAll(more, lengths) {
      const at = reserve(lengths.length, more.length);
      bytes.set(more, at);
      let end = at;
      for (let i = 0; i < lengths.length; i++) {
        end += lengths[i]!;
        close(end);
      }
    },
  };
}
