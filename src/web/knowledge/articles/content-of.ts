import type { ArticleText, Content } from "../wire.ts";

const FRONT_MATTER = /^---[ \t]*\r?\n[\s\S]*?\n---[ \t]*\r?\n\s*/;

/** A published article as one that could be saved: what its front matter says stands in the fields. */
export function contentOf(article: ArticleText): Content {
  const { product, module, editions, versions, deployment, audience, language, kind, validFrom, validTo, owner } =
    article;
  return {
    title: article.title,
    summary: article.summary,
    body: article.body.replace(FRONT_MATTER, ""),
    scope: {
      product,
      module,
      editions,
      versions,
      deployment,
      audience,
      language,
      kind,
      validFrom: validFrom?.slice(0, 10) ?? null,
      validTo: validTo?.slice(0, 10) ?? null,
      owner,
    },
  };
}
