/** Turns logits into probabilities minus the truth, times `weight`: what a log loss asks each logit to change by. */
export function errorsInPlace(logits: Float64Array, label: number, weight = 1): void {
  let top = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < logits.length; k++) top = Math.max(top, logits[k]!);
  let sum = 0;
  for (let k = 0; k < logits.length; k++) {
    logits[k] = Math.exp(logits[k]! - top);
    sum += logits[k]!;
  }
  for (let k = 0; k < logits.length; k++) logits[k] = (logits[k]! / sum - (k === label ? 1 : 0)) * weight;
}
