import { fold } from "../../kernel/fold.ts";
import type { Unit } from "../draft/units.ts";

/** Something that values belong to: a version, an edition or a name. */
interface Anchor {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

type FindAnchors = (text: string) => Anchor[];

const VERSION = /(?<![\w.])v?(\d+\.\d+(?:\.\d+)*)(?![\w%])/gi;
const NAME = /(?<![\w.-])[A-Z][a-z]{2,}(?![\w.])|\p{Script=Han}{2}版(?!本)/gu;
const VALUE = /(?<![\w.-])\d[\d,]*(?![\w.]*\d)/g;
/** Anchors with nothing but this between them share their values. */
const TOGETHER = /^\s*(?:[、,，/&]|和|与|及|或|and|or)?\s*$/i;

const versions: FindAnchors = (text) => found(text, VERSION, (match) => match[1]!);
const names: FindAnchors = (text) => found(text, NAME, (match) => match[0].toLowerCase());
const found = (text: string, pattern: RegExp, key: (match: RegExpExecArray) => string): Anchor[] =>
  [...text.matchAll(pattern)].map((match) => ({
    key: key(match),
    start: match.index,
    end: match.index + match[0].length,
  }));

/**
 * A number that the sentence gives to another version, edition or name than its sources do, as 20,000 rows to 7.3
 * where they belong to 8.2; null when every number is with its partner.
 */
export function swappedValue(sentence: string, units: readonly Pick<Unit, "kind" | "text">[]): string | null {
  for (const find of [versions, names]) {
    const anchors = find(sentence).filter(({ key }) =>
      units.some(({ text }) => find(text).some((other) => other.key === key)),
    );
    if (anchors.length === 0) continue;
    for (const value of valuesOf(sentence)) {
      const partners = besides(anchors, sentence, value);
      const known = units.filter(({ text }) => valuesOf(text).some(({ key }) => key === value.key));
      const rivals = known.filter(({ text }) => find(text).length > 0);
      if (rivals.length === 0 || rivals.length < known.length) continue;
      if (!partners.some((key) => rivals.some((unit) => belongs(unit, find, key, value.key)))) return value.text;
    }
  }
  return null;
}

function valuesOf(text: string): { key: string; text: string; start: number; end: number }[] {
  return [...fold(text).matchAll(VALUE)]
    .filter(({ index, 0: digits }) => !/^\s*[.)、]\s/.test(text.slice(index + digits.length)) || index > 1)
    .map((match) => ({
      key: match[0].replaceAll(",", ""),
      text: match[0],
      start: match.index,
      end: match.index + match[0].length,
    }));
}

/** Keys of the anchors right before and right after a place, with those that stand together with them. */
function besides(anchors: readonly Anchor[], text: string, place: { start: number; end: number }): string[] {
  const before = anchors.filter(({ end }) => end <= place.start).reverse();
  const after = anchors.filter(({ start, end }) => start >= place.end && end > place.end);
  return [...run(before, text), ...run(after, text)];
}

function run(anchors: readonly Anchor[], text: string): string[] {
  const keys: string[] = [];
  for (const [i, anchor] of anchors.entries()) {
    const last = anchors[i - 1];
    if (
      last !== undefined &&
      !TOGETHER.test(text.slice(Math.min(last.end, anchor.end), Math.max(last.start, anchor.start)))
    )
      break;
    keys.push(anchor.key);
  }
  return keys;
}

/** Whether a value stands with an anchor in one piece: beside it, or anywhere in a row that the anchor opens. */
function belongs(
  { kind, text }: Pick<Unit, "kind" | "text">,
  find: FindAnchors,
  anchor: string,
  value: string,
): boolean {
  const anchors = find(text);
  const first = kind === "row" ? (text.split(/[;；|｜]/)[0] ?? "") : "";
  if (find(first).some(({ key }) => key === anchor)) return valuesOf(text).some(({ key }) => key === value);
  return valuesOf(text)
    .filter(({ key }) => key === value)
    .some((place) => {
      const apart = /[;；。]/;
      const near = besides(anchors, text, place).includes(anchor);
      const nearest = anchors
        .filter(({ key }) => key === anchor)
        .some(({ start, end }) => !apart.test(text.slice(Math.min(end, place.end), Math.max(start, place.start))));
      return near && nearest;
    });
}
