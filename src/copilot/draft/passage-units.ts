import { contentWords } from "../content-words.ts";
import { terms } from "../terms.ts";
import { splitUnits, type Unit } from "./units.ts";

/** A piece of a passage with its comparable terms and its dictionary words. */
export interface PreparedUnit {
  readonly unit: Unit;
  readonly held: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

/** Passages that are kept ready: the same few answer most questions. */
const MOST = 1_000;
const ready = new Map<string, readonly PreparedUnit[]>();

/** Cuts a passage into pieces and reads each; what the same text gave before is kept. */
export function passageUnits(text: string): readonly PreparedUnit[] {
  const known = ready.get(text);
  const units =
    known ?? splitUnits(text).map((unit) => ({ unit, held: terms(unit.text), words: contentWords(unit.text) }));
  ready.delete(text);
  ready.set(text, units);
  if (ready.size > MOST) ready.delete(ready.keys().next().value!);
  return units;
}
