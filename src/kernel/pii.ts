import { likelyAmong } from "./likely.ts";
import { ADDRESS_RULES } from "./pii/addresses.ts";
import { findInColumns } from "./pii/columns.ts";
import { NAME_RULES } from "./pii/names.ts";
import { NUMBER_RULES } from "./pii/numbers.ts";
import type { PiiKind, PiiSpan } from "./pii/rule.ts";
import { matchesOf } from "./text.ts";

export { PII_KINDS, type PiiKind, type PiiSpan } from "./pii/rule.ts";

/** Numbers first: an address is taken around a number that nothing surer has claimed. */
const RULES = [...NUMBER_RULES, ...ADDRESS_RULES, ...NAME_RULES];

const likely = likelyAmong(RULES.map(({ pattern }) => pattern));

function digitsIn(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i += 1) if (isDigit(text.charCodeAt(i))) count += 1;
  return count;
}
const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/** Personal data in a text, in order, never overlapping: an earlier rule wins. */
export function findPii(text: string): PiiSpan[] {
  const spans: PiiSpan[] = [];
  const held = digitsIn(text);
  const add = (span: PiiSpan) => {
    if (!spans.some((other) => span.start < other.end && other.start < span.end)) spans.push(span);
  };
  for (const number of likely(text)) {
    const { kind, pattern, digits = 0, holds } = RULES[number]!;
    if (held < digits) continue;
    for (const match of matchesOf(text, pattern)) {
      const span = { kind, start: match.index, end: match.index + match[0].length };
      if (span.end === span.start || (holds !== undefined && !holds(match[0]))) continue;
      add(span);
    }
  }
  if (text.includes("\n")) findInColumns(text).forEach(add);
  return spans.sort((a, b) => a.start - b.start);
}

/** The text with each piece of personal data replaced, by its kind in brackets where nothing else is said. */
export function maskPii(
  text: string,
  spans: readonly PiiSpan[] = findPii(text),
  instead: (kind: PiiKind, value: string) => string = (kind) => `[${kind}]`,
): string {
  let result = "";
  let at = 0;
  for (const { kind, start, end } of spans) {
    result += text.slice(at, start) + instead(kind, text.slice(start, end));
    at = end;
  }
  return result + text.slice(at);
}
