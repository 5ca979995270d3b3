import { beforeAll, describe, expect, test } from "vitest";
import { calibrate, leaveOneAuthorOut } from "../../src/copilot/understand/calibrate.ts";
import { readExamples, type TrainingExamples, trainingHash } from "../../src/copilot/understand/examples.ts";
import { readText } from "../../src/copilot/understand/features.ts";
import {
  EXAMPLES_FOLDER,
  packUnderstanding,
  shippedUnderstanding,
  unpackUnderstanding,
} from "../../src/copilot/understand/shipped-model.ts";
import { readExample, trainUnderstanding } from "../../src/copilot/understand/train.ts";
import { understand } from "../../src/copilot/understand/understand.ts";
import { UNCALIBRATED } from "../../src/copilot/understand/understanding-model.ts";

let examples: TrainingExamples;
beforeAll(() => {
  examples = readExamples(EXAMPLES_FOLDER);
});
const some = () => Object.values(examples.byAuthor).flatMap((rows) => rows.filter((_, i) => i % 12 === 0));

describe("training", () => {
  test("the shipped model was trained from the examples and clues in the tree; if not, run: node evals/train.ts", () => {
    expect(shippedUnderstanding().trainedFrom).toBe(trainingHash(examples));
  });

  test("the same examples give the same file, and the file gives back the model", () => {
    const train = () =>
      trainUnderstanding(
        some().map((row) => readExample(row)),
        examples.outOfScope.slice(0, 20).map((text) => readText(text)),
        UNCALIBRATED,
        "test",
      );
    const [one, two] = [packUnderstanding(train()), packUnderstanding(train())];
    expect(one.equals(two)).toBe(true);
    const model = unpackUnderstanding(one);
    expect(model.trainedFrom).toBe("test");
    expect(understand(model, "请把重复扣的钱退给我").serviceType.label).toBe("complaint");
  });

  test("calibration never scores a text with a model that saw its author", () => {
    const byAuthor = { a: some().slice(0, 60), b: some().slice(60, 120) };
    const read = Object.fromEntries(
      Object.entries(byAuthor).map(([author, rows]) => [author, rows.map((row) => readExample(row))]),
    );
    const heldOut = leaveOneAuthorOut(read, []);
    const alone = trainUnderstanding(read["b"]!, [], UNCALIBRATED, "");
    expect(heldOut).toHaveLength(120);
    expect(heldOut[0]!.raw.items).toEqual(
      leaveOneAuthorOut({ a: read["a"]!.slice(0, 1), b: read["b"]! }, [])[0]!.raw.items,
    );
    expect(alone.items.classes).toBe(16);
    const calibration = calibrate(heldOut);
    expect(calibration.itemTemperature).toBeGreaterThan(0.1);
    expect(calibration.unsureBelow).toBeGreaterThan(0);
  });
});
