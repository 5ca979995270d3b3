import { compared } from "../../src/copilot/check/resemblance.ts";
import { isVerbatim, passageSource } from "../../src/copilot/check/source.ts";
import { type SupportClues, supportClues } from "../../src/copilot/check/support/clues.ts";
import type { CheckRule } from "../../src/copilot/check/verdict.ts";
import { authorOf, draftOf, fittingCases, type GroundingCase, MANNERS, verdictsOf } from "./cases.ts";

/** A sentence of a drafted answer, whether its passages bear it out, and what the checks read of it. */
export interface SentenceRow {
  /** The file, and who wrote it. */
  readonly set: string;
  readonly author: string;
  readonly id: string;
  readonly kind: string;
  readonly text: string;
  readonly supported: boolean;
  /** Whether a rule finds it wrong, whatever its clues. */
  readonly broken: boolean;
  /** Null where it stands in its passages word for word, or in no language of theirs. */
  readonly clues: SupportClues | null;
}

/** A polite form without a citation is no statement of fact. */
const FRAME = "frame";

export const fittingRows = (set: string): SentenceRow[] =>
  fittingCases(set)
    .flatMap((row) => rowsOf(set, row))
    .filter(({ kind }) => kind !== FRAME);

/** The sentences of a case that have a gold label. */
function rowsOf(set: string, row: GroundingCase): SentenceRow[] {
  const { draft, passages } = draftOf(row);
  const verdicts = verdictsOf(row);
  return draft.map(({ text, cites }, i) => {
    const supported = row.supported![i]!;
    const cited = cites.flatMap((index) => passages[index] ?? []).map(passageSource);
    const beside = isVerbatim(text, cited) ? null : compared(text, cited);
    return {
      set,
      author: authorOf(set),
      id: String(row.id),
      kind: row.kinds?.[i] ?? "",
      text,
      supported,
      broken: verdicts[i]!.reasons.some(({ rule }) => !MANNERS.includes(rule) && !FITTED.includes(rule)),
      clues: beside && supportClues(beside.text, beside.beside, beside.window, row.question),
    };
  });
}

/** Rules that go by the judgement that is fitted. */
const FITTED: readonly CheckRule[] = ["similarity", "clause", "support"];
