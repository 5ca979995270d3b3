import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { checkDraft, type DraftSentence } from "../../src/copilot/check/check.ts";
import { languageOf } from "../../src/copilot/check/sentence-language.ts";
import type { CheckPassage } from "../../src/copilot/check/source.ts";
import type { CheckRule, Verdict } from "../../src/copilot/check/verdict.ts";
import { CaseId, DocumentName, maybe, readJsonl } from "../jsonl.ts";

const CASES = join(import.meta.dirname, "../cases");
export const OWN_CASES = join(CASES, "grounding.jsonl");

/** A drafted answer over some passages. */
const GroundingCase = z.object({
  id: CaseId,
  question: z.string(),
  passages: z.array(z.object({ id: DocumentName, text: z.string() })),
  answer: z.array(z.object({ text: z.string(), cites: z.array(DocumentName).nullish() })),
  /** Gold, one a sentence, and what was done to the wrong ones. */
  supported: maybe(z.array(z.boolean())),
  kinds: maybe(z.array(z.string())),
});
export type GroundingCase = z.infer<typeof GroundingCase>;

export const groundingCases = (file: string): GroundingCase[] => readJsonl(file, GroundingCase);

/** Rules about what may be said to a customer; whether the passages say it is another question. */
export const MANNERS: readonly CheckRule[] = [
  "promise",
  "price",
  "refund",
  "deadline",
  "personal",
  "language",
  "audience",
  "unverified",
];

/** The passages and the sentences of a case as the checks take them. */
export function draftOf({ passages, answer }: GroundingCase): {
  readonly passages: readonly CheckPassage[];
  readonly draft: readonly DraftSentence[];
} {
  return {
    passages: passages.map(({ text }) => ({ text, title: "", headingPath: [], audience: "public" })),
    draft: answer.map(({ text, cites }) => ({
      kind: "fact",
      text,
      cites: (cites ?? []).map((id) => passages.findIndex((passage) => passage.id === id)),
    })),
  };
}

/** What the copilot's own checks say of each sentence of a case. */
export function verdictsOf(row: GroundingCase): readonly Verdict[] {
  const { draft, passages } = draftOf(row);
  return checkDraft(draft, passages, {
    language: languageOf(row.question) ?? "en",
    audiences: ["public"],
    allowedStatements: [],
    known: row.question,
    owned: [],
  }).verdicts;
}

/** The files that the judgement of support is fitted on. */
export const fittingFiles = (): string[] =>
  readdirSync(CASES)
    .filter((name) => /^fitting-grounding-[\w-]+\.jsonl$/.test(name))
    .sort();

/** The author of a fitting file: one wrote the first four, another the rest. */
export const authorOf = (file: string): string => (/-[a-d]\.jsonl$/.test(file) ? "a-d" : "e and on");

export const fittingCases = (file: string): GroundingCase[] => groundingCases(join(CASES, file));

/** A digest of all sentences that the judgement is fitted on. */
export const sentencesHash = (): string =>
  fittingFiles()
    .reduce((hash, file) => hash.update(readFileSync(join(CASES, file))), createHash("sha256"))
    .digest("hex");
