import { likelyAmong } from "../../kernel/likely.ts";
import { rememberedInTask } from "../../kernel/remembered.ts";
import { type Cue, holds } from "./cue.ts";
import * as business from "./cues/business.ts";
import * as mood from "./cues/mood.ts";
import * as people from "./cues/people.ts";
import * as rnd from "./cues/rnd.ts";
import * as trouble from "./cues/trouble.ts";

export const CUES: readonly (readonly [name: string, cue: Cue])[] = Object.entries<Cue>({
  ...business,
  ...mood,
  ...people,
  ...rnd,
  ...trouble,
});
const SIDES = CUES.flatMap(([, cue]) => [
  { cue, pattern: cue.zh },
  { cue, pattern: cue.en },
]);
const likely = likelyAmong(SIDES.map(({ pattern }) => pattern));

/**
 * All clues that a folded text gives, in either language: what it does and what becomes of it are both told by them. A
 * sentence, and all that was said, is asked for many of them in a row.
 */
export const cuesIn = rememberedInTask((folded: string): ReadonlySet<Cue> => {
  const found = new Set<Cue>();
  for (const side of likely(folded)) {
    const { cue, pattern } = SIDES[side]!;
    if (!found.has(cue) && holds(pattern, cue.not, folded)) found.add(cue);
  }
  return found;
});

/** Whether a folded text gives a clue. */
export const says = (cue: Cue, folded: string): boolean => cuesIn(folded).has(cue);
