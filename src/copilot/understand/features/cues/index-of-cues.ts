import { bounded } from "../../../../kernel/bounded.ts";
import { ASKING } from "./asking.ts";
import { BETWEEN_LINES } from "./between-lines.ts";
import { BUYING } from "./buying.ts";
import type { CueRow } from "./cue-row.ts";
import { FAILING } from "./failing.ts";
import { FEELING } from "./feeling.ts";
import { GRIEVANCE } from "./grievance.ts";
import { PROJECTS } from "./projects.ts";
import { TOPICS } from "./topics.ts";

const TABLES: readonly (readonly CueRow[])[] = [
  ASKING,
  FAILING,
  BUYING,
  GRIEVANCE,
  PROJECTS,
  TOPICS,
  FEELING,
  BETWEEN_LINES,
];

/** No English clue begins inside a word; one that begins with a sign, as a quote or a sum of money does, may follow anything. */
const START = "(?:(?<!\\w)|(?=\\W))";

/** Every clue with both languages in one pattern. */
export const CUES: readonly { readonly id: string; readonly pattern: RegExp }[] = TABLES.flat().map(([id, zh, en]) => ({
  id,
  pattern: bounded(
    new RegExp([zh?.source, en ? `${START}(?:${en.source})` : undefined].filter(Boolean).join("|"), "gu"),
  ),
}));
