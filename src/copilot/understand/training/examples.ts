import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ALL_SERVICE_ITEMS, SENTIMENTS, URGENCIES, VOC_TAGS } from "../../../kernel/labels.ts";
import { meaningVersion } from "../../../models/gloss/meaning.ts";
import { CUES } from "../features/cues/index-of-cues.ts";
import { GROUPS } from "../features/features.ts";
import { MANNER_RULES } from "../features/manner.ts";
import { PHRASE_RULES } from "../features/turns-of-phrase.ts";
import { TRAINING } from "./training-options.ts";

const [firstItem, ...otherItems] = ALL_SERVICE_ITEMS;

/** A request with its labels; the service type follows from the item. */
export const RequestExample = z.object({
  id: z.string(),
  text: z.string(),
  service_item: z.enum([firstItem!, ...otherItems]),
  voc: z.array(z.enum(VOC_TAGS)),
  sentiment: z.enum(SENTIMENTS),
  urgency: z.enum(URGENCIES),
});
export type RequestExample = z.infer<typeof RequestExample>;

const OtherExample = z.object({ text: z.string() });

/**
 * Labelled requests by author (files `requests-NAME.jsonl` and `requests-NAME-2.jsonl` are one author's), and texts
 * that are no support request.
 */
export interface TrainingExamples {
  readonly byAuthor: Readonly<Record<string, readonly RequestExample[]>>;
  readonly outOfScope: readonly string[];
}

const REQUESTS = /^requests-(.+?)(?:-\d+)?\.jsonl$/;
const OUT_OF_SCOPE = "out-of-scope.jsonl";

/** Reads `requests-*.jsonl` and `out-of-scope.jsonl` of a folder. */
export function readExamples(folder: string): TrainingExamples {
  const files = readdirSync(folder).sort();
  const byAuthor: Record<string, RequestExample[]> = {};
  for (const file of files) {
    const author = REQUESTS.exec(file)?.[1];
    if (author !== undefined)
      byAuthor[author] = [...(byAuthor[author] ?? []), ...rows(join(folder, file), RequestExample)];
  }
  const outOfScope = files.includes(OUT_OF_SCOPE)
    ? rows(join(folder, OUT_OF_SCOPE), OtherExample).map(({ text }) => text)
    : [];
  return { byAuthor, outOfScope };
}

function rows<Row>(file: string, schema: z.ZodType<Row>): Row[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => schema.parse(JSON.parse(line)));
}

/**
 * Changes when an example, a clue, a turn of phrase, a feature group or an option of the training changes: a model with
 * another one is stale.
 */
export function trainingHash({ byAuthor, outOfScope }: TrainingExamples, options: unknown = TRAINING): string {
  const clues = CUES.map(({ id, pattern }) => [id, pattern.source]);
  return createHash("sha256")
    .update(
      JSON.stringify([byAuthor, outOfScope, clues, GROUPS, PHRASE_RULES, MANNER_RULES, meaningVersion(), options]),
    )
    .digest("hex");
}
