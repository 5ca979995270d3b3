import { fold } from "../../kernel/fold.ts";
import { CLAIMS, PLAIN } from "./report-words.ts";
import type { Direction, Role, Said, Statement } from "./statement.ts";

const LONGEST = 240;
/** Stand for a name and for a day while the rest is read. */
const [NAME, DAY] = ["¤", "§"];
const ISO_DAY = /(?<!\d)\d{4}-\d\d-\d\d(?!\d)/g;
const NUMBER = /\d+(?:,\d{3})*(?:\.\d+)?\s?%?/g;
const SIGNS = /[\s"'“”「」，,、。.：:；;（）()¤§]/u;
const HAN = /\p{Script=Han}+/gu;
const LATIN = /[a-z]+/g;

/** Ahead of a number: of the period before, and of the bound of what was expected. */
const OF_BEFORE =
  /上期|上一|前一|此前|之前|原来|从|由|(?<![相对])比|较|\b(?:from|against|versus|than|compared|previous|before|earlier|prior)\b/;
const OF_NOW = /本期|本周期|这一|期内|期间|实际|\bthis\b/;
const OF_LIMIT = /上限|预期|\b(?:at most|limit|bound|expected|above|over|exceed\w*)\b/;
const BEFORE_BEHIND = /\b(?:before|previous|earlier|prior)\b/;
/** Something moved; by how much is no number of a statement, from what and to what are. */
const MOVED = /[升增涨降减落]|[多少]于|\b(?:r[io]s|up\b|down\b|increas|gr[eo]w|climb|f[ae]ll|decreas|drop|declin)/;
const ENDS_IN_PLACE = /(?:[到至从由]|\b(?:to|from))\s*$/;
const MOVED_BEHIND = /^\s*(?:[a-z]+\s+)?(?:above|over|up|down)\b(?!\s+from)/;

/**
 * Whether one sentence says of a statement only what was computed: its names, all of them; numbers that it has, each in
 * the part it plays; its days; no direction or place but those that hold; and no other word than those that reports are
 * told in, since any other one may be a name, a cause or a judgement that nobody computed.
 */
export function saysOnlyWhatHolds(sentence: string, statement: Statement): boolean {
  if (sentence.length > LONGEST || /[\n\r¤§]/.test(sentence)) return false;
  const named = withoutNames(fold(sentence).trim(), statement.names);
  if (named === null || !/^[^。.!?！？;；]*(?:\.\d[^。.!?！？;；]*)*[。.]?$/.test(named)) return false;
  const dates = named.match(ISO_DAY) ?? [];
  if (!dates.every((date) => statement.dates.includes(date))) return false;
  const text = named.replace(ISO_DAY, DAY);
  return numbersHold(text, statement) && wordsHold(text, statement.directions);
}

/** The text with a sign for each name; null when a name is missing. Longer names first, since one may hold another. */
function withoutNames(text: string, names: readonly string[]): string | null {
  let rest = text;
  for (const name of [...names].sort((a, b) => b.length - a.length)) {
    const folded = fold(name).trim();
    if (folded === "" || !rest.includes(folded)) return null;
    rest = rest.replaceAll(folded, NAME);
  }
  return rest;
}

function numbersHold(text: string, { figures }: Statement): boolean {
  const found = [...text.matchAll(NUMBER)];
  const said = found.map((match, i) => {
    const start = match.index;
    const end = start + match[0].length;
    const from = Math.max(
      0,
      text.lastIndexOf(DAY, start) + 1,
      i === 0 ? 0 : found[i - 1]!.index + found[i - 1]![0].length,
    );
    const behind = text.slice(end, found[i + 1]?.index).split(/[，,。.；;（(§]/u)[0]!;
    const role = roleOf(text.slice(from, start), behind);
    const value = Number(match[0].replace(/[,%\s]/g, ""));
    return { role: match[0].endsWith("%") ? (role === "now" ? ("share" as const) : null) : role, value };
  });
  const holds = ({ role, value }: Said) => figures.some((figure) => figure.role === role && figure.value === value);
  return said.every((one) => one.role !== null && holds(one as Said)) && tellsAllNow(said, figures);
}

/** What the period itself holds must be said. */
const tellsAllNow = (said: readonly { role: Role | null; value: number }[], figures: readonly Said[]): boolean =>
  figures.filter(({ role }) => role === "now").every(({ value }) => said.some((one) => one.value === value));

/** What a number stands for, by the words around it; null for a difference, and where they contradict each other. */
function roleOf(ahead: string, behind: string): Role | null {
  if (MOVED_BEHIND.test(behind) || (MOVED.test(ahead) && !ENDS_IN_PLACE.test(ahead))) return null;
  if (OF_LIMIT.test(ahead)) return "limit";
  const before = OF_BEFORE.test(ahead) || BEFORE_BEHIND.test(behind);
  if (before && OF_NOW.test(ahead)) return null;
  return before ? "before" : "now";
}

function wordsHold(text: string, directions: readonly Direction[]): boolean {
  const rest = text.replace(NUMBER, " ").replace(/\bat most\b/g, " ");
  const claimed: Direction[] = [];
  for (const [word] of rest.matchAll(LATIN)) {
    const direction = CLAIMS.get(word);
    if (direction !== undefined) claimed.push(direction);
    else if (!PLAIN.has(word)) return false;
  }
  for (const [run] of rest.matchAll(HAN)) {
    const read = readRun(run);
    if (read === null) return false;
    claimed.push(...read);
  }
  const left = rest.replace(LATIN, "").replace(HAN, "");
  return [...left].every((sign) => SIGNS.test(sign)) && claimed.every((direction) => directions.includes(direction));
}

const LONGEST_WORD = 6;

/**
 * What a run of Chinese claims when it is cut into known words; null when it cannot be. Longer words first. From its end
 * on, so that each place is read once: there are up to two to the power of its signs ways to cut a run.
 */
function readRun(run: string): readonly Direction[] | null {
  const readFrom: (readonly Direction[] | null)[] = Array(run.length).fill(null);
  readFrom.push([]);
  for (let at = run.length - 1; at >= 0; at--)
    for (let length = Math.min(LONGEST_WORD, run.length - at); length > 0 && readFrom[at] === null; length--) {
      const word = run.slice(at, at + length);
      const direction = CLAIMS.get(word);
      const rest = readFrom[at + length]!;
      if (rest === null || (direction === undefined && !PLAIN.has(word))) continue;
      readFrom[at] = direction === undefined ? rest : [direction, ...rest];
    }
  return readFrom[0]!;
}
