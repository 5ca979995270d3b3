import { rememberedHere } from "../../../kernel/remembered.ts";
import { terms, termWeight } from "../../terms.ts";
import { NOWHERE, placesOf, type ReadPassage, type ReadText, signsOf } from "../extractive/passage-units.ts";

/** A term of the question, or a word of the same meaning, that the search found, with what it added. */
export interface FoundTerm {
  readonly term: string;
  readonly score: number;
}

/** What a text meets of a question: which of its terms, by their order, and what they count. */
export interface Met {
  readonly terms: readonly number[];
  /** 0..1 */
  readonly share: number;
}

/** How much of a question texts meet: its words by their rarity, and what the search made of them. */
export interface QuestionShare {
  /** What the pieces of each passage meet, by their number; behind them the first cells of rows. */
  readonly pieces: readonly (readonly Met[])[];
  readonly met: (text: ReadText) => Met;
  /** The share that some texts meet together. */
  readonly together: (texts: readonly Met[]) => number;
  /** Whether the question has this term. */
  readonly names: (term: string) => boolean;
  /** The weight of a term by how many pieces of the passages have it. */
  readonly rarity: (term: string) => number;
}

/** Share of what the search found, beside what the words themselves share. */
const FOUND = 0.6;
/** Share of single Chinese characters beside pairs of them: 轮着 and 轮流 share no pair. */
const SINGLE = 0.35;
const HAN = /\p{Script=Han}/u;

/** Reads a question against some passages; `version` is the customer's own: it chooses lines and is no topic. */
export function questionShare(
  question: string,
  passages: readonly ReadPassage[],
  foundTerms: readonly FoundTerm[],
  version: string | null,
): QuestionShare {
  const wanted = terms(question);
  if (version !== null) wanted.delete(version);
  const found = new Map<string, number>();
  for (const { term, score } of foundTerms)
    if (term !== version) found.set(term, Math.max(found.get(term) ?? 0, score));
  const signs = signsOf(wanted);
  const byFound = sumOf(found.values()) === 0 ? 0 : FOUND;
  const bySigns = signs.size === 0 ? 0 : SINGLE;
  const rarity = rarityAmong(passages, "held");
  const signRarity = rarityAmong(passages, "signs");
  const counted = [
    ...counting(
      // A bare number or version is named by many lines that have nothing else to do with the question.
      [...wanted].map((term) => [term, /^[\d.]+$/.test(term) ? rarity(term) / 3 : rarity(term)]),
      (1 - byFound) * (1 - bySigns),
      TERM,
    ),
    ...counting(
      [...signs].map((sign) => [sign, signRarity(sign)]),
      (1 - byFound) * bySigns,
      SIGN,
    ),
    ...counting([...found], byFound, WORD),
  ];
  const { together, met } = meeting(counted);
  return {
    pieces: passages.map((passage) => metByPieces(passage, counted)),
    met,
    together,
    names: (term) => wanted.has(term) || found.has(term),
    rarity,
  };
}

/** The weight of a term by how many pieces of some passages have it. */
function rarityAmong(passages: readonly ReadPassage[], kind: "held" | "signs"): (term: string) => number {
  const all = passages.reduce((sum, { pieces }) => sum + pieces.length, 0);
  return rememberedHere((term) => {
    let frequency = 0;
    for (const passage of passages)
      for (const place of passage[kind].get(term) ?? NOWHERE) if (place < passage.pieces.length) frequency += 1;
    return termWeight(frequency, all);
  });
}

/** Whether a text meets a term, and the places of a passage that do. */
interface Kind {
  readonly meets: (text: ReadText, term: string) => boolean;
  readonly places: (passage: ReadPassage, term: string) => readonly number[] | undefined;
}

const TERM: Kind = { meets: ({ held }, term) => held.has(term), places: ({ held }, term) => held.get(term) };
const SIGN: Kind = { meets: ({ signs }, term) => signs.has(term), places: ({ signs }, term) => signs.get(term) };
/** Chinese words of the search's own cutting need not be terms here, but all terms stand in the text. */
const WORD: Kind = {
  meets: ({ held, folded }, term) => held.has(term) || (HAN.test(term) && folded.includes(term)),
  places: (passage, term) => (HAN.test(term) ? placesOf(passage, term) : passage.held.get(term)),
};

/** A term and what it counts of the whole question. */
interface Counted extends Kind {
  readonly term: string;
  readonly counts: number;
}

/** Terms that count `of` a question together, each by its weight. */
function counting(weighted: readonly (readonly [term: string, weight: number])[], of: number, kind: Kind): Counted[] {
  const all = sumOf(weighted.map(([, weight]) => weight));
  return all === 0 || of === 0
    ? []
    : weighted.map(([term, weight]) => ({ ...kind, term, counts: (of * weight) / all }));
}

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Of most pieces a question finds nothing: one for all of them. */
const MEETS_NOTHING: Met = { terms: [], share: 0 };

function metByPieces(passage: ReadPassage, counted: readonly Counted[]): readonly Met[] {
  const met: { terms: number[]; share: number }[] = [];
  counted.forEach(({ term, counts, places }, i) => {
    for (const place of places(passage, term) ?? NOWHERE) {
      met[place] ??= { terms: [], share: 0 };
      met[place].terms.push(i);
      met[place].share += counts;
    }
  });
  return Array.from({ length: 2 * passage.pieces.length }, (_, place) => met[place] ?? MEETS_NOTHING);
}

function meeting(counted: readonly Counted[]): Pick<QuestionShare, "met" | "together"> {
  const read = new Map<ReadText, Met>();
  const met = (text: ReadText): Met => {
    const known = read.get(text);
    if (known !== undefined) return known;
    const one = { terms: [] as number[], share: 0 };
    counted.forEach(({ term, counts, meets }, i) => {
      if (!meets(text, term)) return;
      one.terms.push(i);
      one.share += counts;
    });
    read.set(text, one);
    return one;
  };
  const counts = Float64Array.from(counted, (one) => one.counts);
  // One for all that is put together: this is counted for every piece and every section of every answer.
  const marks = new Uint8Array(counted.length);
  return {
    met,
    together: (texts) => {
      marks.fill(0);
      for (const text of texts) for (const place of text.terms) marks[place] = 1;
      let sum = 0;
      for (let i = 0; i < marks.length; i += 1) if (marks[i] === 1) sum += counts[i]!;
      return sum;
    },
  };
}
