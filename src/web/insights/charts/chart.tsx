import { LineChart } from "echarts/charts.js";
import { GridComponent, TooltipComponent } from "echarts/components.js";
import * as echarts from "echarts/core.js";
import { CanvasRenderer } from "echarts/renderers.js";
import { useEffect, useRef } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { type Band, INK, type Line, optionOf, PALETTE, seriesBefore, type Theme } from "./chart-option.ts";

echarts.use([LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

interface Props {
  readonly label: string;
  readonly steps: readonly string[];
  readonly lines: readonly Line[];
  readonly band?: Band;
  readonly format: (value: number) => string;
  /** Told which step of which line was chosen. */
  readonly onPick?: (step: number, line: number) => void;
  readonly height?: number;
  /** The end of the scale, where there is one. */
  readonly most?: number | undefined;
  /** Steps whose numbers are of fewer days than the others': drawn lighter and dashed, and said so. */
  readonly partial?: readonly number[];
}

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
  const offset = useRef(0);
  offset.current = seriesBefore(band);
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
  const theme = dark ? "dark" : "light";
  useEffect(() => {
    const { fontFamily } = getComputedStyle(document.body);
    const option = optionOf({ steps, lines, band, format, most, partial, partialWord, theme, fontFamily });
    chart.current?.setOption(option, true);
  }, [steps, lines, band, format, most, partial, partialWord, theme]);
  const named = lines.length > 1 || band !== undefined || partial.length > 0;
  return (
    <>
      {named && (
        <Legend lines={lines} band={band} partialWord={partial.length > 0 ? partialWord : null} theme={theme} />
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

interface LegendProps {
  readonly lines: readonly Line[];
  readonly band: Band | undefined;
  /** Null where every step is a whole one. */
  readonly partialWord: string | null;
  readonly theme: Theme;
}

function Legend({ lines, band, partialWord, theme }: LegendProps) {
  return (
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
      {partialWord !== null && (
        <li>
          <i className="dashed" style={{ borderColor: INK[theme].text }} />
          {partialWord}
        </li>
      )}
    </ul>
  );
}
