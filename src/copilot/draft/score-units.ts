import { coverage, terms, termWeights } from "../terms.ts";
import { fitsKind, type QuestionKind } from "./question-kind.ts";
import { isHeadline, splitUnits, type Unit } from "./units.ts";
import { versionsAtStart } from "./version-lines.ts";

/** A passage as the extraction sees it; best first. */
export interface ExtractPassage {
  readonly text: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly score: number;
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

const CUE = 0.25;

/** Cuts passages into pieces and scores each against the question: own words, topic of its passage, kind of answer. */
export function scoreUnits(
  question: string,
  passages: readonly ExtractPassage[],
  kinds: readonly QuestionKind[],
  version: string | null,
): ScoredUnit[][] {
  const wanted = terms(question);
  // The customer's own version chooses lines; it is no topic.
  if (version !== null) wanted.delete(version);
  const split = passages.map(({ text }) => splitUnits(text).map((unit) => ({ unit, held: terms(unit.text) })));
  const rarity = termWeights(split.flatMap((units) => units.map(({ held }) => held)));
  // A bare number or version is named by many lines that have nothing else to do with the question.
  const weight = (term: string) => (/^[\d.]+$/.test(term) ? rarity(term) / 3 : rarity(term));
  const top = passages[0]?.score || 1;
  return split.map((units, passage) => {
    const { title, headingPath, score } = passages[passage]!;
    const heading = terms([title, ...headingPath].join(" "));
    const factor = 0.5 + score / top / 2;
    let section = 0;
    let headed = heading;
    return units.map(({ unit, held }, index) => {
      const headline = isHeadline(unit) && index + 1 < units.length;
      if (headline) {
        section += 1;
        headed = new Set([...heading, ...held]);
      }
      const own = coverage(wanted, held, weight);
      const topic = coverage(wanted, new Set([...held, ...headed]), weight);
      const cue = CUE * fitsKind(unit.text, kinds);
      // Steps rarely repeat the words of their title.
      const share = unit.kind === "step" ? 0.8 : 0.5;
      const versions = version === null ? [] : versionsAtStart(unit.text);
      const otherVersion = versions.length > 0 && !versions.some((other) => sameLine(other, version!));
      return {
        passage,
        unit,
        section,
        headline,
        otherVersion,
        score: factor * (own + share * topic + cue * (own + topic)),
      };
    });
  });
}

/** 8.2 and 8.2.3 are one line of versions. */
const sameLine = (a: string, b: string): boolean => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
