import { parseArgs } from "node:util";

/** What a suite is asked to do; paths as given on the command line. */
export interface EvalOptions {
  readonly cases: string | undefined;
  readonly kb: string | undefined;
  readonly train: string | undefined;
  readonly out: string | undefined;
  /** Paths below --kb that begin with this stay out of the index. */
  readonly without: string | undefined;
  /** retrieval: asks the sets that the knowledge base makes of its own headings. */
  readonly selfMade: boolean;
  /** retrieval: also ranks by words alone and by vectors alone. */
  readonly ways: boolean;
  /** howto: asks each question in a chat as well, after another one and its answer. */
  readonly after: boolean;
  /** injection: attacks of each language in each position and encoding; infinite for all of them. */
  readonly rounds: number | undefined;
}

/** Figures of one run: names to numbers, printed as the last line of JSON. */
export type Figures = Record<string, number | string | null>;

/** A suite reads its cases, runs the product's own code over them and returns its figures. */
export type Suite = (options: EvalOptions) => Promise<Figures>;

/** Where the page with each case's difference goes, and whose cases it is compared with; without, the report before it. */
interface ReportOptions {
  readonly file: string;
  readonly against: string | undefined;
}

export function parseOptions(argv: readonly string[]): {
  suite: string;
  options: EvalOptions;
  report: ReportOptions | null;
} {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      cases: { type: "string" },
      kb: { type: "string" },
      train: { type: "string" },
      out: { type: "string" },
      without: { type: "string" },
      report: { type: "string" },
      against: { type: "string" },
      "self-made": { type: "boolean", default: false },
      ways: { type: "boolean", default: false },
      after: { type: "boolean", default: false },
      rounds: { type: "string" },
    },
  });
  const { cases, kb, train, out, without, ways, after, report, against } = values;
  return {
    suite: positionals[0] ?? "",
    options: {
      ...{ cases, kb, train, out, without, ways, after },
      selfMade: values["self-made"],
      rounds: roundsOf(values.rounds),
    },
    report: report === undefined ? null : { file: report, against },
  };
}

/** Throws when it is neither a whole number from 1 nor `all`: a count that was misread would try nothing. */
function roundsOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (given === "all") return Number.POSITIVE_INFINITY;
  if (!/^[1-9]\d{0,5}$/.test(given)) throw new Error(`--rounds takes a whole number from 1, or "all"; got "${given}".`);
  return Number(given);
}
