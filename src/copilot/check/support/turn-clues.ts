import { fold } from "../../../kernel/fold.ts";
import { remembered } from "../../../kernel/remembered.ts";
import type { PreparedUnit } from "../source-window.ts";
import type { ComparedWords } from "./compared-words.ts";
import { DENIED, deniedInClause, deniedNearby, PLAIN } from "./denied-words.ts";
import { WEIGHTY } from "./said-words.ts";
import { turnsSequence } from "./sequence.ts";

/** Whether a sentence turns round what its sources say. */
export interface TurnClues {
  /** Share of the common words that the sources deny and the sentence does not. */
  readonly undenied: number;
  /** Whether it puts first what they put second. */
  readonly sequence: number;
}

export function turnClues(compared: ComparedWords): TurnClues {
  const passages = compared.beside.standings.map(({ passage }) => passage);
  return { undenied: undeniedIn(compared), sequence: Number(turnsSequence(fold(compared.text), passages)) };
}

const MOST_TEXTS = 5_000;
const heldNearby = remembered(MOST_TEXTS, deniedNearby);
const heldInClause = remembered(MOST_TEXTS, deniedInClause);

type Marks = ReadonlyMap<string, number>;

/** What several pieces say, one beside the other: marks of both sides add up. */
function together(told: readonly PreparedUnit[], read: (text: string) => Marks): Marks {
  if (told.length === 1) return read(told[0]!.text);
  const all = new Map<string, number>();
  for (const { text } of told) for (const [word, marks] of read(text)) all.set(word, (all.get(word) ?? 0) | marks);
  return all;
}

/** Weight added, so that one common word does not decide. */
const SMOOTHING = 0.5;

/** Counted is what both the words right before and the clause as a whole tell. */
function undeniedIn({ said, text, told }: ComparedWords): number {
  const nearHeld = together(told, heldNearby);
  if (!said.some(({ word }) => nearHeld.get(word) === DENIED)) return 0;
  const clauseHeld = together(told, heldInClause);
  const [near, clause] = [deniedNearby(text), deniedInClause(text)];
  let [undenied, whole] = [0, SMOOTHING];
  for (const { word, weight } of said) {
    if (weight < WEIGHTY || !near.has(word) || !nearHeld.has(word)) continue;
    whole += weight;
    const isPlain = near.get(word) === PLAIN && nearHeld.get(word) === DENIED;
    if (isPlain && isTurned(clause.get(word), clauseHeld.get(word))) undenied += weight;
  }
  return undenied / whole;
}

const isTurned = (one: number | undefined, other: number | undefined): boolean =>
  (one === PLAIN && other === DENIED) || (one === DENIED && other === PLAIN);
