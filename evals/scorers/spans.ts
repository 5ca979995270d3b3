export interface GoldSpan {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

export interface KindCount {
  readonly all: number;
  /** Of these at least one sign was found. */
  readonly touched: number;
  /** All of it was found. */
  readonly covered: number;
}

/** How much of the gold spans is found, kind by kind, whatever kind the finding is of: a hidden value is hidden. */
export function spansByKind(
  rows: readonly { readonly gold: readonly GoldSpan[]; readonly found: readonly Omit<GoldSpan, "kind">[] }[],
): Map<string, KindCount> {
  const counts = new Map<string, KindCount>();
  for (const { gold, found } of rows)
    for (const { kind, start, end } of gold) {
      const { all, touched, covered } = counts.get(kind) ?? { all: 0, touched: 0, covered: 0 };
      const near = found.filter((span) => span.start < end && start < span.end);
      const whole = near.reduce((held, span) => held + Math.min(end, span.end) - Math.max(start, span.start), 0);
      counts.set(kind, {
        all: all + 1,
        touched: touched + (near.length > 0 ? 1 : 0),
        covered: covered + (whole === end - start ? 1 : 0),
      });
    }
  return counts;
}
