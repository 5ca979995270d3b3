import { type Kind, newPlace } from "../place.ts";
import { FAULTS, underFault } from "./scenario.ts";

/**
 * Every provider fault, alone and with a healthy second provider behind it, through the whole chat over HTTP. Figures of
 * all rounds; every one but `rounds` must be 0.
 */
export async function providerRounds(kind: Kind, rounds: number): Promise<Record<string, number>> {
  console.error(`${rounds} rounds of ${FAULTS.length} provider faults on the ${kind} database`);
  const total = { rounds: 0, lost: 0, duplicated: 0, double_sent: 0, over_budget: 0, unchecked: 0 };
  const place = await newPlace(kind);
  const db = await place.open();
  try {
    for (let round = 1; round <= rounds; round += 1) {
      total.rounds += 1;
      for (const fault of FAULTS)
        for (const chained of [false, true]) {
          const outcome = await underFault(db, fault, chained);
          total.lost += outcome.lost;
          total.duplicated += outcome.duplicated;
          total.double_sent += outcome.doubleSent;
          total.over_budget += outcome.overBudget;
          total.unchecked += outcome.unchecked;
          const { answeredBy, tookMs, restingMs, asked } = outcome;
          console.error(
            `${fault}${chained ? " + second" : ""}: ${answeredBy} in ${tookMs.toFixed(0)} ms; sixth question ${restingMs.toFixed(0)} ms, ${asked} requests`,
          );
        }
    }
  } finally {
    await db.close();
    await place.remove();
  }
  return total;
}
