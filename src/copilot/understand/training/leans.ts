import { SERVICE_TYPES, typeOfItem, URGENCIES } from "../../../kernel/labels.ts";
import { argmax } from "../../../models/linear/model.ts";
import { type Calibration, itemProbabilities, urgencyProbabilities } from "../understanding-model.ts";
import { byAuthor, type HeldOut } from "./held-out.ts";

/** Odds that complaints may be multiplied by; the smallest that finds the wanted share with nine authors in ten wins. */
const LEANS = [1, 1.5, 2.2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14] as const;
/**
 * Wanted share of the complaints found of an unseen author, and of complaints among the texts of that author taken for
 * one.
 */
const COMPLAINT_RECALL = 0.95;
const COMPLAINT_PRECISION = 0.8;
/** Odds that find no more than this share more are not worth the requests that they take for complaints. */
const NEARLY = 0.01;
/** One author in so many may hide complaints so well that odds which find them harm all others. */
const AUTHORS_TO_ONE_ODD = 10;
/** Of fewer complaints one text more or less says nothing. */
const FEWEST_COMPLAINTS = 20;

/**
 * The smallest odds that find the wanted share of complaints of nine authors in ten, since some hide theirs better than
 * others; when the precision does not allow that, those that do nearly as well as any for the author who is worst off
 * among the nine.
 */
export function leanOf(heldOut: readonly HeldOut[], tempered: Calibration): number {
  const authors = byAuthor(heldOut).filter((own) => own.filter(isComplaint).length >= FEWEST_COMPLAINTS);
  const allowed = LEANS.map((complaintLean) => {
    const found = (authors.length === 0 ? [heldOut] : authors).map((own) => {
      const taken = own.filter(({ raw }) => {
        const { types } = itemProbabilities(raw, { ...tempered, complaintLean });
        return SERVICE_TYPES[argmax(types)] === "complaint";
      });
      const right = taken.filter(isComplaint).length;
      return { precision: right / taken.length, recall: right / own.filter(isComplaint).length };
    });
    return {
      complaintLean,
      precision: Math.min(...found.map(({ precision }) => precision)),
      recall: found.map(({ recall }) => recall).sort((a, b) => a - b)[Math.floor(found.length / AUTHORS_TO_ONE_ODD)]!,
    };
  }).filter(({ precision }) => precision >= COMPLAINT_PRECISION);
  const best = Math.max(...allowed.map(({ recall }) => recall));
  const within = best >= COMPLAINT_RECALL ? COMPLAINT_RECALL : best - NEARLY;
  return allowed.find(({ recall }) => recall >= within)?.complaintLean ?? LEANS[0];
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
