import { compareWithBaseline } from "../baseline.ts";
import { type GroundingCase, groundingCases, MANNERS, OWN_CASES, verdictsOf } from "../grounding/cases.ts";
import { writeJsonl } from "../jsonl.ts";
import type { Figures, Suite } from "../options.ts";
import { rounded } from "../scorers/classification.ts";

/** Asks the copilot's own checks which sentences rest on the passages that they cite. */
export const run: Suite = async ({ cases, out }) => {
  const rows = groundingCases(cases ?? OWN_CASES);
  const given = rows.map((row) => ({ id: row.id, supported: judge(row) }));
  writeJsonl(out, given);
  const figures = figuresOf(
    rows,
    given.map(({ supported }) => supported),
  );
  return cases === undefined ? compareWithBaseline("grounding", figures) : figures;
};

const judge = (row: GroundingCase): boolean[] =>
  verdictsOf(row).map(({ reasons }) => reasons.every(({ rule }) => MANNERS.includes(rule)));

/** Precision and recall of catching unsupported sentences, the share of supported ones let through, and recall by kind. */
function figuresOf(rows: readonly GroundingCase[], given: readonly (readonly boolean[])[]): Figures {
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
