import { storableText } from "./text.ts";

/** An escape of half a character, or of NUL: JSON has both, PostgreSQL's jsonb has neither. */
const ESCAPED = /\\u(?:d[89a-f]|0000)/i;

/**
 * JSON for a column of the database. A text that was cut between the two units of a character, as an emoji has, ends
 * in half of it: that becomes U+FFFD, and so does NUL, or the whole row would be refused.
 */
export function storedJson(value: unknown): string {
  const json = JSON.stringify(value);
  // Nearly every row has no escape at all, which is seen at a glance.
  if (json === undefined || !json.includes("\\u") || !ESCAPED.test(json)) return json;
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "string" ? storableText(part) : part));
}
