import { z } from "zod";
import type { SearchFilter } from "../src/knowledge/types.ts";
import { CaseId, maybe } from "./jsonl.ts";
import type { AnswerPlace } from "./near-misses.ts";

const Place = z.object({ article: z.string(), sentence: z.string() });

/** A question as somebody asks it, and where the knowledge base answers it. */
export const HowToCase = z.object({
  id: CaseId,
  text: z.string(),
  lang: z.enum(["zh", "en"]),
  /** What the standing book says that the asker runs. */
  facts: z
    .object({ product: maybe(z.string()), edition: maybe(z.string()), version: maybe(z.string()) })
    .nullish()
    .transform((facts) => Object.fromEntries(Object.entries(facts ?? {}).filter(([, fact]) => fact !== undefined)))
    .transform((facts) => facts as Pick<SearchFilter, "product" | "edition" | "version">),
  article: maybe(z.string()),
  /** Verbatim text of the article that answers. */
  sentence: maybe(z.string()),
  /** Other places that answer as well. */
  also: maybe(z.array(Place)).transform((places) => places ?? []),
  /** Written after the last change that looked at the others. */
  heldOut: z.boolean().default(false),
  /** Only an internal article answers. */
  internal: z.boolean().default(false),
  /** Nothing answers. */
  unanswerable: z.boolean().default(false),
});
export type HowToCase = z.output<typeof HowToCase>;

/** Every place that answers; none for a question that nothing answers. */
export const answerPlaces = ({ article, sentence, also }: HowToCase): AnswerPlace[] =>
  article === undefined ? [] : [{ article, sentence: sentence! }, ...also];
