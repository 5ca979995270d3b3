import { likelyAmong } from "../../../kernel/likely.ts";
import { CUES } from "./cues/index-of-cues.ts";

/** A clue found in a text. Positions count UTF-16 units of the text. */
export interface CueMatch {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  /** A word of denial stands shortly before it. */
  readonly negated: boolean;
}

const MOST_PER_CUE = 4;
const DENIAL =
  /(?:不是|并非|不要|不用|没有|无需|不想|别|不需要|非|不(?:涉及|算|要求)|not|n't|no|never|without|rather than|instead of|neither|nor)\s*(?:\S{0,6}\s*){0,3}$/u;
const CLAUSE_END = /[,。;!?\n;,.!?]/u;

const likely = likelyAmong(CUES.map(({ pattern }) => pattern));

/** All clues of a text that is folded and simplified, in the order of the tables. */
export function findCues(folded: string): CueMatch[] {
  const found: CueMatch[] = [];
  for (const number of likely(folded)) {
    const { id, pattern } = CUES[number]!;
    pattern.lastIndex = 0;
    for (let n = 0; n < MOST_PER_CUE; n++) {
      const match = pattern.exec(folded);
      if (match === null) break;
      if (match[0] === "") pattern.lastIndex++;
      else
        found.push({
          id,
          start: match.index,
          end: match.index + match[0].length,
          negated: deniedAt(folded, match.index),
        });
    }
  }
  return found;
}

function deniedAt(folded: string, start: number): boolean {
  const before = folded.slice(Math.max(0, start - 24), start);
  const clause = before.split(CLAUSE_END).at(-1) ?? "";
  return DENIAL.test(clause);
}
