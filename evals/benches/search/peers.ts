import { PGVectorStore } from "@langchain/community/vectorstores/pgvector";
import { create, insertMultiple, search as oramaSearch } from "@orama/orama";
import MiniSearch from "minisearch";
import pg from "pg";
import type { Embedder } from "../../../src/models/ports.ts";
import type { Segmenter } from "../../../src/models/segmenter.ts";

/** A passage as every peer indexes it. */
export interface PeerPassage {
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly headings: string;
  readonly text: string;
}

/** Another way to search the same passages: paths of the best ones, best first. */
export interface Peer {
  readonly name: string;
  search(question: string, limit: number): Promise<string[]>;
  close(): Promise<void>;
}

const nothing = () => Promise.resolve();
const FIELDS = ["title", "headings", "text"] as const;

/** With its defaults, or with the product's segmentation for passages and questions. */
export function miniSearchPeer(passages: readonly PeerPassage[], segmenter?: Segmenter): Peer {
  const own = segmenter && {
    tokenize: segmenter.terms,
    processTerm: (term: string) => term,
    searchOptions: {
      tokenize: (text: string) => segmenter.queryTerms(text).map(({ term }) => term),
      processTerm: (term: string) => term,
    },
  };
  const index = new MiniSearch({ fields: [...FIELDS], storeFields: ["path"], ...own });
  index.addAll(passages);
  return {
    name: segmenter ? "MiniSearch, our segmentation" : "MiniSearch",
    search: (question, limit) =>
      Promise.resolve(
        index
          .search(question)
          .slice(0, limit)
          .map(({ path }) => path as string),
      ),
    close: nothing,
  };
}

/** Orama's own tokenizer knows no Chinese; with ours it gets the same terms as the product. */
export async function oramaPeer(passages: readonly PeerPassage[], segmenter?: Segmenter): Promise<Peer> {
  const tokenizer = segmenter && {
    language: "english",
    normalizationCache: new Map<string, string>(),
    tokenize: (raw: string, _language?: string, prop?: string) =>
      prop === undefined || prop === "" ? segmenter.queryTerms(raw).map(({ term }) => term) : segmenter.terms(raw),
  };
  const index = create({
    schema: { path: "enum", title: "string", headings: "string", text: "string" } as const,
    ...(tokenizer ? { components: { tokenizer } } : {}),
  });
  await insertMultiple(
    index,
    passages.map(({ path, title, headings, text }) => ({ path, title, headings, text })),
    500,
  );
  return {
    name: segmenter ? "Orama, our segmentation" : "Orama",
    async search(question, limit) {
      const { hits } = await oramaSearch(index, { term: question, properties: [...FIELDS], limit });
      return hits.map(({ document }) => String(document.path));
    },
    close: nothing,
  };
}

/** LangChain's store with the product's embedder and the very text that the product embeds. */
export async function vectorStorePeer(
  url: string,
  passages: readonly PeerPassage[],
  embedder: Embedder,
): Promise<Peer> {
  const embedded = async (texts: readonly string[]) => (await embedder.embed(texts)).map((vector) => [...vector]);
  const embeddings = {
    embedDocuments: (texts: string[]) => embedded(texts),
    embedQuery: async (text: string) => (await embedded([text]))[0]!,
  };
  const pool = new pg.Pool({ connectionString: url });
  // The database is dropped while the last connections end; unheard, that would end the process.
  pool.on("error", () => {});
  const store = await PGVectorStore.initialize(embeddings as never, {
    pool,
    tableName: "langchain_peer",
  });
  const texts = passages.map(({ title, headings, text }) =>
    [...new Set([title, ...headings.split("\n")]), text].join("\n"),
  );
  const vectors = await embedded(texts);
  const known = passages.flatMap(({ path }, i) =>
    vectors[i]!.some((value) => value !== 0)
      ? [{ vector: vectors[i]!, document: { pageContent: texts[i]!.replaceAll("\0", " "), metadata: { path } } }]
      : [],
  );
  await store.addVectors(
    known.map(({ vector }) => vector),
    known.map(({ document }) => document),
  );
  return {
    name: "LangChain PGVectorStore, same vectors",
    async search(question, limit) {
      const found = await store.similaritySearch(question, limit);
      return found.map(({ metadata }) => metadata["path"] as string);
    },
    close: () => store.end(),
  };
}
