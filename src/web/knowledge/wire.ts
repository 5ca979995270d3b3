import type { z } from "zod";
import type { ArticleShape, DiffLineShape, DraftShape, GateShape } from "../../api/routes/knowledge/article-views.ts";
import type { ProgressShape, ReembedEstimateShape } from "../../api/routes/knowledge/embeddings.ts";
import type { FreshnessShape } from "../../api/routes/knowledge/freshness.ts";
import type { EstimateShape, JobShape, ReportShape } from "../../api/routes/knowledge/import-views.ts";
import type { HitShape, QuestionShape } from "../../api/routes/knowledge/search-views.ts";
import type { SuggestionShape } from "../../api/routes/knowledge/suggestions.ts";

export type Article = z.infer<typeof ArticleShape>;
export type ArticleText = Article & { readonly body: string };
export type ArticleDraft = z.infer<typeof DraftShape>;
export type DiffLine = z.infer<typeof DiffLineShape>;
export type Gate = z.infer<typeof GateShape>;
export type Freshness = z.infer<typeof FreshnessShape>;
export type Conflict = Freshness["conflicts"][number];
export type ImportJob = z.infer<typeof JobShape>;
export type ImportReport = z.infer<typeof ReportShape>;
export type ImportEstimate = z.infer<typeof EstimateShape>;
export type EmbeddingProgress = z.infer<typeof ProgressShape>;
export type EmbeddingEstimate = z.infer<typeof ReembedEstimateShape>;
export type Hit = z.infer<typeof HitShape>;
export type AskedQuestion = z.infer<typeof QuestionShape>;
export type Suggestion = z.infer<typeof SuggestionShape>;

/** What the server reads of a text. */
export interface Preview {
  readonly problem: string | null;
  readonly passages: number;
  readonly sections: readonly {
    readonly path: readonly string[];
    readonly blocks: readonly { readonly kind: string; readonly text: string }[];
  }[];
}

/** What is sent to save an article. */
export interface Content {
  readonly title: string;
  readonly summary: string | null;
  readonly body: string;
  readonly scope: ArticleDraft["scope"];
}

export interface Revised {
  readonly id: string;
  readonly revision: number;
}
