import { rmSync } from "node:fs";
import { parseOptions, type Suite } from "./options.ts";
import { writeReport } from "./report.ts";

/** Suites by name. Each is loaded only when asked for, so that a quick one starts quickly. */
const SUITES: Record<string, () => Promise<{ run: Suite }>> = {
  retrieval: () => import("./suites/retrieval.ts"),
  requests: () => import("./suites/requests.ts"),
  intents: () => import("./suites/intents.ts"),
  answerability: () => import("./suites/answerability.ts"),
  grounding: () => import("./suites/grounding.ts"),
  howto: () => import("./suites/howto.ts"),
  injection: () => import("./suites/injection.ts"),
  gate: () => import("./suites/gate.ts"),
  conversations: () => import("./suites/conversations.ts"),
};

const asked = readOptions();
const load = SUITES[asked?.suite ?? ""];
if (asked === null || load === undefined) {
  console.error(
    `usage: npm run -s evals -- SUITE [--cases F] [--kb DIR] [--train F] [--out F] [--rounds N|all] [--report FILE [--against F]]\nsuites: ${Object.keys(SUITES).join(", ")}`,
  );
  process.exit(2);
}
const { suite, options, report } = asked;
const out = options.out ?? (report === null ? undefined : `${report.file}.run.jsonl`);
const figures = await (await load()).run({ ...options, out });
if (report !== null && out !== undefined) {
  writeReport(report.file, { suite, figures, out, cases: options.cases, against: report.against }, import.meta.dirname);
  if (options.out === undefined) rmSync(out, { force: true });
}
console.log(JSON.stringify({ suite, ...figures }));
process.exit(process.exitCode ?? 0);

/** What the command line asks for; null when it cannot be read, which has been said. */
function readOptions(): ReturnType<typeof parseOptions> | null {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return null;
  }
}
