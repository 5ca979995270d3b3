import type { ArticleDraft, ArticleText, Content } from "../wire.ts";

const FRONT_MATTER = /^---[ \t]*\r?\n[\s\S]*?\n---[ \t]*\r?\n\s*/;

/** A published article as one that could be saved: what its front matter says stands in the fields. */
export const contentOf = (article: ArticleText): Content => ({
  title: article.title,
  summary: article.summary,
  body: article.body.replace(FRONT_MATTER, ""),
  scope: scopeOf(article),
});

/** A draft as one that could be saved. */
export const contentOfDraft = ({ title, summary, body, scope }: ArticleDraft): Content => ({
  title,
  summary,
  body,
  scope: scopeOf(scope),
});

/** In one order, so that the same facts are the same text; dates without their time. */
function scopeOf(scope: Content["scope"]): Content["scope"] {
  const { product, module, editions, versions, deployment, audience, language, kind, validFrom, validTo, owner } =
    scope;
  return {
    ...{ product, module, editions, versions, deployment, audience, language, kind },
    validFrom: validFrom?.slice(0, 10) ?? null,
    validTo: validTo?.slice(0, 10) ?? null,
    owner,
  };
}
