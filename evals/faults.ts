import { parseArgs } from "node:util";
import { killRounds } from "./faults/kill.ts";
import { providerRounds } from "./faults/providers/rounds.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    db: { type: "string", default: "native" },
    seed: { type: "string" },
    providers: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const kind = values.db;
if ((kind !== "native" && kind !== "embedded") || !Number.isInteger(rounds) || rounds < 1) {
  console.error("usage: npm run -s faults -- [--rounds N] [--db native|embedded] [--seed N] [--providers]");
  process.exit(2);
}
const figures = values.providers
  ? await providerRounds(kind, rounds)
  : await killRounds(kind, rounds, Number(values.seed ?? Date.now() % 1_000_000));
console.log(JSON.stringify({ db: kind, ...figures }));
const { rounds: _, ...faults } = figures;
process.exit(Object.values(faults).some((count) => count > 0) ? 1 : 0);
