import { parseArgs } from "node:util";
import { BENCH_NAMES, type Bench, loadBench } from "./benches/table.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    db: { type: "string", default: "native" },
    small: { type: "boolean", default: false },
    rounds: { type: "string" },
    only: { type: "string" },
  },
});
const name = positionals[0] ?? "";
const load = loadBench(name);
const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
const countable = rounds === undefined || (Number.isInteger(rounds) && rounds > 0);
if (load === undefined || !countable || (values.db !== "native" && values.db !== "embedded")) {
  console.error(
    `usage: npm run -s bench -- NAME [--db native|embedded] [--small] [--rounds N] [--only CHECK]\nbenches: ${BENCH_NAMES.join(", ")}`,
  );
  process.exit(2);
}
const bench: Bench = await load;
const checks = await bench({
  db: values.db,
  small: values.small,
  ...(rounds === undefined ? {} : { rounds }),
  ...(values.only === undefined ? {} : { only: values.only }),
});
for (const { name: check, ours, theirs, unit, ratio } of checks) {
  console.log(`${check}: ours ${ours} ${unit}, theirs ${theirs ?? "–"}, ratio ${ratio ?? "–"}`);
}
console.log(JSON.stringify({ bench: name, checks }));
process.exit(0);
