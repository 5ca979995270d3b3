/** F1 from counts; 0 when nothing was right. */
const f1 = (right: number, given: number, gold: number): number => (right === 0 ? 0 : (2 * right) / (given + gold));

/** Share of the given labels that are right and share of the gold ones that were found; 1 for an empty side. */
export function precisionRecall(
  gold: readonly string[],
  given: readonly string[],
  label: string,
): { precision: number; recall: number } {
  const right = gold.filter((one, i) => one === label && given[i] === label).length;
  const [wanted, said] = [gold.filter((one) => one === label).length, given.filter((one) => one === label).length];
  return { precision: said === 0 ? 1 : right / said, recall: wanted === 0 ? 1 : right / wanted };
}

/** Mean F1 over the labels that occur in gold. */
export function macroF1(gold: readonly string[], given: readonly string[]): number {
  const labels = [...new Set(gold)];
  const of = (label: string) =>
    f1(
      gold.filter((one, i) => one === label && given[i] === label).length,
      given.filter((one) => one === label).length,
      gold.filter((one) => one === label).length,
    );
  return labels.reduce((sum, label) => sum + of(label), 0) / Math.max(1, labels.length);
}

export const accuracy = (gold: readonly string[], given: readonly string[]): number =>
  gold.filter((one, i) => one === given[i]).length / Math.max(1, gold.length);

/** F1 over all (case, tag) pairs. */
export function microF1(gold: readonly (readonly string[])[], given: readonly (readonly string[])[]): number {
  let [right, said, wanted] = [0, 0, 0];
  gold.forEach((tags, i) => {
    said += given[i]!.length;
    wanted += tags.length;
    right += tags.filter((tag) => given[i]!.includes(tag)).length;
  });
  return f1(right, said, wanted);
}

/** Mean gap between confidence and accuracy over ten equal bins, weighted by their size. */
export function expectedCalibrationError(confidences: readonly number[], right: readonly boolean[]): number {
  const bins = Array.from({ length: 10 }, () => ({ confidence: 0, right: 0 }));
  confidences.forEach((confidence, i) => {
    const bin = bins[Math.min(9, Math.floor(confidence * 10))]!;
    bin.confidence += confidence;
    bin.right += right[i] ? 1 : 0;
  });
  return bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / Math.max(1, confidences.length);
}

/** The largest share of cases, most confident first, that can be answered with at least this precision. */
export function coverageAtPrecision(
  confidences: readonly number[],
  right: readonly boolean[],
  precision: number,
): number {
  const order = confidences.map((_, i) => i).sort((a, b) => confidences[b]! - confidences[a]!);
  let [good, covered] = [0, 0];
  order.forEach((i, rank) => {
    if (right[i]) good++;
    if (good / (rank + 1) >= precision) covered = rank + 1;
  });
  return covered / Math.max(1, order.length);
}

/** Value below which this share of the values lies (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

export const rounded = (value: number, digits = 3): number => Number(value.toFixed(digits));
