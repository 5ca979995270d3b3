import { fold } from "../../../kernel/fold.ts";
import { rememberedInTask } from "../../../kernel/remembered.ts";
import { textTerms } from "../../../models/classifier/text-terms.ts";
import { meaningOf } from "../../../models/gloss/meaning.ts";
import { DIMENSIONS } from "../../../models/gloss/vector-space.ts";
import type { GroupSpec, TermGroups } from "../../../models/linear/vectoriser.ts";
import { simplify } from "../../../models/simplify.ts";
import { type CueMatch, findCues } from "./find-cues.ts";
import { mannersOf } from "./manner.ts";
import { turnsOfPhrase } from "./turns-of-phrase.ts";

/** Feature groups of request classification; the heads for tags, sentiment and urgency read the first four. */
export const GROUPS: readonly GroupSpec[] = [
  { name: "char", weight: 1, minTexts: 1, idf: true },
  { name: "word", weight: 1, minTexts: 1, idf: true },
  { name: "cue", weight: 0.5, minTexts: 1, idf: false },
  { name: "cuePair", weight: 0.3, minTexts: 2, idf: true },
  { name: "wordPair", weight: 0.8, minTexts: 2, idf: true },
  { name: "phrase", weight: 1, minTexts: 2, idf: true },
  { name: "gloss", weight: 0.8, minTexts: 2, idf: true },
  { name: "meaning", weight: 1, minTexts: 1, idf: false, values: true },
];

/** A text as the classifier sees it. `folded` has the positions of the text. */
export interface ReadText {
  readonly text: string;
  readonly folded: string;
  readonly cues: readonly CueMatch[];
  readonly groups: TermGroups;
}

const LONGEST = 4000;
const LATIN = /^[a-z]/;
/** Names of the meaning's coordinates. */
const PLACES = Array.from({ length: DIMENSIONS }, (_, d) => String(d));
const TERMS = { han: [1, 2], latin: [2, 4], wordRun: 2 } as const;

/** All that the classifier sees of a text: the first 4,000 units, folded and simplified. */
export const foldedWords = (text: string): string => simplify(fold(text.slice(0, LONGEST)));

/** A text with its words, clues and meaning. Only the first 4,000 units are read. */
export function readText(text: string): ReadText {
  const read = readWords(text);
  const { glosses, vector } = meaningOf(read.folded);
  // English words beside glosses, so that what is learned from one language helps with the other.
  const latin = [...read.groups["word"]!.keys()].filter((word) => LATIN.test(word));
  const gloss = new Map([...glosses, ...latin].map((term) => [term, 1]));
  const meaning = new Map<string, number>();
  for (let d = 0; d < vector.length; d += 1) meaning.set(PLACES[d]!, vector[d]!);
  return { ...read, groups: { ...read.groups, gloss, meaning } };
}

/** The signs, words and clues of a short text, and nothing of how they stand together. */
export function readSentence(text: string): TermGroups {
  const { char, word, cue } = readSigns(foldedWords(text));
  return { char, word, cue };
}

/** Folds a text, finds its clues and counts its terms, without its meaning. Only the first 4,000 units are read. */
function readWords(text: string): ReadText {
  const folded = foldedWords(text);
  const { cues, wordPair, groups } = readFolded(folded);
  return { text, folded, cues, groups: { ...groups, wordPair, phrase: turnsOfPhrase(folded) } };
}

/** What the heads read of a text, by its own terms. */
export const readHead = (text: string): TermGroups => readFolded(foldedWords(text)).groups;

function readFolded(folded: string) {
  const { cues, char, word, wordPair, cue: signs } = readSigns(folded);
  const cue = new Map(signs);
  for (const manner of mannersOf(folded, word)) cue.set(manner, 1);
  return { cues, wordPair, groups: { char, word, cue, cuePair: cuePairs(cues) } };
}

/** A message of one sentence is read twice in a row: for what the sentence does, and for what the message is about. */
const readSigns = rememberedInTask(findSigns);

function findSigns(folded: string) {
  const cues = findCues(folded);
  const { char, word: runs } = textTerms(folded, TERMS);
  const word = new Map<string, number>();
  const wordPair = new Map<string, number>();
  for (const [run, count] of runs) (run.includes(" ") ? wordPair : word).set(run, count);
  return { cues, char, word, wordPair, cue: cueTerms(folded, cues) };
}

/** Each clue by name, with variants for denial and for its place in the first or last clause. */
function cueTerms(folded: string, cues: readonly CueMatch[]): Map<string, number> {
  const ends = [...folded.matchAll(/[,。;!?\n;!?]|\.(?=\s|$)/gu)]
    .map(({ index }) => index)
    .filter((at) => at < folded.trimEnd().length - 1);
  const first = ends[0] ?? folded.length;
  const last = ends.at(-1) ?? -1;
  const terms = new Map<string, number>();
  for (const { id, start, negated } of cues) {
    terms.set(negated ? `N_${id}` : id, 1);
    if (start < first) terms.set(`F_${id}`, 1);
    if (start > last) terms.set(`L_${id}`, 1);
  }
  return terms;
}

/** Any two clues of a text, in no order: what a clue says depends on what stands beside it. */
function cuePairs(cues: readonly CueMatch[]): Map<string, number> {
  const names = [...new Set(cues.map(({ id, negated }) => (negated ? `N_${id}` : id)))].sort();
  const pairs = new Map<string, number>();
  names.forEach((first, i) => {
    for (const second of names.slice(i + 1)) pairs.set(`${first} ${second}`, 1);
  });
  return pairs;
}
