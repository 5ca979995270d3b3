import { softmax } from "./model.ts";

const STEPS = 40;

/** The temperature with the lowest log loss, by golden-section search over 0.1 … 10 on a log scale. */
export function fitTemperature(
  logits: readonly ArrayLike<number>[],
  loss: (probabilities: Float64Array, row: number) => number,
): number {
  const total = (log: number) => logits.reduce((sum, row, i) => sum + loss(softmax(row, Math.exp(log)), i), 0);
  return Math.exp(minimise(total, Math.log(0.1), Math.log(10)));
}

/** Scale and offset of a logistic curve from score to probability (Platt 1999), by gradient descent on smoothed targets. */
export function fitLogistic(scores: readonly number[], truths: readonly boolean[]): { scale: number; offset: number } {
  const ones = truths.filter(Boolean).length;
  const high = (ones + 1) / (ones + 2);
  const low = 1 / (truths.length - ones + 2);
  let scale = 1;
  let offset = 0;
  for (let step = 0; step < 100; step++) {
    let [gs, go, hss, hso, hoo] = [0, 0, 1e-6, 0, 1e-6];
    scores.forEach((score, i) => {
      const p = 1 / (1 + Math.exp(-(scale * score + offset)));
      const error = p - (truths[i] ? high : low);
      const curve = p * (1 - p);
      gs += error * score;
      go += error;
      hss += curve * score * score;
      hso += curve * score;
      hoo += curve;
    });
    const determinant = hss * hoo - hso * hso;
    if (Math.abs(determinant) < 1e-12) break;
    const ds = (hoo * gs - hso * go) / determinant;
    const dO = (hss * go - hso * gs) / determinant;
    const damp = Math.min(1, 2 / (Math.abs(ds) + Math.abs(dO) + 1e-9));
    scale -= ds * damp;
    offset -= dO * damp;
    if (Math.abs(ds) + Math.abs(dO) < 1e-7) break;
  }
  return { scale, offset };
}

function minimise(value: (x: number) => number, low: number, high: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [low, high];
  let [c, d] = [b - golden * (b - a), a + golden * (b - a)];
  let [vc, vd] = [value(c), value(d)];
  for (let step = 0; step < STEPS; step++) {
    if (vc < vd) {
      [b, d, vd] = [d, c, vc];
      c = b - golden * (b - a);
      vc = value(c);
    } else {
      [a, c, vc] = [c, d, vd];
      d = a + golden * (b - a);
      vd = value(d);
    }
  }
  return (a + b) / 2;
}
