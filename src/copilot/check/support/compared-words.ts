import { fold } from "../../../kernel/fold.ts";
import { metIn, segmentsOf } from "../segments.ts";
import { type Beside, mostOf, type PreparedUnit, type SourceWindow } from "../source-window.ts";
import { nearestOf, type SaidWord, saidWord } from "./said-words.ts";

/** A sentence, word by word, beside the pieces of its sources that say most of it. */
export interface ComparedWords {
  readonly text: string;
  readonly folded: string;
  readonly said: readonly SaidWord[];
  /** Weight of all words. */
  readonly whole: number;
  /** By clause the numbers of its words. */
  readonly clauses: readonly (readonly number[])[];
  readonly beside: Beside;
  /** The best stretch for the sentence, and the best piece for each of its clauses. */
  readonly told: readonly PreparedUnit[];
  readonly toldText: string;
  readonly toldFolded: string;
  /** How far each word stands there, or one of like meaning. */
  readonly near: readonly number[];
  /** How far each stands anywhere in the sources. */
  readonly anywhere: readonly number[];
}

const HAN = /^\p{Script=Han}/u;
/** A Chinese word of which some characters stand there, apart. */
const APART = 0.6;

export function compareWords(text: string, beside: Beside, window: SourceWindow): ComparedWords {
  const said = beside.words.map(saidWord);
  const numbers = new Map(beside.words.map((word, number) => [word, number]));
  const clauses = segmentsOf({ kind: "sentence", text }).map(({ words }) =>
    [...words].flatMap((word) => numbers.get(word) ?? []),
  );
  const told = [...new Set([...window.units, ...clauses.flatMap((clause) => bestUnit(clause, beside))])];
  const toldText = told.map((unit) => unit.text).join("\n");
  const toldFolded = fold(toldText);
  const heading = new Set(beside.standings.flatMap(({ passage }) => [...passage.heading]));
  const held = [...new Set([...heading, ...told.flatMap((unit) => [...unit.words])])];
  const met = beside.words.map((word) =>
    heading.has(word) ? 1 : told.reduce((most, { words }) => Math.max(most, metIn(word, words)), 0),
  );
  return {
    text,
    folded: fold(text),
    said,
    whole: said.reduce((sum, { weight }) => sum + weight, 0) || 1,
    clauses,
    beside,
    told,
    toldText,
    toldFolded,
    near: beside.words.map((word, number) =>
      Math.max(met[number]!, met[number] === 1 ? 0 : likest(word, held, toldFolded)),
    ),
    anywhere: beside.words.map((_, number) => mostOf(beside.standings, number)),
  };
}

/** The piece that says most of a clause of at least two words. */
function bestUnit(clause: readonly number[], { standings }: Beside): PreparedUnit[] {
  if (clause.length < 2) return [];
  let most = 0;
  let best: PreparedUnit | null = null;
  for (const { passage, units } of standings)
    for (let at = 0; at < passage.units.length; at++) {
      let met = 0;
      for (const number of clause) met += units[number]![at]!;
      if (met <= most) continue;
      most = met;
      best = passage.units[at]!;
    }
  return best === null ? [] : [best];
}

/** How far a text has a word under another name: in a longer word, in parts of it, or in one of like meaning. */
function likest(word: string, held: readonly string[], folded: string): number {
  let most = 0;
  if (HAN.test(word)) {
    if (folded.includes(word)) return 1;
    const signs = [...word];
    most = APART * (signs.filter((sign) => folded.includes(sign)).length / signs.length);
  }
  return Math.max(most, nearestOf(word, held));
}
