import { entityAt } from "../entities.ts";
import { isMarkupTag } from "../html/names.ts";
import { imageText, lineBefore } from "../image-text.ts";
import { softBreak } from "../lines.ts";

export interface InlineContext {
  /** Link reference definitions, by lower-case label. */
  readonly references: ReadonlyMap<string, string>;
  link(href: string, text: string): void;
  /** Whether pictures are always said by their texts, as in a cell that holds nothing else. */
  readonly saysImages?: boolean;
}

interface Run {
  readonly text: string;
  readonly context: InlineContext;
  /** Readable text so far; markup that turns out to be a pair is blanked afterwards. */
  readonly pieces: string[];
  readonly brackets: { piece: number; at: number; image: boolean }[];
  readonly delimiters: { piece: number; mark: string }[];
  /** Lengths of backtick runs that have no partner further on. */
  readonly lonelyTicks: Set<number>;
  at: number;
}

/** Brackets within brackets beyond this are text. */
const DEEPEST = 32;
const SPECIAL = /[\\`*_~[\]!<&{\n]/;
const PLAIN = /[^\\`*_~[\]!<&{\n]+/y;
const TAG = /<(\/?)([A-Za-z][\w.-]*)((?:\s|\/)[^<>]*)?>/y;
const AUTOLINK = /<((?:https?|ftp|mailto):[^\s<>]+)>/y;
const TARGET =
  /\(\s*(?:<([^<>\n]{0,2000})>|((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.){0,500}\)){0,2000}))(?:\s+(?:"[^"]{0,500}"|'[^']{0,500}'|\([^)]{0,500}\)))?\s*\)/y;
const REFERENCE = /\[([^\]\n]{0,200})\]/y;
const VARIABLE = /\{\{\{\s*\.?([\w.-]+)\s*\}\}\}/y;
/** A footnote's mark, and the one before its text. */
const FOOTNOTE = /(?:^\[\^[\w-]{1,40}\]:[ \t]*|\[\^\d{1,3}\](?!\())/y;
const WORD = /[\p{L}\p{N}_]/u;

const at = <Pattern extends RegExp>(pattern: Pattern, text: string, index: number) => {
  pattern.lastIndex = index;
  return pattern.exec(text);
};

/** What a construct reads as, and how much of the source it takes. */
interface Taken {
  readonly piece: string;
  readonly length: number;
}

const take = (piece: string, length: number = piece.length): Taken => ({ piece, length });

/** The readable text of a paragraph's Markdown; links go to `context.link`. Linear in the length of the text. */
export function inlineText(text: string, context: InlineContext): string {
  if (!SPECIAL.test(text)) return text.trim();
  const run: Run = { text, context, pieces: [], brackets: [], delimiters: [], lonelyTicks: new Set(), at: 0 };
  while (run.at < text.length) {
    const plain = at(PLAIN, text, run.at)?.[0];
    const { piece, length } = plain === undefined ? CONSTRUCTS[text[run.at]!]!(run) : take(plain);
    run.pieces.push(piece);
    run.at += length;
  }
  return run.pieces.join("").trim();
}

const CONSTRUCTS: Readonly<Record<string, (run: Run) => Taken>> = {
  "\\": escaped,
  "`": codeSpan,
  "*": delimiter,
  _: delimiter,
  "~": delimiter,
  "!": (run) => (run.text[run.at + 1] === "[" ? openBracket(run, true) : take("!")),
  "[": (run) => {
    const mark = at(FOOTNOTE, run.text, run.at)?.[0];
    return mark === undefined ? openBracket(run, false) : take("", mark.length);
  },
  "]": closeBracket,
  "<": tag,
  "&": (run) => {
    const entity = entityAt(run.text, run.at);
    return entity ? take(entity.text, entity.length) : take("&");
  },
  "{": (run) => {
    const variable = at(VARIABLE, run.text, run.at);
    return variable ? take(variable[1]!, variable[0].length) : take("{");
  },
  "\n": lineBreak,
};

function escaped(run: Run): Taken {
  const next = run.text[run.at + 1] ?? "";
  if (next === "\n") return take("\n", 2);
  return /[!-/:-@[-`{-~]/.test(next) ? take(next, 2) : take("\\");
}

function lineBreak(run: Run): Taken {
  const after = run.text.slice(run.at + 1, run.at + 200);
  const next = after.trimStart();
  const before = run.text.slice(Math.max(0, run.at - 2), run.at);
  const length = 1 + (after.length - next.length);
  if (after.startsWith("\n") || before === "  ") return take("\n", length);
  return take(next === "" ? " " : softBreak(before.at(-1) ?? " ", next[0]!), length);
}

function codeSpan(run: Run): Taken {
  const { text } = run;
  let length = 1;
  while (text[run.at + length] === "`") length += 1;
  const fence = "`".repeat(length);
  const from = run.at + length;
  let end = run.lonelyTicks.has(length) ? -1 : text.indexOf(fence, from);
  while (end >= 0 && (text[end + length] === "`" || text[end - 1] === "`")) {
    while (text[end] === "`") end += 1;
    end = text.indexOf(fence, end);
  }
  if (end < 0) {
    run.lonelyTicks.add(length);
    return take(fence);
  }
  const code = text.slice(from, end).replaceAll("\n", " ");
  return take(code.replace(/^ (.+) $/s, "$1"), end + length - run.at);
}

function delimiter(run: Run): Taken {
  const { text } = run;
  const mark = text[run.at]!;
  let length = 1;
  while (text[run.at + length] === mark) length += 1;
  const before = text[run.at - 1] ?? " ";
  const after = text[run.at + length] ?? " ";
  const marks = mark.repeat(length);
  if (isLiteral(mark, length, before, after)) return take(marks);
  const partner = /\s/.test(before) ? -1 : findPartner(run, marks);
  if (partner >= 0) {
    run.pieces[run.delimiters[partner]!.piece] = "";
    run.delimiters.length = partner;
    return take("", length);
  }
  if (!/\s/.test(after)) run.delimiters.push({ piece: run.pieces.length, mark: marks });
  return take(marks);
}

/** Marks within a word (`snake_case`, `2*3*4`) are text; Chinese needs no space around emphasis. */
function isLiteral(mark: string, length: number, before: string, after: string): boolean {
  if (length > 3 || (mark === "~" && length !== 2)) return true;
  if (mark === "_") return WORD.test(before) && WORD.test(after);
  return length === 1 && /\w/.test(before) && /\w/.test(after);
}

function findPartner(run: Run, marks: string): number {
  for (let i = run.delimiters.length - 1; i >= Math.max(0, run.delimiters.length - 16); i--) {
    if (run.delimiters[i]!.mark === marks) return i;
  }
  return -1;
}

function openBracket(run: Run, image: boolean): Taken {
  if (run.brackets.length < DEEPEST) run.brackets.push({ piece: run.pieces.length, at: run.at, image });
  return take(image ? "![" : "[");
}

function closeBracket(run: Run): Taken {
  const open = run.brackets.pop();
  const target = open && linkTarget(run, open.piece);
  if (!open || !target) return take("]");
  run.pieces[open.piece] = "";
  const words = run.pieces.slice(open.piece + 1).join("");
  if (!open.image) run.context.link(target.href, words);
  else if (run.context.saysImages !== true) {
    run.pieces.fill("", open.piece);
    run.pieces[open.piece] = imageText(lineBefore(run.text, open.at, "\n"), words);
  }
  return take("", target.length);
}

/** What follows the closing bracket: `(url "title")`, `[label]`, or a label that is defined. */
function linkTarget(run: Run, piece: number): { href: string; length: number } | null {
  const inline = at(TARGET, run.text, run.at + 1);
  if (inline)
    return { href: (inline[1] ?? inline[2] ?? "").replace(/\\([!-/:-@[-`{-~])/g, "$1"), length: 1 + inline[0].length };
  if (run.context.references.size === 0) return null;
  const reference = at(REFERENCE, run.text, run.at + 1);
  const label = reference?.[1] || run.pieces.slice(piece + 1).join("");
  const href = run.context.references.get(label.toLowerCase());
  return href === undefined ? null : { href, length: 1 + (reference?.[0].length ?? 0) };
}

function tag(run: Run): Taken {
  const { text } = run;
  if (text.startsWith("<!--", run.at)) {
    const end = text.indexOf("-->", run.at + 4);
    return take("", (end < 0 ? text.length : end + 3) - run.at);
  }
  const auto = at(AUTOLINK, text, run.at);
  if (auto) return take(auto[1]!, auto[0].length);
  const found = at(TAG, text, run.at);
  if (!found || !isMarkupTag(found[2]!)) return take("<");
  return take(/^(?:br|li|p|tr|div)$/i.test(found[2]!) ? "\n" : "", found[0].length);
}
