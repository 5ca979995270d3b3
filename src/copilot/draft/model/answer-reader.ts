import { MOST_SENTENCES, type ModelAnswer, readLabelsAlone, readSentence } from "./model-answer.ts";
import { MAX_LENGTH } from "./strict-json.ts";

/** What a model's answer says as far as it has come. */
export interface Heard {
  /** Null until they are all there. They come first in the schema; an answer that begins otherwise is `broken`. */
  readonly labels: Pick<ModelAnswer, "labels" | "refusedLabels"> | null;
  /** Finished sentences, each read as the reader of whole answers reads it. */
  readonly sentences: ModelAnswer["sentences"];
  /** `complete` after the last bracket. `broken`: nothing more of it is read, its end decides what it is worth. */
  readonly state: "open" | "complete" | "broken";
}

export interface AnswerReader {
  hear(piece: string): void;
  heard(): Heard;
}

/** What may stand before the answer: thoughts of a reasoning model, the opening of a code fence. */
const HEAD = /^\s*(?:<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>)?\s*(?:```(?:json)?\s*\n)?\s*\{/i;
const KEYS = ["labels", "sentences", "clarifying_question", "missing"];

/** An answer under way: what was read of it, and where in it the reader stands. */
interface Reading {
  text: string;
  /** The sign that is read next. */
  at: number;
  began: boolean;
  state: Heard["state"];
  labels: Heard["labels"];
  readonly sentences: ModelAnswer["sentences"][number][];
  /** Brackets that are open, the outermost first. */
  readonly open: string[];
  readonly keys: string[];
  /** Where the present string, value of a key, or sentence began; -1 outside of one. */
  string: number;
  value: number;
  element: number;
  escaped: boolean;
  /** The last string at the level of the keys: a key once a colon follows. */
  last: string | null;
  elements: number;
  commas: number;
}

const unread = (): Reading => ({
  ...{ text: "", at: 0, began: false, state: "open", labels: null, sentences: [] },
  ...{ open: [], keys: [], last: null },
  ...{ string: -1, value: -1, element: -1, escaped: false, elements: 0, commas: 0 },
});

/**
 * Reads an answer piece by piece. It follows strings and brackets, cuts out the labels and each sentence as soon as
 * their JSON is finished, and gives these to the same strict readers as a whole answer. Where it is in doubt it breaks:
 * then the answer is only used whole, if at all.
 */
export function answerReader(): AnswerReader {
  const reading = unread();
  return {
    hear: (piece) => {
      if (reading.state !== "open") return;
      reading.text += piece;
      breakIf(reading, reading.text.length > MAX_LENGTH);
      if (!reading.began) begin(reading, piece);
      if (!reading.began) return;
      for (; reading.state === "open" && reading.at < reading.text.length; reading.at += 1) step(reading);
    },
    heard: () => ({ labels: reading.labels, sentences: [...reading.sentences], state: reading.state }),
  };
}

function breakIf(reading: Reading, wrong: boolean): void {
  if (wrong) reading.state = "broken";
}

function begin(reading: Reading, piece: string): void {
  const { text } = reading;
  const head = piece.includes("{") ? HEAD.exec(text) : null;
  if (head === null) {
    breakIf(reading, text.trim() !== "" && !/^\s*[<`]/.test(text));
    return;
  }
  reading.began = true;
  reading.at = head[0].length;
  reading.open.push("{");
}

function step(reading: Reading): void {
  const sign = reading.text[reading.at]!;
  const atKeys = reading.open.length === 1;
  if (reading.string >= 0) stepInString(reading, sign);
  else if (sign === '"') beginString(reading);
  else if (sign === "{" || sign === "[") openBracket(reading, sign);
  else if (sign === "}" || sign === "]") closeBracket(reading, sign);
  else if (sign === ":" && atKeys) beginValue(reading);
  else if (sign === "," && atKeys) endValue(reading);
  else if (inSentences(reading)) stepBetweenSentences(reading, sign);
}

/** Whether the reader stands in the list of sentences, outside of each. */
const inSentences = ({ open, keys }: Reading): boolean =>
  open.length === 2 && keys.at(-1) === "sentences" && open[1] === "[";

function stepBetweenSentences(reading: Reading, sign: string): void {
  if (sign === ",") reading.commas += 1;
  else breakIf(reading, !/\s/.test(sign));
}

function beginString(reading: Reading): void {
  breakIf(reading, inSentences(reading));
  reading.string = reading.at;
}

function stepInString(reading: Reading, sign: string): void {
  if (reading.escaped) reading.escaped = false;
  else if (sign === "\\") reading.escaped = true;
  else if (sign === '"') endString(reading);
}

function endString(reading: Reading): void {
  if (reading.open.length === 1) reading.last = reading.text.slice(reading.string, reading.at + 1);
  reading.string = -1;
}

function openBracket(reading: Reading, sign: string): void {
  if (inSentences(reading)) {
    breakIf(reading, sign !== "{");
    beginElement(reading);
  }
  reading.open.push(sign);
}

function closeBracket(reading: Reading, sign: string): void {
  if (reading.open.length === 1) endValue(reading);
  breakIf(reading, reading.open.pop() !== (sign === "}" ? "{" : "["));
  if (inSentences(reading)) endElement(reading);
  if (reading.open.length === 0 && reading.state === "open") reading.state = "complete";
}

function beginValue(reading: Reading): void {
  const { last, value, keys } = reading;
  const key = last === null ? "" : unquoted(last);
  const inTurn = (keys.length === 0) === (key === "labels");
  breakIf(reading, value >= 0 || !KEYS.includes(key) || keys.includes(key) || !inTurn);
  keys.push(key);
  reading.value = reading.at + 1;
  reading.last = null;
}

function endValue(reading: Reading): void {
  if (reading.keys.at(-1) === "labels") {
    reading.labels = readLabelsAlone(reading.text.slice(reading.value, reading.at));
    breakIf(reading, reading.labels === null);
  }
  breakIf(reading, reading.value < 0);
  reading.value = -1;
  reading.last = null;
}

function beginElement(reading: Reading): void {
  breakIf(reading, reading.commas !== reading.elements);
  reading.elements += 1;
  reading.element = reading.at;
}

function endElement(reading: Reading): void {
  const sentence = readSentence(reading.text.slice(reading.element, reading.at + 1));
  breakIf(reading, sentence === null || reading.elements > MOST_SENTENCES);
  if (sentence !== null && reading.state === "open" && sentence.text !== "") reading.sentences.push(sentence);
  reading.element = -1;
}

function unquoted(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return "";
  }
}
