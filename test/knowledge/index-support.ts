import { inTenant } from "../../src/db/tenant.ts";
import { newId } from "../../src/kernel/ids.ts";
import { writeArticles as storeArticles } from "../../src/knowledge/articles/store/write.ts";
import { dictionaryFor } from "../../src/knowledge/index/dictionary.ts";
import { prepareArticle } from "../../src/knowledge/index/prepare.ts";
import { removeArticles, writeArticles } from "../../src/knowledge/index/write.ts";
import { parseSource } from "../../src/knowledge/parse/article.ts";
import type { ArticleScope, ParsedArticle } from "../../src/knowledge/types.ts";
import { createSegmenter } from "../../src/models/segmenter.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

/** A tenant whose articles are written and indexed straight from Markdown, without an import. */
export async function indexedTenant() {
  const db = await testDatabase();
  const { ctx } = await freshTenant();
  const { tenantId } = ctx;
  const sourceId = newId();
  const ids = new Map<string, string>();
  await inTenant(db, tenantId, (tx) =>
    tx.query("insert into knowledge_source (tenant_id, id, name, created_at) values ($1, $2, 'test', now())", [
      tenantId,
      sourceId,
    ]),
  );
  const put = async (pages: Readonly<Record<string, string>>, scope: Partial<ArticleScope> = {}) => {
    await inTenant(db, tenantId, async (tx) => {
      const segmenter = createSegmenter(await dictionaryFor(tx));
      const articles = Object.entries(pages).map(([path, markdown]) => {
        const parsed = parseSource(path, markdown, []);
        const id = ids.get(path) ?? newId();
        ids.set(path, id);
        return { id, version: 1, parsed: { ...parsed, scope: { ...parsed.scope, ...scope } } satisfies ParsedArticle };
      });
      await tx.query("delete from article_version where tenant_id = $1 and article_id = any($2::uuid[])", [
        tenantId,
        articles.map(({ id }) => id),
      ]);
      await storeArticles(
        tx,
        sourceId,
        articles.map((article) => ({ ...article, contentHash: "", indexKey: "" })),
        new Date(),
      );
      const prepared = await Promise.all(
        articles.map((article) => prepareArticle(segmenter, { ...article, inLinks: [] })),
      );
      await writeArticles(tx, prepared);
    });
  };
  const remove = (paths: readonly string[]) =>
    inTenant(db, tenantId, (tx) =>
      removeArticles(
        tx,
        paths.flatMap((path) => ids.get(path) ?? []),
      ),
    );
  return { db, tenantId, sourceId, ids, put, remove };
}
