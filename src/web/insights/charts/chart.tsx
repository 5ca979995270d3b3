import { LineChart } from "echarts/charts.js";
import { GridComponent, TooltipComponent } from "echarts/components.js";
import * as echarts from "echarts/core.js";
import { CanvasRenderer } from "echarts/renderers.js";
import { useEffect, useRef } from "react";
import { usePreferences } from "../../app/preferences.tsx";

echarts.use([LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

export interface Line {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** Another line of the same colour, drawn dashed: the period before. */
  readonly dashed?: boolean;
  /** Position in the palette. */
  readonly colour: number;
}
interface Props {
  readonly label: string;
  readonly steps: readonly string[];
  readonly lines: readonly Line[];
  /** A range behind the lines. */
  readonly band?: {
    readonly name: string;
    readonly low: readonly (number | null)[];
    readonly high: readonly (number | null)[];
  };
  readonly format: (value: number) => string;
  /** Told which step of which line was chosen. */
  readonly onPick?: (step: number, line: number) => void;
  readonly height?: number;
  /** The end of the scale, where there is one. */
  readonly most?: number | undefined;
  /** Steps whose numbers are of fewer days than the others': drawn lighter and dashed, and said so. */
  readonly partial?: readonly number[];
}

/** Told apart by people who see colours differently, on both grounds. */
const PALETTE = {
  light: ["#2456d6", "#c2570c", "#0f7b6c", "#9333b8", "#b3261e", "#5b6b0d"],
  dark: ["#8fadff", "#f6a861", "#5fd0bd", "#d7a1f0", "#ff9d94", "#c3d36a"],
};
const INK = { light: { text: "#56617a", line: "#e2e6ee" }, dark: { text: "#a3adc2", line: "#2b3548" } };

const NONE: readonly number[] = [];
const PARTIAL = { zh: "虚线为部分数据：该段时间未满", en: "Dashed: partial, that step is not whole" };

/** Lines over time on a canvas. What it shows stands in a table as well; it is named by its label. */
export function LineChartOverTime({
  label,
  steps,
  lines,
  band,
  format,
  onPick,
  height = 280,
  most,
  partial = NONE,
}: Props) {
  const { dark, language } = usePreferences();
  const partialWord = PARTIAL[language];
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts | null>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  // The range behind the lines is two series of its own.
  const offset = useRef(0);
  offset.current = band === undefined ? 0 : 2;
  const count = useRef(lines.length);
  count.current = lines.length;
  useEffect(() => {
    const made = echarts.init(box.current!, undefined, { renderer: "canvas" });
    chart.current = made;
    made.on("click", ({ dataIndex, seriesIndex }) =>
      pick.current?.(dataIndex, ((seriesIndex ?? 0) - offset.current) % count.current),
    );
    const redraw = () => made.resize();
    const watch = new ResizeObserver(redraw);
    // A font that comes late would leave boxes on the canvas.
    document.fonts.addEventListener("loadingdone", redraw);
    watch.observe(box.current!);
    return () => {
      watch.disconnect();
      document.fonts.removeEventListener("loadingdone", redraw);
      made.dispose();
    };
  }, []);
  useEffect(() => {
    const theme = dark ? "dark" : "light";
    const { text, line } = INK[theme];
    const quiet = {
      type: "line" as const,
      stack: "band",
      symbol: "none",
      silent: true,
      lineStyle: { opacity: 0 },
      tooltip: { show: false },
    };
    const bands =
      band === undefined
        ? []
        : [
            { ...quiet, name: "low", data: [...band.low] },
            {
              ...quiet,
              name: band.name,
              areaStyle: { color: line, opacity: 0.9 },
              itemStyle: { color: line },
              data: band.high.map((high, i) => (high === null ? null : high - (band.low[i] ?? 0))),
            },
          ];
    chart.current?.setOption(
      {
        animation: false,
        textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
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
          axisLine: { lineStyle: { color: line } },
          axisTick: { show: false },
          axisLabel: { color: text, hideOverlap: true },
        },
        yAxis: {
          type: "value",
          ...(most === undefined ? {} : { max: most }),
          splitNumber: 4,
          // Halves of a ticket would be lines without a meaning.
          ...(lines.every(({ values }) => values.every((value) => Number.isInteger(value ?? 0)))
            ? { minInterval: 1 }
            : {}),
          splitLine: { lineStyle: { color: line } },
          axisLabel: { color: text, formatter: (value: number) => format(value) },
        },
        series: [
          ...bands,
          ...lines.map((line) => drawn(line, theme, wholeOnly(line.values, partial), steps.length)),
          ...(partial.length === 0
            ? []
            : lines.map((line) =>
                drawn({ ...line, dashed: true }, theme, partialOnly(line.values, partial), steps.length),
              )),
        ],
      } as never,
      true,
    );
  }, [steps, lines, band, format, dark, most, partial, partialWord]);
  const theme = dark ? "dark" : "light";
  const named = lines.length > 1 || band !== undefined || partial.length > 0;
  return (
    <>
      {named && (
        <ul className="legend" aria-hidden="true">
          {lines.map(({ name, colour, dashed }) => (
            <li key={name}>
              <i className={dashed ? "dashed" : undefined} style={{ borderColor: PALETTE[theme][colour % 6] }} />
              {name}
            </li>
          ))}
          {band !== undefined && (
            <li>
              <i className="area" style={{ background: INK[theme].line }} />
              {band.name}
            </li>
          )}
          {partial.length > 0 && (
            <li>
              <i className="dashed" style={{ borderColor: INK[theme].text }} />
              {partialWord}
            </li>
          )}
        </ul>
      )}
      <div
        ref={box}
        className="chart"
        role="img"
        aria-label={partial.length > 0 ? `${label} · ${partialWord}` : label}
        style={{ height }}
      />
    </>
  );
}

interface Point {
  readonly seriesName: string;
  readonly axisValueLabel: string;
  readonly dataIndex: number;
  readonly value: number | null;
}

/** Each line's number at a step, once, and whether the step is a whole one. */
function tooltip(points: readonly Point[], format: Props["format"], partial: readonly number[], word: string): string {
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

function drawn({ name, dashed, colour }: Line, theme: "light" | "dark", values: Line["values"], steps: number) {
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
