import { findPii, maskPii } from "../../kernel/pii.ts";
import { squeeze } from "./tokens.ts";

/** A text without the personal data that the customer gave, and what it holds of anybody else. */
export interface PersonalIn {
  readonly text: string;
  readonly foreign: readonly string[];
}

/**
 * What of a sentence identifies a person. What stands in `owned`, texts of the customer's own, may be said back to them
 * and needs no source: it is left out before numbers and names are looked for in passages.
 */
export function personalIn(text: string, owned: readonly string[]): PersonalIn {
  const spans = findPii(text);
  if (spans.length === 0) return { text, foreign: [] };
  const squeezed = owned.map(squeeze);
  const isOwn = ({ start, end }: (typeof spans)[number]) =>
    squeezed.some((own) => own.includes(squeeze(text.slice(start, end))));
  return {
    text: maskPii(text, spans.filter(isOwn), () => ""),
    foreign: spans.filter((span) => !isOwn(span)).map(({ start, end }) => text.slice(start, end)),
  };
}
