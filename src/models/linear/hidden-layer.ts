import { type KeptFeatures, keepSome, roomFor } from "./dropout.ts";
import { errorsInPlace } from "./errors.ts";
import { type LinearModel, plainModel, scores } from "./model.ts";
import { gaussian, range, seededRandom, shuffle } from "./random.ts";
import type { SparseVector } from "./vectoriser.ts";

/** Two linear models with a layer between them that passes on what is above 0. */
export interface HiddenLayer {
  /** From features to units. */
  readonly hidden: LinearModel;
  /** From units and the constant one behind them to classes. */
  readonly output: LinearModel;
}

export interface HiddenLayerOptions {
  readonly units: number;
  readonly epochs: number;
  /** AdaGrad step at the start; falls to 0 along a line. */
  readonly rate: number;
  /** L2 decay of the weights that a text touches. */
  readonly decay: number;
  /** Shares of the features and of the units left out at random each time a text is seen. */
  readonly dropout: number;
  readonly unitDropout: number;
  /** Features of fewer texts are not read. */
  readonly minTexts: number;
  readonly seed: number;
}

/** One score a class. */
export function hiddenScores({ hidden, output }: HiddenLayer, vector: SparseVector): Float64Array {
  const units = scores(hidden, vector);
  const values = Float32Array.from({ length: units.length + 1 }, (_, u) => Math.max(0, units[u] ?? 1));
  return scores(output, { indices: range(values.length), values });
}

/** Spread of the weights at the start. */
const START = 0.1;

/** Learns classes by AdaGrad (Duchi et al. 2011), with one step size a feature instead of one a weight: half the work. */
export function trainHiddenLayer(
  texts: readonly SparseVector[],
  labels: ArrayLike<number>,
  classes: number,
  features: number,
  options: HiddenLayerOptions,
): HiddenLayer {
  const { units } = options;
  const random = seededRandom(options.seed);
  const read = frequentOnly(texts, features, options.minTexts);
  const hidden = new Float32Array(features * units);
  for (const feature of new Set(read.flatMap(({ indices }) => [...indices])))
    for (let u = 0; u < units; u++) hidden[feature * units + u] = START * gaussian(random);
  const squares = new Float32Array(features).fill(1e-4);
  const output = Float32Array.from({ length: classes * (units + 1) }, () => gaussian(random) / Math.sqrt(units));
  const outputSquares = new Float32Array(output.length).fill(1e-6);
  const kept = roomFor(read);
  const [values, mask, back] = [new Float32Array(units + 1), new Float32Array(units + 1), new Float32Array(units)];
  const order = range(read.length);
  const steps = options.epochs * read.length;
  let step = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    for (const row of order) {
      const rate = options.rate * (1 - step++ / steps);
      const count = keepSome(read[row]!, options.dropout, random, kept);
      for (let u = 0; u < units; u++) mask[u] = random() < options.unitDropout ? 0 : 1 / (1 - options.unitDropout);
      forward(hidden, kept, count, units, values);
      mask[units] = 1;
      for (let u = 0; u <= units; u++) values[u]! *= mask[u]!;
      outputStep(output, outputSquares, values, back, labels[row]!, classes, rate, options.decay);
      let square = 0;
      for (let u = 0; u < units; u++) {
        back[u]! *= values[u]! > 0 ? mask[u]! : 0;
        square += back[u]! * back[u]!;
      }
      hiddenStep(hidden, squares, kept, count, back, square / units, rate, options.decay);
    }
  }
  // By unit and class, as linear models keep their weights.
  const turned = Float32Array.from(output, (_, i) => output[(i % classes) * (units + 1) + Math.floor(i / classes)]!);
  return { hidden: plainModel(units, features, hidden), output: plainModel(classes, units + 1, turned) };
}

function frequentOnly(texts: readonly SparseVector[], features: number, least: number): SparseVector[] {
  const counts = new Int32Array(features);
  for (const { indices } of texts) for (const index of indices) counts[index]!++;
  return texts.map(({ indices, values }) => ({
    indices: indices.filter((index) => counts[index]! >= least),
    values: values.filter((_, i) => counts[indices[i]!]! >= least),
  }));
}

/** The units' values above 0, and the constant one. */
function forward(
  hidden: Float32Array,
  { indices, values }: KeptFeatures,
  count: number,
  units: number,
  into: Float32Array,
) {
  into.fill(0);
  for (let i = 0; i < count; i++) {
    const offset = indices[i]! * units;
    const value = values[i]!;
    for (let u = 0; u < units; u++) into[u]! += hidden[offset + u]! * value;
  }
  for (let u = 0; u < units; u++) if (into[u]! < 0) into[u] = 0;
  into[units] = 1;
}

/** One step of the upper weights, one row a class; `back` becomes what the units should change by. */
function outputStep(
  output: Float32Array,
  squares: Float32Array,
  values: Float32Array,
  back: Float32Array,
  label: number,
  classes: number,
  rate: number,
  decay: number,
): void {
  const width = values.length;
  const errors = new Float64Array(classes);
  for (let c = 0; c < classes; c++) for (let u = 0; u < width; u++) errors[c]! += output[c * width + u]! * values[u]!;
  errorsInPlace(errors, label);
  back.fill(0);
  for (let c = 0; c < classes; c++) {
    const error = errors[c]!;
    for (let u = 0, at = c * width; u < width; u++, at++) {
      const value = values[u]!;
      if (value === 0) continue;
      const weight = output[at]!;
      if (u < back.length) back[u]! += error * weight;
      const gradient = error * value + decay * weight;
      const square = squares[at]! + gradient * gradient;
      squares[at] = square;
      output[at] = weight - (rate * gradient) / Math.sqrt(square);
    }
  }
}

/** One step of the lower weights; `square` is the mean square of what the units should change by. */
function hiddenStep(
  hidden: Float32Array,
  squares: Float32Array,
  { indices, values }: KeptFeatures,
  count: number,
  back: Float32Array,
  square: number,
  rate: number,
  decay: number,
): void {
  if (square === 0) return;
  const units = back.length;
  const shrink = 1 - rate * decay;
  for (let i = 0; i < count; i++) {
    const feature = indices[i]!;
    const value = values[i]!;
    const sum = squares[feature]! + square * value * value;
    squares[feature] = sum;
    const step = (rate * value) / Math.sqrt(sum);
    for (let u = 0, at = feature * units; u < units; u++, at++) hidden[at] = hidden[at]! * shrink - step * back[u]!;
  }
}
