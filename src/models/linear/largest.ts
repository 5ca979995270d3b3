/** The `count` rows with the largest sums above 0, largest first, the earlier of two equals first. */
export function largest(sums: Float64Array, count: number, wanted: (row: number) => boolean = () => true): number[] {
  const found: number[] = [];
  // What a row has to exceed: nearly none does, so the rest is done for a few.
  let least = 0;
  for (let row = 0; row < sums.length; row++) {
    const sum = sums[row]!;
    if (sum <= least || !wanted(row)) continue;
    insert(found, row, sums);
    if (found.length > count) found.pop();
    if (found.length === count) least = sums[found.at(-1)!]!;
  }
  return found;
}

/** Not within the loop: what a function there looks at is put aside anew in every turn of it, which takes ten times as long. */
function insert(found: number[], row: number, sums: Float64Array): void {
  const before = found.findIndex((other) => sums[other]! < sums[row]!);
  found.splice(before < 0 ? found.length : before, 0, row);
}
