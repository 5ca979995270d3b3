/** A piece of a passage that can stand in an answer by itself: `passage.slice(start, end) === text`. */
export interface Unit {
  readonly kind: "sentence" | "step" | "row";
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Pieces of one paragraph, or of one unbroken list, share a number. */
  readonly group: number;
}

const STEP =
  /^\s*(?:\d{1,2}\s*[.)、．）](?!\d)|[(（]\d{1,2}[)）]|[-*•·▪]\s|第[一二三四五六七八九十]{1,2}步|步骤\s*[\d一二三四五六七八九十]+|step\s+\d+)/i;
const ROW = /^[^。！？]*\S\s*[|｜]\s*\S|^(?:[^：:;；。]{1,30}[：:][^;；。]{1,120}[;；]\s*){2,}/;
const SENTENCE_END =
  /[。！？]+[”’」』）)]*|[.!?]+["'”’)]*(?=\s+["'“(]?[A-Z0-9\p{Script=Han}]|\s*$)|[.!?](?=\s*\p{Script=Han})/gu;
const ABBREVIATION = /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|no|fig|approx|cf|resp|incl|max|min|v\d+(?:\.\d+)*|[A-Z])\.$/i;

/** Cuts a passage into sentences, list items and table rows. Nothing is changed; white space at the ends is left out. */
export function splitUnits(passage: string): Unit[] {
  const units: Unit[] = [];
  let group = 0;
  let last: "step" | "row" | "sentence" | null = null;
  for (const { text, start } of linesOf(passage)) {
    if (text.trim() === "") {
      last = last === "step" ? "step" : null;
      continue;
    }
    const previous = units.at(-1);
    if (last === "step" && /^\s{2,}\S/.test(text) && !STEP.test(text) && previous !== undefined) {
      units[units.length - 1] = extended(previous, passage, start + text.trimEnd().length);
      continue;
    }
    const kind = STEP.test(text) ? "step" : ROW.test(text) ? "row" : "sentence";
    if (kind !== last || kind === "sentence") group += 1;
    last = kind;
    const cuts = kind === "sentence" ? sentencesOf(text) : [{ start: 0, end: text.length }];
    for (const cut of cuts) push(units, passage, kind, start + cut.start, start + cut.end, group);
  }
  return units;
}

/** A list item with one more line of its own. */
const extended = (unit: Unit, passage: string, end: number): Unit => ({
  ...unit,
  end,
  text: passage.slice(unit.start, end),
});

function push(units: Unit[], passage: string, kind: Unit["kind"], from: number, to: number, group: number): void {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(passage[start]!)) start += 1;
  while (end > start && /\s/.test(passage[end - 1]!)) end -= 1;
  if (end > start) units.push({ kind, text: passage.slice(start, end), start, end, group });
}

function linesOf(text: string): { text: string; start: number }[] {
  const lines: { text: string; start: number }[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    lines.push({ text: line, start });
    start += line.length + 1;
  }
  return lines;
}

function sentencesOf(line: string): { start: number; end: number }[] {
  const cuts: { start: number; end: number }[] = [];
  let start = 0;
  for (const stop of line.matchAll(SENTENCE_END)) {
    const end = stop.index + stop[0].length;
    if (end <= start || ABBREVIATION.test(line.slice(start, end))) continue;
    cuts.push({ start, end });
    start = end;
  }
  if (line.slice(start).trim() !== "") cuts.push({ start, end: line.length });
  return cuts;
}
