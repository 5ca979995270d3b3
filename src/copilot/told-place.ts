import { readPassage } from "./draft/extractive/passage-units.ts";
import type { ProposalPassage } from "./proposal.ts";

/**
 * The place of a passage that told pieces stand at: a passage may hold several short sections, and its own path and
 * anchor are those of the first. The path leads to the one section of all pieces, or to what their sections share.
 * Pieces in other words than the passage's are passed over.
 */
export function toldPlace(
  { text, title, headingPath, anchor }: Pick<ProposalPassage, "text" | "title" | "headingPath" | "anchor">,
  pieces: readonly string[],
): Pick<ProposalPassage, "headingPath" | "anchor"> {
  const { pieces: units } = readPassage(text);
  const headlines = pieces.flatMap((piece) => {
    const at = units.findIndex(({ unit }) => unit.text === piece);
    return at < 0 ? [] : [units.slice(0, at).findLast(({ headline }) => headline)?.unit.text ?? null];
  });
  const [headline, ...others] = new Set(headlines);
  if (headline === undefined || (headline === null && others.length === 0)) return { headingPath, anchor };
  const own = headingPath.length > 1 && headingPath.at(-1) !== title;
  const shared = own ? headingPath.slice(0, -1) : headingPath;
  const path = headline === null || others.length > 0 ? shared : [...shared, headline];
  return { headingPath: path, anchor: headlines.includes(null) ? anchor : null };
}
