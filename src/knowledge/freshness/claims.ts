import { fold } from "../../kernel/fold.ts";
import type { ArticleScope, Block, ParsedArticle } from "../types.ts";

/** A sentence, list item or table row of an article that states at least one number or version. */
export interface Claim {
  readonly articleId: string;
  readonly scope: ArticleScope;
  /** What a reader sees. Offsets count in the article's source. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly step: boolean;
  /** The numbers in order, as written; the text without them is the skeleton. */
  readonly numbers: readonly string[];
  readonly skeleton: string;
  readonly tokens: ReadonlySet<string>;
  /** What the claim is about beyond its own words: tokens of title and heading. */
  readonly context: ReadonlySet<string>;
  /** The numbers of title and heading. */
  readonly about: string;
  /** Codes and names with digits or capitals, of sentence, heading and title: two things of different code are two things. */
  readonly codes: ReadonlySet<string>;
}

/** The steps that stand in order under one heading. */
export interface StepList {
  readonly articleId: string;
  readonly scope: ArticleScope;
  readonly heading: string;
  readonly context: ReadonlySet<string>;
  readonly about: string;
  readonly codes: ReadonlySet<string>;
  readonly steps: readonly { readonly text: string; readonly start: number; readonly end: number }[];
}

const NUMBER =
  /(?<![\p{L}\d_#-])(?:v(?=\d))?\d+(?:[.,:]\d+)*(?![\d_-]*\p{Script=Latin}[\p{L}\d]*[-_]\d)|[零一二两三四五六七八九十百千万]+(?=\s?(?:个|天|日|小时|分钟|秒|次|条|人|份|年|月|周|步|台|套|元|位|级|行|张))/giu;
const CODE =
  /(?<![\p{L}\d])(?=[\p{L}\d_-]*\d)(?=[\p{L}\d_-]*\p{Script=Latin})[A-Za-z\d]+(?:[-_][A-Za-z\d]+)*(?![\p{L}\d])/gu;
const SENTENCE = /[^。！？；;!?\n]+(?:[。！？；;!?]+|\n|$)/gu;
const LIST_MARK = /^\s*(?:\d{1,2}[.)、．]|[-*+•·]|第[一二三四五六七八九十]{1,2}步[，,:：]?)\s*/u;
const LONGEST = 400;
/** Numbers of an example hold for the example only. */
const EXAMPLE = /例如|比如|譬如|示例|举例|假设|\bid\b|e\.g\.|for example|for instance|such as|suppose/iu;

/** Chinese bigrams and Latin words: what two sentences are compared by. */
export function tokensOf(text: string): Set<string> {
  const tokens = new Set<string>();
  for (const [run] of fold(text).matchAll(/\p{Script=Han}+|[a-z]+(?:[-_'][a-z\d]+)*\d*/gu)) {
    if (!/\p{Script=Han}/u.test(run)) tokens.add(run);
    else if (run.length === 1) tokens.add(run);
    else for (let i = 0; i + 1 < run.length; i++) tokens.add(run.slice(i, i + 2));
  }
  return tokens;
}

const codesOf = (text: string): Set<string> => new Set(Array.from(text.matchAll(CODE), ([code]) => code.toLowerCase()));
/** Numbers of title and heading say which thing it is: "upgrade to 8.2" is another matter than "upgrade to 9.0". */
const numbersOf = (text: string): string => Array.from(text.matchAll(/\d+(?:\.\d+)*/g), ([number]) => number).join(" ");

/** All that an article states with a number, and its lists of steps. */
export function claimsOf(articleId: string, article: ParsedArticle): { claims: Claim[]; lists: StepList[] } {
  const claims: Claim[] = [];
  const lists: StepList[] = [];
  for (const section of article.sections) {
    const heading = section.path.at(-1) ?? "";
    const about = `${article.title}\n${heading}`;
    const context = tokensOf(about);
    const codes = codesOf(about);
    const place = { articleId, scope: article.scope, context, about: numbersOf(about) };
    for (const block of section.blocks) {
      if (block.kind === "code") continue;
      for (const piece of piecesOf(block, article.source)) {
        const claim = readClaim(piece.text);
        if (claim) claims.push({ ...place, ...piece, ...claim, codes: new Set([...codes, ...codesOf(piece.text)]) });
      }
    }
    const steps = section.blocks.filter((block) => block.kind === "item" && isNumbered(block, article.source));
    if (steps.length > 2)
      lists.push({
        ...place,
        heading,
        codes,
        steps: steps.map(({ text, start, end }) => ({ text: text.replace(LIST_MARK, ""), start, end })),
      });
  }
  return { claims, lists };
}

/** Order matters in a numbered list only. */
const isNumbered = ({ start, end }: Block, source: string): boolean =>
  /^\s*\d{1,2}\s*[.)、．]/.test(source.slice(source.lastIndexOf("\n", start) + 1, end));

interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly step: boolean;
}

/** Sentences of a paragraph, with their place where the source says the very words; items and rows as they are. */
function piecesOf({ kind, text, start, end }: Block, source: string): Piece[] {
  const step = kind === "item";
  if (kind === "row") return [{ text, start, end, step }];
  return Array.from(text.matchAll(SENTENCE), ([sentence]) => {
    const words = sentence.trim();
    const at = source.indexOf(words, start);
    const placed = at >= start && at + words.length <= end;
    return { text: words, start: placed ? at : start, end: placed ? at + words.length : end, step };
  });
}

function readClaim(text: string): Pick<Claim, "numbers" | "skeleton" | "tokens"> | null {
  if (text.length > LONGEST || EXAMPLE.test(text)) return null;
  const numbers: string[] = [];
  const skeleton = fold(text.replace(LIST_MARK, "")).replace(NUMBER, (number) => {
    numbers.push(number);
    return "#";
  });
  return numbers.length === 0 ? null : { numbers, skeleton, tokens: tokensOf(skeleton) };
}
