/** Strings in code unit order, one after the other: found by bisection, without an object a string. */
export interface SortedStrings {
  readonly units: Uint16Array;
  /** Start of each string in `units`, and the end of the last. */
  readonly starts: Uint32Array;
}

/** Packs strings that are sorted by `<` and distinct. */
export function packStrings(sorted: readonly string[]): SortedStrings {
  const starts = new Uint32Array(sorted.length + 1);
  for (const [i, text] of sorted.entries()) starts[i + 1] = starts[i]! + text.length;
  const units = new Uint16Array(starts.at(-1)!);
  for (const [i, text] of sorted.entries())
    for (let k = 0; k < text.length; k++) units[starts[i]! + k] = text.charCodeAt(k);
  return { units, starts };
}

/** The position of a string, or -1. */
export function findString({ units, starts }: SortedStrings, text: string): number {
  let low = 0;
  let high = starts.length - 2;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = compareAt(units, starts[middle]!, starts[middle + 1]!, text);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function compareAt(units: Uint16Array, start: number, end: number, text: string): number {
  const shorter = Math.min(end - start, text.length);
  for (let k = 0; k < shorter; k++) {
    const order = units[start + k]! - text.charCodeAt(k);
    if (order !== 0) return order;
  }
  return end - start - text.length;
}

/** The string at a position. */
export const stringAt = ({ units, starts }: SortedStrings, i: number): string =>
  String.fromCharCode(...units.subarray(starts[i]!, starts[i + 1]!));
