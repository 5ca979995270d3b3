import { fold } from "../../../kernel/fold.ts";
import { rememberedInTask } from "../../../kernel/remembered.ts";
import { simplify } from "../../../models/simplify.ts";
import { lacksValue, valuesAsked } from "../../evidence/asked.ts";
import { insistedOn, unnamedIn } from "../../evidence/constraints.ts";
import { metByPiece, type WordsOfHit } from "../../evidence/met.ts";
import {
  type Clause,
  clausesOf,
  isMet,
  saidIn,
  type Want,
  weighedWords,
  wholeAndClauses,
} from "../../evidence/wants.ts";
import { termWeight } from "../../terms.ts";
import { aimOf } from "./aims.ts";
import type { ExtractPassage, ScoredUnit } from "./score-units.ts";

/** Pieces under one headline of a passage, and what they meet of the question. */
export interface Section {
  readonly passage: number;
  readonly section: number;
  readonly units: readonly ScoredUnit[];
  /** How much of the question its headline meets. */
  readonly headline: number;
  /** How much of it all of the section meets, without the title of its article. */
  readonly own: number;
}

/** What speaks for telling this section and no other that was found, as numbers of about the same size. */
export interface Merits {
  /** How its passage scored beside the best one, as a logarithm. */
  readonly rank: number;
  readonly own: number;
  readonly headline: number;
  /** The share of what the question speaks of that it says under its headings, by how few other sections do. */
  readonly wanted: number;
  /** The share of the best met clause that one of its pieces says. */
  readonly piece: number;
  /** How much of its article's title the question speaks of: `upgrade from 8.0` is no page about 8.0. */
  readonly title: number;
  /** Whether that title names nothing, as a file's name in place of one. */
  readonly nameless: number;
  /** The same as of the title of its headline. */
  readonly head: number;
  /** Whether its headline names what is asked for: how to undo it, what comes before, how much is allowed. */
  readonly aim: number;
  /** How well it fits the kind of question. */
  readonly kind: number;
  /** How many things that the question insists on it does not name. */
  readonly unsaid: number;
  /** Whether the question asks for a time, a size, an amount of money or a person, and it has none. */
  readonly lacking: number;
}

interface Asked {
  readonly clauses: readonly Clause[];
  readonly insisted: readonly RegExp[];
  readonly values: readonly RegExp[];
  readonly says: (word: string) => boolean;
}

const readQuestion = rememberedInTask((question: string): Asked => {
  const plain = simplify(question);
  const clauses = wholeAndClauses(clausesOf(plain));
  return { clauses, insisted: insistedOn(plain), values: valuesAsked(plain), says: saidIn(plain, clauses) };
});

/** Gives the merits of sections of the first passages, in their order; `words` are those of these passages. */
export type ReadMerits = (sections: readonly Section[], words: readonly WordsOfHit[]) => Merits[];

/** What a section is to a question whatever else was found. */
type OwnMerits = Omit<Merits, "rank" | "own" | "headline" | "wanted">;

/**
 * Reads merits of sections of some passages. What a section has by itself is read once, also where fewer passages are
 * looked at later. `fits`: how well a piece fits the kind of question.
 */
export function meritReader(
  question: string,
  passages: readonly ExtractPassage[],
  words: readonly WordsOfHit[],
  fits: (unit: Pick<ScoredUnit, "passage" | "place">) => number,
): ReadMerits {
  const { clauses, insisted, values, says } = readQuestion(question);
  const isAimed = aimOf(question);
  const metBy = words.map((hit) => metByPiece(clauses, hit));
  const titles = passages.map(({ title }) => ({ spoken: spokenOf(title, says), nameless: isNameless(title) ? 1 : 0 }));
  const top = passages[0]?.score || 1;
  const ownMerits = ({ passage, section, units }: Section): OwnMerits => {
    const { title, headingPath } = passages[passage]!;
    const first = units[0]!;
    const over = first.headline ? first.unit.text : section === 0 ? (headingPath.at(-1) ?? "") : "";
    const body = units.filter((unit) => !unit.headline);
    const told = body.map(({ unit }) => unit.text);
    let [piece, kind] = [0, 0];
    for (const unit of units) kind = Math.max(kind, fits(unit));
    for (const { place } of body) piece = Math.max(piece, metBy[passage]![place]!);
    return {
      piece,
      title: titles[passage]!.spoken,
      nameless: titles[passage]!.nameless,
      head: spokenOf(over, says),
      aim: first.headline && isAimed(first.unit.text) ? 1 : 0,
      kind,
      unsaid:
        insisted.length === 0
          ? 0
          : unnamedIn(insisted, fold([title, ...units.map(({ unit }) => unit.text)].join("\n"))),
      lacking: lacksValue(values, told) ? 1 : 0,
    };
  };
  // Sections of fewer passages are the first of those of all.
  const read: OwnMerits[] = [];
  return (sections, near) => {
    const wanted = sharesWanted(clauses[0], near, sections);
    return sections.map((section, i) => {
      const { passage, own, headline } = section;
      const rank = Math.log(Math.max(passages[passage]!.score, Number.EPSILON) / top);
      read[i] ??= ownMerits(section);
      return { rank, own, headline, wanted: wanted[i]!, ...read[i] };
    });
  };
}

/** Of what a clause speaks of the share that each section says, each thing by how few sections say it. */
function sharesWanted(
  clause: Clause | undefined,
  words: readonly WordsOfHit[],
  sections: readonly Section[],
): readonly number[] {
  const shares = sections.map(() => 0);
  let all = 0;
  for (const want of clause?.wants ?? []) {
    const met = sectionsMeeting(want, words, sections);
    const counts = want.weight * termWeight(met.length, sections.length);
    all += counts;
    for (const section of met) shares[section]! += counts;
  }
  return all === 0 ? shares : shares.map((share) => share / all);
}

/** The sections that say what is wanted, by their numbers. */
function sectionsMeeting(want: Want, words: readonly WordsOfHit[], sections: readonly Section[]): readonly number[] {
  const anywhere = words.map(({ inHeading, inPieces }) =>
    isMet(want, (word) => inHeading(word) || inPieces(word) !== null),
  );
  const met: number[] = [];
  sections.forEach(({ passage, units }, number) => {
    if (!anywhere[passage]) return;
    const { inHeading, inPieces } = words[passage]!;
    const isSaid = isMet(want, (word) => {
      if (inHeading(word)) return true;
      const marks = inPieces(word);
      return marks !== null && units.some(({ place }) => marks[place] === 1);
    });
    if (isSaid) met.push(number);
  });
  return met;
}

/** Weight added to that of a heading, so that one common word is no whole heading. */
const SMOOTHING = 0.5;

/** How much of a heading a question speaks of. */
function spokenOf(heading: string, says: (word: string) => boolean): number {
  let [met, all] = [0, SMOOTHING];
  for (const { word, weight } of weighedWords(heading)) {
    all += weight;
    if (says(word)) met += weight;
  }
  return met / all;
}

/** Whether no word of a title is one, as of the name of a file or of a number. */
const isNameless = (title: string): boolean => weighedWords(title).every(({ word }) => /\d/.test(word));
