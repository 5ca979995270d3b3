import type { DryRun, Replay } from "../wire.ts";

export interface Difference {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

/** What a trial found, whichever way it was made. */
export interface Outcome {
  readonly asked: number;
  readonly changed: number;
  /** Tickets of the changed requests, where they were counted. */
  readonly tickets: number | null;
  /** Requests of an earlier release, which cannot be decided again. */
  readonly skipped: number;
  /** Most frequent first. `from` and `to` are null where only that something differs was counted. */
  readonly totals: readonly {
    readonly field: string;
    readonly from: string | null;
    readonly to: string | null;
    readonly count: number;
  }[];
  readonly rows: readonly {
    readonly key: string;
    readonly ticketId: string;
    readonly question: string;
    /** Changed requests of the ticket, of which this is one. */
    readonly turns: number;
    readonly differences: readonly Difference[];
    readonly reasons: readonly { readonly zh: string; readonly en: string }[];
  }[];
}

/** What a trial of a text said in short. */
export interface TriedOn {
  readonly text: string;
  readonly asked: number;
  readonly changed: number;
}

export const outcomeOfDryRun = ({
  decided,
  changed,
  changedTickets,
  skipped,
  totals,
  samples,
}: NonNullable<DryRun["result"]>): Outcome => ({
  ...{ asked: decided, changed, tickets: changedTickets ?? null, skipped, totals },
  rows: samples.map(({ ticketId, proposalId, question, turns, changes, reasons }) => ({
    ...{ key: proposalId, ticketId, question, turns, differences: changes, reasons },
  })),
});

export const outcomeOfReplay = ({ asked, changed, counts, rows }: NonNullable<Replay["report"]>): Outcome => ({
  ...{ asked, changed, tickets: null, skipped: 0 },
  totals: Object.entries(counts)
    .map(([field, count]) => ({ field, from: null, to: null, count }))
    .sort((a, b) => b.count - a.count),
  rows: rows.map(({ ticketId, turn, question, differences }) => ({
    ...{ key: `${ticketId}/${turn}`, ticketId, question, turns: 1, reasons: [] },
    differences: differences.map(({ what, before, after }) => ({ field: what, from: before, to: after })),
  })),
});
