import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { nativeUrl } from "./benches/database.ts";
import { type Ledger, work } from "./faults/load.ts";
import { start } from "./faults/process.ts";
import { reconcile } from "./faults/reconcile.ts";

/**
 * Starts the real process, puts load on it, kills it with signal 9 at a random moment, starts it again and compares
 * what it holds with what it acknowledged; then the next round on the same data.
 */
const { values } = parseArgs({
  options: { rounds: { type: "string", default: "1" }, db: { type: "string", default: "embedded" } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1 || (values.db !== "native" && values.db !== "embedded")) {
  console.error("usage: npm run -s faults -- [--rounds N] [--db native|embedded]");
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "threeline-faults-"));
const native = values.db === "native" ? await nativeUrl() : null;
const env = { DATA_DIR: folder, ...(native === null ? {} : { DATABASE_URL: native.url }) };
const SHORTEST_MS = 400;
const LONGEST_MS = 2_500;

const total = { lost: 0, duplicated: 0, double_sent: 0, unanswered: 0, audit_broken: 0 };
let [messages, replies] = [0, 0];
for (let round = 1; round <= rounds; round += 1) {
  const ledger: Ledger = { messages: [], replies: [] };
  const running = await start(env);
  const dead = new AbortController();
  const load = work(running, ledger, dead.signal);
  await new Promise((resume) => setTimeout(resume, SHORTEST_MS + Math.random() * (LONGEST_MS - SHORTEST_MS)));
  await running.kill();
  dead.abort();
  await load.catch(() => {});
  const again = await start(env);
  const losses = await reconcile(again, ledger);
  await again.kill();
  messages += ledger.messages.length;
  replies += ledger.replies.length;
  for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += losses[name];
  console.error(
    `round ${round}: ${ledger.messages.length} messages, ${ledger.replies.length} replies, ${JSON.stringify(losses)}`,
  );
}
await native?.drop();
rmSync(folder, { recursive: true, force: true });
console.log(JSON.stringify({ db: values.db, rounds, messages, replies, ...total }));
process.exit(Object.values(total).some((count) => count > 0) ? 1 : 0);
