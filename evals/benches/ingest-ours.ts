import { createInFlight } from "../../src/db/in-flight.ts";
import type { Database, Tx } from "../../src/db/pool.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { newId } from "../../src/kernel/ids.ts";
import type { ArticleIndex } from "../../src/knowledge/articles/article-index.ts";
import { type ArticleWrite, writeArticles } from "../../src/knowledge/articles/store/write.ts";
import type { CutChunk } from "../../src/knowledge/chunk.ts";
import { embedNow, SERVER_WRITES } from "../../src/knowledge/dense.ts";
import { sourceNamed } from "../../src/knowledge/import/store/sources.ts";
import { type ChunkRow, writeChunks } from "../../src/knowledge/index/store.ts";
import { createSearch } from "../../src/knowledge/search/search.ts";
import type { NewPassage } from "../../src/knowledge/vectors.ts";
import type { MeasuredArticle, MeasuredEmbedder } from "./ingest.ts";

/** Rows of chunks in one statement of the run with vectors only. */
const CHUNKS_A_BATCH = 500;
/**
 * Articles in one transaction of the run with words: the first, and most. They grow as an import's do, so that the database
 * does not wait until many are counted.
 */
const [FIRST_BATCH, MOST_A_BATCH] = [8, 32];
/** So much of a passage is asked for. */
const ASKED_SIGNS = 200;

/** The product's own statements for one fresh tenant. Times are in seconds. */
export function openOurs(db: Database, tenantId: string, embedder: MeasuredEmbedder, index: ArticleIndex) {
  const tenant = <Result>(run: (tx: Tx) => Promise<Result>) => inTenant(db, tenantId, run);
  const written = (articles: readonly MeasuredArticle[]): ArticleWrite[] =>
    articles.map(({ parsed }) => ({ id: newId(), version: 1, parsed, contentHash: "bench", indexKey: "bench" }));

  return {
    async vectorsOnly(articles: readonly MeasuredArticle[]): Promise<number> {
      const writes = written(articles);
      await tenant(async (tx) =>
        writeArticles(tx, await sourceNamed(tx, newId(), "bench", new Date()), writes, new Date()),
      );
      const began = performance.now();
      const all = articles.flatMap((article, i) => chunkRows(article, writes[i]!.id));
      const inFlight = createInFlight(db.kind === "native" ? SERVER_WRITES : 1);
      for (let i = 0; i < all.length; i += CHUNKS_A_BATCH) {
        const batch = all.slice(i, i + CHUNKS_A_BATCH);
        const rows = batch.map(({ row }, at) => ({ ...row, slot: i + at }));
        await inFlight.start(() =>
          tenant(async (tx) => {
            const passages = batch.map(({ passage }) => passage);
            // Neither asks for the other's result, so the second is made ready while the first is carried out.
            await Promise.all([writeChunks(tx, rows), embedNow(tx, embedder, passages, new Date())]);
          }),
        );
      }
      await inFlight.end();
      return (performance.now() - began) / 1000;
    },
    async withWords(articles: readonly MeasuredArticle[]): Promise<number> {
      const sourceId = await tenant((tx) => sourceNamed(tx, newId(), "bench", new Date()));
      const began = performance.now();
      const session = await tenant(index.open);
      const prepare = async (batch: readonly MeasuredArticle[]) => {
        const writes = written(batch);
        const preparing = writes.map(({ id, version, parsed }) =>
          session.prepareBeside({ id, version, parsed, inLinks: [] }),
        );
        return { writes, prepared: await Promise.all(preparing) };
      };
      // One batch waits for the thread while it has another under way, as in an import.
      const [first, second, ...rest] = growing(articles).map((batch) => () => prepare(batch));
      const ahead = [first?.(), second?.()];
      let writing: Promise<unknown> = Promise.resolve();
      for (let next = await ahead.shift(); next !== undefined; next = await ahead.shift()) {
        const { writes, prepared } = next;
        ahead.push(rest.shift()?.());
        await writing;
        writing = tenant(async (tx) => {
          await Promise.all([writeArticles(tx, sourceId, writes, new Date()), session.write(tx, prepared)]);
        });
      }
      await writing;
      return (performance.now() - began) / 1000;
    },
    /** Nothing was merged in the background yet: what the last transaction wrote is found all the same. */
    async mustFind({ parsed, chunks }: MeasuredArticle): Promise<void> {
      const search = createSearch({ db })(tenantId);
      const filter = { audiences: ["public", "customer", "internal"] as const, at: new Date() };
      // By its title alone a page of hundreds of passages that all speak of it may come behind another such page.
      const { hits } = await search({ text: chunks.at(-1)!.text.slice(0, ASKED_SIGNS), limit: 20, filter });
      if (!hits.some(({ path }) => path === parsed.path))
        throw new Error(`${parsed.path} is not found after its commit.`);
    },
  };
}

function growing<One>(all: readonly One[]): One[][] {
  const batches: One[][] = [];
  for (let at = 0, size = FIRST_BATCH; at < all.length; at += size, size = Math.min(2 * size, MOST_A_BATCH))
    batches.push(all.slice(at, at + size));
  return batches;
}

const chunkRows = ({ parsed, chunks }: MeasuredArticle, articleId: string) =>
  chunks.map((chunk) => {
    const id = newId();
    const passage: NewPassage = {
      chunkId: id,
      articleId,
      title: parsed.title,
      headingPath: chunk.headingPath,
      text: chunk.text,
    };
    return { passage, row: rowOf(chunk, id, articleId, chunks.length) };
  });

const rowOf = (chunk: CutChunk, id: string, articleId: string, siblings: number): ChunkRow => ({
  id,
  article_id: articleId,
  ordinal: chunk.ordinal,
  siblings,
  slot: 0,
  group_hash: "00",
  heading_path: chunk.headingPath,
  anchor: chunk.anchor,
  source_start: chunk.start,
  source_end: chunk.end,
  body: chunk.text,
  length: 1,
});
