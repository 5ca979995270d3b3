import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitLogistic, fitTemperature } from "../../src/models/linear/calibrate.ts";
import { featureDropout } from "../../src/models/linear/dropout.ts";
import { hiddenScores, trainHiddenLayer } from "../../src/models/linear/hidden-layer.ts";
import { argmax, plainModel, quantise, scores, softmax } from "../../src/models/linear/model.ts";
import { trainOneVsRest } from "../../src/models/linear/one-vs-rest.ts";
import { pack, unpack } from "../../src/models/linear/pack.ts";
import { range, seededRandom } from "../../src/models/linear/random.ts";
import { SOFTMAX_DEFAULTS, trainSoftmax } from "../../src/models/linear/softmax.ts";
import { sumColumns } from "../../src/models/linear/sums.ts";
import { fitVectoriser, vectorise } from "../../src/models/linear/vectoriser.ts";

const GROUPS = [
  { name: "word", weight: 1, minTexts: 1, idf: true },
  { name: "cue", weight: 2, minTexts: 2, idf: false },
];
const counted = (text: string) => new Map(text.split(" ").map((word) => [word, 1]));
const TEXTS = [
  "refund the invoice",
  "refund my money",
  "login fails again",
  "login is broken",
  "train our staff",
  "train the new staff",
];
const LABELS = [0, 0, 1, 1, 2, 2];
const groups = TEXTS.map((text) => ({ word: counted(text), cue: new Map([[text.split(" ")[0]!, 1]]) }));
const { vectoriser, vectors } = fitVectoriser(GROUPS, groups);

describe("vectoriser", () => {
  test("values are taken as they are, negative ones as well, and scaled to the weight of their group", () => {
    const spec = [{ name: "place", weight: 2, minTexts: 1, idf: false, values: true } as const];
    const at = (x: number, y: number) => ({
      place: new Map([
        ["0", x],
        ["1", y],
      ]),
    });
    const { values } = vectorise(fitVectoriser(spec, [at(1, 1)]).vectoriser, at(-3, 4));
    expect([...values.slice(0, 2)].map((value) => value.toFixed(2))).toEqual(["-1.20", "1.60"]);
  });

  test("each group has the length of its weight and the constant feature comes last", () => {
    for (const { indices, values } of vectors) {
      const length = (from: number, to: number) =>
        Math.hypot(...[...values].filter((_, i) => indices[i]! >= from && indices[i]! < to));
      const words = vectoriser.terms[0]!.size;
      expect(length(0, words)).toBeCloseTo(1, 5);
      expect(length(words, vectoriser.size - 1)).toBeCloseTo(2, 5);
      expect(indices.at(-1)).toBe(vectoriser.size - 1);
    }
  });

  test("texts that it was fitted on have the vectors that they are given later, without terms of too few texts", () => {
    const spec = GROUPS.map((group) => ({ ...group, minTexts: 2 }));
    for (const specs of [GROUPS, spec]) {
      const fitted = fitVectoriser(specs, groups);
      expect(fitted.vectors).toEqual(groups.map((text) => vectorise(fitted.vectoriser, text)));
    }
    expect(fitVectoriser(spec, groups).vectoriser.size).toBeLessThan(vectoriser.size);
  });

  test("terms that it never saw change nothing", () => {
    const known = vectorise(vectoriser, { word: counted("refund") });
    expect(
      vectorise(vectoriser, {
        word: new Map([
          ["refund", 1],
          ["unseen", 3],
        ]),
      }),
    ).toEqual(known);
  });

  test("a rare term weighs more than a frequent one", () => {
    const idf = (term: string) => vectoriser.idf[vectoriser.terms[0]!.get(term)!]!;
    expect(idf("invoice")).toBeGreaterThan(idf("refund"));
  });
});

test("sums of columns are those of the rows, whatever the width", () => {
  for (const width of [1, 3, 4, 7, 16]) {
    const weights = Float32Array.from({ length: 5 * width }, (_, i) => Math.sin(i));
    const kept = { indices: Int32Array.of(4, 0, 2, 9), values: Float32Array.of(0.5, -1, 2, 9) };
    const sums = new Float64Array(width).fill(7);
    sumColumns(weights, width, kept, 3, sums);
    const { indices, values } = kept;
    const own = { indices: indices.subarray(0, 3), values: values.subarray(0, 3) };
    const told = scores(plainModel(width, 5, weights), own);
    expect([...sums]).toEqual([...told].map((sum) => expect.closeTo(sum, 6)));
  }
});

test("dropout leaves out the share that is asked for, and raises what stays so that the sum is the same on average", () => {
  const text = { indices: range(4_001), values: new Float32Array(4_001).fill(1) };
  for (const share of [0, 0.3, 0.5]) {
    const { keepSome, kept } = featureDropout([text], share, seededRandom(1));
    const counts = [keepSome(text), keepSome(text)];
    for (const count of counts) expect(count / 4_001).toBeCloseTo(1 - share, 1);
    expect(counts[0] === counts[1]).toBe(share === 0);
    expect(kept.values[0]).toBeCloseTo(1 / (1 - share), 5);
    const own = [...kept.indices.subarray(0, counts[1])];
    expect(own).toEqual([...new Set(own)].sort((a, b) => a - b));
  }
});

describe("learners", () => {
  const learners = {
    softmax: trainSoftmax(vectors, LABELS, 3, vectoriser.size),
    "softmax with dropout": trainSoftmax(vectors, LABELS, 3, vectoriser.size, { ...SOFTMAX_DEFAULTS, dropout: 0.3 }),
    svm: trainOneVsRest(vectors, (row, k) => LABELS[row] === k, 3, vectoriser.size),
    "logistic regression": trainOneVsRest(vectors, (row, k) => LABELS[row] === k, 3, vectoriser.size, {
      loss: "logistic",
      cost: 10,
      balance: 0,
      epochs: 30,
      seed: 1,
    }),
  };

  test.each(Object.entries(learners))("%s separates what can be separated", (_, model) => {
    expect(vectors.map((vector) => argmax(scores(model, vector)))).toEqual(LABELS);
  });

  test("the same examples give the same weights", () => {
    expect(trainSoftmax(vectors, LABELS, 3, vectoriser.size).weights).toEqual(learners.softmax.weights);
  });

  test("balance lifts the scores of a rare class", () => {
    const rare = (balance: number) =>
      scores(
        trainOneVsRest(vectors, (row) => row === 0, 1, vectoriser.size, {
          loss: "squared_hinge",
          cost: 0.1,
          balance,
          epochs: 30,
          seed: 1,
        }),
        vectors[0]!,
      )[0]!;
    expect(rare(1)).toBeGreaterThan(rare(0));
  });

  test("one byte a weight keeps the scores within one per cent of the largest weight", () => {
    const model = learners.softmax;
    const small = quantise(model);
    for (const vector of vectors)
      scores(small, vector).forEach((score, k) => {
        expect(Math.abs(score - scores(model, vector)[k]!)).toBeLessThan(0.05);
      });
  });

  test("a packed model gives the scores of its one-byte form after unpacking", () => {
    const file = unpack<{ note: string }>(pack({ vectoriser, models: { one: learners.svm }, facts: { note: "三线" } }));
    expect(file.facts.note).toBe("三线");
    const vector = vectorise(file.vectoriser, groups[2]!);
    expect(vector).toEqual(vectors[2]);
    expect([...scores(file.models["one"]!, vector)]).toEqual([...scores(quantise(learners.svm), vector)]);
  });

  test("bytes that are no packed model are refused", () => {
    expect(() => unpack(Buffer.from("something else entirely"))).toThrow("not a packed model");
  });
});

describe("calibration", () => {
  test("softmax gives probabilities that sum to 1 at any temperature", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -500, max: 500, noNaN: true }), { minLength: 1, maxLength: 20 }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (logits, temperature) => {
          const probabilities = softmax(logits, temperature);
          expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
          expect(argmax(probabilities)).toBe(
            logits.findIndex((logit) => probabilities[logits.indexOf(logit)] === Math.max(...probabilities)),
          );
        },
      ),
    );
  });

  test("the temperature that made the truth is found again", () => {
    const logits = Array.from({ length: 400 }, (_, i) => [((i * 7) % 13) / 3, ((i * 5) % 11) / 3, ((i * 3) % 7) / 3]);
    const truth = logits.map((row) => softmax(row, 2));
    const found = fitTemperature(
      logits,
      (given, row) => -truth[row]!.reduce((sum, share, k) => sum + share * Math.log(given[k]!), 0),
    );
    expect(found).toBeCloseTo(2, 2);
  });

  test("a logistic curve rises with the score and crosses a half where both sides are equal", () => {
    const values = Array.from({ length: 200 }, (_, i) => (i - 100) / 50);
    const { scale, offset } = fitLogistic(
      values,
      values.map((value, i) => value + ((i * 37) % 100) / 100 - 0.5 > 0),
    );
    expect(scale).toBeGreaterThan(1);
    expect(-offset / scale).toBeCloseTo(0, 0);
  });
});

describe("hidden layer", () => {
  /** Class 1 when exactly one of two features is there, which no linear model can tell. */
  const either = Array.from({ length: 200 }, (_, i) => {
    const [a, b] = [i & 1, (i >> 1) & 1];
    const indices = [...(a ? [0] : []), ...(b ? [1] : []), 2];
    return {
      vector: { indices: Int32Array.from(indices), values: new Float32Array(indices.length).fill(1) },
      label: a ^ b,
    };
  });
  const train = () =>
    trainHiddenLayer(
      either.map(({ vector }) => vector),
      either.map(({ label }) => label),
      2,
      4,
      { units: 16, epochs: 40, rate: 0.1, decay: 0, dropout: 0, unitDropout: 0.1, minTexts: 1, seed: 3 },
    );

  test("it tells one of two from none and from both", () => {
    const model = train();
    for (const { vector, label } of either.slice(0, 4)) expect(argmax(hiddenScores(model, vector))).toBe(label);
  });

  test("the same texts give the same weights, and a feature of no text has none", () => {
    const [one, two] = [train(), train()];
    expect(one).toEqual(two);
    expect([...one.hidden.weights.subarray(3 * 16)]).toEqual(new Array(16).fill(0));
  });
});
