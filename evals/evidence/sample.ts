import type { EvalKnowledgeBase } from "../knowledge-base.ts";
import { fittingCases } from "./cases.ts";
import { howToRows, type Row } from "./rows.ts";

/** The questions whose scores are kept beside the weights, to tell when search or drafting have become other since. */
const SET = "fitting-customers.jsonl";

export const isSampled = ({ set, whole, plain }: Row): boolean => set === SET && whole && plain;
/** These questions as the sample content answers them by now. */
export const sampledRows = async (base: EvalKnowledgeBase): Promise<Row[]> =>
  (await howToRows(SET, base, fittingCases(SET), true)).filter(isSampled);
