import { randomOf } from "../random.ts";
import { prepareCast } from "./cast.ts";
import { type Kind, newPlace } from "./place.ts";
import { runRound } from "./round.ts";

/** Rounds of kill -9 under load. Figures of all rounds; every one but `rounds` must be 0. */
export async function killRounds(kind: Kind, rounds: number, seed: number): Promise<Record<string, number>> {
  console.error(`${rounds} rounds of kill -9 on the ${kind} database, seed ${seed}`);
  const total = { rounds: 0, lost: 0, duplicated: 0, double_sent: 0, unapproved: 0, broken: 0 };
  const template = await newPlace(kind);
  try {
    const cast = await prepareCast(template);
    for (let round = 1; round <= rounds; round += 1) {
      const place = await template.copy();
      const { findings, story } = await runRound(place, cast, randomOf(seed + round));
      await place.remove();
      total.rounds += 1;
      total.lost += findings.lost.length;
      total.duplicated += findings.duplicated.length;
      total.double_sent += findings.doubleSent.length;
      total.unapproved += findings.unapproved.length;
      total.broken += findings.broken.length;
      console.error(`round ${round}: ${story}`);
      for (const [name, found] of Object.entries(findings))
        for (const what of found) console.error(`  ${name}: ${what}`);
    }
  } finally {
    await template.remove();
  }
  return total;
}
