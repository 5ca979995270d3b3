export interface DiffPart {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** Beyond this many tokens on a side the comparison goes line by line, so that it stays quick. */
const MAX_TOKENS = 1_200;
const WORDS = /[\p{Script=Han}]|[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu;
const LINES = /[^\n]*\n|[^\n]+/g;

/** What changed from one text to another, by Chinese character, word or sign. The parts give both texts back. */
export function diffTexts(before: string, after: string): DiffPart[] {
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start] === after[start]) start += 1;
  // A pair of surrogates is never cut.
  if (start > 0 && isHighSurrogate(before.charCodeAt(start - 1))) start -= 1;
  const words = [before.slice(start).match(WORDS) ?? [], after.slice(start).match(WORDS) ?? []] as const;
  const fine = words.every((tokens) => tokens.length <= MAX_TOKENS);
  const [left, right] = fine ? words : [before.slice(start).match(LINES) ?? [], after.slice(start).match(LINES) ?? []];
  const parts: DiffPart[] = [];
  push(parts, "same", before.slice(0, start));
  if (left.length > MAX_TOKENS * 2 || right.length > MAX_TOKENS * 2) {
    push(parts, "removed", before.slice(start));
    push(parts, "added", after.slice(start));
    return parts;
  }
  walk(parts, left, right);
  return parts;
}

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;

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
