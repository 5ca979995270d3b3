import type { VocTag } from "../../kernel/labels.ts";
import { VOC_TAGS } from "../../kernel/labels.ts";
import { once } from "../../kernel/once.ts";
import { argmax, scores } from "../../models/linear/model.ts";
import { vectorise } from "../../models/linear/vectoriser.ts";
import { type ReadText, readHead } from "./features/features.ts";
import type { CueMatch } from "./features/find-cues.ts";
import { headVector } from "./head-vector.ts";
import type { Span } from "./understanding.ts";
import type { UnderstandingModel } from "./understanding-model.ts";

/** Clues that show a tag, the most telling first. */
const CLUES: Readonly<Record<VocTag, readonly string[]>> = {
  defect: ["broken_zh", "wrong_result", "error_text", "t_defect"],
  performance: ["slow", "t_performance"],
  usability: ["t_usability"],
  feature_gap: ["wish", "custom_dev", "not_in_product", "t_feature_gap"],
  documentation: ["doc_bad", "t_documentation"],
  installation: ["first_time", "t_installation"],
  upgrade: ["upgrade_after", "upgrade_ask", "t_upgrade"],
  integration: ["t_integration"],
  compatibility: ["t_compatibility"],
  data_loss: ["records_lost", "data_lost_event", "t_data_loss"],
  security: ["security_event", "t_security"],
  account_permission: ["login_fail", "t_account"],
  pricing_licence: ["refund", "charged_wrong", "price_ask", "t_pricing"],
  service_response: ["no_reply", "staff_bad", "t_service"],
  churn_risk: ["leave", "t_churn"],
  expansion: ["add_seats", "not_bought", "t_expansion"],
  praise: ["praise", "praise_weak"],
};

const BREAK = /[,。;!?\n;!?、]|\.(?=\s|$)/gu;
const MOST_CLAUSES = 24;

/** Clauses without the blanks around them, in order; at least one when the text has a sign. */
function clauses(folded: string): Span[] {
  const found: Span[] = [];
  let at = 0;
  for (const end of [...[...folded.matchAll(BREAK)].map(({ index }) => index), folded.length]) {
    const part = folded.slice(at, end);
    const start = at + part.length - part.trimStart().length;
    if (part.trim() !== "") found.push({ start, end: start + part.trim().length });
    at = end + 1;
  }
  return found;
}

/** Finds, for one text, the clause that shows a tag best. */
export function evidenceFinder(model: UnderstandingModel, read: ReadText): (tag: VocTag) => Span {
  const parts = clauses(read.folded);
  const whole = { start: 0, end: read.folded.length };
  const scored = once(() =>
    parts.slice(0, MOST_CLAUSES).map((part) => tagScores(model, read.text.slice(part.start, part.end))),
  );
  return (tag) => {
    if (parts.length < 2) return parts[0] ?? whole;
    const clue = firstClue(read.cues, CLUES[tag]);
    const shown = clue === undefined ? undefined : parts.find(({ start, end }) => clue.start < end && clue.end > start);
    if (shown !== undefined) return shown;
    const k = VOC_TAGS.indexOf(tag);
    const best = argmax(scored().map((values) => values[k]!));
    return parts[best] ?? whole;
  };
}

function firstClue(cues: readonly CueMatch[], ids: readonly string[]): CueMatch | undefined {
  for (const id of ids) {
    const match = cues.find((cue) => cue.id === id && !cue.negated);
    if (match !== undefined) return match;
  }
  return undefined;
}

/** Scores of a clause by its own terms, without the probabilities of items. */
const tagScores = (model: UnderstandingModel, clause: string): Float64Array =>
  scores(model.tags, headVector(model.vectoriser, vectorise(model.vectoriser, readHead(clause))));
