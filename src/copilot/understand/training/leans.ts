import { SERVICE_TYPES, typeOfItem, URGENCIES } from "../../../kernel/labels.ts";
import { argmax } from "../../../models/linear/model.ts";
import { type Calibration, itemProbabilities, urgencyProbabilities } from "../understanding-model.ts";
import { byAuthor, type HeldOut } from "./held-out.ts";

/** Odds that complaints may be multiplied by. */
const LEANS = [1, 1.5, 2.2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14] as const;
/**
 * Wanted share of the complaints found of an unseen author, and of complaints among the texts of that author taken for
 * one.
 */
const COMPLAINT_RECALL = 0.95;
const COMPLAINT_PRECISION = 0.8;
/** Odds that help an author's chance by no more than this are not worth the requests that they take for complaints. */
const NEARLY = 0.01;
/** Of fewer complaints one text more or less says nothing. */
const FEWEST_COMPLAINTS = 20;

/**
 * The smallest odds with which nearly as many authors as with any find both wanted shares. Each author counts by the
 * chance that as many further texts of theirs would have both, so that one text at the edge moves the choice by little and
 * an author who is out of reach of all odds not at all.
 */
export function leanOf(heldOut: readonly HeldOut[], tempered: Calibration): number {
  const authors = byAuthor(heldOut).filter((own) => own.filter(isComplaint).length >= FEWEST_COMPLAINTS);
  const chances = LEANS.map((complaintLean) =>
    (authors.length === 0 ? [heldOut] : authors)
      .map((own) => chanceOfBoth(own, { ...tempered, complaintLean }))
      .reduce((sum, chance, _, all) => sum + chance / all.length, 0),
  );
  const best = Math.max(...chances);
  return LEANS[chances.findIndex((chance) => chance >= best - NEARLY)]!;
}

/** The chance that an author's texts have the wanted recall and the wanted precision of complaints. */
function chanceOfBoth(own: readonly HeldOut[], calibration: Calibration): number {
  const taken = own.filter(
    ({ raw }) => SERVICE_TYPES[argmax(itemProbabilities(raw, calibration).types)] === "complaint",
  );
  const right = taken.filter(isComplaint).length;
  return (
    chanceOfShare(right, own.filter(isComplaint).length, COMPLAINT_RECALL) *
    chanceOfShare(right, taken.length, COMPLAINT_PRECISION)
  );
}

/** Makes the logistic curve follow the normal distribution within .01 (Haley 1952). */
const LOGISTIC_OF_NORMAL = 1.702;

/**
 * The chance that a share is at least the wanted one where `right` of `all` were seen: the normal approximation, its
 * spread from the share by Laplace's rule of succession, which is never 0 or 1.
 */
function chanceOfShare(right: number, all: number, wanted: number): number {
  const likely = (right + 1) / (all + 2);
  const spread = Math.sqrt((likely * (1 - likely)) / (all + 2));
  return 1 / (1 + Math.exp((-LOGISTIC_OF_NORMAL * (right / Math.max(1, all) - wanted)) / spread));
}

/** Odds that high urgency may be multiplied by: few examples are urgent, so a model that counts each the same hears too few. */
const URGENT_LEANS = [1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4] as const;

/** The odds with which the urgencies are told apart best, each of the three counting the same. */
export function urgentLeanOf(heldOut: readonly HeldOut[], tempered: Calibration): number {
  const f1 = (urgentLean: number) => {
    const [right, counted] = [new Float64Array(URGENCIES.length), new Float64Array(URGENCIES.length)];
    for (const { example, raw } of heldOut) {
      const [is, says] = [
        URGENCIES.indexOf(example.urgency),
        argmax(urgencyProbabilities(raw.urgency, { ...tempered, urgentLean })),
      ];
      if (is === says) right[is]!++;
      counted[is]!++;
      counted[says]!++;
    }
    return right.reduce((sum, both, k) => sum + (2 * both) / Math.max(1, counted[k]!), 0);
  };
  return URGENT_LEANS[argmax(URGENT_LEANS.map(f1))]!;
}

const isComplaint = ({ example }: HeldOut) => typeOfItem(example.service_item) === "complaint";
