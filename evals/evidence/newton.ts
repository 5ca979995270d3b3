/** Adds the gradient of a sum of losses at these weights to `slopes`, and its second derivatives to `bends`. */
type Add = (at: readonly number[], slopes: number[], bends: number[][]) => void;

/** The weights of least loss by Newton's method from zero on, where each has a decay of its own. */
export function byNewton(decay: readonly number[], steps: number, add: Add): number[] {
  let betas = decay.map(() => 0);
  for (let step = 0; step < steps; step++) {
    const slopes = betas.map((beta, c) => decay[c]! * beta);
    const bends = betas.map((_, c) => betas.map((_, d) => (c === d ? decay[c]! : 0)));
    add(betas, slopes, bends);
    const change = solved(bends, slopes);
    betas = betas.map((beta, c) => beta - change[c]!);
  }
  return betas;
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The standard deviation of some values. */
export function spreadOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

export const dot = (a: readonly number[], b: readonly number[]): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

/** What a positive definite matrix takes to `right`, by Gaussian elimination. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, r) => [...row, right[r]!]);
  for (const [r, row] of rows.entries())
    for (const below of rows.slice(r + 1)) {
      const share = below[r]! / row[r]!;
      for (let c = r; c < below.length; c++) below[c]! -= share * row[c]!;
    }
  const found = right.map(() => 0);
  for (let r = rows.length - 1; r >= 0; r--) {
    const row = rows[r]!;
    const known = dot(row.slice(r + 1, -1), found.slice(r + 1));
    found[r] = (row.at(-1)! - known) / row[r]!;
  }
  return found;
}
