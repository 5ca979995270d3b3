import { systemCtx } from "../../kernel/ctx.ts";
import { periodOf } from "../../reports/period.ts";
import { DEFAULT_RATE } from "../../reports/report.ts";
import { REPORT_NAMES, type ReportDeps, runReport } from "../../reports/run.ts";
import type { Telling } from "../../voc/briefing/briefings.ts";

/** The sentences of a report over whole days in UTC, beside the days before; none for a report that has gone. */
export const tellReport =
  (deps: ReportDeps): Telling["report"] =>
  async (tenantId, name, language, { from, to }) => {
    const report = REPORT_NAMES.find((one) => one === name);
    if (report === undefined) return [];
    const query = { period: periodOf(from, to, "UTC"), slice: {}, language, rate: DEFAULT_RATE, compare: true };
    return (await runReport(deps, systemCtx(tenantId, "briefing"), report, query, "narrated")).sentences;
  };
