export interface DiffPart {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** Beyond this many tokens on a side the comparison goes line by line, so that it stays quick. */
const MAX_TOKENS = 1_200;
const WORDS = /[\p{Script=Han}]|[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu;
/** Of a word or of a pair of surrogates. */
const IN_WORD = /[\p{L}\p{N}\ud800-\udfff]/u;
const LINES = /[^\n]*\n|[^\n]+/g;

/** What changed from one text to another, by Chinese character, word or sign. The parts give both texts back. */
export function diffTexts(before: string, after: string): DiffPart[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  // A word is never cut, nor a pair of surrogates.
  while (start > 0 && IN_WORD.test(before[start - 1]!)) start -= 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  while (end > 0 && IN_WORD.test(before.at(-end)!)) end -= 1;
  const [middle, changed] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const words = [middle.match(WORDS) ?? [], changed.match(WORDS) ?? []] as const;
  const fine = words.every((tokens) => tokens.length <= MAX_TOKENS);
  const [left, right] = fine ? words : [middle.match(LINES) ?? [], changed.match(LINES) ?? []];
  const parts: DiffPart[] = [];
  push(parts, "same", before.slice(0, start));
  if (left.length > MAX_TOKENS * 2 || right.length > MAX_TOKENS * 2) {
    push(parts, "removed", middle);
    push(parts, "added", changed);
  } else walk(parts, left, right);
  push(parts, "same", before.slice(before.length - end));
  return parts;
}

type FoldedPart = DiffPart | { readonly kind: "skipped"; readonly lines: number };

/** Equal lines left beside a change. */
const AROUND = 3;

/** The parts with long stretches of equal lines left out, each told by how many lines it has. */
export function foldSame(parts: readonly DiffPart[]): FoldedPart[] {
  return parts.flatMap((part, at): FoldedPart[] => {
    const lines = part.text.split("\n");
    // The line that a change stands in, and those beside it.
    const head = lines.slice(0, at === 0 ? 0 : AROUND + 1);
    const tail = lines.slice(at === parts.length - 1 ? lines.length : -AROUND - 1);
    const skipped = lines.length - head.length - tail.length;
    if (part.kind !== "same" || skipped < 2) return [part];
    return [
      ...(head.length > 0 ? [{ kind: "same" as const, text: `${head.join("\n")}\n` }] : []),
      { kind: "skipped" as const, lines: skipped },
      ...(tail.length > 0 ? [{ kind: "same" as const, text: tail.join("\n") }] : []),
    ];
  });
}

/** Longest common subsequence, walked from the front. */
function walk(parts: DiffPart[], left: readonly string[], right: readonly string[]): void {
  const width = right.length + 1;
  const longest = new Uint16Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i -= 1)
    for (let j = right.length - 1; j >= 0; j -= 1)
      longest[i * width + j] =
        left[i] === right[j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      push(parts, "same", left[i]!);
      i += 1;
      j += 1;
    } else if (j >= right.length || (i < left.length && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)) {
      push(parts, "removed", left[i]!);
      i += 1;
    } else {
      push(parts, "added", right[j]!);
      j += 1;
    }
  }
}

function push(parts: DiffPart[], kind: DiffPart["kind"], text: string): void {
  if (text === "") return;
  const last = parts.at(-1);
  if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + text };
  else parts.push({ kind, text });
}
