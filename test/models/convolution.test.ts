import { describe, expect, test } from "vitest";
import { convolutionScorer } from "../../src/models/convolution/score.ts";
import { trainConvolution } from "../../src/models/convolution/train.ts";
import { plainWords, vocabularyOf, wordIds } from "../../src/models/convolution/words.ts";
import { argmax } from "../../src/models/linear/model.ts";

const OPTIONS = { filters: 8, epochs: 30, batch: 16, rate: 1e-2, wordDropout: 0, dropout: 0.2, seed: 1 };

function learn(examples: readonly (readonly [text: string, label: number])[]) {
  const words = examples.map(([text]) => plainWords(text));
  const vocabulary = vocabularyOf(words);
  const network = trainConvolution(
    words.map((one) => wordIds(vocabulary, one)),
    examples.map(([, label]) => label),
    2,
    vocabulary,
    OPTIONS,
  );
  const score = convolutionScorer(network, vocabulary);
  return { network, score: (text: string) => score(plainWords(text)) };
}

describe("convolutional network", () => {
  const fillers = ["please", "today", "again", "now", "my friend", "quickly", "there", "this week"];
  const order = fillers.flatMap((filler) => [
    [`${filler} from card to bank`, 0] as const,
    [`${filler} from bank to card`, 1] as const,
    [`from card to bank ${filler}`, 0] as const,
    [`from bank to card ${filler}`, 1] as const,
  ]);

  test("it tells texts apart that differ only in the order of their words", () => {
    const { score } = learn(order);
    expect(argmax(score("hello from card to bank thanks"))).toBe(0);
    expect(argmax(score("hello from bank to card thanks"))).toBe(1);
  });

  test("a word that no example has counts as words of its meaning do, in either language", () => {
    const animals = ["dog", "cat", "horse", "cow", "pig", "sheep"];
    const cities = ["london", "paris", "berlin", "madrid", "vienna", "rome"];
    const { score } = learn([
      ...animals.map((word) => [word, 0] as const),
      ...cities.map((word) => [word, 1] as const),
    ]);
    expect(argmax(score("rabbit"))).toBe(0);
    expect(argmax(score("barcelona"))).toBe(1);
    expect(argmax(score("兔子"))).toBe(0);
  });

  test("the same examples give the same network, and empty or unknown texts give finite scores", () => {
    const [one, two] = [learn(order), learn(order)];
    expect(one.network.kernels).toEqual(two.network.kernels);
    for (const text of ["", "🙂", "zzzqqq", "?", "word ".repeat(5_000)])
      expect([...one.score(text)].every(Number.isFinite)).toBe(true);
  });
});
