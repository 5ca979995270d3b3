import { beforeAll, describe, expect, test } from "vitest";
import { readText } from "../../src/copilot/understand/features/features.ts";
import {
  EXAMPLES_FOLDER,
  packUnderstanding,
  shippedUnderstanding,
  unpackUnderstanding,
} from "../../src/copilot/understand/shipped-model.ts";
import { calibrate } from "../../src/copilot/understand/training/calibrate.ts";
import {
  type RequestExample,
  readExamples,
  type TrainingExamples,
  trainingHash,
} from "../../src/copilot/understand/training/examples.ts";
import { type HeldOut, leaveOneAuthorOut } from "../../src/copilot/understand/training/held-out.ts";
import { readExample, trainUnderstanding } from "../../src/copilot/understand/training/train.ts";
import { TRAINING } from "../../src/copilot/understand/training/training-options.ts";
import { understand } from "../../src/copilot/understand/understand.ts";
import { UNCALIBRATED, urgencyProbabilities } from "../../src/copilot/understand/understanding-model.ts";
import { ALL_SERVICE_ITEMS, SENTIMENTS, URGENCIES, VOC_TAGS } from "../../src/kernel/labels.ts";

let examples: TrainingExamples;
beforeAll(() => {
  examples = readExamples(EXAMPLES_FOLDER);
});
const some = () => Object.values(examples.byAuthor).flatMap((rows) => rows.filter((_, i) => i % 12 === 0));

describe("training", () => {
  test("the shipped model was trained from the examples and clues in the tree; if not, run: node evals/train.ts", () => {
    expect(shippedUnderstanding().trainedFrom).toBe(trainingHash(examples));
  });

  test("a model trained in another way is as stale as one trained from other examples", () => {
    expect(trainingHash(examples, { ...TRAINING, folds: TRAINING.folds + 1 })).not.toBe(trainingHash(examples));
  });

  test("the same examples give the same file, and the file gives back the model", async () => {
    const rows = some().filter((_, i) => i % 3 === 0);
    const train = () =>
      trainUnderstanding(
        rows.map((row) => readExample(row)),
        examples.outOfScope.slice(0, 20).map((text) => readText(text)),
        UNCALIBRATED,
        "test",
      );
    const [one, two] = [packUnderstanding(await train()), packUnderstanding(await train())];
    expect(one.equals(two)).toBe(true);
    const model = unpackUnderstanding(one);
    expect(model.trainedFrom).toBe("test");
    expect(understand(model, "请把重复扣的钱退给我").serviceType.label).toBe("complaint");
  });

  test("calibration never scores a text with a model that saw its author", async () => {
    const byAuthor = { a: some().slice(0, 60), b: some().slice(60, 120) };
    const read = Object.fromEntries(
      Object.entries(byAuthor).map(([author, rows]) => [author, rows.map((row) => readExample(row))]),
    );
    const heldOut = await leaveOneAuthorOut(read, []);
    const alone = await trainUnderstanding(read["b"]!, [], UNCALIBRATED, "");
    expect(heldOut).toHaveLength(120);
    expect(heldOut[0]!.raw.items).toEqual(
      (await leaveOneAuthorOut({ a: read["a"]!.slice(0, 1), b: read["b"]! }, []))[0]!.raw.items,
    );
    expect(alone.items.classes).toBe(16);
    const calibration = calibrate(heldOut);
    expect(calibration.itemTemperature).toBeGreaterThan(0.1);
    expect(calibration.unsureBelow).toBeGreaterThan(0);
  });

  test("an author whose texts are many says no more about how sure the model may be than one whose texts are few", () => {
    const by = (author: string, wrongOneIn: number): HeldOut[] =>
      Array.from({ length: 40 }, (_, i) => ({
        author,
        example: some()[i]!,
        raw: {
          items: Float64Array.from(ALL_SERVICE_ITEMS, (item, k) =>
            (i % wrongOneIn === 0 ? k === 0 : item === some()[i]!.service_item) ? 3 : 0,
          ),
          tags: new Float64Array(VOC_TAGS.length),
          sentiment: new Float64Array(SENTIMENTS.length),
          urgency: new Float64Array(URGENCIES.length),
          outOfScope: -1,
          words: 14,
        },
      }));
    const [easy, hard] = [by("easy", 10), by("hard", 2)];
    const temperature = (texts: HeldOut[]) => calibrate(texts).itemTemperature;
    expect(temperature([...easy, ...easy, ...easy, ...hard])).toBeCloseTo(temperature([...easy, ...hard]), 6);
    expect(temperature(hard)).toBeGreaterThan(temperature(easy));
  });

  test("complaints are favoured until nineteen in twenty are found, as long as four in five texts taken for one are one", () => {
    const items: readonly string[] = ALL_SERVICE_ITEMS;
    const heldOut = (item: string, complaint: number, other: number, count: number): HeldOut[] =>
      Array.from({ length: count }, (_, i) => ({
        author: "a",
        example: { ...some()[i]!, service_item: item as RequestExample["service_item"] },
        raw: {
          items: Float64Array.from(items, (name) => (name === "service" ? complaint : name === "fault" ? other : -9)),
          tags: new Float64Array(VOC_TAGS.length),
          sentiment: new Float64Array(SENTIMENTS.length),
          urgency: new Float64Array(URGENCIES.length),
          outOfScope: -1,
          words: 14,
        },
      }));
    const clear = [...heldOut("service", 3, 0, 40), ...heldOut("fault", 0, 3, 40)];
    const missed = heldOut("service", 0, 0.4, 10);
    const near = heldOut("fault", 0, 0.6, 30);
    const found = calibrate([...clear, ...missed]).complaintLean;
    expect(found).toBeGreaterThan(1);
    const careful = calibrate([...clear, ...missed, ...near]);
    expect(careful.complaintLean).toBeLessThan(8);
    expect(calibrate(clear).complaintLean).toBe(1);
    const by = (author: string, rows: readonly HeldOut[]) => rows.map((row) => ({ ...row, author }));
    const nine = (rows: readonly HeldOut[]) => Array.from({ length: 9 }, (_, i) => by(`author ${i}`, rows)).flat();
    // Who hides complaints is heard where that costs the others nothing, and not where it makes theirs of other requests.
    expect(calibrate([...nine(clear), ...by("odd", [...clear, ...missed])]).complaintLean).toBeGreaterThan(1);
    const nearer = heldOut("fault", 0, 0.3, 30);
    expect(calibrate([...nine([...clear, ...nearer]), ...by("odd", [...clear, ...missed])]).complaintLean).toBe(1);
    const outOfReach = [...clear, ...heldOut("service", -9, 9, 40)];
    expect(calibrate([...nine(clear), ...by("odd", outOfReach)]).complaintLean).toBe(1);
  });

  test("urgent requests are heard more as long as that tells the urgencies apart better", () => {
    const heldOut = (urgency: (typeof URGENCIES)[number], high: number, low: number, count: number): HeldOut[] =>
      Array.from({ length: count }, (_, i) => ({
        author: "a",
        example: { ...some()[i]!, urgency },
        raw: {
          items: new Float64Array(ALL_SERVICE_ITEMS.length),
          tags: new Float64Array(VOC_TAGS.length),
          sentiment: new Float64Array(SENTIMENTS.length),
          urgency: Float64Array.from(URGENCIES, (name) => (name === "high" ? high : name === "low" ? low : -9)),
          outOfScope: -1,
          words: 14,
        },
      }));
    const clear = [...heldOut("high", 1, -1, 20), ...heldOut("low", -1, 1, 20)];
    expect(calibrate(clear).urgentLean).toBe(1);
    const missed = calibrate([...clear, ...heldOut("high", 0, 0.1, 10)]);
    expect(missed.urgentLean).toBeGreaterThan(1);
    const scores = Float64Array.from(URGENCIES, (name) => (name === "low" ? 0.1 : name === "high" ? 0 : -9));
    const [high, , low] = urgencyProbabilities(scores, missed);
    expect(high! + low!).toBeCloseTo(1, 2);
    expect(high!).toBeGreaterThan(low!);
    const { urgentLean: _, ...earlier } = missed;
    expect(urgencyProbabilities(scores, earlier)[0]!).toBeLessThan(0.5);
  });
});
