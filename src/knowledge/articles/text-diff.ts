export interface DiffWord {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** One line of a comparison. A changed line has its words; numbers count lines of each side from 1. */
export interface DiffLine {
  readonly kind: "same" | "added" | "removed" | "changed";
  readonly before: number | null;
  readonly after: number | null;
  readonly words: readonly DiffWord[];
}

const WORDS = /\p{Script=Han}|[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu;
/** Cells of the comparison's table at most; beyond, the differing stretch counts as replaced. */
const MOST_CELLS = 4_000_000;
/** A removed and an added line are one changed line when they share at least this part of their words. */
const ALIKE = 0.5;

/** Compares two texts line by line, and changed lines word by word. */
export function diffLines(before: string, after: string): DiffLine[] {
  const left = before === "" ? [] : before.split("\n");
  const right = after === "" ? [] : after.split("\n");
  const lines: DiffLine[] = [];
  let removed: number[] = [];
  let added: number[] = [];
  const flush = () => {
    lines.push(...paired(left, right, removed, added));
    removed = [];
    added = [];
  };
  for (const { a, b } of align(left, right)) {
    if (a !== null && b !== null) {
      flush();
      lines.push({ kind: "same", before: a + 1, after: b + 1, words: [{ kind: "same", text: left[a]! }] });
    } else if (a !== null) removed.push(a);
    else added.push(b!);
  }
  flush();
  return lines;
}

/** Lines that went and came between two equal ones: like ones in order are one changed line. */
function paired(
  left: readonly string[],
  right: readonly string[],
  removed: readonly number[],
  added: readonly number[],
): DiffLine[] {
  const lines: DiffLine[] = [];
  let next = 0;
  for (const a of removed) {
    const at = added.findIndex((b, i) => i >= next && alikeness(left[a]!, right[b]!) >= ALIKE);
    if (at < 0) {
      lines.push({ kind: "removed", before: a + 1, after: null, words: [{ kind: "removed", text: left[a]! }] });
      continue;
    }
    lines.push(...added.slice(next, at).map((b) => addedLine(right, b)));
    const words = diffWords(left[a]!, right[added[at]!]!);
    lines.push({ kind: "changed", before: a + 1, after: added[at]! + 1, words });
    next = at + 1;
  }
  return [...lines, ...added.slice(next).map((b) => addedLine(right, b))];
}

const addedLine = (right: readonly string[], b: number): DiffLine => ({
  kind: "added",
  before: null,
  after: b + 1,
  words: [{ kind: "added", text: right[b]! }],
});

/** What changed within one text, by Chinese character, word or sign. The parts give both texts back. */
function diffWords(before: string, after: string): DiffWord[] {
  const [left, right] = [before.match(WORDS) ?? [], after.match(WORDS) ?? []];
  const words: { kind: DiffWord["kind"]; text: string }[] = [];
  for (const { a, b } of align(left, right)) {
    const kind = a === null ? "added" : b === null ? "removed" : "same";
    const text = a === null ? right[b!]! : left[a]!;
    const last = words.at(-1);
    if (last?.kind === kind) last.text += text;
    else words.push({ kind, text });
  }
  return words;
}

/** 0..1: the share of words (without spaces) that two texts have in common, counted once each. */
export function alikeness(before: string, after: string): number {
  const sets = [before, after].map((text) => new Set((text.match(WORDS) ?? []).filter((word) => word.trim() !== "")));
  const [left, right] = [sets[0]!, sets[1]!];
  if (left.size === 0 || right.size === 0) return 0;
  return (2 * [...left].filter((word) => right.has(word)).length) / (left.size + right.size);
}

interface Pair {
  readonly a: number | null;
  readonly b: number | null;
}

/** A longest common subsequence of two lists, as the way through both. */
function align(left: readonly string[], right: readonly string[]): Pair[] {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (
    end < Math.min(left.length, right.length) - start &&
    left[left.length - 1 - end] === right[right.length - 1 - end]
  )
    end += 1;
  const rows = left.length - start - end;
  const columns = right.length - start - end;
  const same = (count: number, a: number, b: number): Pair[] =>
    Array.from({ length: count }, (_, i) => ({ a: a + i, b: b + i }));
  return [
    ...same(start, 0, 0),
    ...middle(left.slice(start, start + rows), right.slice(start, start + columns)).map(({ a, b }) => ({
      a: a === null ? null : a + start,
      b: b === null ? null : b + start,
    })),
    ...same(end, left.length - end, right.length - end),
  ];
}

function middle(left: readonly string[], right: readonly string[]): Pair[] {
  const width = right.length + 1;
  if (left.length * right.length > MOST_CELLS)
    return [...left.map((_, a) => ({ a, b: null })), ...right.map((_, b) => ({ a: null, b }))];
  const longest = new Uint32Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      longest[i * width + j] =
        left[i] === right[j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
  const pairs: Pair[] = [];
  let [a, b] = [0, 0];
  while (a < left.length || b < right.length) {
    if (a < left.length && b < right.length && left[a] === right[b]) pairs.push({ a: a++, b: b++ });
    else if (b >= right.length || (a < left.length && longest[(a + 1) * width + b]! >= longest[a * width + b + 1]!))
      pairs.push({ a: a++, b: null });
    else pairs.push({ a: null, b: b++ });
  }
  return pairs;
}
