import { unitsOf } from "./units.ts";

const RUN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|[\p{L}\p{N}\p{M}_]+(?:[.\-_+'’]+[\p{L}\p{N}\p{M}_]+)*/gu;
const EAST_ASIAN_SIGN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const LETTER_SIGN = /^[\p{L}\p{N}\p{M}_]/u;
const MIXED = /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+)/u;
const JOINTS = ".-+'’";

/** What a UTF-16 unit is, as bits; zero says that nobody has asked yet. */
const [EAST_ASIAN, LETTER, JOINT, ASKED] = [1, 2, 4, 8];
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
  kinds[unit] = kind;
  return kind;
}

/** No sign of these scripts stands before the Hangul letters. */
export const isEastAsian = (piece: string): boolean => piece.charCodeAt(0) >= 0x1100 && EAST_ASIAN_SIGN.test(piece);

/** Hears where each piece begins and ends, and whether it is Chinese. */
export type PieceVisit = (start: number, end: number, chinese: boolean) => void;

/** What has terms in a normalised text, Chinese and other pieces apart. */
export function piecesOf(normal: string): string[] {
  const pieces: string[] = [];
  visitPieces(normal, unitsOf(normal), (start, end) => pieces.push(normal.slice(start, end)));
  return pieces;
}

/**
 * The same by their places, as the pattern finds them, unit by unit; `units` begin with those of the text. Text with signs
 * of two units is left to the pattern.
 */
export function visitPieces(normal: string, units: Uint16Array, visit: PieceVisit): void {
  const length = normal.length;
  for (let i = 0; i < length; i++)
    if ((units[i]! & 0xf800) === 0xd800) {
      visitByPattern(normal, visit);
      return;
    }
  for (let i = 0; i < length; ) {
    const kind = kindOf(units[i]!);
    if ((kind & EAST_ASIAN) !== 0) {
      const start = i;
      while (i < length && (kindOf(units[i]!) & EAST_ASIAN) !== 0) i += 1;
      visit(start, i, true);
    } else if ((kind & LETTER) !== 0) i = visitMixed(units, length, i, visit);
    else i += 1;
  }
}

/** A run that does not begin with a Chinese sign: letters, and joints between letters. Gives where it ends. */
function visitMixed(units: Uint16Array, length: number, start: number, visit: PieceVisit): number {
  let from = start;
  let chinese = false;
  let i = start;
  while (i < length) {
    const kind = kindOf(units[i]!);
    let next = i + 1;
    if ((kind & JOINT) !== 0) {
      while (next < length && (kindOf(units[next]!) & JOINT) !== 0) next += 1;
      if (next === length || (kindOf(units[next]!) & LETTER) === 0) break;
    } else if ((kind & LETTER) === 0) break;
    const becomes = (kind & EAST_ASIAN) !== 0;
    if (becomes !== chinese) {
      visit(from, i, chinese);
      from = i;
      chinese = becomes;
    }
    i = next;
  }
  visit(from, i, chinese);
  return i;
}

function visitByPattern(normal: string, visit: PieceVisit): void {
  for (const { 0: run, index } of normal.matchAll(RUN)) {
    let start = index;
    // A run that begins with a Chinese sign holds nothing else.
    for (const piece of isEastAsian(run) ? [run] : run.split(MIXED)) {
      if (piece !== "") visit(start, start + piece.length, isEastAsian(piece));
      start += piece.length;
    }
  }
}
