import { fold } from "../../kernel/fold.ts";
import { plainWords } from "../convolution/words.ts";
import { meaningOf } from "../gloss/meaning.ts";
import { argmax, softmax } from "../linear/model.ts";
import {
  fitVectoriser,
  type GroupSpec,
  type SparseVector,
  type TermGroups,
  type Vectoriser,
  vectorise,
} from "../linear/vectoriser.ts";
import { words } from "../words/words.ts";
import { trainForFew, trainForMany } from "./text-ensemble.ts";
import { type TermOptions, textTerms } from "./text-terms.ts";

/** A text, its class when known, and where a knowledge base speaks of such things when there is one. */
export interface ClassifierText {
  readonly text: string;
  /** Words that name the pages which it leads to, and how many of them each names. Read among few examples. */
  readonly places?: ReadonlyMap<string, number>;
}

export interface LabelledText extends ClassifierText {
  readonly label: string;
}

export interface TextClassifier {
  readonly labels: readonly string[];
  /** Probabilities in the order of `labels`; they sum to 1. */
  probabilities(text: ClassifierText): Float64Array;
  /** The likeliest label. */
  classify(text: ClassifierText): { label: string; confidence: number };
}

/** The class that stands for "none of the others". */
export const OUTSIDE = "oos";
/** Odds of OUTSIDE are multiplied by this: "none of these" costs less than a wrong answer. */
const OUTSIDE_LEAN = 2.2;
/** Below this many examples one SVM wins, from here on an average of several models. */
const FEW = 500;
const PAIR_WINDOW = 5;
const TERMS: TermOptions = { han: [1, 3], latin: [3, 5], wordRun: 2 };
/** Longer runs of Chinese characters hardly come twice among few examples. */
const FEW_TERMS: TermOptions = { han: [1, 2], latin: [3, 5], wordRun: 1 };

/**
 * Among few Chinese texts whole words tell more than their signs; English words without their inflections are among the
 * runs.
 */
const FEW_CHINESE: Readonly<Record<string, number>> = { word: 1.5, identifier: 1.5 };
const HAN = /\p{Script=Han}/u;
/** Places tell more than the words of so few examples. */
const PLACES = 2;

/**
 * Learns to sort short texts into classes from examples alone: character and word runs, word pairs, glosses, places in the
 * space of word vectors, words in order; and from where a knowledge base speaks of them.
 */
export function trainTextClassifier(
  given: readonly LabelledText[],
  nameOf: (label: string) => string = (label) => label,
): TextClassifier {
  const few = given.length < FEW;
  const labels = [...new Set(given.map(({ label }) => label))].sort();
  const names = few ? labels.map((label) => (label === OUTSIDE ? "" : nameOf(label).replace(/[-_]/g, " "))) : [];
  const truth = given.map(({ label }) => labels.indexOf(label));
  const counted = few ? FEW_TERMS : TERMS;
  const meanings = given.map((one) => meaningIn(one, counted));
  const terms = meanings.map(({ groups }) => groups);
  const chinese = given.filter(({ text }) => HAN.test(text)).length > given.length / 2;
  const weights: Readonly<Record<string, number>> = { place: PLACES, ...(few && chinese ? FEW_CHINESE : {}) };
  const groups = ["char", "word", ...(few ? ["gloss", "identifier", "place"] : ["pair"])];
  const { vectoriser, vectors } = fitVectoriser(
    groups.map((name): GroupSpec => ({ name, weight: weights[name] ?? 1, minTexts: 1, idf: name !== "place" })),
    terms,
  );
  const centre = meanVector(meanings);
  const size = vectoriser.size + centre.length;
  const read = ({ text }: ClassifierText, sparse: SparseVector, vector: Float32Array) => ({
    vector: withVector(vectoriser, sparse, vector, centre),
    words: few ? [] : plainWords(fold(text)),
  });
  const train = few ? trainForFew : trainForMany;
  const ensemble = train(
    given.map((one, i) => read(one, vectors[i]!, meanings[i]!.vector)),
    truth,
    labels.length,
    size,
  );
  const named = nameMatch(names, terms, truth);
  const probabilities = (text: ClassifierText) => {
    const { groups, vector } = meaningIn(text, counted);
    const said = ensemble(read(text, vectorise(vectoriser, groups), vector));
    return lean(named(said, groups), labels.indexOf(OUTSIDE));
  };
  return {
    labels,
    probabilities,
    classify: (text) => {
      const all = probabilities(text);
      const best = argmax(all);
      return { label: labels[best] ?? OUTSIDE, confidence: all[best] ?? 0 };
    },
  };
}

/**
 * Odds of a class whose whole name is in the text, in the text's own language or through its glosses, are multiplied by
 * e to this.
 */
const NAME_BOOST = 5;
/** A word of a name is trusted as if it had been right this often before the first example. */
const NAME_TRUST = 2;

/**
 * Raises classes whose telling words the text has. A word that many names share tells little, and so does one that
 * examples of other classes have: the name of the product in the name of a class.
 */
function nameMatch(
  names: readonly string[],
  examples: readonly TermGroups[],
  truth: readonly number[],
): (probabilities: Float64Array, groups: TermGroups) => Float64Array {
  const terms = names.map((name) => [
    ...(meaningIn({ text: name }, FEW_TERMS).groups["gloss"] ?? new Map<string, number>()).keys(),
  ]);
  const shared = new Map<string, number>();
  for (const own of terms) for (const term of own) shared.set(term, (shared.get(term) ?? 0) + 1);
  const weight = (term: string) => Math.log((1 + names.length) / shared.get(term)!);
  const trusts = terms.map(
    (own, k) =>
      new Map(
        own.map((term) => {
          const holders = truth.filter((_, i) => examples[i]!["gloss"]?.has(term));
          const right = holders.filter((label) => label === k).length;
          return [term, (right + NAME_TRUST) / (holders.length + NAME_TRUST)] as const;
        }),
      ),
  );
  return (probabilities, groups) => {
    if (terms.length === 0) return probabilities;
    const said = groups["gloss"] ?? new Map<string, number>();
    return softmax(
      probabilities.map((probability, k) => {
        const own = terms[k] ?? [];
        const all = own.reduce((sum, term) => sum + weight(term), 0);
        const hit = own.reduce((sum, term) => sum + (said.has(term) ? weight(term) * trusts[k]!.get(term)! : 0), 0);
        return Math.log(probability + 1e-6) + (all === 0 ? 0 : (NAME_BOOST * hit) / all);
      }),
    );
  };
}

function lean(probabilities: Float64Array, outside: number): Float64Array {
  if (outside < 0) return probabilities;
  const total = 1 + probabilities[outside]! * (OUTSIDE_LEAN - 1);
  return probabilities.map((value, k) => (value * (k === outside ? OUTSIDE_LEAN : 1)) / total);
}

/** Names of things in any text: Latin words, and numbers with dots such as versions, whose digits say nothing. */
const IDENTIFIER = /[a-z][a-z0-9_-]*|\d+(?:\.\d+)+/g;

/** What is counted in a text, and its place in the space of word vectors. */
interface ReadText {
  readonly groups: TermGroups;
  readonly vector: Float32Array;
}

function meaningIn({ text, places }: ClassifierText, counted: TermOptions): ReadText {
  const folded = fold(text);
  const list = words(folded).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const pair = new Map<string, number>();
  for (let i = 0; i < list.length; i++)
    for (let j = i + 1; j <= i + PAIR_WINDOW && j < list.length; j++) pair.set([list[i], list[j]].sort().join(" "), 1);
  const { glosses, vector } = meaningOf(text);
  const gloss = new Map([...glosses].map((term) => [term, 1] as const));
  for (const word of list) if (/^[a-z]/.test(word)) gloss.set(word, 1);
  const identifier = new Map<string, number>();
  for (const [found] of folded.matchAll(IDENTIFIER)) identifier.set(found.replace(/\d+/g, "0"), 1);
  const place = places ?? new Map<string, number>();
  return { groups: { ...textTerms(folded, counted), pair, gloss, identifier, place }, vector };
}

/** The mean of the examples' vectors; subtracting it leaves what tells texts of one subject apart. */
function meanVector(examples: readonly ReadText[]): Float32Array {
  const mean = new Float32Array(examples[0]?.vector.length ?? 0);
  for (const { vector } of examples)
    vector.forEach((value, d) => {
      mean[d]! += value / examples.length;
    });
  return mean;
}

function withVector(
  { size }: Vectoriser,
  sparse: SparseVector,
  vector: Float32Array,
  centre: Float32Array,
): SparseVector {
  const moved = vector.map((value, d) => value - centre[d]!);
  const length = Math.hypot(...moved) || 1;
  return {
    indices: Int32Array.from([...sparse.indices, ...Array.from(moved, (_, d) => size + d)]),
    values: Float32Array.from([...sparse.values, ...moved.map((value) => value / length)]),
  };
}
