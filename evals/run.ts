import { parseOptions, type Suite } from "./options.ts";

/** Suites by name. Each is loaded only when asked for, so that a quick one starts quickly. */
const SUITES: Record<string, () => Promise<{ run: Suite }>> = {
  retrieval: () => import("./suites/retrieval.ts"),
  requests: () => import("./suites/requests.ts"),
  intents: () => import("./suites/intents.ts"),
  answerability: () => import("./suites/answerability.ts"),
  grounding: () => import("./suites/grounding.ts"),
  howto: () => import("./suites/howto.ts"),
  injection: () => import("./suites/injection.ts"),
  conversations: () => import("./suites/conversations.ts"),
};

const { suite, options } = parseOptions(process.argv.slice(2));
const load = SUITES[suite];
if (load === undefined) {
  console.error(
    `usage: npm run -s evals -- SUITE [--cases F] [--kb DIR] [--train F] [--out F]\nsuites: ${Object.keys(SUITES).join(", ")}`,
  );
  process.exit(2);
}
const figures = await (await load()).run(options);
console.log(JSON.stringify({ suite, ...figures }));
process.exit(process.exitCode ?? 0);
