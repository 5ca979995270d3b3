import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { HowToCase } from "../howto-cases.ts";
import { readJsonl } from "../jsonl.ts";
import { OWN_KNOWLEDGE } from "../knowledge-base.ts";

const CASES = join(import.meta.dirname, "../cases");

/**
 * Sets of how-to questions that the evidence is fitted on; each is one author's. They ask the sample content, or the
 * knowledge beside them in a folder of their own.
 */
export const FITTING_SETS = [
  "howto.jsonl",
  "fitting-customers.jsonl",
  "fitting-everyday.jsonl",
  "fitting-unanswerable.jsonl",
  "fitting-helpdesk.jsonl",
  "fitting-codes/questions.jsonl",
  "fitting-plain.jsonl",
] as const;
/** Asks for codes far more often than people do, so that it says nothing of where to answer. */
export const CODES_SET: (typeof FITTING_SETS)[number] = "fitting-codes/questions.jsonl";
/** Own questions of public manuals, which are not part of the project. */
export const MANUALS_SET = "fitting-manuals.jsonl";
export const MANUALS = ["syncthing-en", "tidb-zh"] as const;

/** A question of a manual, and the pages that answer it. */
const ManualCase = z.object({
  id: z.string(),
  kb: z.enum(MANUALS),
  text: z.string(),
  lang: z.enum(["zh", "en"]),
  answerable: z.union([z.literal(0), z.literal(1)]),
  relevant: z.array(z.string()).default([]),
});
export type ManualCase = z.output<typeof ManualCase>;

/** The folder of the content that a set asks. */
export const knowledgeAsked = (set: string): string =>
  dirname(set) === "." ? OWN_KNOWLEDGE : join(CASES, dirname(set), "knowledge");
export const fittingCases = (set: string): HowToCase[] => readJsonl(join(CASES, set), HowToCase);
export const manualCases = (): ManualCase[] => readJsonl(join(CASES, MANUALS_SET), ManualCase);

/** A digest of all questions that the evidence is fitted on. */
export const questionsHash = (): string =>
  [...FITTING_SETS, MANUALS_SET]
    .reduce((hash, set) => hash.update(readFileSync(join(CASES, set))), createHash("sha256"))
    .digest("hex");
