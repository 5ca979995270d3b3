import type { Language } from "../../../kernel/labels.ts";
import type { TermKind } from "../../../models/segmenter.ts";
import type { Field } from "../../ranking.ts";

/** How a term came into the question: written there, meaning the same by the tenant's dictionary, or translated. */
export const TERM_WAYS = ["asked", "synonym", "translation"] as const;

/** Why vectors take part, or why not. */
export const GATE_REASONS = [
  "everywhere",
  "across_languages",
  "no_model",
  "model_failed",
  "vectors_not_ready",
  "names_a_code",
  "one_language",
  "nothing_near",
] as const;

/** A term of the question that a passage or its neighbours hold, and what it adds to the hit's score. */
export interface TermAccount {
  /** As read, without the letter of its kind. */
  readonly text: string;
  readonly kind: TermKind;
  readonly way: (typeof TERM_WAYS)[number];
  /** The word of the question that it translates; null for the other ways. */
  readonly of: string | null;
  /** An error code or the like: it leads whatever stands around it. */
  readonly code: boolean;
  /** Inverse document frequency: the rarer in this knowledge base, the more. */
  readonly idf: number;
  /** What the term's kind and way count, beside a word that was asked once. */
  readonly weight: number;
  /** Occurrences in the passage, each weighted by its field; 0 when only a neighbour holds the term. */
  readonly frequency: number;
  /** Points of the hit's score by the passage itself. */
  readonly passage: number;
  /** Points by the neighbouring passages that are scored together with it. */
  readonly neighbours: number;
  /** The passage's points by field, with occurrences; empty when the article has changed meanwhile. */
  readonly fields: readonly { readonly field: Field; readonly count: number; readonly points: number }[];
}

/**
 * How a hit's score came about. `score` is the sum of all terms' `passage` and `neighbours`, of `vectorPoints` and of
 * `articlePoints`, up to rounding.
 */
export interface ScoreAccount {
  /** Strongest first. */
  readonly terms: readonly TermAccount[];
  readonly vectorPoints: number;
  /** Points for the best other passage of the article that fits too. */
  readonly articlePoints: number;
  /** Place and score by words alone, before anything else; null when words did not find it. */
  readonly words: { readonly rank: number; readonly score: number } | null;
  /** Place and cosine by vectors alone; null when they did not find it or take no part for it. */
  readonly vectors: { readonly rank: number; readonly similarity: number } | null;
  /** The clause of the message that the passage serves best, with its share; null when the message has one clause. */
  readonly clause: { readonly text: string; readonly share: number } | null;
  /** What the score was multiplied with: for an article of many passages, and for one in another language. */
  readonly factors: { readonly siblings: number; readonly language: number };
  /** Place by score, and after the best of the other language got their places; from 1. */
  readonly place: { readonly byScore: number; readonly final: number };
}

/** What search made of a question; holds for all hits. */
export interface QuestionAccount {
  readonly language: Language;
  /** The clauses that were looked for besides the whole, courtesy left out; empty when there is one only. */
  readonly clauses: readonly string[];
  readonly codes: readonly string[];
  /** Articles for other versions were left out; null when no version is known. */
  readonly version: string | null;
  readonly synonyms: readonly string[];
  readonly translations: readonly { readonly word: string; readonly into: readonly string[] }[];
  /** Whether vectors took part, why, and how much each way counted (sum 1). */
  readonly gate: {
    readonly open: boolean;
    readonly reason: (typeof GATE_REASONS)[number];
    readonly words: number;
    readonly vectors: number;
  };
}
