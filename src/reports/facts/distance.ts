/** Beyond this the texts are compared by their lengths alone. */
const MOST = 2_000;

/** Levenshtein distance in characters (code points): how many were put in, taken out or replaced. */
export function editDistance(one: string, other: string): number {
  const a = [...one];
  const b = [...other];
  if (one === other) return 0;
  if (a.length > MOST || b.length > MOST) return Math.max(1, Math.abs(a.length - b.length));
  let row = Uint16Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = new Uint16Array(b.length + 1);
    next[0] = i;
    for (let k = 1; k <= b.length; k += 1)
      next[k] = Math.min(row[k]! + 1, next[k - 1]! + 1, row[k - 1]! + (a[i - 1] === b[k - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}
