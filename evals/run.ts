import { closeSync, existsSync, mkdirSync, openSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DomainError } from "../src/kernel/errors.ts";
import { UnusableInput } from "./jsonl.ts";
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
  personal: () => import("./suites/personal.ts"),
  gate: () => import("./suites/gate.ts"),
  conversations: () => import("./suites/conversations.ts"),
};
const USAGE = `usage: npm run -s evals -- SUITE [--cases F] [--kb DIR [--without PATH]] [--train F] [--out F] [--rounds N|all] [--ways] [--self-made] [--report FILE [--against F]]
suites: ${Object.keys(SUITES).join(", ")}`;

const asked = readOptions();
const load = SUITES[asked.suite];
if (load === undefined) stop(asked.suite === "" ? USAGE : `There is no suite ${asked.suite}.\n${USAGE}`);
const { suite, options, report } = asked;
const out = options.out ?? (report === null ? undefined : `${report.file}.run.jsonl`);
try {
  for (const file of [out, report?.file]) if (file !== undefined) tryWriting(file);
  const figures = await (await load()).run({ ...options, out });
  if (report !== null && out !== undefined) {
    const run = { suite, figures, out, cases: options.cases, against: report.against };
    writeReport(report.file, run, import.meta.dirname);
    if (options.out === undefined) rmSync(out, { force: true });
  }
  console.log(JSON.stringify({ suite, ...figures }));
} catch (error) {
  if (error instanceof UnusableInput || error instanceof DomainError) stop(error.message);
  throw error;
}
process.exit(process.exitCode ?? 0);

/** Ends with what is wrong with the command; a suite that fell behind its baseline ends with 1. */
function stop(reason: string): never {
  console.error(reason);
  process.exit(2);
}

/** What the command line asks for. */
function readOptions(): ReturnType<typeof parseOptions> {
  if (process.argv.includes("--help")) {
    console.log(USAGE);
    process.exit(0);
  }
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

/** Makes sure that a result can be written before minutes go into it; a suite that fails then leaves no empty one. */
function tryWriting(file: string): void {
  const isNew = !existsSync(file);
  try {
    mkdirSync(dirname(file), { recursive: true });
    closeSync(openSync(file, "a"));
    if (isNew) rmSync(file);
  } catch (cause) {
    throw new UnusableInput(`${file} cannot be written: ${(cause as Error).message}`, { cause });
  }
}
