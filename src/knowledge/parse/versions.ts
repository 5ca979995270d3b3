/**
 * Half-open intervals of versions as sortable text: version v is in when `from[i] <= v < to[i]` for some i, compared
 * byte by byte (collation "C"). No interval at all means every version.
 */
export interface VersionBounds {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

const PARTS = 4;
const DIGITS = 6;
/** Below and above every encoded version. */
const LOWEST = "";
const HIGHEST = "~";
const VERSION = /^v?(\d{1,6}(?:\.\d{1,6}){0,3})(?:[-+][0-9A-Za-z.+-]*)?$/i;
const PARTIAL = /^v?(\d{1,6}(?:\.(?:\d{1,6}|[xX*])){0,3})(?:[-+][0-9A-Za-z.+-]*)?$/;
const COMPARATOR = /(>=|<=|>|<|=|\^|~|≥|≤)?\s*(v?\d[\w.*+-]*|[xX*])/gy;

const encode = (parts: readonly number[]): string =>
  Array.from({ length: PARTS }, (_, i) => String(parts[i] ?? 0).padStart(DIGITS, "0")).join(".");

const numbers = (text: string): number[] => text.split(".").map(Number);

/** "8.2" or "v8.2.0-beta" as text that sorts as versions do: up to four numbers of up to six digits. */
export function encodeVersion(version: string): string {
  const found = VERSION.exec(version.trim());
  if (!found) throw new Error(`"${version}" is not a version: write up to four numbers with dots, such as 8.2.1`);
  return encode(numbers(found[1]!));
}

/** Whether search can compare this version with the ranges of articles. */
export const isVersion = (text: string): boolean => VERSION.test(text.trim());

/** Whether an encoded version lies within the bounds. */
export const withinBounds = ({ from, to }: VersionBounds, version: string): boolean =>
  from.length === 0 || from.some((low, i) => low <= version && version < to[i]!);

/**
 * The bounds of an npm-like range: comparators (`>=8.0 <9.0`), `8.2.x`, `^8.2`, `~8.2`, `8.0 - 8.2`, alternatives with
 * `||`. A version with fewer numbers stands for all that begin with it: `<=8.2` takes 8.2.7 in, `>8.2` leaves it out.
 */
export function versionBounds(range: string | null): VersionBounds {
  if (range === null) return { from: [], to: [] };
  const intervals = range.split("||").map((part) => intervalOf(part.trim(), range));
  if (intervals.some(([low, high]) => low === LOWEST && high === HIGHEST)) return { from: [], to: [] };
  return { from: intervals.map(([low]) => low), to: intervals.map(([, high]) => high) };
}

function intervalOf(part: string, range: string): [string, string] {
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(part);
  const text = hyphen ? `>=${hyphen[1]} <=${hyphen[2]}` : part.replaceAll(",", " ");
  let low = LOWEST;
  let high = HIGHEST;
  let at = 0;
  COMPARATOR.lastIndex = 0;
  while (at < text.length) {
    const found = COMPARATOR.exec(text);
    if (!found) throw new Error(`"${range}" is not a version range: write one such as ">=8.0 <9.0" or "8.2.x || 9.0"`);
    const [from, to] = comparator(found[1] ?? "=", found[2]!, range);
    if (from > low) low = from;
    if (to < high) high = to;
    at = COMPARATOR.lastIndex;
    while (text[at] === " ") at += 1;
    COMPARATOR.lastIndex = at;
  }
  if (text === "") throw new Error(`"${range}" is not a version range: a part of it is empty`);
  if (low >= high) throw new Error(`The version range "${range}" holds no version`);
  return [low, high];
}

function comparator(operator: string, version: string, range: string): [string, string] {
  if (/^[xX*]$/.test(version)) return [LOWEST, HIGHEST];
  const found = PARTIAL.exec(version);
  if (!found) throw new Error(`"${range}" is not a version range: "${version}" is not a version`);
  const parts = numbers(found[1]!.replace(/\.[xX*].*$/, ""));
  const start = encode(parts);
  switch (operator) {
    case ">=":
    case "≥":
      return [start, HIGHEST];
    case "<":
      return [LOWEST, start];
    case ">":
      return [after(parts, parts.length), HIGHEST];
    case "<=":
    case "≤":
      return [LOWEST, after(parts, parts.length)];
    case "^":
      return [start, after(parts, parts.findIndex((part) => part > 0) + 1 || parts.length)];
    case "~":
      return [start, after(parts, Math.min(parts.length, 2))];
    default:
      return [start, after(parts, parts.length)];
  }
}

/** The first version behind all that share the first `count` numbers. */
const after = (parts: readonly number[], count: number): string =>
  encode([...parts.slice(0, count - 1), parts[count - 1]! + 1]);
