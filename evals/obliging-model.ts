import type { ModelRequest } from "../src/models/ports.ts";

const LABELS = { service_type: "consult", service_item: "howto", voc: [], sentiment: "neutral", urgency: "low" };
const MOST = 4;

/** The sentences of the first passage word for word, so that an honest answer can be had without a model. */
export function firstPassageLines({ user }: ModelRequest): string[] {
  const passage = /begin passages\n\[1\] [^\n]*\n([\s\S]*?)(?:\n\n\[2\] |\n-----)/.exec(user)?.[1] ?? "";
  return passage
    .split(/\n|(?<=。)/)
    .map((line) => line.trim())
    .filter((line) => line.length > 8)
    .slice(0, MOST);
}

/** What a model would answer that keeps to the rules. */
export const obligingAnswer = (request: ModelRequest): string =>
  JSON.stringify({
    labels: LABELS,
    sentences: firstPassageLines(request).map((text) => ({ text, cites: [1] })),
    clarifying_question: null,
    missing: [],
  });
