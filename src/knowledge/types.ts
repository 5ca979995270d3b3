import type { Audience, Language } from "../kernel/labels.ts";
import type { QuestionAccount, ScoreAccount } from "./search/account/account-types.ts";

/** Facts about an article that search filters on. Empty lists and nulls mean "holds for all". */
export interface ArticleScope {
  readonly product: string | null;
  readonly module: string | null;
  readonly editions: readonly string[];
  /** npm-like range over dotted numbers, e.g. ">=8.0 <9.0". */
  readonly versions: string | null;
  readonly deployment: "on_premise" | "saas" | null;
  readonly audience: Audience;
  readonly language: Language;
  readonly kind: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly owner: string | null;
}

/** One stretch of an article under one heading. Offsets count UTF-16 units of the article's source text. */
export interface Section {
  /** Headings from the article's title down to this section's own. */
  readonly path: readonly string[];
  readonly anchor: string | null;
  readonly start: number;
  readonly end: number;
  readonly blocks: readonly Block[];
}

/** A unit that is never cut: a paragraph, a list item with its continuation, a table row, a code block. */
export interface Block {
  readonly kind: "paragraph" | "item" | "row" | "code" | "quote";
  /** Readable text without markup; for a table row, each cell with its column's header. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Where it stands in a list; left out outside of lists. */
  readonly list?: ListPlace;
}

/** A block's place in a list. */
export interface ListPlace {
  /** Items that it stands within, its own not counted. */
  readonly depth: number;
  /** Whether it is an item that has a bullet. The number of a numbered item is part of its text. */
  readonly bullet: boolean;
}

export interface Link {
  /**
   * Path relative to the knowledge base's root, resolved; without the anchor. Empty for a link by label alone (rst),
   * which leads to the page that has `anchor`.
   */
  readonly target: string;
  readonly anchor: string | null;
  readonly text: string;
}

/** An article after its format was read and before it is cut. */
export interface ParsedArticle {
  /** Path relative to the imported folder, with `/`; the article's key within its source. */
  readonly path: string;
  readonly title: string;
  readonly summary: string | null;
  readonly source: string;
  readonly sections: readonly Section[];
  readonly links: readonly Link[];
  readonly scope: ArticleScope;
}

/** A passage that search ranks and citations point to: `source.slice(start, end)` of its article. */
export interface Chunk {
  readonly ordinal: number;
  readonly headingPath: readonly string[];
  readonly anchor: string | null;
  readonly start: number;
  readonly end: number;
  /** Readable text, without heading path. */
  readonly text: string;
}

/** What the asker may see and runs; the server sets it, never the model or the client. */
export interface SearchFilter {
  readonly audiences: readonly Audience[];
  readonly product?: string;
  readonly edition?: string;
  readonly version?: string;
  readonly deployment?: "on_premise" | "saas";
  readonly language?: Language;
  /** Instant at which an article must be valid. */
  readonly at: Date;
}

/** A found passage with all that a citation needs. */
export interface Hit {
  readonly chunkId: string;
  readonly articleId: string;
  readonly articleVersion: number;
  readonly path: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly anchor: string | null;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly scope: ArticleScope;
  readonly score: number;
  readonly explain: HitExplanation;
  /** Where every point of the score comes from, when the query asked for it. */
  readonly account?: ScoreAccount;
}

export interface HitExplanation {
  readonly lexical: number;
  readonly dense: number | null;
  /** Terms of the query found in the passage, with their share of the lexical score. */
  readonly terms: readonly { readonly term: string; readonly score: number }[];
}

/** One search: hits best first, and what the answerability decision needs. */
export interface SearchResult {
  readonly hits: readonly Hit[];
  /** 0..1: how much of what the question asks the best passage covers; see knowledge/coverage. */
  readonly answerability: number;
  /** Best score, comparable with those of `hits`, among the articles of the query's `beside`; 0 when there is none. */
  readonly beside?: number;
  /** The model whose complete vectors there are; null while there is none. */
  readonly vectorModel?: string | null;
  /** What was made of the question, when the query asked for it. */
  readonly question?: QuestionAccount;
  readonly tookMs: number;
}

export interface SearchQuery {
  readonly text: string;
  readonly filter: SearchFilter;
  readonly limit: number;
  /** Audiences of which only the best score is told: whether what the asker may not read would answer better. */
  readonly beside?: readonly Audience[];
  /** Accounts for every point of each hit. Reads the articles of the hits again, so it takes several times as long. */
  readonly explain?: boolean;
}

/** The search function as the copilot sees it; tenant and database are already bound. */
export type Search = (query: SearchQuery) => Promise<SearchResult>;
