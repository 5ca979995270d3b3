import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { readText } from "../src/copilot/understand/features/features.ts";
import { EXAMPLES_FOLDER, MODEL_FILE, packUnderstanding } from "../src/copilot/understand/shipped-model.ts";
import { calibrate } from "../src/copilot/understand/training/calibrate.ts";
import { RequestExample, readExamples, trainingHash } from "../src/copilot/understand/training/examples.ts";
import { leaveOneAuthorOut } from "../src/copilot/understand/training/held-out.ts";
import { readExample, trainUnderstanding } from "../src/copilot/understand/training/train.ts";
import { rawScores } from "../src/copilot/understand/understanding-model.ts";
import { heldOutFigures, heldOutFiles } from "./held-out-figures.ts";
import { readJsonl } from "./jsonl.ts";

/**
 * Trains the request classifier from prompts/examples, writes it, and prints what it scores on authors it did not see:
 * each author of an example left out in turn, and the files that are never learned from.
 */
const examples = readExamples(EXAMPLES_FOLDER);
const byAuthor = Object.fromEntries(
  Object.entries(examples.byAuthor).map(([author, rows]) => [author, rows.map((row) => readExample(row))]),
);
const outOfScope = examples.outOfScope.map((text) => readText(text));
const heldOut = await leaveOneAuthorOut(byAuthor, outOfScope);
const calibration = calibrate(heldOut);
for (const author of Object.keys(byAuthor))
  console.log(
    JSON.stringify({
      leftOut: author,
      ...heldOutFigures(
        heldOut.filter((one) => one.author === author),
        calibration,
      ),
    }),
  );

const started = performance.now();
const used = process.cpuUsage();
const model = await trainUnderstanding(Object.values(byAuthor).flat(), outOfScope, calibration, trainingHash(examples));
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(used);
const processorSeconds = (user + system) / 1e6;
const bytes = packUnderstanding(model);
writeFileSync(MODEL_FILE, bytes);
for (const file of heldOutFiles()) {
  const unseen = readJsonl(file, RequestExample).map((row) => {
    const { example, read } = readExample(row);
    return { author: file, example, raw: rawScores(model, read) };
  });
  console.log(JSON.stringify({ neverTrained: basename(file), ...heldOutFigures(unseen, calibration) }));
}
console.log(
  JSON.stringify({
    examples: heldOut.length,
    features: model.vectoriser.size,
    seconds: Number(seconds.toFixed(1)),
    processorSeconds: Number(processorSeconds.toFixed(1)),
    // What machines can be compared by, whatever the number of examples.
    examplesPerProcessorSecond: Math.round(heldOut.length / processorSeconds),
    bytes: bytes.length,
    calibration,
  }),
);
