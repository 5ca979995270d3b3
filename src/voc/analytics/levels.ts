import { UNKNOWN_VALUE } from "../slices.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import { isTree, type Level, levelOf, type TreeName } from "../trees.ts";
import type { Filters } from "./filters.ts";
import type { AnalyticsQuery } from "./query.ts";

/** Levels of trees, `organisation_top` among them: sums of stored values of one dimension. */
export type Rolled = TreeName | "organisation_top";
const isRolled = (name: string): name is Rolled => name === "organisation_top" || isTree(name);

export type Levels = ReadonlyMap<string, Level>;

/** A question with what its filters and its trees stand for in this taxonomy. */
export interface Asked {
  readonly query: AnalyticsQuery;
  readonly filters: Filters;
  readonly levels: Levels;
}

/** The level of each tree that is grouped by: below the one node that is filtered for. */
export function levelsOf(taxonomy: Taxonomy, { dimensions, filters }: AnalyticsQuery): Levels {
  const within = (dimension: string) => {
    const nodes = filters.filter((filter) => filter.dimension === dimension).flatMap((filter) => filter.in);
    return nodes.length === 1 && nodes[0] !== UNKNOWN_VALUE ? nodes[0]! : null;
  };
  return new Map(
    dimensions.filter(isRolled).map((name) => {
      if (name === "product_tree") return [name, levelOf(taxonomy, name, within("product"))] as const;
      // A team without a unit, and a tree that does not hold the node, have no level below: they are counted as they are.
      const node = name === "organisation_top" ? null : within("organisation");
      const known = taxonomy.units.some(({ code }) => code === node);
      return [name, levelOf(taxonomy, "organisation_tree", known ? node : null)] as const;
    }),
  );
}
