import { splitLines } from "../lines.ts";
import { withNotes } from "../note.ts";
import { createOutline, type OutlineResult } from "../outline.ts";
import { body } from "./body.ts";
import type { Reader } from "./state.ts";

const NAMED_TARGET = /^\.\.\s+_`?([^:`]+)`?:\s+(\S+)\s*$/;

const REPLACED = /^\.\.\s+(\|[^|]+\|)\s+replace::\s+(.*\S)/;

/** Reads the reStructuredText of `source`: docutils' blocks and the directives and roles of Sphinx. */
export function readRst(path: string, source: string): OutlineResult {
  const outline = createOutline(path, source, 0);
  const lines = splitLines(source);
  const targets = new Map<string, string>();
  for (const { text } of lines) {
    const found = text.startsWith(".. _") ? NAMED_TARGET.exec(text) : null;
    if (found) targets.set(found[1]!.toLowerCase(), found[2]!);
    const replaced = text.startsWith(".. |") ? REPLACED.exec(text) : null;
    if (replaced) targets.set(replaced[1]!.toLowerCase(), replaced[2]!);
  }
  const reader: Reader = { lines, outline: withNotes(outline), targets, styles: [], items: 0, label: null };
  body(reader, { from: 0, to: lines.length, indent: 0 });
  return outline;
}
