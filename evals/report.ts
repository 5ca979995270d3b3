import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { diffTexts } from "../src/web/ui/diff/text-diff.ts";
import { standardError } from "./baseline.ts";
import { CaseId, readWritten } from "./jsonl.ts";
import type { Figures } from "./options.ts";

/** One case as a suite wrote it, beside the question it was about. */
export interface ReportCase {
  readonly id: CaseId;
  readonly [field: string]: unknown;
}

export interface ReportInput {
  readonly suite: string;
  readonly figures: Figures;
  readonly baseline: Figures | null;
  readonly cases: readonly ReportCase[];
  /** The same of the run before; null when there is none. */
  readonly previous: readonly ReportCase[] | null;
  /** What was asked, by case id. */
  readonly questions: ReadonlyMap<CaseId, string>;
}

/** A page of its own: figures against the baseline, then each case that differs from the run before, then the rest. */
export function reportPage(input: ReportInput): string {
  const { suite, figures, previous, cases } = input;
  const before = new Map((previous ?? []).map((row) => [row.id, row]));
  const changed = cases.filter((row) => previous !== null && !same(row, before.get(row.id)));
  const gone = (previous ?? []).filter(({ id }) => !cases.some((row) => row.id === id));
  const rest = cases.filter((row) => !changed.includes(row));
  const lead =
    previous === null
      ? "There is no earlier run to compare with; the next report will have one."
      : `${changed.length} of ${cases.length} cases differ from the run before; ${gone.length} are gone.`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(suite)}: evaluation</title><style>${STYLE}</style></head><body>
<h1>${escaped(suite)}</h1><p>${escaped(lead)}</p>
${figureTable(figures, input.baseline)}
<h2>Changed cases</h2>
${changed.map((row) => caseBlock(row, before.get(row.id), input.questions, true)).join("\n") || "<p>None.</p>"}
${gone.length === 0 ? "" : `<h2>Gone</h2><p>${gone.map(({ id }) => escaped(String(id))).join(", ")}</p>`}
<h2>Unchanged cases</h2>
<details><summary>${rest.length}</summary>${rest.map((row) => caseBlock(row, undefined, input.questions, false)).join("\n")}</details>
</body></html>
`;
}

function figureTable(figures: Figures, baseline: Figures | null): string {
  const rows = Object.entries(figures).map(([name, now]) => {
    const was = baseline?.[name];
    const delta = typeof now === "number" && typeof was === "number" ? now - was : null;
    const error = typeof was === "number" ? standardError(name, was, figures) : null;
    const beyond = delta !== null && error !== null && error > 0 && Math.abs(delta) > 2 * error;
    const cells = [
      name,
      shown(now),
      shown(was),
      delta === null ? "" : signed(delta),
      error === null ? "" : `± ${(2 * error).toFixed(3)}`,
    ];
    return `<tr${beyond ? ' class="beyond"' : ""}>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`;
  });
  return `<table><thead><tr><th>figure</th><th>now</th><th>baseline</th><th>difference</th><th>two standard errors</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function caseBlock(
  row: ReportCase,
  before: ReportCase | undefined,
  questions: ReadonlyMap<CaseId, string>,
  open: boolean,
): string {
  const { id, ...fields } = row;
  const names = [...new Set([...Object.keys(fields), ...Object.keys(before ?? {})])].filter((name) => name !== "id");
  const lines = names.map((name) => {
    const [now, was] = [text(row[name]), text(before?.[name])];
    const differs = before !== undefined && now !== was;
    return `<dt${differs ? ' class="differs"' : ""}>${escaped(name)}</dt><dd>${differs ? diffed(was, now) : escaped(now)}</dd>`;
  });
  const question = questions.get(id);
  const title = `${id}${before === undefined && open ? " (new)" : ""}`;
  return `<article><h3>${escaped(title)}</h3>${question === undefined ? "" : `<p class="question">${escaped(question)}</p>`}<dl>${lines.join("")}</dl></article>`;
}

const diffed = (was: string, now: string): string =>
  diffTexts(was, now)
    .map(({ kind, text: part }) =>
      kind === "same"
        ? escaped(part)
        : kind === "added"
          ? `<ins>${escaped(part)}</ins>`
          : `<del>${escaped(part)}</del>`,
    )
    .join("");

/** Times and other figures of the machine are no difference. */
const NOISE = new Set(["ms", "tookMs", "seconds"]);
const comparable = (row: ReportCase): string =>
  JSON.stringify(
    Object.entries(row)
      .filter(([name]) => !NOISE.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
const same = (row: ReportCase, before: ReportCase | undefined): boolean =>
  before !== undefined && comparable(row) === comparable(before);

const text = (value: unknown): string =>
  value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
const shown = (value: number | string | null | undefined): string =>
  value === undefined || value === null ? "" : String(value);
const signed = (value: number): string => `${value > 0 ? "+" : ""}${value.toFixed(3)}`;

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (given: string): string => given.replace(/[&<>"']/g, (sign) => SIGNS[sign]!);

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
table{border-collapse:collapse}td,th{border:1px solid #d0d7de;padding:.2rem .6rem;text-align:left}
tr.beyond td{background:#fff1c2}article{border-top:1px solid #d0d7de;padding:.6rem 0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:0}dt{color:#59636e}dt.differs{color:#9a3412;font-weight:600}
dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}ins{background:#d5f5dd;text-decoration:none}del{background:#ffd9d6}
.question{white-space:pre-wrap;font-weight:600}summary{cursor:pointer}
@media(prefers-color-scheme:dark){body{background:#14181d;color:#e6e9ed}ins{background:#1c4428}del{background:#5a1e1b}tr.beyond td{background:#4d3c00}}`;

/**
 * Writes the report of a run, and beside it the cases, with which the next report at the same place is compared.
 * `against` is another run's cases to compare with.
 */
export function writeReport(
  file: string,
  run: {
    readonly suite: string;
    readonly figures: Figures;
    readonly out: string;
    readonly cases: string | undefined;
    readonly against: string | undefined;
  },
  folder: string,
): void {
  const kept = `${file}.jsonl`;
  const earlier = run.against ?? (existsSync(kept) ? kept : undefined);
  const baseline = `${folder}/baselines/${run.suite}.json`;
  const asked = run.cases ?? `${folder}/cases/${run.suite}.jsonl`;
  const page = reportPage({
    suite: run.suite,
    figures: run.figures,
    baseline:
      run.cases === undefined && existsSync(baseline) ? (JSON.parse(readFileSync(baseline, "utf8")) as Figures) : null,
    cases: rowsOf(run.out),
    previous: earlier === undefined ? null : rowsOf(earlier),
    questions: new Map(
      existsSync(asked)
        ? rowsOf(asked).map((row) => [row.id, text(row["text"] ?? row["question"] ?? row["query"])])
        : [],
    ),
  });
  writeFileSync(file, page);
  writeFileSync(kept, readFileSync(run.out));
}

const Row = z.looseObject({ id: CaseId.optional() });
const rowsOf = (file: string): ReportCase[] =>
  readWritten(file, Row).flatMap(({ id, ...fields }) => (id === undefined ? [] : [{ id, ...fields }]));
