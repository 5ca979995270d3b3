import { invalid } from "../kernel/errors.ts";
import { type SliceName, shownValue, UNKNOWN_VALUE } from "./slices.ts";
import type { Taxonomy } from "./taxonomy/taxonomy.ts";

/** Ways to count level by level: family → product → module, and unit → the units below it. */
export const TREES = ["product_tree", "organisation_tree"] as const;
export type TreeName = (typeof TREES)[number];
export const isTree = (name: string): name is TreeName => (TREES as readonly string[]).includes(name);

/** One level of a tree. */
export interface Level {
  /** The dimension whose stored values it sums up. */
  readonly dimension: SliceName;
  /** The dimension that its nodes are values of. */
  readonly of: SliceName;
  /** From the top down to what is looked into; empty at the top. */
  readonly path: readonly string[];
  /** The node that a stored value stands under; null outside of what is looked into. */
  nodeOf(stored: string): string | null;
  /** What leads to the words of a node, as a value of its dimension. */
  sliceOf(node: string): string;
  /** Whether there is a level below a node. */
  opens(node: string): boolean;
}

/** The level below `within`, or the top. Throws `invalid` when the tree has no such node, or nothing below it. */
export function levelOf(taxonomy: Taxonomy, tree: TreeName, within: string | null): Level {
  return tree === "product_tree" ? productLevel(taxonomy, within) : unitLevel(taxonomy, within);
}

function productLevel(taxonomy: Taxonomy, within: string | null): Level {
  const { families, codes } = taxonomy;
  const products = new Set(codes.product.values());
  const parents = new Map<string, string | undefined>(families.map(({ code, parent }) => [code, parent]));
  for (const { code, products: held = [] } of families) for (const product of held) parents.set(product, code);
  const opens = (code: string) => products.has(code) || families.some((family) => family.code === code);
  if (within !== null && !opens(within)) throw unknown(within, [...parents.keys(), ...products]);
  const path = within === null ? [] : above(parents, within).reverse();
  if (within !== null && products.has(within)) {
    const start = `${taxonomy.product(within)}/`;
    const nodeOf = (stored: string) => (stored.startsWith(start) ? shownValue(taxonomy, "module", stored) : null);
    return { dimension: "module", of: "module", path, nodeOf, sliceOf: named, opens: () => false };
  }
  const nodeOf = (stored: string) => below(above(parents, shownValue(taxonomy, "product", stored)), within);
  return { dimension: "product", of: "product", path, nodeOf, sliceOf: named, opens };
}

function unitLevel(taxonomy: Taxonomy, within: string | null): Level {
  const parents = new Map(taxonomy.units.map(({ code, parent }) => [code, parent]));
  if (within !== null && !parents.has(within)) throw unknown(within, [...parents.keys()]);
  const nodeOf = (stored: string) => {
    // A tag from before its team had a unit is stored under the team.
    const shown = taxonomy.unitOf(shownValue(taxonomy, "organisation", stored));
    // What belongs to a unit itself stays under its own name beside the units below it.
    return shown === within ? shown : below(above(parents, shown), within);
  };
  const opens = (code: string) => code !== within && taxonomy.units.some(({ parent }) => parent === code);
  const path = within === null ? [] : above(parents, within).reverse();
  // The unit's code alone would stand for all below it as well.
  const sliceOf = (node: string) => (node === within ? `${node}/${UNKNOWN_VALUE}` : node);
  return { dimension: "organisation", of: "organisation", path, nodeOf, sliceOf, opens };
}

const named = (node: string): string => node;

const unknown = (within: string, known: readonly string[]) =>
  invalid(
    "within",
    known.length === 0
      ? `there is nothing to look into ${within} by; the taxonomy has no such tree`
      : `${within} is no node of it; there are ${[...new Set(known)].slice(0, 20).join(", ")}`,
  );

/** A node and all that it stands under, the node first. */
function above(parents: ReadonlyMap<string, string | undefined>, code: string): string[] {
  const found: string[] = [];
  for (let at: string | undefined = code; at !== undefined; at = parents.get(at)) found.push(at);
  return found;
}

/** Of a node and what it stands under: the one right below `within`; null when it does not stand under it. */
function below(chain: readonly string[], within: string | null): string | null {
  if (within === null) return chain.at(-1) ?? UNKNOWN_VALUE;
  const at = chain.indexOf(within);
  return at > 0 ? chain[at - 1]! : null;
}
