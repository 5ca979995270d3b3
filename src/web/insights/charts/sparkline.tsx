const WIDTH = 120;
const HEIGHT = 32;
const EDGE = 3;

/** The course of a count in little; what it shows stands beside it as numbers. */
export function Sparkline({ values }: { readonly values: readonly number[] }) {
  const most = Math.max(1, ...values);
  const x = (i: number) => EDGE + (values.length === 1 ? 0.5 : i / (values.length - 1)) * (WIDTH - 2 * EDGE);
  const y = (value: number) => HEIGHT - EDGE - (value / most) * (HEIGHT - 2 * EDGE);
  const points = values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`);
  return (
    <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <polyline points={points.join(" ")} />
      <circle cx={x(values.length - 1)} cy={y(values.at(-1) ?? 0)} r={EDGE - 0.5} />
    </svg>
  );
}
