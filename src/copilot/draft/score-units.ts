import { terms, termWeights } from "../terms.ts";
import { aimOf } from "./aims.ts";
import { type PreparedUnit, passageUnits, type ReadText, readHeading, signsOf } from "./passage-units.ts";
import { fitsKind, type QuestionKind } from "./question-kind.ts";
import type { Unit } from "./units.ts";
import { versionsAtStart } from "./version-lines.ts";

/** A passage as the extraction sees it; best first. */
export interface ExtractPassage {
  readonly text: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly score: number;
  /** Terms of the question, or words of the same meaning, that the search found here, with what they added. */
  readonly found?: readonly { readonly term: string; readonly score: number }[];
}

export interface ScoredUnit {
  readonly passage: number;
  readonly unit: Unit;
  /** How much of the question it meets; comparable within one question only. */
  readonly score: number;
  /** Pieces under one headline share a number; the headline is the first of them. */
  readonly section: number;
  readonly headline: boolean;
  /** It speaks of other versions than the customer's. */
  readonly otherVersion: boolean;
}

/** Pieces under one headline, and how much of the question they meet together. */
export interface ScoredSection {
  readonly passage: number;
  readonly section: number;
  readonly units: readonly ScoredUnit[];
  readonly score: number;
  /** How much of the question its headline meets. */
  readonly headline: number;
  /** How much of it all of the section meets, without the title of its article. */
  readonly own: number;
}

const CUE = 0.35;
/** How much the order of the search counts. */
const RANK = 0.8;
/** Share of what the search found, beside what the words themselves share. */
const FOUND = 0.6;
/** Share of single Chinese characters beside pairs of them: 轮着 and 轮流 share no pair. */
const SINGLE = 0.35;
/** What the words of a section count by themselves, and with those of the title: these do not tell sections apart. */
const OWN = 0.5;
/** What a headline adds, and the best piece, to the words of the whole section. */
const HEADLINE = 0.3;
const BEST = 0.5;
/** The more pieces, the likelier some share a word by chance. */
const LENGTH = 0.03;
const TITLE = 0.8;
/** How much more a section with steps is worth where steps are asked for. */
const STEPS = 1.1;
/** What a headline adds that names what the question is after, by how much the passage is about the question. */
const AIM = 1.5;
/** What the words of a row's first cell count once more. */
const FIRST_CELL = 0.5;
/** How much more a line about the customer's own version is worth. */
const OWN_VERSION = 1.3;

/** Pieces and sections of the first `passages` passages. */
export interface Scoring {
  readonly passages: number;
  readonly units: readonly (readonly ScoredUnit[])[];
  readonly sections: readonly ScoredSection[];
}

/** Cuts passages into pieces and scores each against the question: own words, topic of its passage, kind of answer. */
export function scoreUnits(
  question: string,
  passages: readonly ExtractPassage[],
  kinds: readonly QuestionKind[],
  version: string | null,
): Scoring {
  const split = passages.map(({ text }) => passageUnits(text));
  const share = shareOf(question, passages, split, version);
  const meetsAim = aimOf(question);
  const top = passages[0]?.score || 1;
  const sections: ScoredSection[] = [];
  const units = split.map((pieces, passage) => {
    const { title, headingPath, score } = passages[passage]!;
    // The last heading stands over the first section only, the others over all.
    const first = headingPath.length > 1 && headingPath.at(-1) !== title ? headingPath.at(-1)! : "";
    const heading = [title, ...(first === "" ? headingPath : headingPath.slice(0, -1))].join(" ");
    const factor = 1 - RANK + RANK * (score / top);
    let section = 0;
    const over = readHeading(heading);
    let headed: readonly ReadText[] = [over, readHeading(first)];
    const scored = pieces.map((piece) => {
      const { unit, headline } = piece;
      if (headline) {
        section += 1;
        headed = [over, piece];
      }
      // What tells a row from its neighbours is its first cell; the others repeat the names of the columns.
      const own = share([piece]) + (piece.cell === null ? 0 : FIRST_CELL * share([piece.cell]));
      const topic = share([...headed, piece]);
      const cue = CUE * fitsKind(piece.says, kinds);
      // Steps rarely repeat the words of their title.
      const part = unit.kind === "step" ? 0.8 : 0.5;
      const line = versionLine(unit, version);
      const score = factor * (line === "own" ? OWN_VERSION : 1) * (own + part * topic + cue * (own + topic));
      return { passage, unit, section, headline, otherVersion: line === "other", score };
    });
    const groups = [...Map.groupBy(scored, (one) => one.section)];
    const about = share([over, ...pieces]);
    for (const [number, group] of groups) {
      const read = pieces.filter((_, index) => scored[index]!.section === number);
      const head = number > 0 ? group[0]!.unit.text : groups.length === 1 && first === "" ? title : first;
      const headRead = readHeading(head);
      const cue = 1 + CUE * Math.max(...read.map(({ says }) => fitsKind(says, kinds)));
      const own = share([headRead, ...read]);
      const words =
        OWN * own * cue + HEADLINE * share([headRead]) + BEST * Math.max(...read.map((piece) => share([piece])));
      const topic = TITLE * share([over, ...read]) + (meetsAim(head) ? AIM * about : 0);
      const steps = kinds.includes("how") && group.filter(({ unit }) => unit.kind === "step").length > 1 ? STEPS : 1;
      const score = (factor * steps * cue * (words + topic)) / (1 + LENGTH * group.length);
      sections.push({ passage, section: number, units: group, score, headline: share([headRead]), own });
    }
    return scored;
  });
  return { passages: passages.length, units, sections };
}

/** Whether a line opens with the customer's version or has a column for it, or opens with others only. */
function versionLine({ kind, text }: Unit, version: string | null): "own" | "other" | null {
  if (version !== null && kind === "row" && text.includes(`; ${version}: `)) return "own";
  const versions = version === null ? [] : versionsAtStart(text);
  if (versions.length === 0) return null;
  return versions.some((other) => sameLine(other, version!)) ? "own" : "other";
}

/**
 * The share of a question that some texts meet together, 0..1: its words by their rarity, and what the search made of
 * them.
 */
function shareOf(
  question: string,
  passages: readonly ExtractPassage[],
  split: readonly (readonly PreparedUnit[])[],
  version: string | null,
): (texts: readonly ReadText[]) => number {
  const wanted = terms(question);
  // The customer's own version chooses lines; it is no topic.
  if (version !== null) wanted.delete(version);
  const rarity = termWeights(split.flatMap((units) => units.map(({ held }) => held)));
  const found = new Map<string, number>();
  for (const { term, score } of passages.flatMap((passage) => passage.found ?? []))
    if (term !== version) found.set(term, Math.max(found.get(term) ?? 0, score));
  const signs = signsOf(wanted);
  const signWeight = termWeights(split.flatMap((units) => units.map(({ signs: own }) => own)));
  const byFound = sumOf(found.values()) === 0 ? 0 : FOUND;
  const bySigns = signs.size === 0 ? 0 : SINGLE;
  const inFolded = new Set([...found.keys()].filter((term) => HAN.test(term)));
  return meeting([
    ...counting(
      // A bare number or version is named by many lines that have nothing else to do with the question.
      [...wanted].map((term) => [term, /^[\d.]+$/.test(term) ? rarity(term) / 3 : rarity(term)]),
      (1 - byFound) * (1 - bySigns),
      ({ held }, term) => held.has(term),
    ),
    ...counting(
      [...signs].map((sign) => [sign, signWeight(sign)]),
      (1 - byFound) * bySigns,
      (text, sign) => text.signs.has(sign),
    ),
    ...counting(
      [...found],
      byFound,
      ({ held, folded }, term) => held.has(term) || (inFolded.has(term) && folded.includes(term)),
    ),
  ]);
}

/** A term, what it counts of the whole question, and whether a text meets it. */
interface Counted {
  readonly term: string;
  readonly counts: number;
  readonly meets: (text: ReadText, term: string) => boolean;
}

/** Terms that count `of` a question together, each by its weight. */
function counting(
  weighted: readonly (readonly [term: string, weight: number])[],
  of: number,
  meets: Counted["meets"],
): Counted[] {
  const all = sumOf(weighted.map(([, weight]) => weight));
  return all === 0 || of === 0 ? [] : weighted.map(([term, weight]) => ({ term, counts: (of * weight) / all, meets }));
}

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** What texts meet together of the terms, 0..1; each text is looked through once. */
function meeting(terms: readonly Counted[]): (texts: readonly ReadText[]) => number {
  const counts = Float64Array.from(terms, (one) => one.counts);
  const read = new Map<ReadText, Met>();
  const metBy = (text: ReadText): Met => {
    const known = read.get(text);
    if (known !== undefined) return known;
    const places: number[] = [];
    let share = 0;
    for (let i = 0; i < terms.length; i += 1) {
      if (!terms[i]!.meets(text, terms[i]!.term)) continue;
      places.push(i);
      share += counts[i]!;
    }
    const one = { places, share };
    read.set(text, one);
    return one;
  };
  // One for all questions that are put: this is counted for every piece and every section of every answer.
  const marks = new Uint8Array(terms.length);
  return (texts) => {
    if (texts.length === 1) return metBy(texts[0]!).share;
    marks.fill(0);
    for (const text of texts) for (const place of metBy(text).places) marks[place] = 1;
    let sum = 0;
    for (let i = 0; i < marks.length; i += 1) if (marks[i] === 1) sum += counts[i]!;
    return sum;
  };
}

/** Which of some terms a text has, by their places in the list, and what they count. */
interface Met {
  readonly places: readonly number[];
  readonly share: number;
}

const HAN = /\p{Script=Han}/u;

/** 8.2 and 8.2.3 are one line of versions. */
const sameLine = (a: string, b: string): boolean => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
