import type { DraftSentence } from "../check/check.ts";

/** What a drafting engine hands on: sentences before they are checked. */
export interface RawDraft {
  readonly sentences: readonly DraftSentence[];
  readonly missing: readonly string[];
  readonly clarifyingQuestion: string | null;
  /** What comes closest, for whoever answers in place of the machine; absent where there is a draft, or nothing close. */
  readonly nearest?: readonly DraftSentence[];
}
