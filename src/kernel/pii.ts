import { likelyAmong } from "./likely.ts";
import { matchesOf } from "./text.ts";

/** Kinds of personal data and secrets that rules can find. Names and postal addresses are not among them. */
export const PII_KINDS = ["email", "phone", "id_card", "bank_card", "iban", "ip", "ssn", "secret"] as const;
export type PiiKind = (typeof PII_KINDS)[number];

/** `text.slice(start, end)` is the personal data; positions count UTF-16 units. */
export interface PiiSpan {
  readonly kind: PiiKind;
  readonly start: number;
  readonly end: number;
}

interface Rule {
  readonly kind: PiiKind;
  readonly pattern: RegExp;
  /** As many digits as it has at least. */
  readonly digits?: number;
  readonly holds?: (found: string) => boolean;
}

const RULES: readonly Rule[] = [
  { kind: "email", pattern: /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}/g },
  {
    kind: "secret",
    pattern:
      /(?<![A-Za-z0-9])(?:sk|pk|rk|ghp|gho|xox[bap]|AKIA|ASIA|glpat|hf|whsec|npm)[-_]?[A-Za-z0-9_-]{16,}(?![A-Za-z0-9])/g,
  },
  { kind: "secret", pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g },
  {
    kind: "secret",
    pattern:
      /(?<=(?:密码|口令|password|passwd|pwd|secret|api[ _-]?key|token)(?:\s{0,4}(?:is|是|为|改成|改为|[:：=])\s{0,4})["“']?)[^\s"”'，。,;；]{6,64}/giu,
    holds: (found) => /\d/.test(found) && /[A-Za-z]/.test(found),
  },
  {
    kind: "id_card",
    digits: 17,
    pattern:
      /(?<![\dA-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/g,
    holds: idCardHolds,
  },
  {
    kind: "iban",
    digits: 2,
    pattern: /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g,
    holds: ibanHolds,
  },
  { kind: "bank_card", digits: 13, pattern: /(?<![\d.-])(?:\d[ -]?){12,18}\d(?![\d-])/g, holds: luhnHolds },
  { kind: "ssn", digits: 9, pattern: /(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g },
  { kind: "phone", digits: 11, pattern: /(?<![\d-])(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)/g },
  { kind: "phone", digits: 10, pattern: /(?<![\d-])0\d{2,3}-\d{7,8}(?:-\d{1,5})?(?!\d)/g },
  { kind: "phone", digits: 9, pattern: /(?<![\d-])400[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)/g },
  {
    kind: "phone",
    digits: 8,
    pattern: /(?<![\w.])(?:\+|00)\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,5}(?![\w.]{0,40}\d)/g,
    holds: digitsBetween(8, 15),
  },
  {
    kind: "phone",
    digits: 10,
    pattern: /(?<![\w.-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?:\s?(?:x|ext\.?)\s?\d{1,5})?(?![\w-])/g,
  },
  {
    kind: "ip",
    digits: 4,
    pattern: /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)/g,
  },
  { kind: "ip", pattern: /(?<![\w:])(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}(?![\w:])/g },
];

/** What any of it holds: a digit, an at sign, a long run of letters, or colons between short ones as an address has. */
const MAY_HOLD = /[\d@]|[A-Za-z0-9_-]{16}|[a-fA-F]:[a-fA-F]/;

const likely = likelyAmong(RULES.map(({ pattern }) => pattern));

function digitsIn(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i += 1) if (isDigit(text.charCodeAt(i))) count += 1;
  return count;
}
const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/** Personal data in a text, in order, never overlapping: an earlier rule wins. */
export function findPii(text: string): PiiSpan[] {
  if (!MAY_HOLD.test(text)) return [];
  const spans: PiiSpan[] = [];
  const held = digitsIn(text);
  for (const number of likely(text)) {
    const { kind, pattern, digits = 0, holds } = RULES[number]!;
    if (held < digits) continue;
    for (const match of matchesOf(text, pattern)) {
      const span = { kind, start: match.index, end: match.index + match[0].length };
      if (holds !== undefined && !holds(match[0])) continue;
      if (!spans.some((other) => span.start < other.end && other.start < span.end)) spans.push(span);
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** The text with each piece of personal data replaced by its kind in brackets. */
export function maskPii(text: string, spans: readonly PiiSpan[] = findPii(text)): string {
  let result = "";
  let at = 0;
  for (const { kind, start, end } of spans) {
    result += `${text.slice(at, start)}[${kind}]`;
    at = end;
  }
  return result + text.slice(at);
}

function digitsBetween(least: number, most: number): (found: string) => boolean {
  return (found) => {
    const count = found.replace(/\D/g, "").length;
    return count >= least && count <= most;
  };
}

/** GB 11643: weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, sum modulo 11 gives the last sign. */
function idCardHolds(found: string): boolean {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(found[i]), 0);
  return "10X98765432"[sum % 11] === found[17]!.toUpperCase();
}

/** ISO/IEC 7812, the Luhn sum. */
function luhnHolds(found: string): boolean {
  const digits = found.replace(/\D/g, "");
  if (digits.length < 13 || digits.length > 19 || /^(\d)\1+$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** ISO 13616: the rearranged number modulo 97 is 1. */
function ibanHolds(found: string): boolean {
  const plain = found.replace(/ /g, "");
  if (plain.length < 15) return false;
  let rest = 0;
  for (const sign of plain.slice(4) + plain.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
