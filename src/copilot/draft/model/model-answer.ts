import { z } from "zod";
import {
  ALL_SERVICE_ITEMS,
  SENTIMENTS,
  SERVICE_ITEMS,
  SERVICE_TYPES,
  typeOfItem,
  URGENCIES,
  VOC_TAGS,
} from "../../../kernel/labels.ts";
import { type JsonProblem, strictJson } from "./strict-json.ts";

/** The labels a model gave, all of them from the closed sets. */
export const ModelLabels = z.strictObject({
  serviceType: z.enum(SERVICE_TYPES),
  serviceItem: z.enum(ALL_SERVICE_ITEMS),
  voc: z.array(z.enum(VOC_TAGS)),
  sentiment: z.enum(SENTIMENTS),
  urgency: z.enum(URGENCIES),
});
export type ModelLabels = z.infer<typeof ModelLabels>;

const Labels = z.strictObject({
  service_type: z.enum(SERVICE_TYPES),
  service_item: z.enum(ALL_SERVICE_ITEMS),
  voc: z.array(z.enum(VOC_TAGS)),
  sentiment: z.enum(SENTIMENTS),
  urgency: z.enum(URGENCIES),
});

const Sentence = z.strictObject({ text: z.string().min(1).max(1_000), cites: z.array(z.int()).max(12) });
/** Most sentences of one answer. */
export const MOST_SENTENCES = 24;

const answerOf = <L extends z.ZodType>(labels: L) =>
  z.strictObject({
    labels,
    sentences: z.array(Sentence).max(MOST_SENTENCES),
    clarifying_question: z.string().max(400).nullable(),
    missing: z.array(z.string().max(400)).max(8),
  });

/** Labels are read apart, so that wrong ones do not cost the sentences. */
const AnyLabels = z.record(z.string(), z.unknown());
const WithAnyLabels = answerOf(AnyLabels);

/** What a model said, read strictly. `labels` is null when one of them was outside its set; `refusedLabels` counts those. */
export interface ModelAnswer {
  readonly labels: ModelLabels | null;
  readonly refusedLabels: number;
  readonly sentences: readonly { readonly text: string; readonly cites: readonly number[] }[];
  readonly clarifyingQuestion: string | null;
  readonly missing: readonly string[];
}

/** Reads a model's answer; a problem means that nothing of it may be used. */
export function readModelAnswer(text: string): ModelAnswer | { readonly problem: JsonProblem | "wrong_shape" } {
  const json = strictJson(text);
  if ("problem" in json) return json;
  const answer = WithAnyLabels.safeParse(json.value);
  if (!answer.success) return { problem: "wrong_shape" };
  const { sentences, clarifying_question, missing } = answer.data;
  const question = clean(clarifying_question ?? "");
  return {
    ...readLabels(answer.data.labels),
    sentences: sentences.map(plainSentence).filter((sentence) => sentence.text !== ""),
    clarifyingQuestion: question === "" ? null : question,
    missing: missing.map(clean).filter((part) => part !== ""),
  };
}

const plainSentence = ({ text, cites }: z.infer<typeof Sentence>): ModelAnswer["sentences"][number] => ({
  text: saying(clean(text)),
  cites: [...new Set(cites)],
});

/** One sentence as it stands in an answer; its text is empty when it says nothing. Null: the whole answer is void. */
export function readSentence(json: string): ModelAnswer["sentences"][number] | null {
  const read = strictJson(json);
  const sentence = "problem" in read ? null : Sentence.safeParse(read.value);
  return sentence?.success ? plainSentence(sentence.data) : null;
}

/** The labels as they stand in an answer, read as in the whole of it. Null: the whole answer is void. */
export function readLabelsAlone(json: string): Pick<ModelAnswer, "labels" | "refusedLabels"> | null {
  const read = strictJson(json);
  const labels = "problem" in read ? null : AnyLabels.safeParse(read.value);
  return labels?.success ? readLabels(labels.data) : null;
}

function readLabels(given: unknown): Pick<ModelAnswer, "labels" | "refusedLabels"> {
  const labels = Labels.safeParse(given);
  if (!labels.success) return { labels: null, refusedLabels: Math.max(1, labels.error.issues.length) };
  const { service_type, service_item, ...rest } = labels.data;
  if (typeOfItem(service_item) !== service_type) return { labels: null, refusedLabels: 1 };
  return { labels: { serviceType: service_type, serviceItem: service_item, ...rest }, refusedLabels: 0 };
}

/** Signs alone say nothing. */
const saying = (text: string): string => (/[\p{L}\p{N}]/u.test(text) ? text : "");

/** Signs that a reader cannot see and that could hide a number, a message or turn a line around. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Mn}\p{Me}]+/gu;
/** As a reader sees it: composed, without unseen signs and stacked accents, every blank the same one. */
const clean = (text: string): string =>
  plainDigits(halfWidth(text.replace(/\s+/g, " ").normalize("NFC").replace(UNSEEN, "")))
    .replace(/\s+/g, " ")
    .trim();

const halfWidth = (text: string): string =>
  text.replace(/[\uff21-\uff3a\uff41-\uff5a]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0));

/** Digits of every script as 0 to 9, so that no number goes by unread; each script has its ten in a row. */
const plainDigits = (text: string): string =>
  text.replace(/[^\P{Nd}0-9]/gu, (digit) => {
    const code = digit.codePointAt(0)!;
    // The mathematical digits stand in five rows of ten with nothing between them.
    if (code >= 0x1d7ce && code <= 0x1d7ff) return String((code - 0x1d7ce) % 10);
    let zero = code;
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String(code - zero);
  });

/** The schema sent to providers. Bounds are left out: not all of them know those keywords, and the reader checks them. */
export const MODEL_ANSWER_SCHEMA: Readonly<Record<string, unknown>> = withoutBounds(
  z.toJSONSchema(answerOf(Labels)),
) as Record<string, unknown>;

function withoutBounds(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutBounds);
  if (typeof node !== "object" || node === null) return node;
  const bounds = ["$schema", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"];
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !bounds.includes(key))
      .map(([key, value]) => [key, withoutBounds(value)]),
  );
}

/** The closed sets as the prompt shows them; the same bytes every time. */
export const CATALOGUE: string = [
  ...SERVICE_TYPES.map((type) => `service_type ${type}: service_item one of ${SERVICE_ITEMS[type].join(", ")}`),
  `voc (any number): ${VOC_TAGS.join(", ")}`,
  `sentiment: ${SENTIMENTS.join(", ")}`,
  `urgency: ${URGENCIES.join(", ")}`,
].join("\n");
