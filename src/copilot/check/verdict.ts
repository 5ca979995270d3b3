import { z } from "zod";

export const CHECK_RULES = [
  "no_citation",
  "unknown_citation",
  "number",
  "date",
  "url",
  "identifier",
  "name",
  "quote",
  "similarity",
  "clause",
  "contradiction",
  /** All told, its passages hardly bear it out, whatever its words have in common with theirs. */
  "support",
  "swapped",
  "audience",
  "promise",
  "price",
  "refund",
  "deadline",
  "personal",
  "language",
  /** Nothing compares it with its passages, since they are in another language: a person looks at it. */
  "unverified",
] as const;
export type CheckRule = (typeof CHECK_RULES)[number];

/** Why a sentence may not be said. `found` is the stretch of it that breaks the rule. */
export const Reason = z.object({ rule: z.enum(CHECK_RULES), found: z.string() });
export type Reason = z.infer<typeof Reason>;

/** The verdict on one sentence. `similarity` is null when sentence and passages are in different languages. */
export const Verdict = z.object({
  supported: z.boolean(),
  reasons: z.array(Reason),
  similarity: z.number().nullable(),
});
export type Verdict = z.infer<typeof Verdict>;
