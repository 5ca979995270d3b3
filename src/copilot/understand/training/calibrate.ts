import {
  ALL_SERVICE_ITEMS,
  SENTIMENTS,
  SERVICE_TYPES,
  typeOfItem,
  URGENCIES,
  VOC_TAGS,
} from "../../../kernel/labels.ts";
import { fitLogistic, fitTemperature } from "../../../models/linear/calibrate.ts";
import { argmax } from "../../../models/linear/model.ts";
import type { ReadText } from "../features/features.ts";
import {
  type Calibration,
  itemProbabilities,
  type RawScores,
  rawScores,
  riskOf,
  tagProbabilities,
  UNCALIBRATED,
  urgencyProbabilities,
} from "../understanding-model.ts";
import type { RequestExample } from "./examples.ts";
import { type ReadExample, trainUnderstanding } from "./train.ts";

/**
 * Most of the complaints and professional requests by unseen authors that may look harmless: so few that a set of some
 * hundreds should hold none.
 */
const SLIPS = 0.001;
/** Wanted share of consulting and standard requests among those below `riskFrom`. */
const ANSWERABLE_PRECISION = 0.97;

/** A text with the scores of a model that saw nothing by its author. */
export interface HeldOut {
  readonly author: string;
  readonly example: RequestExample;
  readonly raw: RawScores;
}

/** Wanted share of right service types above `unsureBelow`; one point more than promised, since a new author is harder. */
const SURE_PRECISION = 0.96;

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

/** Scores each author's texts with a model trained on the other authors. */
export async function leaveOneAuthorOut(
  read: Readonly<Record<string, readonly ReadExample[]>>,
  outOfScope: readonly ReadText[],
): Promise<HeldOut[]> {
  const heldOut: HeldOut[] = [];
  for (const [author, own] of Object.entries(read)) {
    const others = Object.entries(read).flatMap(([name, examples]) => (name === author ? [] : examples));
    const model = await trainUnderstanding(others, outOfScope, UNCALIBRATED, "");
    for (const { example, read: text } of own) heldOut.push({ author, example, raw: rawScores(model, text) });
  }
  return heldOut;
}

/** From this share of one item on, the texts of an author say nothing about probabilities in a mix of requests. */
const ONE_SIDED = 0.4;

/** The texts of authors that wrote about everything; all texts when there is no such author. */
function mixed(heldOut: readonly HeldOut[]): readonly HeldOut[] {
  const many = byAuthor(heldOut).filter((own) => {
    const most = Math.max(
      ...ALL_SERVICE_ITEMS.map((item) => own.filter(({ example }) => example.service_item === item).length),
    );
    return most < ONE_SIDED * own.length;
  });
  return many.length === 0 ? heldOut : many.flat();
}

/** One temperature for the items, one curve a tag, and the thresholds. */
export function calibrate(all: readonly HeldOut[]): Calibration {
  const heldOut = mixed(all);
  // Each author counts the same, however many texts there are: whose customers come next is one more author.
  const texts = new Map(byAuthor(heldOut).map((own) => [own[0]!.author, own.length]));
  const temperature = (logits: (raw: RawScores) => Float64Array, truth: (example: RequestExample) => number) =>
    fitTemperature(
      heldOut.map(({ raw }) => logits(raw)),
      (probabilities, row) => {
        const { author, example } = heldOut[row]!;
        return -Math.log(Math.max(1e-9, probabilities[truth(example)]!)) / texts.get(author)!;
      },
    );
  const tempered: Calibration = {
    ...UNCALIBRATED,
    itemTemperature: temperature(
      ({ items }) => items,
      ({ service_item }) => ALL_SERVICE_ITEMS.indexOf(service_item),
    ),
    sentimentTemperature: temperature(
      ({ sentiment }) => sentiment,
      (example) => SENTIMENTS.indexOf(example.sentiment),
    ),
    urgencyTemperature: temperature(
      ({ urgency }) => urgency,
      (example) => URGENCIES.indexOf(example.urgency),
    ),
    tags: VOC_TAGS.map((tag, k) =>
      fitLogistic(
        heldOut.map(({ raw }) => raw.tags[k]!),
        heldOut.map(({ example }) => example.voc.includes(tag)),
      ),
    ),
  };
  const calibration = {
    ...tempered,
    complaintLean: leanOf(heldOut, tempered),
    urgentLean: urgentLeanOf(heldOut, tempered),
  };
  return {
    ...calibration,
    tagThreshold: bestTagThreshold(heldOut, calibration),
    unsureBelow: sureFrom(heldOut, calibration),
    ...riskThresholds(heldOut, calibration),
  };
}

/**
 * The smallest odds that find the wanted share of complaints of nine authors in ten, since some hide theirs better than
 * others; when the precision does not allow that, those that do nearly as well as any for the author who is worst off
 * among the nine.
 */
function leanOf(heldOut: readonly HeldOut[], tempered: Calibration): number {
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
function urgentLeanOf(heldOut: readonly HeldOut[], tempered: Calibration): number {
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
  return bestOf(URGENT_LEANS, f1);
}

/** The value that scores highest; the first of several. */
const bestOf = (values: readonly number[], score: (value: number) => number): number =>
  values.reduce((one, other) => (score(other) > score(one) ? other : one));

const isComplaint = ({ example }: HeldOut) => typeOfItem(example.service_item) === "complaint";

const byAuthor = (heldOut: readonly HeldOut[]): HeldOut[][] => [
  ...Map.groupBy(heldOut, ({ author }) => author).values(),
];

/** The first is taken where there is no tag to tell by. */
const TAG_THRESHOLDS = [0.4, 0.15, 0.2, 0.25, 0.3, 0.35, 0.45, 0.5] as const;

function bestTagThreshold(heldOut: readonly HeldOut[], calibration: Calibration): number {
  const rows = heldOut.map(({ example, raw }) => ({
    truth: example.voc,
    given: tagProbabilities(raw.tags, calibration),
  }));
  const f1 = (threshold: number) => {
    let [both, either] = [0, 0];
    for (const { truth, given } of rows)
      VOC_TAGS.forEach((tag, k) => {
        const [is, says] = [truth.includes(tag), given[k]! >= threshold];
        if (is && says) both++;
        either += Number(is) + Number(says);
      });
    return (2 * both) / either;
  };
  return bestOf(TAG_THRESHOLDS, f1);
}

/** The lowest probability from which on the wanted share of types is right. */
function sureFrom(heldOut: readonly HeldOut[], calibration: Calibration): number {
  const rows = heldOut
    .map(({ example, raw }) => {
      const { types } = itemProbabilities(raw, calibration);
      const best = argmax(types);
      return { confidence: types[best]!, right: SERVICE_TYPES[best] === typeOfItem(example.service_item) };
    })
    .sort((a, b) => b.confidence - a.confidence);
  let [right, from] = [0, 1];
  rows.forEach(({ confidence, right: ok }, i) => {
    if (ok) right++;
    if (right / (i + 1) >= SURE_PRECISION) from = confidence;
  });
  return from;
}

/**
 * Two chances of a complaint or professional work: the one below which nearly all held-out requests may be answered by a
 * machine, and the one that hardly any complaint or professional request stays below.
 */
function riskThresholds(
  heldOut: readonly HeldOut[],
  calibration: Calibration,
): Pick<Calibration, "riskFrom" | "harmlessBelow"> {
  const rows = heldOut
    .map(({ example, raw }) => ({
      risk: riskOf(itemProbabilities(raw, calibration).types),
      personal: PERSONAL.includes(typeOfItem(example.service_item)),
    }))
    .sort((a, b) => a.risk - b.risk);
  const risks = rows.filter(({ personal }) => personal).map(({ risk }) => risk);
  let [wrong, riskFrom] = [0, UNCALIBRATED.harmlessBelow];
  rows.forEach(({ risk, personal }, i) => {
    if (personal) wrong++;
    if (wrong / (i + 1) <= 1 - ANSWERABLE_PRECISION) riskFrom = risk;
  });
  return { riskFrom, harmlessBelow: risks[Math.floor(risks.length * SLIPS)] ?? UNCALIBRATED.harmlessBelow };
}

const PERSONAL: readonly string[] = ["complaint", "professional"];
