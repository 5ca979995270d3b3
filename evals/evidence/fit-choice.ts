import type { Merits } from "../../src/copilot/draft/scoring/merits.ts";
import type { Choice } from "./choices.ts";
import { countOf } from "./fit.ts";
import { byNewton, dot, spreadOf } from "./newton.ts";

export type Preference = Record<keyof Merits, number>;

const DECAY = 0.002;
/** Steps after which nothing moves any more. */
const STEPS = 40;

/**
 * A conditional logit over the sections of each question (McFadden 1974) on standardised merits with a little decay, by
 * Newton's method. Where several sections answer, what is fitted is that one of them is chosen: each step takes them for
 * as likely, among themselves, as the step before made them.
 */
export function fitChoice(choices: readonly Choice[]): Preference {
  const names = Object.keys(choices[0]!.sections[0]!.merits) as (keyof Merits)[];
  const all = choices.flatMap(({ sections }) => sections);
  const spreads = names.map((name) => spreadOf(all.map(({ merits }) => merits[name])) || 1);
  const counts = choices.map(countOf);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const points = choices.map(({ sections }) =>
    sections.map(({ merits }) => names.map((name, n) => merits[name] / spreads[n]!)),
  );
  const decay = names.map(() => DECAY);
  const betas = byNewton(decay, STEPS, (at, slopes, bends) => {
    for (const [i, { sections }] of choices.entries()) {
      const chances = shares(points[i]!.map((point) => dot(point, at)));
      const rights = normed(chances.map((chance, s) => (sections[s]!.right ? chance : 0)));
      const share = counts[i]! / total;
      const mean = names.map((_, n) =>
        dot(
          chances,
          points[i]!.map((point) => point[n]!),
        ),
      );
      for (const [s, point] of points[i]!.entries())
        for (let c = 0; c < names.length; c++) {
          slopes[c]! += share * (chances[s]! - rights[s]!) * point[c]!;
          for (let d = 0; d < names.length; d++)
            bends[c]![d]! += share * chances[s]! * (point[c]! - mean[c]!) * (point[d]! - mean[d]!);
        }
    }
  });
  return Object.fromEntries(names.map((name, n) => [name, betas[n]! / spreads[n]!])) as Preference;
}

const shares = (odds: readonly number[]): number[] => {
  const most = Math.max(...odds);
  return normed(odds.map((one) => Math.exp(one - most)));
};

function normed(weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** How many of some questions would be told a section that answers. */
export const chosenRight = (preference: Preference, choices: readonly Choice[]): number =>
  choices.filter(({ sections }) => {
    const odds = sections.map(({ merits }) =>
      Object.entries(preference).reduce((sum, [name, weight]) => sum + weight * merits[name as keyof Merits], 0),
    );
    return sections[odds.indexOf(Math.max(...odds))]!.right;
  }).length;
