/** The `count` rows with the largest sums above 0, largest first, the earlier of two equals first. */
export function largest(sums: Float64Array, count: number, wanted: (row: number) => boolean = () => true): number[] {
  const found: number[] = [];
  // What a row has to exceed: nearly none does, so the rest is done for a few.
  let least = 0;
  for (let row = 0; row < sums.length; row++) {
    const sum = sums[row]!;
    if (sum <= least || !wanted(row)) continue;
    const before = found.findIndex((other) => sums[other]! < sum);
    found.splice(before < 0 ? found.length : before, 0, row);
    if (found.length > count) found.pop();
    if (found.length === count) least = sums[found.at(-1)!]!;
  }
  return found;
}
