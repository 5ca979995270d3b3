import type { Segmenter } from "../../models/segmenter.ts";
import type { CutChunk } from "../chunk.ts";
import type { Field } from "../ranking.ts";

/** What somebody may ask for a chunk by, by the field that it stands in. */
export type Names = Readonly<Partial<Record<Field, readonly string[]>>>;

/** The title of the article that begins with the chunk, and the headings of its sections. */
export const namesOf = (title: string, { ordinal, headings }: Pick<CutChunk, "ordinal" | "headings">): Names => ({
  title: ordinal === 0 ? [title] : [],
  heading: headings,
});

/** Their terms, each once: what differs by its asking words alone has one name. */
export const nameTermsOf = (segmenter: Segmenter, names: readonly string[]): string[] => [
  ...new Set(names.flatMap((name) => segmenter.nameTerm(name) ?? [])),
];
