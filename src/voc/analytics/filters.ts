import { invalid } from "../../kernel/errors.ts";
import { type SliceName, storedValues } from "../slices.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import { kindsOf } from "../trends/trend.ts";
import type { AnalyticsQuery } from "./query.ts";

/** What a query keeps to, as it is stored. */
export interface Filters {
  readonly kinds: readonly number[];
  readonly slices: readonly { readonly dimension: SliceName; readonly values: readonly string[] }[];
}

/** Throws `invalid` for a tag, group, product, module or unit that is not there. */
export function filtersOf(taxonomy: Taxonomy, { filters }: AnalyticsQuery): Filters {
  let kinds = taxonomy.kinds;
  const slices: { dimension: SliceName; values: string[] }[] = [];
  for (const { dimension, in: values } of filters) {
    if (dimension === "tag") {
      const named = kindsOf(taxonomy, values);
      kinds = kinds.filter((kind) => named.includes(kind));
    } else if (dimension === "group") {
      for (const group of values)
        if (!taxonomy.kinds.some((kind) => kind.group === group)) throw invalid("group", `no tag is of ${group}`);
      kinds = kinds.filter(({ group }) => values.includes(group));
    } else slices.push({ dimension, values: values.flatMap((value) => storedValues(taxonomy, { dimension, value })) });
  }
  return { kinds: kinds.map(({ ordinal }) => ordinal), slices };
}
