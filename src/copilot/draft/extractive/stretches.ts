import type { ScoredUnit } from "../scoring/score-units.ts";
import { isCondition } from "./question-kind.ts";

/** Pieces of an answer, at most. */
export const MOST_UNITS = 14;

/** Neighbouring pieces that are read together: a paragraph, a list, a few rows. */
export interface Stretch {
  readonly units: readonly ScoredUnit[];
  readonly score: number;
}

/**
 * `listFactor`: how much a question wants steps. A list counts by its best item and a little by all of them; a table
 * gives its best rows; a paragraph its best sentences.
 */
export function stretchOf(group: readonly ScoredUnit[], listFactor: number): Stretch {
  const best = Math.max(...group.map(({ score }) => score));
  const scores = group
    .map(({ score }) => score)
    .sort((a, b) => b - a)
    .slice(0, 3);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const kind = group[0]!.unit.kind;
  if (kind === "step") return { units: group, score: listFactor * (0.8 * best + 0.3 * mean) };
  if (kind === "row") {
    return { units: group.filter(({ score }) => score >= 0.7 * best).slice(0, 4), score: best };
  }
  return { units: aroundBest(group, best), score: 0.9 * best + 0.1 * mean };
}

/** From the best sentence on, at most four, with the one before it when it leans on that. */
function aroundBest(group: readonly ScoredUnit[], best: number): readonly ScoredUnit[] {
  const at = group.findIndex(({ score }) => score === best);
  const before = group[at - 1];
  const leans = LEANING.test(group[at]!.unit.text) || (before !== undefined && before.score >= 0.5 * best);
  const from = leans && at > 0 ? at - 1 : at;
  return group.slice(from, from + 4);
}

const LEANING =
  /^(?:但|但是|因此|所以|此时|此外|同时|否则|然后|其中|该|这|它|即|并且|另外)|^(?:however|therefore|otherwise|then|it|this|these|that|also|in this case|so)\b/i;

/** A stretch with the line that leads into it, what it leads to, and the conditions beside it. */
export function withContext(stretch: Pick<Stretch, "units">, home: readonly ScoredUnit[]): ScoredUnit[] {
  const first = stretch.units[0]!;
  const last = stretch.units.at(-1)!;
  if (stretch.units.every(({ headline }) => headline)) return home.filter(({ section }) => section === first.section);
  const at = home.indexOf(first);
  const before = home[at - 1];
  const leading =
    before !== undefined && (LEADS.test(before.unit.text) || isCondition(before.unit.text)) ? [before] : [];
  const end = home.indexOf(last);
  const rest = home.slice(end + 1).filter(({ section }) => section === last.section);
  const led = LEADS.test(last.unit.text) ? rest.slice(0, MOST_UNITS) : [];
  const conditions = rest.slice(led.length, led.length + 2).filter(({ unit }) => isCondition(unit.text));
  return [...leading, ...stretch.units, ...led, ...conditions];
}

const LEADS =
  /[:：]\s*$|(?:如下|以下(?:步骤|方法|命令))[^。.]{0,8}[。.]?\s*$|(?:as follows|following(?: steps?)?)[^.]{0,12}[.:]?\s*$/i;
