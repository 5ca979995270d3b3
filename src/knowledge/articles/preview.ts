import { cutChunks } from "../chunk.ts";
import { EmptyArticle, ParseError } from "../parse/parse-error.ts";
import { type ArticleContent, compileContent } from "./content.ts";

export interface Preview {
  /** Why this text cannot be published; null when it can. */
  readonly problem: string | null;
  readonly sections: { path: string[]; blocks: { kind: string; text: string }[] }[];
  /** Passages that search would rank. */
  readonly passages: number;
}

/** A text as the index reads it. */
export function previewArticle(path: string, content: ArticleContent): Preview {
  try {
    const parsed = compileContent(path, content);
    const sections = parsed.sections.map((section) => ({
      path: [...section.path],
      blocks: section.blocks.map(({ kind, text }) => ({ kind, text })),
    }));
    return { problem: null, sections, passages: cutChunks(parsed).length };
  } catch (error) {
    if (error instanceof EmptyArticle || error instanceof ParseError)
      return { problem: error.message, sections: [], passages: 0 };
    throw error;
  }
}
