import type { Tx } from "../../../db/pool.ts";
import type { Segmenter } from "../../../models/segmenter.ts";
import type { IndexedArticle, InLink } from "../../articles/article-index.ts";
import { scopeOf } from "../../articles/read.ts";
import { articlesWithBody } from "../../articles/store/read.ts";
import { collectInLinks } from "../../import/in-links.ts";
import { createSlices } from "../../import/slices.ts";
import { allPageLinks } from "../../import/store/links.ts";
import { type Names, nameTermsOf } from "../../index/names.ts";
import { chunksWithFields } from "../../index/prepare.ts";
import { parseSource } from "../../parse/article.ts";
import { type Field, RANKING } from "../../ranking.ts";
import type { Hit } from "../../types.ts";
import type { TermAccount } from "./account-types.ts";

/** The articles of hits as they were indexed: their texts, and the words of links to them. */
export async function articlesOfHits(tx: Tx, hits: readonly Hit[]): Promise<IndexedArticle[]> {
  const rows = await articlesWithBody(tx, [...new Set(hits.map(({ articleId }) => articleId))]);
  const links = new Map<string, Map<string, InLink[]>>();
  for (const sourceId of new Set(rows.map((row) => row.sourceId)))
    links.set(sourceId, await collectInLinks(await allPageLinks(tx, sourceId), createSlices()));
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    parsed: {
      ...parseSource(row.path, row.body, []),
      title: row.title,
      summary: row.summary,
      scope: scopeOf(row),
    },
    inLinks: links.get(row.sourceId)?.get(row.path) ?? [],
  }));
}

/**
 * Splits the points of each hit's terms by the fields they stand in. A hit whose article reads otherwise by now keeps its
 * terms without fields.
 */
export function withFields(hits: readonly Hit[], articles: readonly IndexedArticle[], segmenter: Segmenter): Hit[] {
  const chunks = new Map(articles.map((article) => [article.id, chunksWithFields(article)]));
  return hits.map((hit) => {
    const found = chunks
      .get(hit.articleId)
      ?.find(({ chunk }) => chunk.start === hit.start && chunk.end === hit.end && chunk.text === hit.text);
    if (!found || !hit.account) return hit;
    const counts = countsOf(found, segmenter);
    return { ...hit, account: { ...hit.account, terms: hit.account.terms.map((term) => splitTerm(term, counts)) } };
  });
}

type Counts = readonly (readonly [Field, ReadonlyMap<string, number>])[];

const countsOf = (
  { fields, names }: { readonly fields: Readonly<Record<Field, string>>; readonly names: Names },
  segmenter: Segmenter,
): Counts =>
  (Object.keys(fields) as Field[]).map((field) => {
    const counts = new Map<string, number>();
    for (const term of [...segmenter.terms(fields[field]), ...nameTermsOf(segmenter, names[field] ?? [])])
      counts.set(term, (counts.get(term) ?? 0) + 1);
    return [field, counts];
  });

function splitTerm(term: TermAccount, counts: Counts): TermAccount {
  const found = counts.flatMap(([field, terms]) => {
    const count = terms.get(term.kind + term.text) ?? 0;
    return count === 0 ? [] : [{ field, count, weighted: count * RANKING.fields[field] }];
  });
  const sum = found.reduce((all, { weighted }) => all + weighted, 0);
  return {
    ...term,
    fields: found.map(({ field, count, weighted }) => ({ field, count, points: (term.passage * weighted) / sum })),
  };
}
