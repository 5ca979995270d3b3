import { gaussian, range, seededRandom, shuffle } from "../linear/random.ts";
import { adamStep, momentsOf } from "./adam.ts";
import { addGradients, type Dropout, gradientsOf } from "./gradients.ts";
import { type ConvolutionNetwork, readLength, WIDTHS } from "./network.ts";
import type { Vocabulary } from "./words.ts";

export interface ConvolutionOptions extends Dropout {
  readonly filters: number;
  readonly epochs: number;
  /** Texts a step. */
  readonly batch: number;
  /** Step of Adam at the start; falls to 0 along a line. */
  readonly rate: number;
  readonly seed: number;
}

/** Learns classes of texts given as word ids. The word vectors are where training starts. */
export function trainConvolution(
  texts: readonly Int32Array[],
  labels: ArrayLike<number>,
  classes: number,
  { vectors, dimensions }: Pick<Vocabulary, "vectors" | "dimensions">,
  options: ConvolutionOptions,
): ConvolutionNetwork {
  const { filters, batch } = options;
  const random = seededRandom(options.seed);
  const network = startNetwork(classes, filters, dimensions, vectors, random);
  const gradients = gradientsOf(network);
  const moments = {
    vectors: momentsOf(network.vectors),
    kernels: momentsOf(network.kernels),
    offsets: momentsOf(network.offsets),
    output: momentsOf(network.output),
    bias: momentsOf(network.bias),
  };
  const order = range(texts.length);
  const steps = options.epochs * Math.ceil(texts.length / batch);
  let step = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    for (let from = 0; from < order.length; from += batch) {
      const rate = options.rate * (1 - step / steps);
      step++;
      const lessons = Array.from(order.subarray(from, from + batch), (row) => ({
        words: texts[row]!,
        label: labels[row]!,
      }));
      const touched = addGradients(network, gradients, lessons, options, random);
      for (const word of touched) {
        const [start, end] = [word * dimensions, (word + 1) * dimensions];
        adamStep(network.vectors, gradients.vectors, moments.vectors, rate, step, start, end);
      }
      for (const part of ["kernels", "offsets", "output", "bias"] as const)
        adamStep(network[part], gradients[part], moments[part], rate, step);
    }
  }
  return network;
}

function startNetwork(
  classes: number,
  filters: number,
  dimensions: number,
  vectors: Float64Array,
  random: () => number,
): ConvolutionNetwork {
  const gauss = (length: number, spread: number) => Float64Array.from({ length }, () => spread * gaussian(random));
  const kernels = WIDTHS.flatMap((width) => [
    ...gauss(width * filters * dimensions, 1.5 / Math.sqrt(width * dimensions)),
  ]);
  return {
    classes,
    filters,
    dimensions,
    vectors: vectors.slice(),
    kernels: Float64Array.from(kernels),
    offsets: new Float64Array(WIDTHS.length * filters),
    output: gauss(classes * readLength(filters, dimensions), 0.05),
    bias: new Float64Array(classes),
  };
}
