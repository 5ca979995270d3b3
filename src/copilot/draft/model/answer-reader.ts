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

/**
 * Reads an answer piece by piece. It follows strings and brackets, cuts out the labels and each sentence as soon as
 * their JSON is finished, and gives these to the same strict readers as a whole answer. Where it is in doubt it breaks:
 * then the answer is only used whole, if at all.
 */
export function answerReader(): AnswerReader {
  let text = "";
  let at = 0;
  let began = false;
  let state: Heard["state"] = "open";
  let labels: Heard["labels"] = null;
  const sentences: ModelAnswer["sentences"][number][] = [];
  const open: string[] = [];
  const keys: string[] = [];
  /** Where the present string, value of a key, or sentence began; -1 outside of one. */
  let string = -1;
  let value = -1;
  let element = -1;
  let escaped = false;
  /** The last string at the level of the keys: a key once a colon follows. */
  let last: string | null = null;
  let elements = 0;
  let commas = 0;

  const breakIf = (wrong: boolean) => {
    if (wrong) state = "broken";
  };

  const begin = (piece: string) => {
    const head = piece.includes("{") ? HEAD.exec(text) : null;
    if (head === null) return breakIf(text.trim() !== "" && !/^\s*[<`]/.test(text));
    began = true;
    at = head[0].length;
    open.push("{");
  };

  const endString = () => {
    if (open.length === 1) last = text.slice(string, at + 1);
    string = -1;
  };

  const startValue = () => {
    const key = last === null ? "" : unquoted(last);
    breakIf(value >= 0 || !KEYS.includes(key) || keys.includes(key) || (keys.length === 0) !== (key === "labels"));
    keys.push(key);
    value = at + 1;
    last = null;
  };

  const endValue = () => {
    if (keys.at(-1) === "labels") {
      labels = readLabelsAlone(text.slice(value, at));
      breakIf(labels === null);
    }
    breakIf(value < 0);
    value = -1;
    last = null;
  };

  const startElement = () => {
    breakIf(commas !== elements);
    elements += 1;
    element = at;
  };

  const endElement = () => {
    const sentence = readSentence(text.slice(element, at + 1));
    breakIf(sentence === null || elements > MOST_SENTENCES);
    if (sentence !== null && state === "open" && sentence.text !== "") sentences.push(sentence);
    element = -1;
  };

  const inSentences = () => open.length === 2 && keys.at(-1) === "sentences" && open[1] === "[";

  const openBracket = (sign: string) => {
    if (inSentences()) {
      breakIf(sign !== "{");
      startElement();
    }
    open.push(sign);
  };

  const closeBracket = (sign: string) => {
    if (open.length === 1) endValue();
    breakIf(open.pop() !== (sign === "}" ? "{" : "["));
    if (inSentences()) endElement();
    if (open.length === 0 && state === "open") state = "complete";
  };

  const stepInString = (sign: string) => {
    if (escaped) escaped = false;
    else if (sign === "\\") escaped = true;
    else if (sign === '"') endString();
  };

  const step = (sign: string) => {
    if (string >= 0) stepInString(sign);
    else if (sign === '"') {
      breakIf(inSentences());
      string = at;
    } else if (sign === "{" || sign === "[") openBracket(sign);
    else if (sign === "}" || sign === "]") closeBracket(sign);
    else if (sign === ":" && open.length === 1) startValue();
    else if (sign === "," && open.length === 1) endValue();
    else if (inSentences()) {
      if (sign === ",") commas += 1;
      else breakIf(!/\s/.test(sign));
    }
  };

  return {
    hear: (piece) => {
      if (state !== "open") return;
      text += piece;
      breakIf(text.length > MAX_LENGTH);
      if (!began) begin(piece);
      for (; began && state === "open" && at < text.length; at += 1) step(text[at]!);
    },
    heard: () => ({ labels, sentences: [...sentences], state }),
  };
}

function unquoted(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return "";
  }
}
