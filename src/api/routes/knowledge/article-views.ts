import { z } from "@hono/zod-openapi";
import { AUDIENCES, LANGUAGES } from "../../../kernel/labels.ts";
import type { Article } from "../../../knowledge/articles/read.ts";
import type { StoredDraft } from "../../../knowledge/articles/store/drafts.ts";

export const instant: z.ZodType<string> = z.iso.datetime();

export const ARTICLE_STATES = ["draft", "published", "retired", "failed"] as const;
export type ArticleState = (typeof ARTICLE_STATES)[number];

const stateOf = (status: Article["status"]): ArticleState => (status === "live" ? "published" : status);
export const statusOf = (state: ArticleState): Article["status"] => (state === "published" ? "live" : state);

const scope = {
  product: z.string().nullable(),
  module: z.string().nullable(),
  editions: z.array(z.string()),
  versions: z.string().nullable(),
  deployment: z.enum(["on_premise", "saas"]).nullable(),
  audience: z.enum(AUDIENCES),
  language: z.enum(LANGUAGES),
  kind: z.string().nullable(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  owner: z.string().nullable(),
};

export const ArticleShape = z
  .object({
    id: z.uuid(),
    sourceId: z.uuid(),
    path: z.string(),
    title: z.string(),
    summary: z.string().nullable(),
    status: z.enum(ARTICLE_STATES),
    version: z.int().openapi({ description: "The published version; 0 when none ever was." }),
    revision: z.int().openapi({ description: "Counts every change; send it as If-Match." }),
    ...scope,
    failedReason: z.string().nullable(),
    updatedAt: instant,
    reviewedAt: instant.nullable(),
    edited: z.boolean().openapi({ description: "A person wrote it: imports leave it alone." }),
    hasDraft: z.boolean(),
    incoming: z
      .enum(["changed", "gone"])
      .nullable()
      .openapi({ description: "What an import found in the file since a person edited the article." }),
  })
  .openapi("Article");

export function articleView({ scope: facts, status, ...rest }: Article): z.infer<typeof ArticleShape> {
  return {
    ...rest,
    ...facts,
    editions: [...facts.editions],
    status: stateOf(status),
    updatedAt: rest.updatedAt.toISOString(),
    reviewedAt: rest.reviewedAt?.toISOString() ?? null,
  };
}

export const ActorShape = z.object({ type: z.string(), id: z.string() });

export const DraftShape = z
  .object({
    saved: z.boolean().openapi({ description: "False: nobody has begun a draft; this is what one would start from." }),
    revision: z.int(),
    baseVersion: z.int(),
    title: z.string(),
    summary: z.string().nullable(),
    body: z.string(),
    scope: z.object(scope),
    author: ActorShape,
    updatedAt: instant,
  })
  .openapi("ArticleDraft");

export const draftView = (opened: {
  readonly saved: boolean;
  readonly revision: number;
  readonly draft: Omit<StoredDraft, "createdAt">;
}): z.infer<typeof DraftShape> => ({
  saved: opened.saved,
  revision: opened.revision,
  baseVersion: opened.draft.baseVersion,
  title: opened.draft.title,
  summary: opened.draft.summary,
  body: opened.draft.body,
  scope: { ...opened.draft.scope, editions: [...opened.draft.scope.editions] },
  author: opened.draft.author,
  updatedAt: opened.draft.updatedAt.toISOString(),
});

const Place = z
  .int()
  .nullable()
  .openapi({ description: "Place among the articles found; null: not in the first five." });
const Case = z.object({
  articleId: z.uuid(),
  title: z.string(),
  question: z.string(),
  before: Place,
  after: Place,
});
export const GateShape = z
  .object({
    passed: z.boolean(),
    checked: z.int().openapi({ description: "Questions asked." }),
    missed: z.array(Case).openapi({ description: "Questions of this article that it would not answer." }),
    lost: z.array(Case).openapi({ description: "Questions of other articles that would no longer be answered." }),
  })
  .openapi("GateOutcome");

export const DiffLineShape = z
  .object({
    kind: z.enum(["same", "added", "removed", "changed"]),
    before: z.int().nullable(),
    after: z.int().nullable(),
    words: z.array(z.object({ kind: z.enum(["same", "added", "removed"]), text: z.string() })),
  })
  .openapi("DiffLine");
