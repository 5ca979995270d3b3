import { fold } from "../../../kernel/fold.ts";
import type { ExtractPassage, ScoredSection } from "../scoring/score-units.ts";

/** Longest part by which two headlines that are rivals differ. */
const LONGEST = 16;
/** Share of the longer headline that both have. */
const ALIKE = 0.5;
/** Each is held against each: a page of a great many short sections is not compared to its end. */
const MOST_COMPARED = 128;

/**
 * The sections that are about another thing of the kind that is asked for: "Install on Windows" beside "Install on
 * Linux" for who names Linux. They are of one page, and their headlines differ in one part, of which the question names
 * the other's. `sections` come best first.
 */
export function rivalsIn(
  question: string,
  sections: readonly ScoredSection[],
  passages: readonly Pick<ExtractPassage, "title" | "headingPath">[],
): ReadonlySet<ScoredSection> {
  const asked = fold(question);
  const headed = sections.slice(0, MOST_COMPARED).flatMap((section) => {
    const headline = headlineOver(section, passages[section.passage]!);
    return headline === null ? [] : [{ section, headline, page: passages[section.passage]!.title }];
  });
  const loses = (own: (typeof headed)[number]) =>
    headed.some((other) => other.page === own.page && isRival(asked, own.headline, other.headline));
  return new Set(headed.filter(loses).map(({ section }) => section));
}

function headlineOver(
  { units: [first], section }: ScoredSection,
  { title, headingPath }: Pick<ExtractPassage, "title" | "headingPath">,
): string | null {
  if (first?.headline === true) return fold(first.unit.text);
  const over = headingPath.at(-1);
  return section === 0 && over !== undefined && over !== title ? fold(over) : null;
}

/** Whether a question names what another headline has in the place of a part of this one, and not that part. */
function isRival(asked: string, own: string, other: string): boolean {
  const from = sharedStart(own, other);
  const behind = sharedEnd(own.slice(from), other.slice(from));
  const [part, others] = [own, other].map((text) => text.slice(from, text.length - behind).trim()) as [string, string];
  if (part === "" || others === "" || Math.max(part.length, others.length) > LONGEST) return false;
  const shared = lettersIn(own) - lettersIn(part);
  // A word in the place of a word before the same noun, or 企业 in that of 标准 before 版.
  const isKind = behind > 0 && (isWord(part) && isWord(others) ? true : part.length === others.length);
  if (shared === 0 || !(isKind || shared >= ALIKE * Math.max(lettersIn(own), lettersIn(other)))) return false;
  return asked.includes(others) && !asked.includes(part);
}

const lettersIn = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
const isWord = (text: string): boolean => /^[a-z][a-z\d-]*$/.test(text);

/** Signs that two texts begin with alike, up to the end of a word of letters. */
function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  while (length > 0 && isWithinWord(a, length)) length -= 1;
  while (length > 0 && isWithinWord(b, length)) length -= 1;
  return length;
}

function sharedEnd(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length += 1;
  while (length > 0 && (isWithinWord(a, a.length - length) || isWithinWord(b, b.length - length))) length -= 1;
  return length;
}

const isWithinWord = (text: string, at: number): boolean =>
  /[a-z\d.]/.test(text[at - 1] ?? "") && /[a-z\d.]/.test(text[at] ?? "");
