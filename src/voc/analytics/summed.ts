import type { Tx } from "../../db/pool.ts";
import { stepOf } from "../periods.ts";
import { type SliceName, shownValue, UNKNOWN_VALUE } from "../slices.ts";
import { readDays } from "../store/rollups.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import type { Asked, Levels } from "./levels.ts";
import { type Grouping, isTime } from "./query.ts";

/** From the rollups: every group, in order. */
export async function summed(tx: Tx, taxonomy: Taxonomy, { query, filters, levels }: Asked, slice: SliceName) {
  const own = filters.slices.filter(({ dimension }) => dimension === slice);
  const values = own.length === 0 ? null : intersection(own.map((filter) => filter.values));
  const owners = filters.slices.filter(({ dimension }) => dimension !== slice).map((filter) => new Set(filter.values));
  const ownedBy = (value: string) => owners.every((products) => products.has(value.split("/")[0]!));
  // What a module's row says of its product.
  const inSlice = (name: Grouping, value: string) =>
    slice === "module" && (levels.get(name)?.dimension ?? name) === "product" ? value.split("/")[0]! : value;
  const days = await readDays(tx, slice, values, query.from, query.to);
  const sums = new Map<string, { key: (string | number)[]; n: number }>();
  const wanted = new Set(filters.kinds);
  const add = (day: string, value: string, kind: number, n: number) => {
    if (n === 0 || !wanted.has(kind) || !ownedBy(value)) return;
    const key = query.dimensions.map((name) =>
      partOf(taxonomy, levels, name, { day, value: inSlice(name, value), kind }),
    );
    const text = JSON.stringify(key);
    const row = sums.get(text) ?? { key, n: 0 };
    row.n += n;
    sums.set(text, row);
  };
  for (const { day, value, counts, kind, change } of days)
    if (counts === null) add(day, value, kind!, change!);
    else for (let i = 0; i < counts.length; i++) add(day, value, i, counts[i]!);
  return [...sums.entries()]
    .filter(([, { n }]) => n !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { key, n }]) =>
      Object.fromEntries([
        ...query.dimensions.map((name, i) => [name, key[i]!] as const),
        ...query.measures.map((name) => [name, n] as const),
      ]),
    );
}

const intersection = ([first = [], ...rest]: readonly (readonly string[])[]): string[] =>
  first.filter((value) => rest.every((other) => other.includes(value)));

interface Cell {
  readonly day: string;
  readonly value: string;
  readonly kind: number;
}

function partOf(taxonomy: Taxonomy, levels: Levels, name: Grouping, { day, value, kind }: Cell): string {
  const level = levels.get(name);
  if (level !== undefined) return level.nodeOf(value) ?? UNKNOWN_VALUE;
  if (isTime(name)) return stepOf(day, name);
  if (name === "tag") return taxonomy.kindAt(kind)?.code ?? `retired:${kind}`;
  if (name === "group") return taxonomy.kindAt(kind)?.group ?? "retired";
  return shownValue(taxonomy, name as SliceName, value);
}
