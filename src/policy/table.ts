import { z } from "zod";
import type { ServiceItem, ServiceType } from "../kernel/labels.ts";
import { ALL_SERVICE_ITEMS, typeOfItem } from "../kernel/labels.ts";

/** A sentence that people read in either language. */
export const Bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type Bilingual = z.infer<typeof Bilingual>;

/** Names of things in policy files: stable, lower case. */
export const Code = z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/, "lower-case letters, digits, _ and - only");

/** One row of a decision table. A dimension that is not named matches everything; the first row that matches decides. */
export interface Row {
  readonly id: string;
  readonly when: Readonly<Record<string, readonly string[] | undefined>>;
}

export type RowFacts = Readonly<Record<string, string>>;

function matches({ when }: Row, facts: RowFacts): boolean {
  for (const dimension in when) if (when[dimension]?.includes(facts[dimension] ?? "") === false) return false;
  return true;
}

/** The first row whose every named dimension holds the fact's value. */
export const firstRow = <R extends Row>(rows: readonly R[], facts: RowFacts): R | undefined =>
  rows.find((row) => matches(row, facts));

/** What is wrong with a table over all combinations of facts: undecided ones (at most ten shown), rows never reached, ids used twice. */
export interface TableFaults {
  readonly undecided: readonly RowFacts[];
  readonly unreachable: readonly string[];
  readonly repeated: readonly string[];
}

export function tableFaults(rows: readonly Row[], combinations: Iterable<RowFacts>): TableFaults {
  const undecided: RowFacts[] = [];
  const reached = new Set<string>();
  for (const facts of combinations) {
    const row = firstRow(rows, facts);
    if (row !== undefined) reached.add(row.id);
    else if (undecided.length < 10) undecided.push(facts);
  }
  const ids = rows.map((row) => row.id);
  return {
    undecided,
    unreachable: ids.filter((id) => !reached.has(id)),
    repeated: ids.filter((id, index) => ids.indexOf(id) !== index),
  };
}

/** Every combination of the dimensions' values. */
export function* combinations(dimensions: Readonly<Record<string, readonly string[]>>): Generator<RowFacts> {
  const [first, ...rest] = Object.entries(dimensions);
  if (first === undefined) {
    yield {};
    return;
  }
  for (const value of first[1]) {
    for (const others of combinations(Object.fromEntries(rest))) yield { [first[0]]: value, ...others };
  }
}

/** Service items with the type each belongs to, as facts. */
export const itemFacts = (item: ServiceItem): { item: ServiceItem; type: ServiceType } => ({
  item,
  type: typeOfItem(item),
});

/** Combinations of the other dimensions with every item and its type. */
export function* withItems(dimensions: Readonly<Record<string, readonly string[]>>): Generator<RowFacts> {
  for (const facts of combinations(dimensions)) {
    for (const item of ALL_SERVICE_ITEMS) yield { ...facts, ...itemFacts(item) };
  }
}
