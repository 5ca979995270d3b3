import { unitsOf } from "./units.ts";

const RUN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|[\p{L}\p{N}\p{M}_]+(?:[.\-_+'’]+[\p{L}\p{N}\p{M}_]+)*/gu;
const EAST_ASIAN_SIGN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const LETTER_SIGN = /^[\p{L}\p{N}\p{M}_]/u;
const MIXED = /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+)/u;
const JOINTS = ".-+'’";

/** What a UTF-16 unit is, as bits; zero says that nobody has asked yet. */
const [EAST_ASIAN, LETTER, JOINT, SURROGATE, ASKED] = [1, 2, 4, 8, 16];
const kinds = new Uint8Array(0x10000);

function kindOf(unit: number): number {
  const kind = kinds[unit]!;
  return kind === 0 ? learn(unit) : kind;
}

function learn(unit: number): number {
  const sign = String.fromCharCode(unit);
  let kind = ASKED;
  if (EAST_ASIAN_SIGN.test(sign)) kind |= EAST_ASIAN;
  if (LETTER_SIGN.test(sign)) kind |= LETTER;
  if (JOINTS.includes(sign)) kind |= JOINT;
  if ((unit & 0xf800) === 0xd800) kind |= SURROGATE;
  kinds[unit] = kind;
  return kind;
}

/** No sign of these scripts stands before the Hangul letters. */
export const isEastAsian = (piece: string): boolean => piece.charCodeAt(0) >= 0x1100 && EAST_ASIAN_SIGN.test(piece);

/** What has terms in a normalised text, Chinese and other pieces apart. */
export function piecesOf(normal: string): string[] {
  const units = unitsOf(normal);
  const places = new Uint32Array(PLACES_A_UNIT * units.length);
  const end = placePieces(normal, units, places);
  return Array.from({ length: end / 2 }, (_, i) => normal.slice(places[2 * i], places[2 * i + 1]! >>> 1));
}

/** Places that the pieces of a text take at most, by its units. */
export const PLACES_A_UNIT = 2;
/** In what says where a piece ends, beside twice its place: whether it is Chinese. */
export const CHINESE = 1;

/**
 * The same by their places, as the pattern finds them, unit by unit: two numbers a piece, where it begins, and twice where
 * it ends, are put into `out`. Gives how many these are. `units` begin with those of the text. Text with signs of two units is left
 * to the pattern, which begins anew.
 */
export function placePieces(normal: string, units: Uint16Array, out: Uint32Array): number {
  const length = normal.length;
  let filled = 0;
  for (let i = 0; i < length; ) {
    const kind = kindOf(units[i]!);
    if ((kind & EAST_ASIAN) !== 0) {
      out[filled++] = i;
      while (i < length && (kindOf(units[i]!) & EAST_ASIAN) !== 0) i += 1;
      out[filled++] = (i << 1) | CHINESE;
    } else if ((kind & LETTER) !== 0) {
      filled = placeMixed(units, length, i, out, filled);
      i = out[filled - 1]! >>> 1;
    } else if ((kind & SURROGATE) !== 0) return placeByPattern(normal, out);
    else i += 1;
  }
  return filled;
}

/** A run that does not begin with a Chinese sign: letters, and joints between letters. */
function placeMixed(units: Uint16Array, length: number, start: number, out: Uint32Array, at: number): number {
  let filled = at;
  let chinese = 0;
  let i = start;
  out[filled++] = start;
  while (i < length) {
    const kind = kindOf(units[i]!);
    let next = i + 1;
    if ((kind & JOINT) !== 0) {
      while (next < length && (kindOf(units[next]!) & JOINT) !== 0) next += 1;
      if (next === length || (kindOf(units[next]!) & LETTER) === 0) break;
    } else if ((kind & LETTER) === 0) break;
    const becomes = (kind & EAST_ASIAN) !== 0 ? CHINESE : 0;
    if (becomes !== chinese) {
      out[filled++] = (i << 1) | chinese;
      out[filled++] = i;
      chinese = becomes;
    }
    i = next;
  }
  out[filled++] = (i << 1) | chinese;
  return filled;
}

function placeByPattern(normal: string, out: Uint32Array): number {
  let filled = 0;
  for (const { 0: run, index } of normal.matchAll(RUN)) {
    let start = index;
    // A run that begins with a Chinese sign holds nothing else.
    for (const piece of isEastAsian(run) ? [run] : run.split(MIXED)) {
      const end = start + piece.length;
      if (piece !== "") {
        out[filled++] = start;
        out[filled++] = (end << 1) | (isEastAsian(piece) ? CHINESE : 0);
      }
      start = end;
    }
  }
  return filled;
}
