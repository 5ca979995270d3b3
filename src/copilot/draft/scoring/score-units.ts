import type { Hit } from "../../../knowledge/types.ts";
import { type WordsOfHit, wordsOfHit } from "../../evidence/met.ts";
import { type ReadPassage, type ReadPiece, readHeading, readPassage } from "../extractive/passage-units.ts";
import { fitsKind, type QuestionKind } from "../extractive/question-kind.ts";
import type { Unit } from "../units.ts";
import { type Merits, meritReader, type ReadMerits, type Section } from "./merits.ts";
import { oddsOf, worthOf } from "./preference.ts";
import { type FoundTerm, type Met, type QuestionShare, questionShare } from "./question-share.ts";

/** A passage as the extraction sees it; best first. */
export interface ExtractPassage {
  readonly text: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly score: number;
  /** Terms of the question, or words of the same meaning, that the search found here, with what they added. */
  readonly found?: readonly FoundTerm[];
}

/** What the search found, as the extraction sees it. */
export const asPassage = (hit: Hit): Hit & ExtractPassage => ({ ...hit, found: hit.explain.terms });

export interface ScoredUnit {
  readonly passage: number;
  /** Its number among the pieces of its passage. */
  readonly place: number;
  readonly unit: Unit;
  /** How much of the question it meets; comparable within one question only. */
  readonly score: number;
  /** Pieces under one headline share a number; the headline is the first of them. */
  readonly section: number;
  readonly headline: boolean;
  /** It speaks of other versions than the customer's. */
  readonly otherVersion: boolean;
}

/** A section with what speaks for telling it. */
export interface ScoredSection extends Section {
  readonly merits: Merits;
  /** What these come to; comparable among questions, as far as the merits are. */
  readonly odds: number;
  /** How much it is worth telling; comparable within one question only. */
  readonly score: number;
}

const CUE = 0.35;
/** How much the order of the search counts. */
const RANK = 0.8;
/** What the words of a row's first cell count once more. */
const FIRST_CELL = 0.5;
/** How much more a line about the customer's own version is worth. */
const OWN_VERSION = 1.3;

/** Pieces and sections of some passages. */
export interface Scoring {
  readonly units: readonly (readonly ScoredUnit[])[];
  readonly sections: readonly ScoredSection[];
  /** Where words stand in the passages and over them. */
  readonly words: readonly WordsOfHit[];
  /** The weight of a term by how many pieces have it. */
  readonly rarity: (term: string) => number;
  /** The same for a customer who runs this version; made from one for none. */
  readonly forVersion: (version: string) => Scoring;
  /** The same where only the first so many of the passages are looked at. */
  readonly amongFirst: (passages: number) => Scoring;
}

/** A question with some passages, and what each of these is to it by itself. */
interface Asked {
  readonly question: string;
  readonly passages: readonly ExtractPassage[];
  readonly read: readonly ReadPassage[];
  readonly words: readonly WordsOfHit[];
  /** How well a piece fits the kind of question. */
  readonly fits: readonly (readonly number[])[];
  readonly merits: ReadMerits;
}

/** Cuts passages into pieces and scores each against the question: own words, topic of its passage, kind of answer. */
export function scoreUnits(
  question: string,
  passages: readonly ExtractPassage[],
  kinds: readonly QuestionKind[],
  version: string | null,
): Scoring {
  const read = passages.map(({ text }) => readPassage(text));
  const words = passages.map(wordsOfHit);
  const fits = read.map(({ pieces }) => pieces.map(({ says }) => fitsKind(says, kinds)));
  const merits = meritReader(question, passages, words, ({ passage, place }) => fits[passage]![place]!);
  return scoringOf({ question, passages, read, words, fits, merits }, version);
}

function scoringOf(asked: Asked, version: string | null): Scoring {
  const { question, passages, read, words } = asked;
  const found = passages.flatMap((passage) => passage.found ?? []);
  const share = questionShare(question, read, found, version);
  const amongFirst = (count: number): Scoring =>
    count === passages.length ? scoring : scoringOf(firstOf(asked, count), version);
  const scores = { rarity: share.rarity, words, amongFirst, ...scoresBy(share, asked) };
  const forVersion = (own: string): Scoring =>
    // A version that the question names is no topic of it.
    share.names(own) ? scoringOf(asked, own) : { ...scores, ...forLines(scores, read, own), forVersion };
  const scoring = version === null ? { ...scores, forVersion } : forVersion(version);
  return scoring;
}

const firstOf = (asked: Asked, count: number): Asked => ({
  ...asked,
  passages: asked.passages.slice(0, count),
  read: asked.read.slice(0, count),
  words: asked.words.slice(0, count),
});

type Scores = Pick<Scoring, "units" | "sections">;

function scoresBy(
  { pieces: metBy, met, together }: QuestionShare,
  { passages, read, words, fits, merits: readMerits }: Asked,
): Scores {
  const top = passages[0]?.score || 1;
  const sections: Section[] = [];
  const units = read.map(({ pieces }, passage) => {
    const { title, headingPath, score } = passages[passage]!;
    // The last heading stands over the first section only, the others over all.
    const first = headingPath.length > 1 && headingPath.at(-1) !== title ? headingPath.at(-1)! : "";
    const heading = [title, ...(first === "" ? headingPath : headingPath.slice(0, -1))].join(" ");
    const factor = 1 - RANK + RANK * (score / top);
    const own = metBy[passage]!;
    const over = met(readHeading(heading));
    let section = 0;
    let headed: readonly Met[] = [over, met(readHeading(first))];
    let underHeads = together(headed);
    const scored = pieces.map((piece, place): ScoredUnit => {
      const { unit, headline } = piece;
      if (headline) {
        section += 1;
        headed = [over, own[place]!];
        underHeads = together(headed);
      }
      // What tells a row from its neighbours is its first cell; the others repeat the names of the columns.
      const words = own[place]!.share + (piece.cell === null ? 0 : FIRST_CELL * own[pieces.length + place]!.share);
      const topic = own[place]!.terms.length === 0 ? underHeads : together([...headed, own[place]!]);
      const cue = CUE * fits[passage]![place]!;
      // Steps rarely repeat the words of their title.
      const part = unit.kind === "step" ? 0.8 : 0.5;
      const score = factor * (words + part * topic + cue * (words + topic));
      return { passage, place, unit, section, headline, otherVersion: false, score };
    });
    const groups = [...Map.groupBy(scored, (one) => one.section)];
    for (const [number, group] of groups) {
      const all = group.map(({ place }) => own[place]!);
      const named = number > 0 ? all[0]! : met(readHeading(groups.length === 1 && first === "" ? title : first));
      const ownShare = together([named, ...all]);
      sections.push({ passage, section: number, units: group, headline: named.share, own: ownShare });
    }
    return scored;
  });
  const merits = readMerits(sections, words);
  const weighed = sections.map((section, i) => {
    const odds = oddsOf(merits[i]!);
    return { ...section, merits: merits[i]!, odds, score: worthOf(odds) };
  });
  return { units, sections: weighed };
}

/** The same for a customer who runs a version: only lines that are about versions differ. */
function forLines({ units, sections }: Scores, read: readonly ReadPassage[], version: string): Scores {
  const own = units.map((pieces, passage) =>
    pieces.map((piece, place): ScoredUnit => {
      const line = versionLine(read[passage]!.pieces[place]!, version);
      if (line === null) return piece;
      return { ...piece, otherVersion: line === "other", score: piece.score * (line === "own" ? OWN_VERSION : 1) };
    }),
  );
  return {
    units: own,
    sections: sections.map((section) => ({
      ...section,
      units: section.units.map(({ place }) => own[section.passage]![place]!),
    })),
  };
}

/** Whether a line opens with the customer's version or has a column for it, or opens with others only. */
function versionLine({ unit, versions }: ReadPiece, version: string): "own" | "other" | null {
  if (unit.kind === "row" && unit.text.includes(`; ${version}: `)) return "own";
  if (versions.length === 0) return null;
  return versions.some((other) => sameLine(other, version)) ? "own" : "other";
}

/** 8.2 and 8.2.3 are one line of versions. */
const sameLine = (a: string, b: string): boolean => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
