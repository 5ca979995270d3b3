import { RecursiveCharacterTextSplitter } from "@langchain/textsplitters";
import { softBreak } from "../lines.ts";

/** The text of a page as its program set it: lines without structure. */
export interface PageText {
  readonly number: number;
  readonly text: string;
}

/** A running head or foot stands on most pages of a document of this many. */
const PAGES_WITH_HEAD = 4;
const SHARE_WITH_HEAD = 0.6;
const LONGEST_HEAD = 120;
/** Lines from the top and the bottom of a page that may be a running head. */
const EDGE = 2;
/** A paragraph longer than this has lost its structure and is cut at its sentences. */
const LONGEST = 1_000;
const SENTENCES = ["\n\n", "\n", "。", "！", "？", "；", ". ", "! ", "? ", "; ", "，", ", ", " ", ""];
const SENTENCE_END = /[.。!！?？;；:：]["'”’）)]?$/;
const BEGINS =
  /^(?:[-•·●■◆○▪*]|\d{1,3}(?:\.\d{1,3})*[.、)）]?\s|[(（]?[0-9一二三四五六七八九十]{1,3}[)）、]|第.{1,4}[章节条步])/;

const HYPHENATED = /\p{Ll}+-\p{Ll}+/gu;
const TORN = /(\p{Ll}{2,})-$/u;

/** The paragraphs of each page, put together from its lines; what runs on every page is left out. */
export async function proseOf(pages: readonly PageText[]): Promise<{ number: number; blocks: string[] }[]> {
  const lines = pages.map(({ text }) => text.split("\n").map((line) => line.replace(/\s+/g, " ").trim()));
  const running = runningLines(lines);
  const hyphenated = new Set(lines.flat().flatMap((line) => line.toLowerCase().match(HYPHENATED) ?? []));
  const splitter = new RecursiveCharacterTextSplitter({
    chunkSize: LONGEST,
    chunkOverlap: 0,
    separators: SENTENCES,
    keepSeparator: true,
  });
  const result: { number: number; blocks: string[] }[] = [];
  for (const [i, { number }] of pages.entries()) {
    const own = lines[i]!.filter(
      (line, at) => line !== "" && !(isEdge(at, lines[i]!.length) && running.has(mask(line))),
    );
    const blocks: string[] = [];
    for (const paragraph of paragraphsOf(own, hyphenated)) blocks.push(...(await cut(splitter, paragraph)));
    if (blocks.length > 0) result.push({ number, blocks });
  }
  return result;
}

const isEdge = (at: number, count: number): boolean => at < EDGE || at >= count - EDGE;
const mask = (line: string): string => line.replace(/\d+/g, "#");

function runningLines(pages: readonly (readonly string[])[]): ReadonlySet<string> {
  if (pages.length < PAGES_WITH_HEAD) return new Set();
  const counts = new Map<string, number>();
  for (const lines of pages) {
    const edges = lines.filter((line, at) => line !== "" && line.length <= LONGEST_HEAD && isEdge(at, lines.length));
    for (const line of new Set(edges.map(mask))) counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count >= pages.length * SHARE_WITH_HEAD).map(([line]) => line));
}

/** A word that a program tore at the end of a line is put together; one with a hyphen of its own, as elsewhere, keeps it. */
function joinTorn(before: string, line: string, hyphenated: ReadonlySet<string>): string {
  const first = TORN.exec(before)?.[1];
  const second = /^\p{Ll}+/u.exec(line)?.[0];
  if (first === undefined || second === undefined) return before + softBreak(before.at(-1)!, line[0]!) + line;
  return (hyphenated.has(`${first}-${second}`.toLowerCase()) ? before : before.slice(0, -1)) + line;
}

/** A line goes on with the one before unless that ended a sentence short of the page's width, or it begins a new point. */
function paragraphsOf(lines: readonly string[], hyphenated: ReadonlySet<string>): string[] {
  const widths = lines.map(({ length }) => length).sort((a, b) => a - b);
  const usual = widths[Math.floor(widths.length * 0.75)] ?? 0;
  const paragraphs: string[] = [];
  let last = "";
  for (const line of lines) {
    const goesOn =
      last !== "" &&
      !BEGINS.test(line) &&
      last.length >= usual * 0.7 &&
      !(SENTENCE_END.test(last) && last.length < usual);
    if (goesOn) {
      paragraphs.push(joinTorn(paragraphs.pop()!, line, hyphenated));
    } else paragraphs.push(line);
    last = line;
  }
  return paragraphs;
}

async function cut(splitter: RecursiveCharacterTextSplitter, paragraph: string): Promise<string[]> {
  if (paragraph.length <= LONGEST) return [paragraph];
  const pieces: string[] = [];
  for (const piece of await splitter.splitText(paragraph)) {
    // The splitter leaves the mark that ended a sentence at the head of the next piece.
    const mark = pieces.length > 0 ? (/^[。！？；，.!?;,]\s*/.exec(piece)?.[0] ?? "") : "";
    if (mark !== "") pieces.push(pieces.pop()! + mark.trim());
    if (piece.length > mark.length) pieces.push(piece.slice(mark.length));
  }
  return pieces;
}
