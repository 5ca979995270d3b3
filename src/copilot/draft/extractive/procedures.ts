import { aimOf, comesBefore, undoesInstead } from "../scoring/aims.ts";
import type { ScoredSection, ScoredUnit } from "../scoring/score-units.ts";
import { NUMBERED } from "../units.ts";

/** What a question makes of the procedures of a page. */
export interface Procedures {
  /** Whether the headline over a section names what is asked for: how to undo it, what comes before, how much is allowed. */
  readonly isAimed: (section: ScoredSection) => boolean;
  /** Whether its headline names the opposite of what is asked for. */
  readonly leadsAstray: (section: ScoredSection) => boolean;
  /** Where a headline names what is asked for, without the steps of the same page that lead to something else. */
  readonly withoutOthers: (ranked: readonly ScoredSection[]) => readonly ScoredSection[];
}

export function proceduresFor(question: string): Procedures {
  const meets = aimOf(question);
  const opposes = undoesInstead(question);
  const isAimed = (section: ScoredSection) => meets(headlineOf(section));
  const isProcedure = ({ units }: ScoredSection) => units.filter(({ unit }) => unit.kind === "step").length > 1;
  return {
    isAimed,
    leadsAstray: (section) => opposes(headlineOf(section)),
    withoutOthers: (ranked) => {
      const [best] = ranked;
      if (best === undefined || !isAimed(best)) return ranked;
      return ranked.filter((one) => one === best || one.passage !== best.passage || !isProcedure(one) || isAimed(one));
    },
  };
}

/** From this share of the question on a headline names it. */
const NAMED = 0.35;

/**
 * Where a piece of the same passage stands beside the section that is told, if its headline names the question: 0 for
 * what has to be done before, 1 for that section, 2 for the rest.
 */
export function placeBeside(best: ScoredSection, sections: readonly ScoredSection[]): (piece: ScoredUnit) => number {
  if (best.headline < NAMED) return () => 0;
  const own = new Set(best.units);
  const before = new Set(
    sections
      .filter((one) => one.passage === best.passage && comesBefore(headlineOf(one)))
      .flatMap(({ units }) => units),
  );
  return (piece) => (own.has(piece) ? 1 : before.has(piece) ? 0 : piece.passage === best.passage ? 2 : 0);
}

const headlineOf = ({ units: [first] }: ScoredSection): string => (first?.headline === true ? first.unit.text : "");

/** Whether a piece goes on with the numbered steps of another. */
export const isStepAfter = ({ passage, unit }: ScoredUnit, before: ScoredUnit | undefined): boolean =>
  unit.kind === "step" && passage === before?.passage && unit.group === before.unit.group && NUMBERED.test(unit.text);
