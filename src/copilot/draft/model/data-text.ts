/** Signs that no person sees and a model reads: letters as tags, variants of nothing, turned writing. */
const HIDDEN = /[\u{e0000}-\u{e01ef}\u202a-\u202e\u2066-\u2069]|\p{Variation_Selector}/gu;

/** A text from outside, as a model may read it: without what no person would see of it. */
export const visible = (text: string): string => text.replace(HIDDEN, "");

/** The same on one line. */
export const oneBlank = (text: string): string => visible(text).replace(/\s+/g, " ").trim();

/** What somebody said, on lines of their own: further lines are set in, so that none passes for another speaker's. */
export const spokenLine = (speaker: string, text: string): string => `${speaker}: ${insetLines(text)}`;

/** A text whose further lines are set in, so that none passes for the head of what comes next; empty ones are left out. */
export const insetLines = (text: string): string =>
  visible(text)
    .split(/[\n\r\u2028\u2029]/)
    .map((line) => line.trimEnd())
    .filter((line, i) => i === 0 || line !== "")
    .join("\n  ");
