import type { Tx } from "../../db/pool.ts";
import { type SliceName, shownValue, UNKNOWN_VALUE } from "../slices.ts";
import { type AnalyticsPart, groupTags } from "../store/analytics.ts";
import { type Taxonomy, UNKNOWN } from "../taxonomy/taxonomy.ts";
import type { Level } from "../trees.ts";
import type { Asked, Levels, Rolled } from "./levels.ts";
import { type Grouping, isTime } from "./query.ts";

/** From the tags: one group more than the limit, so that the caller sees whether there are more. */
export async function counted(tx: Tx, taxonomy: Taxonomy, { query, filters, levels }: Asked) {
  const rows = await groupTags(tx, {
    ...filters,
    from: query.from,
    to: query.to,
    parts: query.dimensions.map((name): AnalyticsPart => {
      const level = levels.get(name);
      if (level === undefined) return name as Exclude<Grouping, Rolled>;
      return { dimension: level.dimension, nodes: nodesOf(taxonomy, level) };
    }),
    measures: query.measures,
    groups: Array.from({ length: taxonomy.width }, (_, i) => taxonomy.kindAt(i)?.group ?? "retired"),
    limit: query.limit + 1,
    offset: query.offset,
  });
  return rows.map((row) =>
    Object.fromEntries([
      ...query.dimensions.map((name, i) => [name, shownPart(taxonomy, levels, name, row[`d${i}`]!)] as const),
      ...query.measures.map((name, i) => [name, numberOf(row[`m${i}`])] as const),
    ]),
  );
}

/** Pairs of a stored value and its node, of all values that the taxonomy knows. */
function nodesOf(taxonomy: Taxonomy, level: Level): (readonly [stored: string, node: string])[] {
  const { product, module } = taxonomy.codes;
  const stored = {
    product: [...product.keys()].map(String),
    module: [
      ...[...product.keys()].map((owner) => `${owner}/${UNKNOWN}`),
      ...[...module].map(([ordinal, code]) => `${taxonomy.product(code.split("/")[0])}/${ordinal}`),
    ],
    organisation: taxonomy.units.flatMap(({ code, teams = [] }) => [code, ...teams]),
  }[level.dimension as "product" | "module" | "organisation"];
  return stored.flatMap((value) => {
    const node = level.nodeOf(value);
    return node === null ? [] : [[value, node] as const];
  });
}

function shownPart(taxonomy: Taxonomy, levels: Levels, name: Grouping, stored: string): string {
  if (isTime(name) || name === "group") return stored;
  if (name === "member") return stored === "" ? UNKNOWN_VALUE : stored;
  if (levels.has(name)) return stored === "" ? UNKNOWN_VALUE : stored;
  if (name === "tag") return taxonomy.kindAt(Number(stored))?.code ?? `retired:${stored}`;
  return shownValue(taxonomy, name as SliceName, stored);
}

const numberOf = (value: unknown): number | null =>
  value === null || value === undefined ? null : Math.round(Number(value) * 10_000) / 10_000;
