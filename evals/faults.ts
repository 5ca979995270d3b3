import { parseArgs } from "node:util";
import { prepareCast } from "./faults/cast.ts";
import { newPlace } from "./faults/place.ts";
import { seededRandom } from "./faults/random.ts";
import { runRound } from "./faults/round.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    db: { type: "string", default: "native" },
    seed: { type: "string" },
  },
});
const rounds = Number(values.rounds);
const kind = values.db;
if ((kind !== "native" && kind !== "embedded") || !Number.isInteger(rounds) || rounds < 1) {
  console.error("usage: npm run -s faults -- [--rounds N] [--db native|embedded] [--seed N]");
  process.exit(2);
}
const seed = Number(values.seed ?? Date.now() % 1_000_000);
console.error(`${rounds} rounds of kill -9 on the ${kind} database, seed ${seed}`);

/** Figures of all rounds; every one but `rounds` must be 0. */
const total = { rounds: 0, lost: 0, duplicated: 0, double_sent: 0, unapproved: 0, broken: 0 };
const template = await newPlace(kind);
try {
  const cast = await prepareCast(template);
  for (let round = 1; round <= rounds; round += 1) {
    const place = await template.copy();
    const { findings, story } = await runRound(place, cast, seededRandom(seed + round));
    await place.remove();
    total.rounds += 1;
    total.lost += findings.lost.length;
    total.duplicated += findings.duplicated.length;
    total.double_sent += findings.doubleSent.length;
    total.unapproved += findings.unapproved.length;
    total.broken += findings.broken.length;
    console.error(`round ${round}: ${story}`);
    for (const [name, found] of Object.entries(findings)) for (const what of found) console.error(`  ${name}: ${what}`);
  }
} finally {
  await template.remove();
}
console.log(JSON.stringify({ db: kind, ...total }));
const { rounds: _, ...faults } = total;
process.exit(Object.values(faults).some((count) => count > 0) ? 1 : 0);
