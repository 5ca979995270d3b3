import { featureDropout } from "./dropout.ts";
import { errorsInPlace } from "./errors.ts";
import { type LinearModel, plainModel, scores } from "./model.ts";
import { gaussian, range, seededRandom, shuffle } from "./random.ts";
import { sumColumns } from "./sums.ts";
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

/** Spread of the weights at the start; they lie evenly, for what a normal distribution costs more. */
const START = 0.1;
const SIDE = START * Math.sqrt(3);

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
  const frequent = frequentFeatures(texts, features, options.minTexts);
  const read = texts.map((text) => onlyOf(frequent, text));
  const hidden = new Float32Array(features * units);
  for (let feature = 0; feature < features; feature++) {
    if (frequent[feature] === 0) continue;
    for (let u = 0; u < units; u++) hidden[feature * units + u] = SIDE * (2 * random() - 1);
  }
  const squares = new Float32Array(features).fill(1e-4);
  const output = Float32Array.from({ length: classes * (units + 1) }, () => gaussian(random) / Math.sqrt(units));
  const outputSquares = new Float32Array(output.length).fill(1e-6);
  const dropout = featureDropout(read, options.dropout, random);
  const [values, mask, back] = [new Float64Array(units + 1), new Float64Array(units + 1), new Float64Array(units)];
  const live = new Int32Array(units);
  const order = range(read.length);
  const steps = options.epochs * read.length;
  let step = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    for (const row of order) {
      const rate = options.rate * (1 - step++ / steps);
      const count = dropout.keepSome(read[row]!);
      for (let u = 0; u < units; u++) mask[u] = random() < options.unitDropout ? 0 : 1 / (1 - options.unitDropout);
      sumColumns(hidden, units, dropout.kept, count, values);
      for (let u = 0; u < units; u++) values[u] = Math.max(0, values[u]!) * mask[u]!;
      values[units] = 1;
      outputStep(output, outputSquares, values, back, labels[row]!, classes, rate, options.decay);
      // Units that were left out, or stand at 0, hand nothing on: about half of the work.
      let [square, living] = [0, 0];
      for (let u = 0; u < units; u++) {
        if (values[u]! === 0) continue;
        back[u]! *= mask[u]!;
        square += back[u]! * back[u]!;
        live[living++] = u;
      }
      hiddenStep(
        hidden,
        squares,
        dropout.kept,
        count,
        { back, live, living, square: square / units },
        rate,
        options.decay,
      );
    }
  }
  // By unit and class, as linear models keep their weights.
  const turned = Float32Array.from(output, (_, i) => output[(i % classes) * (units + 1) + Math.floor(i / classes)]!);
  return { hidden: plainModel(units, features, hidden), output: plainModel(classes, units + 1, turned) };
}

/** 1 for each feature that so many texts have. */
function frequentFeatures(texts: readonly SparseVector[], features: number, least: number): Uint8Array {
  const counts = new Int32Array(features);
  for (const { indices } of texts) for (let i = 0; i < indices.length; i++) counts[indices[i]!]!++;
  return Uint8Array.from(counts, (count) => (count > 0 && count >= least ? 1 : 0));
}

function onlyOf(wanted: Uint8Array, { indices, values }: SparseVector): SparseVector {
  const kept = { indices: new Int32Array(indices.length), values: new Float32Array(indices.length) };
  let count = 0;
  for (let i = 0; i < indices.length; i++) {
    if (wanted[indices[i]!] === 0) continue;
    kept.indices[count] = indices[i]!;
    kept.values[count++] = values[i]!;
  }
  return { indices: kept.indices.subarray(0, count), values: kept.values.subarray(0, count) };
}

/** One step of the upper weights, one row a class; `back` becomes what the units should change by. */
function outputStep(
  output: Float32Array,
  squares: Float32Array,
  values: Float64Array,
  back: Float64Array,
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

/** What the units should change by, which of them hand it on, and its mean square over all. */
interface Blame {
  readonly back: Float64Array;
  readonly live: Int32Array;
  readonly living: number;
  readonly square: number;
}

/** One step of the lower weights. */
function hiddenStep(
  hidden: Float32Array,
  squares: Float32Array,
  { indices, values }: SparseVector,
  count: number,
  { back, live, living, square }: Blame,
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
    const start = feature * units;
    for (let j = 0; j < living; j++) {
      const u = live[j]!;
      hidden[start + u] = hidden[start + u]! * shrink - step * back[u]!;
    }
  }
}
