import type { Tx } from "../../src/db/pool.ts";
import type { ArticleIndex, IndexedArticle, PreparedArticle } from "../../src/knowledge/articles/article-index.ts";
import { dictionariesOf } from "../../src/knowledge/import/store/dictionary.ts";

/** An index that remembers what it was given, by article; nothing counts before its transaction has committed. */
export interface RecordingIndex extends ArticleIndex {
  readonly held: Map<string, IndexedArticle>;
  /** Paths in the order they were written. */
  readonly written: string[];
  readonly removed: string[];
  /** Called before each write; may throw. */
  beforeWrite: (paths: readonly string[]) => void;
  beforePrepare: (path: string) => Promise<void>;
}

interface Prepared extends PreparedArticle {
  readonly article: IndexedArticle;
}

export function recordingIndex(): RecordingIndex {
  const index: RecordingIndex = {
    held: new Map(),
    written: [],
    removed: [],
    beforeWrite: () => {},
    beforePrepare: () => Promise.resolve(),
    async open(tx: Tx) {
      const dictionaries = await dictionariesOf(tx, tx.tenantId);
      const prepare = async (article: IndexedArticle) => {
        await index.beforePrepare(article.parsed.path);
        return { articleId: article.id, weight: 1, article } satisfies Prepared;
      };
      return {
        version: `1 ${dictionaries.map(({ contentHash }) => contentHash).join(" ")}`,
        prepare,
        prepareBeside: prepare,
        write(inner, prepared) {
          const articles = prepared.map((each) => (each as Prepared).article);
          index.beforeWrite(articles.map(({ parsed }) => parsed.path));
          inner.afterCommit(() => {
            for (const article of articles) {
              index.held.set(article.id, article);
              index.written.push(article.parsed.path);
            }
          });
          return Promise.resolve();
        },
        remove(inner, ids) {
          inner.afterCommit(() => {
            for (const id of ids) {
              index.removed.push(index.held.get(id)?.parsed.path ?? id);
              index.held.delete(id);
            }
          });
          return Promise.resolve();
        },
        foldAfter: 3,
        fold: () => Promise.resolve(true),
        settle: () => Promise.resolve(true),
      };
    },
  };
  return index;
}
