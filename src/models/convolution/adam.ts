const [FIRST, SECOND, SMALL] = [0.9, 0.999, 1e-8];

/** Moving means of the gradients of some weights and of their squares. */
export interface Moments {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

export const momentsOf = (weights: Float64Array): Moments => ({
  first: new Float64Array(weights.length),
  second: new Float64Array(weights.length),
});

/** One step of Adam (Kingma and Ba 2015) on the weights `from` … `to`; sets their gradients back to 0. `step` counts from 1. */
export function adamStep(
  weights: Float64Array,
  gradients: Float64Array,
  { first, second }: Moments,
  rate: number,
  step: number,
  from = 0,
  to: number = weights.length,
): void {
  const mean = rate / (1 - FIRST ** step);
  const spread = 1 / (1 - SECOND ** step);
  for (let i = from; i < to; i++) {
    const gradient = gradients[i]!;
    const m = FIRST * first[i]! + (1 - FIRST) * gradient;
    const v = SECOND * second[i]! + (1 - SECOND) * gradient * gradient;
    first[i] = m;
    second[i] = v;
    weights[i]! -= (mean * m) / (Math.sqrt(v * spread) + SMALL);
    gradients[i] = 0;
  }
}
