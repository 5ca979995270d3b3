import { join } from "node:path";
import { z } from "zod";
import { checkDraft } from "../../src/copilot/check/check.ts";
import { languageOf } from "../../src/copilot/check/sentence-language.ts";
import type { CheckRule } from "../../src/copilot/check/verdict.ts";
import { compareWithBaseline } from "../baseline.ts";
import { CaseId, DocumentName, maybe, readJsonl, writeJsonl } from "../jsonl.ts";
import type { Figures, Suite } from "../options.ts";
import { rounded } from "../scorers/classification.ts";

const OWN_CASES = join(import.meta.dirname, "../cases/grounding.jsonl");

const Case = z.object({
  id: CaseId,
  question: z.string(),
  passages: z.array(z.object({ id: DocumentName, text: z.string() })),
  answer: z.array(z.object({ text: z.string(), cites: z.array(DocumentName).nullish() })),
  /** Gold, one a sentence, and what was done to the wrong ones. */
  supported: maybe(z.array(z.boolean())),
  kinds: maybe(z.array(z.string())),
});
type Case = z.infer<typeof Case>;

/** Rules about what may be said to a customer; whether the passages say it is another question. */
const MANNERS: readonly CheckRule[] = [
  "promise",
  "price",
  "refund",
  "deadline",
  "personal",
  "language",
  "audience",
  "unverified",
];

/** Asks the copilot's own checks which sentences rest on the passages that they cite. */
export const run: Suite = async ({ cases, out }) => {
  const rows = readJsonl(cases ?? OWN_CASES, Case);
  const given = rows.map((row) => ({ id: row.id, supported: judge(row) }));
  writeJsonl(out, given);
  const figures = figuresOf(
    rows,
    given.map(({ supported }) => supported),
  );
  return cases === undefined ? compareWithBaseline("grounding", figures) : figures;
};

function judge({ question, passages, answer }: Case): boolean[] {
  const draft = answer.map(({ text, cites }) => ({
    kind: "fact" as const,
    text,
    cites: (cites ?? []).map((id) => passages.findIndex((passage) => passage.id === id)),
  }));
  const { verdicts } = checkDraft(
    draft,
    passages.map(({ text }) => ({ text, title: "", headingPath: [], audience: "public" })),
    {
      language: languageOf(question) ?? "en",
      audiences: ["public"],
      allowedStatements: [],
      known: question,
      owned: [],
    },
  );
  return verdicts.map(({ reasons }) => reasons.every(({ rule }) => MANNERS.includes(rule)));
}

/** Precision and recall of catching unsupported sentences, the share of supported ones let through, and recall by kind. */
function figuresOf(rows: readonly Case[], given: readonly (readonly boolean[])[]): Figures {
  const pairs = rows.flatMap(({ supported = [], kinds = [] }, i) =>
    supported.map((gold, j) => ({ gold, said: given[i]![j]!, kind: kinds[j] ?? (gold ? "supported" : "unsupported") })),
  );
  if (pairs.length === 0) return { cases: rows.length };
  const share = (of: typeof pairs, hit: (pair: (typeof pairs)[number]) => boolean) =>
    rounded(of.filter(hit).length / Math.max(1, of.length));
  const bad = pairs.filter(({ gold }) => !gold);
  const byKind = Object.entries(Object.groupBy(bad, ({ kind }) => kind)).map(
    ([kind, some]) => [`caught_${kind}`, share(some!, ({ said }) => !said)] as const,
  );
  return {
    n: pairs.length,
    accuracy: share(pairs, ({ gold, said }) => gold === said),
    unsupported_recall: share(bad, ({ said }) => !said),
    unsupported_precision: share(
      pairs.filter(({ said }) => !said),
      ({ gold }) => !gold,
    ),
    supported_kept: share(
      pairs.filter(({ gold }) => gold),
      ({ said }) => said,
    ),
    ...Object.fromEntries(byKind),
  };
}
