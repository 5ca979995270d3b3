/**
 * Lower case and half width, unit by unit: the result has the length of the text, so that a position found in it
 * is the position in the text.
 */
export function fold(text: string): string {
  const { length } = text;
  let at = 0;
  // Most texts are folded already, wholly or up to their last mark: these are only looked through.
  while (at < length && foldedUnit(text.charCodeAt(at)) === text.charCodeAt(at)) at += 1;
  if (at === length) return text;
  const units = new Uint16Array(length - at);
  for (let i = at; i < length; i++) units[i - at] = foldedUnit(text.charCodeAt(i));
  return text.slice(0, at) + textOf(units);
}

const foldedUnit = (code: number): number => (code < ALPHABETS_END ? FOLDED[code]! : foldedWide(code));

/** Units that are written at once; each is an argument of a call. */
const CHUNK = 4_096;

function textOf(units: Uint16Array): string {
  if (units.length <= CHUNK) return written(units);
  let text = "";
  for (let at = 0; at < units.length; at += CHUNK) text += written(units.subarray(at, at + CHUNK));
  return text;
}

/** Not spread into the call, which would walk them one by one. */
const written = (units: Uint16Array): string => Reflect.apply(String.fromCharCode, undefined, units);

/** Up to here stand the alphabets; of what follows only the full-width forms fold. */
const ALPHABETS_END = 0x3001;
const FOLDED = Uint16Array.from({ length: ALPHABETS_END }, (_, code) => foldedNarrow(code));

function foldedNarrow(code: number): number {
  if (code === 0x3000 || code === 0xa0) return 0x20;
  if (code === 0x2018 || code === 0x2019) return 0x27;
  if (code === 0x201c || code === 0x201d) return 0x22;
  const lower = String.fromCharCode(code).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
}

function foldedWide(code: number): number {
  if (code < 0xff01 || code > 0xff5e) return code;
  const narrow = code - 0xfee0;
  return narrow >= 0x41 && narrow <= 0x5a ? narrow + 0x20 : narrow;
}
