import type { Language } from "../../../kernel/labels.ts";
import type { Hit } from "../../../knowledge/types.ts";
import type { DraftSentence } from "../../check/check.ts";
import { commitments } from "../../check/commitments.ts";
import { speaksOf } from "../../follow-up.ts";
import { FRAMES } from "../frames.ts";
import type { RawDraft } from "../raw-draft.ts";
import { asPassage } from "../scoring/score-units.ts";
import { NUMBERED } from "../units.ts";
import { clarifyingQuestion, type Known } from "./competition.ts";
import { type Extract, extract } from "./extract.ts";
import { readPassage } from "./passage-units.ts";

export interface EmbeddedInput {
  readonly question: string;
  /** What an answer has to speak of; null where nothing is named. */
  readonly named: string | null;
  readonly language: Language;
  readonly hits: readonly Hit[];
  /** Chance that the passages answer, 0..1, and from where on they do; the threshold is the policy's. */
  readonly answerability: number;
  readonly answersFrom: number;
  readonly known: Known;
  readonly productName: (product: string) => string;
  readonly allowedStatements: readonly string[];
}

/** Share of the threshold below which what was found is of no use to anybody either. */
const NEAREST_FROM = 0.25;
/** Signs of the question that whoever takes over reads as what is missing. */
const LONGEST_MISSING = 200;

/** Drafts without a model: sentences of the passages themselves, or a question back, or an honest handover. */
export function embeddedDraft(input: EmbeddedInput): RawDraft {
  const { hits, language, known } = input;
  const frames = FRAMES[language];
  const frame = (text: string): DraftSentence => ({ kind: "frame", text, cites: [] });
  const handover = {
    sentences: [frame(frames.handover)],
    missing: [input.question.slice(0, LONGEST_MISSING)],
    clarifyingQuestion: null,
  };
  if (hits.length === 0 || input.answerability < NEAREST_FROM * input.answersFrom) return handover;
  if (input.answerability < input.answersFrom) {
    const nearest = facts(input);
    return nearest.length > 0 ? { ...handover, nearest } : handover;
  }
  const question = clarifyingQuestion(hits, known, language, input.productName);
  if (question !== null) {
    return { sentences: [{ kind: "question", text: question, cites: [] }], missing: [], clarifyingQuestion: question };
  }
  const told = facts(input);
  if (told.length === 0) return handover;
  return { sentences: [frame(frames.opening), ...told, frame(frames.closing)], missing: [], clarifyingQuestion: null };
}

/** The pieces that tell what was asked, as far as passages can. */
function facts(input: EmbeddedInput): DraftSentence[] {
  const pieces = withoutCommitments(readablePieces(input), input.allowedStatements);
  if (!tellsOf(input, pieces)) return [];
  return withoutOtherRows(input, pieces).map(({ passage, unit }) => ({
    kind: "fact",
    text: unit.text,
    cites: [passage],
  }));
}

/** Pieces of passages in the customer's language; those of another language only where there is no other. */
function readablePieces({ question, hits, language, known }: EmbeddedInput): Extract[] {
  const own = hits.flatMap((hit, index) => (hit.scope.language === language ? [index] : []));
  const indexes = own.length > 0 ? own : hits.map((_, index) => index);
  const passages = indexes.map((index) => asPassage(hits[index]!));
  const pieces = extract(question, passages, known.version).map((piece) => ({
    ...piece,
    passage: indexes[piece.passage]!,
  }));
  return ofOneProduct(pieces, hits);
}

/** The pieces without those of another product than the first: nobody runs a mixture. */
function ofOneProduct(pieces: readonly Extract[], hits: readonly Hit[]): Extract[] {
  const productOf = ({ passage }: Extract) => hits[passage]!.scope.product;
  const product = pieces.map(productOf).find((one) => one !== null) ?? null;
  return pieces.filter((piece) => (productOf(piece) ?? product) === product);
}

/** The pieces that bind nobody. Steps that one is missing from would mislead: with it their whole list is left out. */
function withoutCommitments(pieces: readonly Extract[], allowed: readonly string[]): readonly Extract[] {
  const binding = pieces.filter(({ unit }) => commitments(unit.text, allowed).length > 0);
  const broken = binding.filter(({ unit }) => NUMBERED.test(unit.text));
  const inList = ({ passage, unit }: Extract) =>
    broken.some((step) => step.passage === passage && step.unit.group === unit.group);
  return pieces.filter((piece) => !binding.includes(piece) && !inList(piece));
}

/** Whether one of the pieces, or what stands over it, speaks of what is named. */
function tellsOf({ named, hits }: EmbeddedInput, pieces: readonly Extract[]): boolean {
  if (named === null) return true;
  return pieces.some(({ passage, place, unit }) => {
    const { text, title, headingPath } = hits[passage]!;
    const over = readPassage(text).pieces.findLast((piece, i) => i < place && piece.headline);
    return speaksOf([unit.text, ...(over === undefined ? [title, ...headingPath] : [title, over.unit.text])], named);
  });
}

/** The pieces without rows of a table that are about other things than the one that is named, if some are about it. */
function withoutOtherRows({ named }: EmbeddedInput, pieces: readonly Extract[]): readonly Extract[] {
  const own = ({ unit }: Extract) => named === null || speaksOf([unit.text], named);
  const rows = pieces.filter(({ unit }) => unit.kind === "row");
  return rows.some(own) ? pieces.filter((piece) => piece.unit.kind !== "row" || own(piece)) : pieces;
}
