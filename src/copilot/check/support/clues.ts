import type { Beside, SourceWindow } from "../source-window.ts";
import { compareWords } from "./compared-words.ts";
import { nearestSegment, type PieceClues, pieceClues } from "./piece-clues.ts";
import { type StrengthClues, strengthClues } from "./strength-clues.ts";
import { type TurnClues, turnClues } from "./turn-clues.ts";
import { type WordClues, wordClues } from "./word-clues.ts";

/** What speaks for and against a sentence being what its sources say; all but `near` speak against it. */
export interface SupportClues extends WordClues, PieceClues, TurnClues, StrengthClues {}

/** Reads a sentence in words of its own beside sources in its language. @param known what the customer said */
export function supportClues(text: string, beside: Beside, window: SourceWindow, known: string): SupportClues {
  const compared = compareWords(text, beside, window);
  const nearest = nearestSegment(compared);
  return {
    ...wordClues(compared, known),
    ...pieceClues(compared),
    ...turnClues(compared),
    ...strengthClues(compared, nearest),
  };
}
