import { createHash } from "node:crypto";
import type { Tx } from "../../db/pool.ts";
import { type Clock, systemClock } from "../../kernel/clock.ts";
import type { Embedder } from "../../models/ports.ts";
import { createSegmenter } from "../../models/segmenter.ts";
import type { ArticleIndex } from "../articles/article-index.ts";
import { embedBatch, embedNow } from "../dense.ts";
import { INDEX_VERSION } from "../ranking.ts";
import { embeddingTarget, standingOf } from "../reembed/target.ts";
import { createCountThread } from "./count-thread.ts";
import { dictionaryFor } from "./dictionary.ts";
import { FOLD_MOST } from "./fold.ts";
import { countWords, type PreparedIndex, prepareArticle, prepareWith } from "./prepare.ts";
import { foldSlice, settleSlice } from "./settle.ts";
import { removeArticles, writeArticles } from "./write.ts";

export interface IndexDeps {
  /** Vectors of a model that runs in this process are made with the index; those of others by a job of their own. */
  readonly embedder?: Embedder;
  readonly clock?: Clock;
}

/** The model whose vectors are there as soon as the words are: one that costs no call of a server, where it is wanted. */
async function modelAtHand(tx: Tx, { embedder }: IndexDeps): Promise<Embedder | null> {
  if (embedder?.kind !== "gloss") return null;
  return standingOf(await embeddingTarget(tx, embedder.id), embedder.id) === "wanted" ? embedder : null;
}

/** The word index in PostgreSQL: chunks, and packed postings of their terms. */
export function createArticleIndex(deps: IndexDeps = {}): ArticleIndex {
  const { clock = systemClock } = deps;
  const thread = createCountThread();
  return {
    async open(tx: Tx) {
      const dictionary = await dictionaryFor(tx);
      const segmenter = createSegmenter(dictionary);
      const beside = thread.open(dictionary);
      let embedded: string | undefined;
      return {
        // Synonyms act on the question's side only.
        version: createHash("sha256")
          .update(JSON.stringify([INDEX_VERSION, dictionary.words]))
          .digest("base64url"),
        prepare: (article) => prepareArticle(segmenter, article),
        prepareBeside: (article) =>
          prepareWith(article, async (parts) => (await beside(parts)) ?? countWords(segmenter, parts)),
        async write(inner, prepared) {
          // Asked first, so that the writing need not wait for the answer.
          const model = modelAtHand(inner, deps);
          await Promise.all([
            model,
            writeArticles(inner, prepared as readonly PreparedIndex[], async (passages) => {
              const embedder = await model;
              if (embedder !== null) await embedNow(inner, embedder, passages, clock.now());
            }),
          ]);
        },
        remove: removeArticles,
        foldAfter: FOLD_MOST,
        fold: foldSlice,
        async settle(inner) {
          if (!(await settleSlice(inner))) return false;
          const embedder = await modelAtHand(inner, deps);
          if (embedder === null) return true;
          const next = await embedBatch(inner, embedder, clock.now(), embedded);
          inner.afterCommit(() => {
            embedded = next ?? undefined;
          });
          return next === null;
        },
      };
    },
  };
}
