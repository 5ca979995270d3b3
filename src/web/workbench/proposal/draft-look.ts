import type { Draft } from "../../wire.ts";

/** How a draft is shown: the copilot's by its sentences with their evidence, a changed one by what was changed. */
export type DraftLook = "sentences" | "changes" | "text";

/** A reply that a person wrote has no sentences of the proposal that stands beside it. */
export function draftLook(
  { text, originalText, authorId }: Pick<Draft, "text" | "originalText" | "authorId">,
  proposed: boolean,
): DraftLook {
  if (text !== originalText) return "changes";
  return authorId === null && proposed ? "sentences" : "text";
}
