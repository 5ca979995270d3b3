import type { EChartsCoreOption } from "echarts/core.js";

export interface Line {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** Another line of the same colour, drawn dashed: the period before. */
  readonly dashed?: boolean;
  /** Position in the palette. */
  readonly colour: number;
}

/** A range behind the lines. */
export interface Band {
  readonly name: string;
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

/** What a chart over time shows, and how. */
export interface Drawing {
  readonly steps: readonly string[];
  readonly lines: readonly Line[];
  readonly band: Band | undefined;
  readonly format: (value: number) => string;
  /** The end of the scale, where there is one. */
  readonly most: number | undefined;
  /** Steps whose numbers are of fewer days than the others': drawn lighter and dashed, and said so in `partialWord`. */
  readonly partial: readonly number[];
  readonly partialWord: string;
  readonly theme: Theme;
  readonly fontFamily: string;
}

export type Theme = "light" | "dark";

/** Told apart by people who see colours differently, on both grounds. */
export const PALETTE = {
  light: ["#2456d6", "#c2570c", "#0f7b6c", "#9333b8", "#b3261e", "#5b6b0d"],
  dark: ["#8fadff", "#f6a861", "#5fd0bd", "#d7a1f0", "#ff9d94", "#c3d36a"],
};
export const INK = { light: { text: "#56617a", line: "#e2e6ee" }, dark: { text: "#a3adc2", line: "#2b3548" } };

/** The range behind the lines is two series of its own, which stand before theirs. */
export const seriesBefore = (band: Band | undefined): number => (band === undefined ? 0 : 2);

/** The drawing as the library takes it: a line, and of partial steps a dashed one of the same colour. */
export function optionOf(drawing: Drawing): EChartsCoreOption {
  const { steps, lines, band, format, partial, partialWord, theme } = drawing;
  const partials = partial.length === 0 ? [] : lines;
  return {
    animation: false,
    textStyle: { fontFamily: drawing.fontFamily },
    grid: { left: 8, right: 16, top: 16, bottom: 4, containLabel: true },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      formatter: (points: Point[]) => tooltip(points, format, partial, partialWord),
    },
    xAxis: {
      type: "category",
      data: [...steps],
      boundaryGap: false,
      axisLine: { lineStyle: { color: INK[theme].line } },
      axisTick: { show: false },
      axisLabel: { color: INK[theme].text, hideOverlap: true },
    },
    yAxis: scaleOf(drawing),
    series: [
      ...(band === undefined ? [] : bandOf(band, theme)),
      ...lines.map((line) => drawn(line, theme, wholeOnly(line.values, partial), steps.length)),
      ...partials.map((line) =>
        drawn({ ...line, dashed: true }, theme, partialOnly(line.values, partial), steps.length),
      ),
    ],
  };
}

function scaleOf({ lines, most, format, theme }: Drawing) {
  const whole = lines.every(({ values }) => values.every((value) => Number.isInteger(value ?? 0)));
  return {
    type: "value",
    ...(most === undefined ? {} : { max: most }),
    splitNumber: 4,
    // Halves of a ticket would be lines without a meaning.
    ...(whole ? { minInterval: 1 } : {}),
    splitLine: { lineStyle: { color: INK[theme].line } },
    axisLabel: { color: INK[theme].text, formatter: (value: number) => format(value) },
  };
}

/** An unseen line along the low end, and an area from there to the high one. */
function bandOf({ name, low, high }: Band, theme: Theme) {
  const color = INK[theme].line;
  const quiet = {
    type: "line" as const,
    stack: "band",
    symbol: "none",
    silent: true,
    lineStyle: { opacity: 0 },
    tooltip: { show: false },
  };
  return [
    { ...quiet, name: "low", data: [...low] },
    {
      ...quiet,
      name,
      areaStyle: { color, opacity: 0.9 },
      itemStyle: { color },
      data: high.map((end, i) => (end === null ? null : end - (low[i] ?? 0))),
    },
  ];
}

interface Point {
  readonly seriesName: string;
  readonly axisValueLabel: string;
  readonly dataIndex: number;
  readonly value: number | null;
}

/** Each line's number at a step, once, and whether the step is a whole one. */
function tooltip(
  points: readonly Point[],
  format: Drawing["format"],
  partial: readonly number[],
  word: string,
): string {
  const values = new Map<string, string>();
  for (const { seriesName, value } of points)
    if (typeof value === "number" && seriesName !== "low") values.set(seriesName, format(value));
  const [first] = points;
  const title = first === undefined ? "" : first.axisValueLabel;
  const note = first !== undefined && partial.includes(first.dataIndex) ? [word] : [];
  return [title, ...[...values].map(([name, value]) => `${name}  ${value}`), ...note].join("\n");
}

const wholeOnly = (values: Line["values"], partial: readonly number[]) =>
  values.map((value, at) => (partial.includes(at) ? null : value));

/** The partial points and their neighbours, so that a line leads to them. */
const partialOnly = (values: Line["values"], partial: readonly number[]) =>
  values.map((value, at) => (partial.some((place) => Math.abs(place - at) <= 1) ? value : null));

function drawn({ name, dashed, colour }: Line, theme: Theme, values: Line["values"], steps: number) {
  return {
    type: "line" as const,
    name,
    data: [...values],
    symbol: "circle",
    symbolSize: 6,
    showSymbol: steps < 40 && !dashed,
    triggerLineEvent: true,
    lineStyle: {
      width: dashed ? 1.5 : 2.25,
      type: dashed ? ("dashed" as const) : ("solid" as const),
      opacity: dashed ? 0.7 : 1,
    },
    itemStyle: { color: PALETTE[theme][colour % 6]!, opacity: dashed ? 0.7 : 1 },
  };
}
