import { fold } from "../../../kernel/fold.ts";
import { remembered } from "../../../kernel/remembered.ts";
import { unitsOf } from "../../../models/segment/units.ts";
import { topicWords } from "../../content-words.ts";
import { terms } from "../../terms.ts";
import { isHeadline, splitUnits, type Unit } from "../units.ts";
import { kindsSaid, type QuestionKind } from "./question-kind.ts";
import { versionsAtStart } from "./version-lines.ts";

/** A text made ready to be compared with a question. */
export interface ReadText {
  readonly held: ReadonlySet<string>;
  /** The single Chinese characters of its terms. */
  readonly signs: ReadonlySet<string>;
  readonly folded: string;
}

/** A piece of a passage and what it is to any question. */
export interface ReadPiece {
  readonly unit: Unit;
  /** The kinds of question that it has the words for. */
  readonly says: ReadonlySet<QuestionKind>;
  /** Whether it stands over what follows. */
  readonly headline: boolean;
  /** The versions that it opens with. */
  readonly versions: readonly string[];
  /** Of a row of a table the length of its first cell, which tells it from its neighbours; else null. */
  readonly cell: number | null;
}

/**
 * By term the places that have it, in order: of pieces their number, of first cells that of their row behind all pieces.
 * A question has few terms that a passage has, so nothing need be asked of each piece.
 */
type Places = ReadonlyMap<string, readonly number[]>;

/** A passage cut into pieces, and where its terms, their single Chinese characters and its Latin words stand. */
export interface ReadPassage {
  readonly pieces: readonly ReadPiece[];
  readonly held: Places;
  readonly signs: Places;
  /** Of pieces alone. Words of Chinese are looked for with `placesOf`, however a dictionary cuts them. */
  readonly latin: Places;
  /** The pieces folded, a line each, where each begins, and the units that occur. */
  readonly folded: string;
  readonly starts: readonly number[];
  readonly units: ReadonlySet<number>;
}

const MOST_PASSAGES = 500;
const MOST_HEADINGS = 2_500;
const MOST_TEXTS = 5_000;

export const signsOf = (held: ReadonlySet<string>): Set<string> =>
  new Set([...held].flatMap((term) => (/^\p{Script=Han}/u.test(term) ? [...term] : [])));

/** A heading, made ready. */
export const readHeading = remembered(MOST_HEADINGS, (text: string): ReadText => {
  const held = terms(text);
  return { held, signs: signsOf(held), folded: fold(text) };
});

/** The dictionary words of a heading. */
export const headingWords = remembered(MOST_TEXTS, topicWords);

const HAN = /\p{Script=Han}/u;

/** Cuts a passage into pieces and reads each. */
export const readPassage = remembered(MOST_PASSAGES, (text: string): ReadPassage => {
  const units = splitUnits(text);
  const headlines = headlinesOf(units);
  const pieces = units.map(
    (unit, index): ReadPiece => ({
      unit,
      says: kindsSaid(unit.text),
      headline: headlines[index]!,
      versions: versionsAtStart(unit.text),
      cell: unit.kind === "row" ? firstCell(unit.text).length : null,
    }),
  );
  const texts = pieces.map(({ unit }) => unit.text);
  const cells = pieces.map(({ unit, cell }) => (cell === null ? null : terms(unit.text.slice(0, cell))));
  const held = [...texts.map(terms), ...cells];
  const folded = texts.map(fold).join("\n");
  let start = 0;
  return {
    pieces,
    held: placesBy(held),
    signs: placesBy(held.map((some) => some && signsOf(some))),
    latin: placesBy(texts.map((piece) => new Set([...topicWords(piece)].filter((word) => !HAN.test(word))))),
    folded,
    starts: texts.map((piece) => {
      const here = start;
      start += piece.length + 1;
      return here;
    }),
    units: new Set(unitsOf(folded)),
  };
});

/**
 * Which pieces stand over what follows. Of short lines after a line that leads into them, `Supported formats:`, those
 * with another short line behind them are items of a list.
 */
function headlinesOf(units: readonly Unit[]): boolean[] {
  const short = units.map(isHeadline);
  let isItem = false;
  return short.map((isShort, i) => {
    const isLedTo = isItem || LEADS_INTO.test(units[i - 1]?.text ?? "");
    isItem = isShort && isLedTo && short[i + 1] === true;
    return isShort && !isItem && i + 1 < units.length;
  });
}

const LEADS_INTO = /[:：]\s*$/;

const firstCell = (row: string): string => row.split(/[;；|｜]/, 1)[0]!;

function placesBy(texts: readonly (ReadonlySet<string> | null)[]): Places {
  const places = new Map<string, number[]>();
  texts.forEach((held, place) => {
    for (const term of held ?? []) {
      const known = places.get(term);
      if (known === undefined) places.set(term, [place]);
      else known.push(place);
    }
  });
  return places;
}

export const NOWHERE: readonly number[] = [];

/** The pieces and first cells that have a folded word somewhere, whatever stands around it. */
export function placesOf({ pieces, folded, starts, units }: ReadPassage, word: string): readonly number[] {
  for (let i = 0; i < word.length; i += 1) if (!units.has(word.charCodeAt(i))) return NOWHERE;
  const found: number[] = [];
  const inCells: number[] = [];
  let piece = 0;
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, starts[piece])) {
    while (piece + 1 < starts.length && starts[piece + 1]! <= at) piece += 1;
    const end = at + word.length - starts[piece]!;
    const { unit, cell } = pieces[piece]!;
    if (end <= unit.text.length) found.push(piece);
    if (cell !== null && end <= cell) inCells.push(pieces.length + piece);
    piece += 1;
    if (piece === starts.length) break;
  }
  return inCells.length === 0 ? found : [...found, ...inCells];
}
