import type { Tx } from "../../db/pool.ts";
import type { ParsedArticle } from "../types.ts";

/** Words with which other pages link to an article; `anchor` null means the page as a whole. */
export interface InLink {
  readonly anchor: string | null;
  readonly text: string;
  /** Links with these words to this place. */
  readonly count: number;
}

/** An article as it is handed to the search index. */
export interface IndexedArticle {
  readonly id: string;
  readonly version: number;
  readonly parsed: ParsedArticle;
  readonly inLinks: readonly InLink[];
}

/**
 * The search index as the import sees it: `open` reads what a tenant's segmentation needs (its dictionary), then the
 * session cuts articles and writes them.
 */
export interface ArticleIndex {
  open(tx: Tx): Promise<IndexSession>;
}

export interface IndexSession {
  /** Differs when the same article would be indexed otherwise: the code's version and the tenant's dictionary. */
  readonly version: string;
  /** The work of the processor, outside of any transaction; yields to the event loop at least every 20 ms. */
  prepare(article: IndexedArticle): Promise<PreparedArticle>;
  /** The same in a thread beside, where there is a second processor: for many articles, several at a time. */
  prepareBeside(article: IndexedArticle): Promise<PreparedArticle>;
  /** Replaces what the index holds of these articles. A few calls a second, each in the transaction of its articles. */
  write(tx: Tx, prepared: readonly PreparedArticle[]): Promise<void>;
  remove(tx: Tx, articleIds: readonly string[]): Promise<void>;
  /** Writes after which whoever goes on writing calls `fold` until it gives true. */
  readonly foldAfter: number;
  /** A slice of packing what many writes have left, in a short transaction of its own. True when there is little of it. */
  fold(tx: Tx): Promise<boolean>;
  /**
   * A slice of the work left after writing (packing, averages), each in a short transaction of its own. True when
   * nothing is left. Also safe when nothing was written.
   */
  settle(tx: Tx): Promise<boolean>;
}

/** What `prepare` hands to `write`; only the index knows what is in it. */
export interface PreparedArticle {
  readonly articleId: string;
  /** A rough measure of the rows to write, so that a batch stays short. */
  readonly weight: number;
}
