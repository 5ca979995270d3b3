import { fittingCases } from "./cases.ts";
import type { Row } from "./rows.ts";

/** The questions whose scores are kept beside the weights, to tell when search or drafting have become other since. */
const SET = "fitting-customers.jsonl";

export const sampledCases = () => fittingCases(SET);
export const isSampled = ({ set, whole, plain }: Row): boolean => set === SET && whole && plain;
