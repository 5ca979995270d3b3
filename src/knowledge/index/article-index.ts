import { createHash } from "node:crypto";
import type { Tx } from "../../db/pool.ts";
import { createSegmenter } from "../../models/segmenter.ts";
import type { ArticleIndex } from "../articles/article-index.ts";
import { INDEX_VERSION } from "../ranking.ts";
import { dictionaryFor } from "./dictionary.ts";
import { type PreparedIndex, prepareArticle } from "./prepare.ts";
import { settleSlice } from "./settle.ts";
import { removeArticles, writeArticles } from "./write.ts";

/** The word index in PostgreSQL: chunks, and packed postings of their terms. */
export function createArticleIndex(_deps: unknown = {}): ArticleIndex {
  return {
    async open(tx: Tx) {
      const dictionary = await dictionaryFor(tx);
      const segmenter = createSegmenter(dictionary);
      return {
        // Synonyms act on the question's side only.
        version: createHash("sha256")
          .update(JSON.stringify([INDEX_VERSION, dictionary.words]))
          .digest("base64url"),
        prepare: (article) => prepareArticle(segmenter, article),
        write: (inner, prepared) => writeArticles(inner, prepared as readonly PreparedIndex[]),
        remove: removeArticles,
        settle: settleSlice,
      };
    },
  };
}
