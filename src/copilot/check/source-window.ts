import { once } from "../../kernel/once.ts";
import { contentWords } from "../content-words.ts";
import { splitUnits, type Unit } from "../draft/units.ts";
import { isHan, metIn, type Segment, segmentsOf } from "./segments.ts";
import { type HardToken, hardTokens, spelledNumbers } from "./tokens.ts";

/** A piece of a passage with its words. */
export interface PreparedUnit {
  readonly kind: Unit["kind"];
  readonly text: string;
  readonly words: ReadonlySet<string>;
  readonly tokens: () => readonly HardToken[];
}

/** A passage prepared for checking. */
export interface PreparedPassage {
  readonly units: readonly PreparedUnit[];
  /** Clauses and table cells of all pieces. */
  readonly segments: readonly Segment[];
  /** Words of title and headings, which every sentence of the passage may use. */
  readonly heading: ReadonlySet<string>;
  /** By word, and by Chinese character, the pieces that have it. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  readonly signs: ReadonlyMap<string, readonly number[]>;
}

/** How far each word of a sentence stands in a passage, 1, ½ or 0: under its headings, and in each of its pieces. */
export interface Standing {
  readonly passage: PreparedPassage;
  readonly heading: Float32Array;
  /** By word the pieces in order. */
  readonly units: readonly Float32Array[];
}

/** The words of a sentence and how far they stand in each passage that it cites. */
export interface Beside {
  readonly words: readonly string[];
  readonly standings: readonly Standing[];
}

/** The stretch of the cited passages that says most of what a sentence says. */
export interface SourceWindow {
  readonly text: string;
  /** Share of the sentence's content words found in the stretch, 0..1. */
  readonly similarity: number;
  readonly units: readonly PreparedUnit[];
}

const WIDEST = 3;
const WIDTH_COST = 0.03;
const SHORTEST_CLAUSE = 3;
const CLAUSE = /[，,；;。：:]|\s[-–—]\s/;
const APART = 0.5;

export function preparePassage(text: string, headings: readonly string[]): PreparedPassage {
  const split = splitUnits(text);
  const units = split.map(
    ({ kind, text }): PreparedUnit => ({
      kind,
      text,
      words: contentWords(text),
      tokens: once(() => [...hardTokens(text), ...spelledNumbers(text)]),
    }),
  );
  return {
    units,
    segments: split.flatMap(segmentsOf),
    heading: contentWords(headings.join(" ")),
    places: placesBy(units.map(({ words }) => words)),
    signs: placesBy(units.map(({ words }) => new Set([...words].flatMap((word) => (isHan(word) ? [...word] : []))))),
  };
}

function placesBy(held: readonly ReadonlySet<string>[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  held.forEach((some, place) => {
    for (const one of some) {
      const known = places.get(one);
      if (known === undefined) places.set(one, [place]);
      else known.push(place);
    }
  });
  return places;
}

/** Puts a sentence beside the passages that it cites. */
export function putBeside(sentence: string, cited: readonly PreparedPassage[]): Beside {
  const words = [...contentWords(sentence)];
  const standings = cited.map((passage) => ({
    passage,
    heading: Float32Array.from(words, (word) => metIn(word, passage.heading)),
    units: words.map((word) => standingOf(word, passage)),
  }));
  return { words, standings };
}

function standingOf(word: string, { units, places, signs }: PreparedPassage): Float32Array {
  const standing = new Float32Array(units.length);
  if (isHan(word)) {
    const [first, ...rest] = [...word].map((sign) => signs.get(sign) ?? []);
    for (const place of first!) if (rest.every((others) => others.includes(place))) standing[place] = APART;
  }
  for (const place of places.get(word) ?? []) standing[place] = 1;
  return standing;
}

/** The most that one piece of the cited passages says of a sentence, 0..1; only pieces that `holding` accepts. */
export function bestPiece({ words, standings }: Beside, holding: (unit: PreparedUnit) => boolean = () => true): number {
  if (words.length === 0) return 1;
  let best = 0;
  for (const { passage, heading, units } of standings)
    for (let at = 0; at < passage.units.length; at++) {
      let met = 0;
      for (let w = 0; w < words.length; w++) met += Math.max(heading[w]!, units[w]![at]!);
      if (met / words.length > best && holding(passage.units[at]!)) best = met / words.length;
    }
  return best;
}

/** The best stretch of up to three neighbouring pieces of one cited passage. */
export function sourceWindow({ words, standings }: Beside): SourceWindow {
  let best = { from: 0, to: -1, similarity: 0, of: null as Standing | null };
  for (const standing of standings) {
    const { passage, heading, units } = standing;
    for (let from = 0; from < passage.units.length; from++) {
      const held = heading.slice();
      for (let to = from; to < Math.min(passage.units.length, from + WIDEST); to++) {
        let met = 0;
        for (let w = 0; w < words.length; w++) met += held[w] = Math.max(held[w]!, units[w]![to]!);
        const similarity = (words.length === 0 ? 1 : met / words.length) - WIDTH_COST * (to - from);
        if (similarity > best.similarity) best = { from, to, similarity, of: standing };
      }
    }
  }
  const units = best.of?.passage.units.slice(best.from, best.to + 1) ?? [];
  return { similarity: best.similarity, units, text: units.map(({ text }) => text).join("\n") };
}

/** The share of the weakest clause of a sentence, of at least three words, that stands in the cited passages. */
export function weakestClause(sentence: string, { words, standings }: Beside): number {
  const met = new Map(words.map((word, w) => [word, mostOf(standings, w)]));
  const clauses = sentence.split(CLAUSE);
  if (clauses.length === 1) return meanOver(words, met);
  return Math.min(1, ...clauses.map((clause) => meanOver([...contentWords(clause)], met)));
}

/** The most that a word of a sentence stands anywhere in the passages that it cites. */
export function mostOf(standings: readonly Standing[], w: number): number {
  let most = 0;
  for (const { heading, units } of standings) most = Math.max(most, heading[w]!, ...units[w]!);
  return most;
}

const meanOver = (clause: readonly string[], met: ReadonlyMap<string, number>): number =>
  clause.length < SHORTEST_CLAUSE ? 1 : clause.reduce((sum, word) => sum + (met.get(word) ?? 0), 0) / clause.length;
