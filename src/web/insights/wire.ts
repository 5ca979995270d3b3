import type { Unit } from "./format.ts";

/** Shapes of what the API answers; the zod schemas stand beside its routes. */
export interface Figure {
  readonly key: string;
  readonly name: string;
  readonly unit: Unit;
  readonly better: "up" | "down" | null;
  readonly value: number | null;
  readonly count: number;
  readonly previous: number | null;
  readonly change: number | null;
  readonly formula: string;
}
export interface ReportTable {
  readonly key: string;
  readonly name: string;
  readonly dimension: string | null;
  readonly columns: readonly { readonly key: string; readonly name: string; readonly unit: Unit }[];
  readonly rows: readonly {
    readonly value: string;
    readonly name: string;
    readonly cells: readonly (number | string | null)[];
  }[];
  /** Rows beyond these. */
  readonly more: number;
}
export interface ReportSeries {
  readonly key: string;
  readonly name: string;
  readonly unit: Unit;
  readonly points: readonly { readonly at: string; readonly value: number | null }[];
}
export interface Report {
  readonly name: string;
  readonly about: string;
  readonly noData: boolean;
  readonly figures: readonly Figure[];
  readonly series: readonly ReportSeries[];
  readonly tables: readonly ReportTable[];
  readonly sentences: readonly string[];
  readonly method: readonly { readonly key: string; readonly name: string; readonly formula: string }[];
}

export interface TagChange {
  readonly tag: string;
  readonly count: number;
  readonly share: number | null;
  readonly previous: { readonly count: number };
  readonly change: number | null;
}
export interface Trend {
  readonly steps: readonly string[];
  readonly series: readonly (TagChange & {
    readonly counts: readonly number[];
    readonly previousCounts: readonly number[];
  })[];
}
export interface Slices {
  readonly total: number;
  /** In a tree: from its top down to what is looked into. */
  readonly path?: readonly string[];
  readonly values: readonly {
    readonly value: string;
    readonly count: number;
    readonly previous: number;
    readonly slice?: { readonly dimension: string; readonly value: string };
    readonly opens?: boolean;
  }[];
}
interface Expected {
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}
export interface Anomalies {
  readonly anomalies: readonly {
    readonly tag: string;
    readonly step: string;
    readonly count: number;
    readonly expected: Expected;
  }[];
  readonly watched: readonly {
    readonly tag: string;
    readonly steps: readonly {
      readonly step: string;
      readonly count: number;
      readonly expected: Expected | null;
      readonly anomaly: boolean;
    }[];
  }[];
}
export interface SavedViews {
  readonly views: readonly {
    readonly id: string;
    readonly name: string;
    readonly question: Readonly<Record<string, unknown>>;
    readonly ownerId: string;
    readonly shared: boolean;
  }[];
}
export interface Alert {
  readonly id: string;
  readonly name: string;
  readonly rule: {
    readonly when: "anomaly" | "threshold";
    readonly atLeast?: number;
    readonly by: "day" | "week";
    readonly tags: readonly string[];
    readonly slice?: { readonly dimension: string; readonly value: string };
  };
}
export interface Alerts {
  readonly alerts: readonly Alert[];
  readonly alarms: readonly {
    readonly alertId: string;
    readonly tag: string;
    readonly step: string;
    readonly count: number;
  }[];
}
interface ThemeQuote {
  readonly ticketId: string;
  readonly day: string;
  readonly quote: string;
}
export interface Themes {
  readonly steps: readonly string[];
  readonly themes: readonly {
    readonly id: string;
    readonly name: string;
    readonly firstDay: string;
    readonly count: number;
    readonly previous: number;
    readonly counts: readonly number[];
    readonly quotes: readonly ThemeQuote[];
  }[];
}
export interface Theme {
  readonly id: string;
  readonly name: string;
  readonly terms: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly quotes: readonly ThemeQuote[];
}
export interface Quotes {
  readonly quotes: readonly {
    readonly ticketId: string;
    readonly tag: string;
    readonly at: string;
    readonly quote: string;
    readonly facts: Readonly<Record<string, string>>;
  }[];
  readonly next: string | null;
}
interface Sample {
  readonly known: number;
  readonly had: number;
  readonly share: number | null;
}
export interface Drivers {
  readonly drivers: readonly {
    readonly tag: string;
    readonly with: Sample;
    readonly without: Sample;
    readonly effect: {
      readonly difference: number;
      readonly low: number;
      readonly high: number;
      readonly sure: boolean;
    } | null;
  }[];
}
export interface Costs {
  readonly costs: readonly {
    readonly tag: string;
    readonly tickets: number;
    readonly agentMinutes: number | null;
    readonly tokens: number | null;
    readonly modelCostMicros: number | null;
    readonly firstResponseBreaches: { readonly of: number; readonly breached: number; readonly share: number } | null;
  }[];
}
export interface CustomerRequest {
  readonly id: string;
  readonly title: string;
  readonly tag: string;
  readonly state: "open" | "planned" | "shipped" | "declined";
  readonly version: string | null;
  readonly tickets: number;
  readonly customers: number;
  readonly value: number;
}
export interface CustomerRequests {
  readonly requests: readonly CustomerRequest[];
}
export interface Votes {
  readonly votes: readonly {
    readonly ticketId: string;
    readonly at: string;
    readonly customer: string | null;
    readonly quote: string;
  }[];
}
export interface Briefing {
  readonly planId: string;
  readonly name: string;
  readonly report: string | null;
  readonly from: string;
  readonly to: string;
  readonly sentences: readonly string[];
  readonly told: {
    readonly by: "template" | "model";
    readonly because?: string;
    readonly model?: string;
    readonly prompt?: { readonly version: number };
    readonly replaced?: number;
  };
}
export interface Briefings {
  readonly plans: readonly {
    readonly id: string;
    readonly name: string;
    readonly every: "day" | "week" | "month";
    readonly words: "template" | "model";
    readonly report: string | null;
    readonly members: readonly string[];
    readonly slice: { readonly dimension: string; readonly value: string } | null;
  }[];
  readonly briefings: readonly Briefing[];
}
