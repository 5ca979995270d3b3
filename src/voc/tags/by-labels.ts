import { VOC_TAGS, type VocTag } from "../../kernel/labels.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import type { Correction } from "./correct.ts";

/**
 * What a person's word on a ticket's labels, which are a closed set, says of its tags, which are the tenant's: a label stands
 * for the tag that it leads to now and for those split from that one. Tags that no label leads to are left as they are.
 */
export function correctionByLabels(
  taxonomy: Taxonomy,
  carried: readonly string[],
  holds: readonly VocTag[],
): Correction {
  const rootOf = (tag: string): string => {
    const from = taxonomy.kind(tag)?.splitFrom;
    return from === undefined ? tag : rootOf(from);
  };
  const rootsOf = (labels: readonly VocTag[]) =>
    new Set(labels.flatMap((label) => (taxonomy.kind(label) ?? taxonomy.heir(label))?.code ?? []).map(rootOf));
  const [held, spoken, there] = [rootsOf(holds), rootsOf(VOC_TAGS), new Set(carried.map(rootOf))];
  const given = new Set(holds.flatMap((label) => taxonomy.heir(label)?.code ?? []));
  return {
    set: [...given].filter((tag) => !there.has(rootOf(tag))).map((tag) => ({ tag })),
    remove: carried.filter((tag) => spoken.has(rootOf(tag)) && !held.has(rootOf(tag))),
  };
}
