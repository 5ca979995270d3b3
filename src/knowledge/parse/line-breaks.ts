const HAN = /\p{Script=Han}/u;
/** A line may end after any Chinese character but before no mark, and at the end of a word of letters. */
const FIRST_WORD = /\p{Script=Han}[，。、；：？！”）》]?|[^\s\p{Script=Han}]+/u;
const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/gu;
/** What a line is about, before a colon: 原因：, Remedy: */
const LABEL = /^(?:\*\*)?(?:\p{Script=Han}{1,8}|\p{Lu}[\p{L} ]{0,20})(?:\*\*)?\s?[:：](?!\/\/)/u;
const BOLD = /^(\*\*|__)(?!\s)(?:(?!\1).)+\1$/u;

/** What begins an item of a list: ①, （1）, 一、, 2., Step 3, 第四步, Q:, A2:, 【 */
const ITEM =
  /^(?:[①-⑳【•●▪◆※]|[(（][\d一二三四五六七八九十]{1,2}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}(?:、|[.)）]\s)|(?:step|步骤)\s?[\d一二三四五六七八九十]{1,2}(?!\d)|第[一二三四五六七八九十\d]{1,2}步|[QA]\d{0,2}\s?[:：.]\s?\S)/iu;

/** A line break that is marked already. */
const HARD_BREAK = /(?:\\| {2})$/;

/** Columns that a text takes; a Chinese character takes two. */
const columnsOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);

/** The widest of some lines, in columns. */
export const widthOf = (lines: readonly string[]): number =>
  lines.reduce((most, line) => Math.max(most, columnsOf(line.trimEnd())), 0);

/**
 * Whether a writer broke the line here, rather than a program that fills lines up to `width` columns: the next word would
 * have fitted, or begins an item of a list. A command, all in letters, is not gone on with in Chinese either.
 */
export function isKept(before: string, after: string, width: number): boolean {
  const word = FIRST_WORD.exec(after)?.[0] ?? "";
  const fits = columnsOf(before.trimEnd()) + 1 + columnsOf(word) <= width;
  return fits || ITEM.test(after) || (!HAN.test(before) && HAN.test(word));
}

/**
 * The lines of a Markdown paragraph with a mark for the line breaks that its writer meant: after a line in bold, before
 * a label, and where the next word would have fitted and does not go on with a sentence.
 */
export function withMeantBreaks(lines: readonly string[]): string {
  const width = widthOf(lines);
  return lines
    .map((line, i) => {
      const next = lines[i + 1]?.trimStart();
      if (next === undefined || next === "" || HARD_BREAK.test(line)) return line;
      const text = line.trim();
      const isMeant = BOLD.test(text) || LABEL.test(next) || (!/^\p{Ll}/u.test(next) && isKept(text, next, width));
      return isMeant ? `${line.trimEnd()}  ` : line;
    })
    .join("\n");
}
