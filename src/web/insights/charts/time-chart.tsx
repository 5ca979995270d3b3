import { type ComponentProps, lazy, Suspense } from "react";
import { Loading } from "../../ui/states.tsx";

/** The drawing library is large: it comes once the page stands, and only where there is something to draw. */
const Drawn = lazy(() => import("./chart.tsx").then(({ LineChartOverTime }) => ({ default: LineChartOverTime })));

/** Lines over time; its box has its height before it is drawn. */
export function TimeChart(props: ComponentProps<typeof Drawn>) {
  return (
    <div style={{ minHeight: props.height ?? 280 }}>
      <Suspense fallback={<Loading />}>
        <Drawn {...props} />
      </Suspense>
    </div>
  );
}
