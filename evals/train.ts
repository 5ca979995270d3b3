import { writeFileSync } from "node:fs";
import { calibrate, leaveOneAuthorOut } from "../src/copilot/understand/calibrate.ts";
import { readExamples, trainingHash } from "../src/copilot/understand/examples.ts";
import { readText } from "../src/copilot/understand/features.ts";
import { EXAMPLES_FOLDER, MODEL_FILE, packUnderstanding } from "../src/copilot/understand/shipped-model.ts";
import { readExample, trainUnderstanding } from "../src/copilot/understand/train.ts";
import { heldOutFigures } from "./held-out-figures.ts";

/** Trains the request classifier from prompts/examples, prints what it scores on authors it did not see, and writes it. */
const examples = readExamples(EXAMPLES_FOLDER);
const byAuthor = Object.fromEntries(
  Object.entries(examples.byAuthor).map(([author, rows]) => [author, rows.map((row) => readExample(row))]),
);
const outOfScope = examples.outOfScope.map((text) => readText(text));
const heldOut = leaveOneAuthorOut(byAuthor, outOfScope);
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
const model = trainUnderstanding(Object.values(byAuthor).flat(), outOfScope, calibration, trainingHash(examples));
const seconds = (performance.now() - started) / 1000;
const bytes = packUnderstanding(model);
writeFileSync(MODEL_FILE, bytes);
console.log(
  JSON.stringify({
    examples: heldOut.length,
    features: model.vectoriser.size,
    seconds: Number(seconds.toFixed(1)),
    bytes: bytes.length,
    calibration,
  }),
);
