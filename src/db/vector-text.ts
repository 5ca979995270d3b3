import { toSql } from "pgvector";

/** A vector to ask with, as pgvector reads it. Five digits are more than half precision keeps. */
export const queryVector = (vector: Float32Array): string =>
  toSql(Array.from(vector, (value) => Math.round(value * 1e5) / 1e5)) as string;

/** A vector to store, as pgvector reads it into half precision: each number with the fewest digits that give the same half. */
export function vectorText(vector: Float32Array): string {
  let text = "[";
  for (let i = 0; i < vector.length; i++) text += (i === 0 ? "" : ",") + halfText(halfBits(vector[i]!));
  return `${text}]`;
}

const TEXTS: (string | undefined)[] = [];
const MOST_DIGITS = 5;

/** Only so many halves exist, so each is written once. */
function halfText(bits: number): string {
  const known = TEXTS[bits];
  if (known !== undefined) return known;
  const value = halfValue(bits);
  let text = "0";
  for (let digits = 1; value !== 0 && digits <= MOST_DIGITS; digits++) {
    text = String(Number(value.toPrecision(digits)));
    if (Math.abs(Number(text)) <= LARGEST && halfBits(Number(text)) === bits) break;
  }
  TEXTS[bits] = text;
  return text;
}

const single = new Float32Array(1);
const bitsOfSingle = new Uint32Array(single.buffer);
/** The largest half; pgvector refuses what lies beyond. */
const LARGEST = 65_504;
const SMALLEST_NORMAL = 2 ** -14;
const SUBNORMAL_STEP = 2 ** -24;

/** The nearest half of a number, ties to even, as its 16 bits. */
function halfBits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.min(Math.abs(value), LARGEST);
  if (!(size >= SMALLEST_NORMAL)) return sign | nearestEven(size / SUBNORMAL_STEP);
  single[0] = size;
  const bits = bitsOfSingle[0]!;
  // 13 of 23 bits go; a carry into the exponent is what rounding up to the next power of two is.
  const rounded = (bits + 0xfff + ((bits >>> 13) & 1)) >>> 13;
  return sign | (rounded - ((127 - 15) << 10));
}

function nearestEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor || 0;
}

function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  return sign * (exponent === 0 ? mantissa * SUBNORMAL_STEP : 2 ** (exponent - 15) * (1 + mantissa / 1024));
}
