import { join } from "node:path";
import { z } from "zod";
import { findPii, type PiiKind } from "../../src/kernel/pii.ts";
import { compareWithBaseline } from "../baseline.ts";
import { CaseId, maybe, readJsonl, writeJsonl } from "../jsonl.ts";
import type { Figures, Suite } from "../options.ts";
import { rounded } from "../scorers/classification.ts";
import { type GoldSpan, spansByKind } from "../scorers/spans.ts";

const OWN_CASES = join(import.meta.dirname, "../cases/personal.jsonl");

const Case = z.looseObject({
  id: CaseId,
  text: z.string(),
  spans: maybe(z.array(z.looseObject({ kind: z.string().optional(), type: z.string().optional(), value: z.string() }))),
});
type Case = z.output<typeof Case>;

/** What presidio-research calls our kinds. Its other types are told by nothing here, and finding one is no mistake. */
const KINDS: Readonly<Record<string, PiiKind>> = {
  PERSON: "name",
  STREET_ADDRESS: "address",
  CREDIT_CARD: "bank_card",
  PHONE_NUMBER: "phone",
  EMAIL_ADDRESS: "email",
  US_SSN: "ssn",
  IP_ADDRESS: "ip",
  IBAN_CODE: "iban",
  US_DRIVER_LICENSE: "document",
};
const OTHER = "other";

/** Finds personal data in messages; told what there is, says how much of it was found and how much else was. */
export const run: Suite = async ({ cases, out }) => {
  const rows = readJsonl(cases ?? OWN_CASES, Case);
  const given = rows.map(({ id, text }) => ({ id, text, spans: findPii(text) }));
  writeJsonl(
    out,
    given.map(({ id, text, spans }) => ({
      id,
      spans: spans.map(({ kind, start, end }) => ({ kind, value: text.slice(start, end), start, end })),
    })),
  );
  if (!rows.every(({ spans }) => spans)) return { cases: rows.length };
  const figures = figuresOf(rows.map((row, i) => ({ gold: placesOf(row), found: given[i]!.spans })));
  return cases === undefined ? compareWithBaseline("personal", figures) : figures;
};

/** Where the values stand: one that comes again is another mention. */
function placesOf({ text, spans = [] }: Case): GoldSpan[] {
  const after = new Map<string, number>();
  return spans.map(({ kind, type, value }) => {
    const start = text.indexOf(value, after.get(value) ?? 0);
    if (start < 0) throw new Error(`"${value}" does not stand in "${text.slice(0, 80)}" that often.`);
    after.set(value, start + value.length);
    return { kind: kind ?? KINDS[type ?? ""] ?? OTHER, start, end: start + value.length };
  });
}

type Row = { readonly gold: readonly GoldSpan[]; readonly found: ReturnType<typeof findPii> };

function figuresOf(rows: readonly Row[]): Figures {
  const counts = [...spansByKind(rows)].filter(([kind]) => kind !== OTHER);
  const all = counts.reduce((sum, [, count]) => sum + count.all, 0);
  const share = (part: number, whole: number) => rounded(part / Math.max(1, whole));
  const meets = (span: Omit<GoldSpan, "kind">, { gold }: Row) =>
    gold.some(({ start, end }) => span.start < end && start < span.end);
  const found = rows.reduce((sum, row) => sum + row.found.length, 0);
  const right = rows.reduce((sum, row) => sum + row.found.filter((span) => meets(span, row)).length, 0);
  const clean = rows.filter(({ gold }) => gold.length === 0);
  return {
    n: all,
    clean_n: clean.length,
    found_share: share(
      counts.reduce((sum, [, { touched }]) => sum + touched, 0),
      all,
    ),
    covered_share: share(
      counts.reduce((sum, [, { covered }]) => sum + covered, 0),
      all,
    ),
    precision: share(right, found),
    clean_kept: share(clean.filter(({ found: nothing }) => nothing.length === 0).length, clean.length),
    ...Object.fromEntries(
      counts.flatMap(([kind, { all: n, touched }]) => [
        [`${kind}_n`, n],
        [`${kind}_found`, share(touched, n)],
      ]),
    ),
  };
}
