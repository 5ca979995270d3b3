import { ALL_SERVICE_ITEMS, SENTIMENTS, SERVICE_TYPES, URGENCIES, VOC_TAGS, type VocTag } from "../../kernel/labels.ts";
import { findPii } from "../../kernel/pii.ts";
import { argmax, softmax } from "../../models/linear/model.ts";
import type { GivenReason, ReasonModel } from "../reasons/reason-model.ts";
import { asksForHuman } from "./asks-for-human.ts";
import { chancesOf } from "./chances.ts";
import { findEntities, languageOf } from "./entities.ts";
import { evidenceFinder } from "./evidence.ts";
import { type ReadText, readText } from "./features/features.ts";
import { injectionOnce } from "./injection/injection.ts";
import type { ProductDictionary, Span, Understanding } from "./understanding.ts";
import { riskOf, tagProbabilities, type UnderstandingModel, urgencyProbabilities } from "./understanding-model.ts";

/** What a tenant knows beside the text. */
export interface UnderstandContext {
  readonly dictionary?: ProductDictionary;
  /** Gives a text its contact reason. */
  readonly reasonOf?: ReasonModel | null;
}

/** Reads one message. Pure: the same model, text and context give the same answer; takes about a millisecond. */
export function understand(model: UnderstandingModel, text: string, context: UnderstandContext = {}): Understanding {
  const read = readText(text);
  const { calibration } = model;
  const { raw, outOfScope, items, types, type, item } = chancesOf(model, read);
  const sentiment = softmax(raw.sentiment, calibration.sentimentTemperature);
  const urgency = urgencyProbabilities(raw.urgency, calibration);
  const entities = findEntities(text, read.folded, context.dictionary);
  const confidence = types[SERVICE_TYPES.indexOf(type)]!;
  // A question or a standard service: both may be answered, so it does not matter which of the two it is.
  const plain = type === "consult" || type === "standard";
  return {
    language: languageOf(text),
    serviceType: { label: type, confidence, distribution: distribution(SERVICE_TYPES, types) },
    serviceItem: {
      label: item,
      confidence: items[ALL_SERVICE_ITEMS.indexOf(item)]!,
      distribution: distribution(ALL_SERVICE_ITEMS, items),
    },
    ...(context.reasonOf === undefined
      ? {}
      : { reason: context.reasonOf === null ? null : withPath(context.reasonOf(text)) }),
    sentiment: labelled(SENTIMENTS, sentiment),
    urgency: labelled(URGENCIES, urgency),
    ...vocSignals(model, read, tagProbabilities(raw.tags, calibration), sentiment[SENTIMENTS.indexOf("positive")]!),
    product: entities.find(({ kind }) => kind === "product")?.value ?? null,
    module: entities.find(({ kind }) => kind === "module")?.value ?? null,
    entities,
    asksForHuman: asksForHuman(read.folded),
    injection: injectionOnce(text),
    pii: findPii(text),
    outOfScope,
    unsure:
      outOfScope.present || (plain ? riskOf(types) >= calibration.riskFrom : confidence < calibration.unsureBelow),
  };
}

const withPath = (reason: GivenReason | null) => reason && { ...reason, path: [...reason.path] };

type Signal = Understanding["churnRisk"];

/** Tags with their evidence, and the three of them that become risks, leads and promoter candidates. */
function vocSignals(model: UnderstandingModel, read: ReadText, probabilities: Float64Array, positive: number) {
  const evidence = evidenceFinder(model, read);
  const threshold = model.calibration.tagThreshold;
  const given = (tag: VocTag) => probabilities[VOC_TAGS.indexOf(tag)]! >= threshold;
  const voc = VOC_TAGS.filter(given).map((tag) => ({
    tag,
    confidence: probabilities[VOC_TAGS.indexOf(tag)]!,
    evidence: evidence(tag),
  }));
  const found = (tag: VocTag): Span | null => voc.find((one) => one.tag === tag)?.evidence ?? null;
  const signal = (tag: VocTag): Signal => ({
    present: given(tag),
    confidence: probabilities[VOC_TAGS.indexOf(tag)]!,
    evidence: found(tag),
  });
  const praise = signal("praise");
  const promoter = {
    ...praise,
    present: praise.present && positive >= 0.5,
    confidence: Math.min(praise.confidence, positive),
  };
  return { voc, churnRisk: signal("churn_risk"), expansion: signal("expansion"), promoter };
}

function labelled<Label extends string>(labels: readonly Label[], probabilities: Float64Array) {
  const best = argmax(probabilities);
  return { label: labels[best]!, confidence: probabilities[best]!, distribution: distribution(labels, probabilities) };
}

const distribution = <Label extends string>(
  labels: readonly Label[],
  probabilities: Float64Array,
): Record<Label, number> =>
  Object.fromEntries(labels.map((label, i) => [label, probabilities[i]!])) as Record<Label, number>;
