import { PGVectorStore } from "@langchain/community/vectorstores/pgvector";
import { Document } from "@langchain/core/documents";
import { Embeddings } from "@langchain/core/embeddings";
import pg from "pg";
import type { Database } from "../../src/db/pool.ts";
import type { MeasuredArticle, MeasuredEmbedder } from "./ingest.ts";

class AtHand extends Embeddings {
  readonly #numbers: (text: string) => number[];

  constructor(numbers: (text: string) => number[]) {
    super({});
    this.#numbers = numbers;
  }

  embedDocuments = (texts: string[]): Promise<number[][]> => Promise.resolve(texts.map(this.#numbers));
  embedQuery = (text: string): Promise<number[]> => Promise.resolve(this.#numbers(text));
}

/** The peer, on a pool of its own or, for the embedded database, on the product's. */
export function openLangChain(url: string | null, db: Database, embedder: MeasuredEmbedder) {
  const pool = url === null ? borrowed(db) : ownPool(url);
  const embeddings = new AtHand(embedder.numbers);
  let tables = 0;
  return {
    /** Seconds to take all chunks in, as the library's own documents. */
    async fromDocuments(articles: readonly MeasuredArticle[]): Promise<number> {
      tables += 1;
      const documents = articles.flatMap(({ parsed, chunks, texts }) =>
        chunks.map(
          ({ start, end, anchor }, i) =>
            new Document({
              pageContent: texts[i]!,
              metadata: { path: parsed.path, title: parsed.title, anchor, start, end },
            }),
        ),
      );
      const began = performance.now();
      const store = await PGVectorStore.fromDocuments(documents, embeddings, {
        pool,
        tableName: `langchain_${tables}`,
        dimensions: embedder.dimensions,
      });
      const seconds = (performance.now() - began) / 1000;
      // It keeps a connection of the pool for itself until it is told otherwise.
      store.client?.release();
      return seconds;
    },
    async close() {
      if (url !== null) await pool.end();
    },
  };
}

function ownPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url });
  // Its connections may still be closing while the database is dropped; unheard, that would end the process.
  pool.on("error", () => {});
  return pool;
}

function borrowed(db: Database): pg.Pool {
  const client = { query: (text: string, values?: unknown[]) => db.query(text, values ?? []), release: () => {} };
  return { ...client, connect: () => Promise.resolve(client), end: () => Promise.resolve() } as unknown as pg.Pool;
}
