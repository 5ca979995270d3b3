import { fold } from "../../kernel/fold.ts";
import { remembered } from "../../kernel/remembered.ts";
import { topicWords } from "../content-words.ts";
import { terms } from "../terms.ts";
import { kindsSaid, type QuestionKind } from "./question-kind.ts";
import { isHeadline, splitUnits, type Unit } from "./units.ts";

/** A text made ready to be compared with a question. */
export interface ReadText {
  readonly held: ReadonlySet<string>;
  /** The single Chinese characters of its terms. */
  readonly signs: ReadonlySet<string>;
  readonly folded: string;
}

/** A piece of a passage with its comparable terms and its dictionary words. */
export interface PreparedUnit extends ReadText {
  readonly unit: Unit;
  readonly words: ReadonlySet<string>;
  /** The kinds of question that it has the words for. */
  readonly says: ReadonlySet<QuestionKind>;
  /** Whether it stands over what follows. */
  readonly headline: boolean;
  /** Of a row of a table its first cell, which tells it from its neighbours. */
  readonly cell: ReadText | null;
}

const MOST_PASSAGES = 500;
const MOST_HEADINGS = 2_500;
const MOST_TEXTS = 5_000;

export const signsOf = (held: ReadonlySet<string>): Set<string> =>
  new Set([...held].flatMap((term) => (/^\p{Script=Han}/u.test(term) ? [...term] : [])));

function readText(text: string): ReadText {
  const held = terms(text);
  return { held, signs: signsOf(held), folded: fold(text) };
}

/** A heading or a cell of a row, made ready. */
export const readHeading = remembered(MOST_HEADINGS, readText);

/** A passage or a piece of one, folded. */
export const foldedText = remembered(MOST_TEXTS, fold);

/** The dictionary words of a heading or a piece. */
export const headingWords = remembered(MOST_TEXTS, topicWords);

/** Cuts a passage into pieces and reads each. */
export const passageUnits = remembered(MOST_PASSAGES, (text: string): readonly PreparedUnit[] =>
  splitUnits(text).map((unit, index, units) => ({
    unit,
    words: topicWords(unit.text),
    says: kindsSaid(unit.text),
    headline: index + 1 < units.length && isHeadline(unit),
    cell: unit.kind === "row" ? readHeading(firstCell(unit.text)) : null,
    ...readText(unit.text),
  })),
);

const firstCell = (row: string): string => row.split(/[;；|｜]/, 1)[0]!;

/** All pieces of a passage: their dictionary words, and what they say, folded. */
export const wholePassage = remembered(
  MOST_PASSAGES,
  (text: string): { readonly words: ReadonlySet<string>; readonly folded: string } => ({
    words: new Set(passageUnits(text).flatMap(({ words }) => [...words])),
    folded: passageUnits(text)
      .map(({ folded }) => folded)
      .join("\n"),
  }),
);
