import { contentWords } from "../content-words.ts";
import { splitUnits, type Unit } from "../draft/units.ts";
import { type Segment, segmentsOf, share } from "./segments.ts";

/** A passage prepared for checking: its pieces with their words. */
export interface PreparedPassage {
  readonly units: readonly {
    readonly kind: Unit["kind"];
    readonly text: string;
    readonly words: ReadonlySet<string>;
  }[];
  /** Clauses and table cells of all pieces. */
  readonly segments: readonly Segment[];
  /** Words of title and headings, which every sentence of the passage may use. */
  readonly heading: ReadonlySet<string>;
}

/** The stretch of the cited passages that says most of what a sentence says. */
export interface SourceWindow {
  readonly text: string;
  /** Share of the sentence's content words found in the stretch, 0..1. */
  readonly similarity: number;
  /** The same for the weakest clause of the sentence, against all cited passages. */
  readonly weakestClause: number;
}

const WIDEST = 3;
const WIDTH_COST = 0.03;
const SHORTEST_CLAUSE = 3;
const CLAUSE = /[，,；;。：:]|\s[-–—]\s/;

export function preparePassage(text: string, headings: readonly string[]): PreparedPassage {
  const split = splitUnits(text);
  const units = split.map((unit) => ({ kind: unit.kind, text: unit.text, words: contentWords(unit.text) }));
  return { units, segments: split.flatMap(segmentsOf), heading: contentWords(headings.join(" ")) };
}

/** The most that one piece of the cited passages says of a sentence, 0..1; only pieces that `holding` accepts. */
export function bestPiece(
  sentence: string,
  cited: readonly PreparedPassage[],
  holding: (text: string) => boolean = () => true,
): number {
  const wanted = contentWords(sentence);
  const pieces = cited.flatMap(({ units, heading }) =>
    units.map(({ text, words }) => ({ text, held: new Set([...heading, ...words]) })),
  );
  return Math.max(0, ...pieces.filter(({ text }) => holding(text)).map(({ held }) => share(wanted, held)));
}

/** The best stretch of up to three neighbouring pieces of one cited passage. */
export function sourceWindow(sentence: string, cited: readonly PreparedPassage[]): SourceWindow {
  const wanted = contentWords(sentence);
  let best = { text: "", similarity: 0 };
  for (const { units, heading } of cited) {
    for (let from = 0; from < units.length; from++) {
      const held = new Set(heading);
      for (let to = from; to < Math.min(units.length, from + WIDEST); to++) {
        for (const word of units[to]!.words) held.add(word);
        const similarity = share(wanted, held) - WIDTH_COST * (to - from);
        if (similarity <= best.similarity) continue;
        best = {
          similarity,
          text: units
            .slice(from, to + 1)
            .map((unit) => unit.text)
            .join("\n"),
        };
      }
    }
  }
  return { ...best, weakestClause: weakest(sentence, cited) };
}

function weakest(sentence: string, cited: readonly PreparedPassage[]): number {
  const all = new Set(cited.flatMap(({ heading, units }) => [...heading, ...units.flatMap((unit) => [...unit.words])]));
  const clauses = sentence
    .split(CLAUSE)
    .map(contentWords)
    .filter((clause) => clause.size >= SHORTEST_CLAUSE);
  return Math.min(1, ...clauses.map((clause) => share(clause, all)));
}
