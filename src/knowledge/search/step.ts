import type { Embedder } from "../../models/ports.ts";
import type { SearchQuery } from "../types.ts";
import type { NearPassage } from "../vectors.ts";
import { nearestWanted } from "./other-ways.ts";
import { type Question, readQuestion, type Segmenters } from "./question/question.ts";
import { type Found, rank, type Vectors } from "./rank.ts";
import { nearestHeld } from "./shelf/held-vectors.ts";
import type { Shelf } from "./shelf/shelf.ts";
import { NOTHING, type Wanted } from "./shelf/trip.ts";
import { isWhole, viewOf } from "./shelf/view.ts";

/** What a search has in hand between two trips. */
export interface Hand {
  /** Undefined before the tenant's knowledge was met. */
  readonly shelf: Shelf | undefined;
  readonly vectors: Vectors;
  /** What vectors found, in the shelf's state; null before they were asked. */
  readonly near: readonly NearPassage[] | null;
}

export type Step = { readonly found: Found } | { readonly wanted: Wanted };

/** The steps of one search. */
export interface Steps {
  /** Whether the question's vector may be of use. */
  wantsVector(shelf: Shelf | undefined): boolean;
  /** What must be there before anything can be ranked; null when it is. */
  before(hand: Hand): Wanted | null;
  /** Answers, or says what is missing. */
  next(hand: Hand): Step;
}

const EMPTY = { hits: [], answerability: 0, beside: 0 };

/** `embedder`: undefined where words alone are searched by. */
export function stepsOf(
  tenantId: string,
  query: SearchQuery,
  embedder: Embedder | undefined,
  segmenters: Segmenters,
): Steps {
  const questionOn = questionsOf(tenantId, query, embedder, segmenters);
  const missingTerms = termsToAsk();
  const before = (hand: Hand): Wanted | null => {
    const { shelf } = hand;
    if (shelf !== undefined && shelf.state.corpus === null) return null;
    const languages = shelf === undefined || shelf.languages === null;
    const question = questionOn(shelf);
    if (question === undefined) return { ...NOTHING, languages, dictionary: true };
    const terms = missingTerms(shelf, question);
    const asking = aboutVectors(query, question, hand, embedder);
    return languages || terms.length > 0 || asking !== null ? { ...NOTHING, languages, terms, ...asking } : null;
  };
  return {
    wantsVector(shelf) {
      if (embedder === undefined) return false;
      if (embedder.kind === "neural" || shelf === undefined || shelf.languages === null) return true;
      return questionOn(shelf)?.plan.dense === true;
    },
    before,
    next(hand) {
      const wanted = before(hand);
      return wanted === null ? ranked(query, questionOn, hand) : { wanted };
    },
  };
}

type QuestionOn = (shelf: Shelf | undefined) => Question | undefined;

/** Reads the query once for each shelf; undefined when the tenant's dictionary must be read first. */
function questionsOf(
  tenantId: string,
  query: SearchQuery,
  embedder: Embedder | undefined,
  segmenters: Segmenters,
): QuestionOn {
  let last: { readonly shelf: Shelf; readonly question: Question } | undefined;
  return (shelf) => {
    if (last !== undefined && last.shelf === shelf) return last.question;
    const segmenter = segmenters.of(tenantId, shelf?.state.dictionary ?? "");
    const question = segmenter && readQuestion(query, embedder, segmenter, shelf);
    // Which languages there are decides how a question is read.
    if (question && shelf && shelf.languages !== null) last = { shelf, question };
    return question;
  };
}

/** The question's terms of which nobody knows which chunks hold them. What a shelf knows it keeps. */
function termsToAsk(): (shelf: Shelf | undefined, question: Question) => readonly string[] {
  let complete: Question | undefined;
  return (shelf, question) => {
    if (complete === question) return [];
    const missing = question.terms.filter((term) => shelf?.postings.has(term) !== true);
    if (missing.length === 0) complete = question;
    return missing;
  };
}

/** What is to be asked of the database about vectors; null where all that is needed is held, or nothing is. */
function aboutVectors(
  query: SearchQuery,
  { plan }: Question,
  { shelf, vectors, near }: Hand,
  embedder: Embedder | undefined,
): Pick<Wanted, "near" | "vectors"> | null {
  const asking = near === null ? nearestWanted(query, plan, vectors) : null;
  const held = shelf?.vectors ?? null;
  if (asking === null || (held?.isWhole && held.model === asking.model)) return null;
  // They are few numbers for each word's; those of a sentence model are many.
  const isWorthIt = held === null && embedder?.kind === "gloss" && shelf !== undefined && isWhole(shelf);
  return isWorthIt
    ? { near: null, vectors: { model: asking.model, chunks: shelf.state.corpus!.chunks } }
    : { near: asking, vectors: null };
}

/** What is found by all that is in hand; what is missing for it where ranking meets a place that nobody has read. */
function ranked(query: SearchQuery, questionOn: QuestionOn, hand: Hand): Step {
  const { vectors, near } = hand;
  const shelf = hand.shelf!;
  if (shelf.state.corpus === null) return { found: { ...EMPTY, vectorModel: shelf.state.active } };
  const question = questionOn(shelf)!;
  const view = viewOf(shelf, question.terms);
  const asking = near === null ? nearestWanted(query, question.plan, vectors) : null;
  const heldNear = near ?? (asking && nearestHeld(view, shelf.vectors!, asking)) ?? [];
  const found = rank(view, query, question, vectors, heldNear);
  return found === null ? { wanted: { ...NOTHING, ...view.missing()! } } : { found };
}
