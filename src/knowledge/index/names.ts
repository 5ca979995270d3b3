import type { Segmenter } from "../../models/segmenter.ts";
import type { CutChunk } from "../chunk.ts";

/** What somebody may ask for a chunk by: the title of the article that begins with it, and the headings of its sections. */
export const namesOf = (title: string, { ordinal, headings }: Pick<CutChunk, "ordinal" | "headings">): string[] => [
  ...new Set([...(ordinal === 0 ? [title] : []), ...headings]),
];

/** Their terms, each once: what differs by its asking words alone has one name. */
export const nameTermsOf = (segmenter: Segmenter, names: readonly string[]): string[] => [
  ...new Set(names.flatMap((name) => segmenter.nameTerm(name) ?? [])),
];
